from django.db import migrations, models


class Migration(migrations.Migration):
    """What is counted from live records is loaded as a return is: as a snapshot."""

    dependencies = [
        ('submissions', '0003_one_policy'),
    ]

    operations = [
        migrations.AlterField(
            model_name='load',
            name='collection',
            field=models.TextField(choices=[('cin', 'Children in need census'), ('ssd', 'Standard safeguarding dataset extract'), ('live', 'Live records')]),
        ),
    ]
