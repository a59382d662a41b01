from django.db import migrations, models


class Migration(migrations.Migration):
    """A figure may be counted from a register of the LADO."""

    dependencies = [
        ("measures", "0003_live_figures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="storedfigure",
            name="source",
            field=models.TextField(
                choices=[
                    ("return", "return"),
                    ("live", "live"),
                    ("register", "register"),
                    ("official", "official"),
                    ("stated", "stated"),
                    ("demonstration", "demonstration"),
                ]
            ),
        ),
    ]
