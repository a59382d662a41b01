"""The table that counts attempts, shared by all the processes that serve."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_organisations")]
    operations = [
        migrations.RunPython(make, migrations.RunPython.noop, elidable=False),
    ]
