import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_drafts'),
        ('procrastinate', '0041_post_retry_failed_job'),
    ]

    operations = [
        migrations.CreateModel(
            name='JobMark',
            fields=[
                ('key', models.TextField(primary_key=True, serialize=False)),
                ('done_at', models.DateTimeField(null=True)),
                ('fault', models.TextField(blank=True)),
                ('faulted_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user', models.UUIDField(null=True)),
                ('address', models.TextField(blank=True)),
                ('about', models.TextField()),
                ('details', models.JSONField(default=dict)),
                ('link', models.TextField(blank=True)),
                ('queued_at', models.DateTimeField()),
                ('state', models.TextField(choices=[('queued', 'Waiting to be sent'), ('sent', 'Sent'), ('failed', 'Could not be sent')], default='queued')),
                ('attempts', models.IntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.TextField(blank=True)),
                ('reference', models.TextField(blank=True)),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-queued_at'], name='core_notification_user'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='core_notification_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('queued', 'sent', 'failed'))), name='core_notification_state'), models.CheckConstraint(condition=models.Q(('user', None), ('address', ''), _connector='OR'), name='core_notification_to_one')],
            },
        ),
    ]
