"""What erasing needs: files that are gone with their record, and drafts of others about it."""

from django.conf import settings
from django.db import migrations, models

# Whoever erases sees no draft but their own, so that the owner of the table has to do it.
FORGET = """
CREATE FUNCTION core_forget_drafts(ids text[]) RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.core_draft d WHERE EXISTS (
            SELECT 1 FROM unnest(ids) one
            WHERE strpos(d.address::text, one) > 0 OR strpos(d.answers::text, one) > 0
        ) RETURNING 1)
    SELECT count(*) FROM gone
$$
"""


def forget(apps, schema_editor):
    app = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for statement in (
        FORGET,
        "REVOKE EXECUTE ON FUNCTION core_forget_drafts(text[]) FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION core_forget_drafts(text[]) TO {app}",
    ):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_named_opened"),
    ]

    operations = [
        migrations.RemoveConstraint("keptfile", "core_kept_file_state"),
        migrations.AlterField(
            "keptfile",
            "state",
            models.TextField(
                choices=[
                    ("waiting", "Being checked for viruses"),
                    ("clean", "Checked: no virus found"),
                    ("unchecked", "Not checked for viruses"),
                    ("harmful", "Thrown away: a virus was found"),
                    ("erased", "Destroyed with what it was about"),
                ]
            ),
        ),
        migrations.AddConstraint(
            "keptfile",
            models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("waiting", "clean", "unchecked", "harmful", "erased"))
                ),
                name="core_kept_file_state",
            ),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
