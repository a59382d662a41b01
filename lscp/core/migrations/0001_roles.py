"""What the serving role may do with the tables that the owner makes from here on: rows, no more.

This runs before any other migration, so that every table is covered.
"""

from django.conf import settings
from django.db import migrations

GRANTS = """
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT ON TABLE django_migrations TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app};
"""


def grant(apps, schema_editor):
    app = settings.DATABASES["default"]["USER"]
    if schema_editor.connection.settings_dict["USER"] == app:
        raise RuntimeError("Migrate as the owner: lscp does, or migrate --database owner")
    schema_editor.execute(GRANTS.format(app=schema_editor.quote_name(app)))


class Migration(migrations.Migration):
    run_before = [
        ("contenttypes", "0001_initial"),
        ("auth", "0001_initial"),
        ("sessions", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
