"""A contact that another front door passed on keeps the one that it came of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('front_door', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='passed_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passed_on', to='front_door.contact'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='channel',
            field=models.TextField(choices=[('officer', 'Taken down by an officer'), ('professional', 'A professional who signed in'), ('public', 'The public form'), ('system', 'A partner’s system'), ('passed', 'Passed on by another front door')]),
        ),
    ]
