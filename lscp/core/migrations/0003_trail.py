"""The trail: entries and seals that nobody changes or removes, the owner of the tables included."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import lscp.core.models.trail

KINDS = [
    ("did", "Changed"),
    ("viewed", "Looked at"),
    ("searched", "Searched"),
    ("exported", "Took away"),
    ("refused", "Was refused"),
    ("signed_in", "Signed in"),
    ("signed_out", "Signed out"),
    ("sign_in_failed", "Failed to sign in"),
    ("break_glass", "Broke the glass"),
]
REFUSE = """
CREATE FUNCTION core_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$
"""
TABLES = "core_entry", "core_seal"


def close(apps, schema_editor):
    app = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    schema_editor.execute(REFUSE, None)
    for table in TABLES:
        schema_editor.execute(f"REVOKE ALL ON {table} FROM {app}")
        schema_editor.execute(f"GRANT SELECT, INSERT ON {table} TO {app}")
        schema_editor.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "EXECUTE FUNCTION core_only_added_to()"
        )
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER only_added_to")
    schema_editor.execute(f"GRANT SELECT ON SEQUENCE core_entry_id_seq TO {app}")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_kernel")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("kind", models.TextField(choices=KINDS)),
                ("user", models.UUIDField(null=True)),
                ("membership", models.UUIDField(null=True)),
                ("role", models.TextField(blank=True)),
                ("organisation", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("subject_type", models.TextField(blank=True)),
                ("subject", models.UUIDField(null=True)),
                ("person", models.UUIDField(null=True)),
                (
                    "after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("detail", models.JSONField(default=dict)),
                ("mark", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["person", "at"],
                        name="core_entry_person",
                    ),
                    models.Index(fields=["user", "at"], name="core_entry_user"),
                    models.Index(fields=["organisation", "at"], name="core_entry_organisation"),
                    models.Index(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "break_glass",
                                    "exported",
                                    "refused",
                                    "sign_in_failed",
                                    "signed_in",
                                    "signed_out",
                                ],
                            )
                        ),
                        fields=["organisation", "kind", "at"],
                        name="core_entry_rare",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("no", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("entries", lscp.core.models.trail.Numbers()),
                ("count", models.IntegerField()),
                ("highest", models.BigIntegerField(db_index=True)),
                ("settled", models.BigIntegerField()),
                ("digest", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("key", models.TextField()),
                ("mark", models.BinaryField()),
            ],
        ),
        migrations.RunPython(close, migrations.RunPython.noop, elidable=False),
    ]
