from django.db import migrations


class Migration(migrations.Migration):
    """Who may see what is declared in the area's policy, and no longer to Django."""

    dependencies = [
        ('measures', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(name='figureset', options={}),
    ]
