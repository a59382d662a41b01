import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Reports that are proof-read on a page."""

    initial = True
    dependencies = [("core", "0001_roles")]

    operations = [
        migrations.CreateModel(
            name="ProofReading",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("file_name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("year", models.IntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("state", models.TextField(choices=[("queued", "Waiting"), ("running", "Being read"), ("done", "Read"), ("failed", "Not read")], default="queued")),
                ("percent", models.IntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("right", models.IntegerField(default=0)),
                ("doubtful", models.IntegerField(default=0)),
                ("wrong", models.IntegerField(default=0)),
                ("unread", models.JSONField(default=list)),
                ("blocks", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
            ],
            options={
                "indexes": [models.Index(fields=["asked_by", "asked_at"], name="report_proof_asked")],
            },
        ),
    ]
