"""Keys with which systems of partners send to us."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_cache")]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=0)),
                ("authority", models.TextField(blank=True)),
                ("restricted", models.BooleanField(default=False)),
                ("state", models.TextField(choices=[("issued", "In use"), ("revoked", "Revoked")])),
                ("system", models.TextField()),
                ("begins", models.TextField()),
                ("digest", models.TextField(unique=True)),
                ("issued_on", models.DateField()),
                ("to_on", models.DateField()),
                ("revoked_on", models.DateField(null=True)),
                ("issued_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("organisation", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation")),
                ("team", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team")),
            ],
            options={"verbose_name": "key"},
        ),
    ]
