"""Of which kind the record is that names somebody: so that one kind is found without the others.

What is named already takes its kind from its history, which says what was done to each record.
"""

from django.db import migrations, models

KINDS = """
    UPDATE core_named SET subject_type = done.subject_type
    FROM core_transition done WHERE done.subject = core_named.subject AND done.version = 1
"""


class Migration(migrations.Migration):

    dependencies = [("core", "0006_attachments_escalations")]

    operations = [
        migrations.AddField(
            "named", "subject_type", models.TextField(default=""), preserve_default=False
        ),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        migrations.RemoveIndex("named", "core_named_party"),
        migrations.AddIndex(
            "named",
            models.Index(fields=["party", "subject_type", "subject"], name="core_named_party"),
        ),
    ]
