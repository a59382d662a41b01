"""A third way to be named: let in to a record since one is let in to whom it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_named_kind")]

    operations = [
        migrations.AlterField(
            "named",
            "kind",
            models.TextField(
                choices=[
                    ("named", "Named"),
                    ("glass", "By breaking the glass"),
                    ("opened", "Let in to whom the record is about"),
                ],
                default="named",
            ),
        ),
    ]
