from django.db import migrations, models


class Migration(migrations.Migration):
    """An SSDA903 return is loaded beside the census of an authority and year."""

    dependencies = [
        ("submissions", "0006_census"),
    ]

    operations = [
        migrations.AlterField(
            model_name="load",
            name="collection",
            field=models.TextField(
                choices=[
                    ("cin", "Children in need census"),
                    ("ssda903", "SSDA903 return: children looked after"),
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
                    models.Q(
                        ("collection__in", ("register", "live_register", "ssda903")),
                        _negated=True,
                    ),
                ),
                name="one_current_load_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="load",
            constraint=models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(("collection__in", ("ssda903",)), ("current", True)),
                name="one_current_ssda903_a_year",
            ),
        ),
    ]
