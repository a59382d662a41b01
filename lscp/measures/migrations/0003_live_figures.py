from django.db import migrations, models


class Migration(migrations.Migration):
    """A figure may be counted from live records."""

    dependencies = [
        ("measures", "0002_one_policy"),
    ]

    operations = [
        migrations.AlterField(
            model_name="storedfigure",
            name="source",
            field=models.TextField(
                choices=[
                    ("return", "return"),
                    ("live", "live"),
                    ("official", "official"),
                    ("stated", "stated"),
                    ("demonstration", "demonstration"),
                ]
            ),
        ),
    ]
