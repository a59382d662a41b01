"""Keys of names that tell the team, so that a narrow reach walks through nobody else’s."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_finding'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='namekey',
            name='people_key_family',
        ),
        migrations.RemoveIndex(
            model_name='namekey',
            name='people_key_given',
        ),
        migrations.RemoveIndex(
            model_name='namekey',
            name='people_key_family_sound',
        ),
        migrations.RemoveIndex(
            model_name='namekey',
            name='people_key_given_sound',
        ),
        migrations.AddIndex(
            model_name='namekey',
            index=models.Index(fields=['family', 'given', 'held_by_team'], name='people_key_family'),
        ),
        migrations.AddIndex(
            model_name='namekey',
            index=models.Index(fields=['given', 'family', 'held_by_team'], name='people_key_given'),
        ),
        migrations.AddIndex(
            model_name='namekey',
            index=models.Index(fields=['family_sound', 'given_sound', 'held_by_team'], name='people_key_family_sound'),
        ),
        migrations.AddIndex(
            model_name='namekey',
            index=models.Index(fields=['given_sound', 'family_sound', 'held_by_team'], name='people_key_given_sound'),
        ),
    ]
