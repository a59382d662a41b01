from django.db import migrations, models


class Migration(migrations.Migration):
    """A register of the LADO is loaded beside the return of an authority and year."""

    dependencies = [
        ("submissions", "0004_live_records"),
    ]

    operations = [
        migrations.AlterField(
            model_name="load",
            name="collection",
            field=models.TextField(
                choices=[
                    ("cin", "Children in need census"),
                    ("ssd", "Standard safeguarding dataset extract"),
                    ("live", "Live records"),
                    ("register", "Register of the LADO"),
                    ("live_register", "Register of the LADO, live records"),
                ]
            ),
        ),
        migrations.RemoveConstraint(model_name="load", name="one_current_load_a_year"),
        migrations.AddConstraint(
            model_name="load",
            constraint=models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(
                    ("current", True),
                    models.Q(("collection__in", ("register", "live_register")), _negated=True),
                ),
                name="one_current_load_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="load",
            constraint=models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(
                    ("collection__in", ("register", "live_register")), ("current", True)
                ),
                name="one_current_register_a_year",
            ),
        ),
    ]
