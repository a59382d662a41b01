import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A census of what is recorded here, as it was asked for and written."""

    dependencies = [("submissions", "0005_registers")]

    operations = [
        migrations.CreateModel(
            name="Census",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("authority", models.TextField()),
                ("year", models.IntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.TextField()),
                ("state", models.TextField(choices=[("queued", "Waiting"), ("running", "Being written"), ("done", "Written"), ("failed", "Not written")], default="queued")),
                ("reason", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("children", models.IntegerField(null=True)),
                ("kept_file", models.TextField(blank=True)),
                ("checked", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="submissions.check")),
            ],
            options={
                "indexes": [models.Index(fields=["authority", "year", "asked_at"], name="submissions_census_asked")],
            },
        ),
    ]
