from django.db import migrations


class Migration(migrations.Migration):
    """Who may see what is declared in the area's policy, and no longer to Django."""

    dependencies = [
        ('submissions', '0002_checks'),
    ]

    operations = [
        migrations.AlterModelOptions(name='check', options={}),
    ]
