"""Drafts, which row-level security shows to their own user alone."""

import uuid

from django.conf import settings
from django.db import migrations, models

OWN = """"user" = (SELECT nullif(current_setting('lscp.user', true), '')::uuid)"""
# Whoever runs it sees no draft but their own, so that the owner of the table has to do it.
DISCARD = """
CREATE FUNCTION core_discard_drafts() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (DELETE FROM public.core_draft WHERE expires_at < clock_timestamp() RETURNING 1)
    SELECT count(*) FROM gone
$$
"""


def lock(apps, schema_editor):
    quote = schema_editor.quote_name
    app = quote(settings.DATABASES["default"]["USER"])
    owner = quote(settings.DATABASES["owner"]["USER"])
    for statement in (
        "ALTER TABLE core_draft ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE core_draft FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner ON core_draft TO {owner} USING (true) WITH CHECK (true)",
        f"CREATE POLICY own ON core_draft TO {app} USING ({OWN}) WITH CHECK ({OWN})",
        DISCARD,
        "REVOKE EXECUTE ON FUNCTION core_discard_drafts() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION core_discard_drafts() TO {app}",
    ):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0003_trail"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("user", models.UUIDField()),
                ("page", models.TextField()),
                ("address", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("seen", models.IntegerField(null=True)),
                ("updated_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["user", "page"], name="core_draft_of_user")],
            },
        ),
        migrations.RunPython(lock, migrations.RunPython.noop),
    ]
