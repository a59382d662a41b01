"""Figures as they were computed, and official statistics as they were published."""

from django.db import models

from lscp.core.figures import Origin, Status


class View(models.TextChoices):
    """Which values are shown: all, or those left when small numbers are suppressed."""

    INTERNAL = "internal", "Internal: full values"
    PUBLISHED = "published", "Published: small numbers suppressed"


class FigureSet(models.Model):
    """All figures of one reporting year, as computed at one moment from one set of snapshots."""

    year = models.IntegerField()
    snapshots = models.JSONField()  # the names of all the snapshots it was computed from
    definitions = models.TextField()  # a digest of the definitions it was computed by
    computed_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=models.Q(current=True), name="one_current_set_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"Figures of {self.year}, computed {self.computed_at:%Y-%m-%d %H:%M}"


class StoredFigure(models.Model):
    """One figure of a set, in one view: the fields of `core.figures.Figure`."""

    set = models.ForeignKey(FigureSet, models.CASCADE, related_name="figures")
    view = models.TextField(choices=View)
    figure = models.TextField()
    indicator = models.TextField()
    title = models.TextField()
    authority = models.TextField()
    year = models.TextField()
    breakdown = models.TextField()
    category = models.TextField()
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    unit = models.TextField()
    status = models.TextField(choices=[(each.value, each.value) for each in Status])
    source = models.TextField(choices=[(each.value, each.value) for each in Origin])
    definition_version = models.TextField()
    snapshot = models.TextField()
    reason = models.TextField()
    counted = models.IntegerField()
    left_out = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "view", "figure"], name="one_figure_a_view")
        ]
        indexes = [
            models.Index(
                fields=["set", "view", "indicator", "breakdown"], name="figures_by_indicator"
            ),
            models.Index(fields=["set", "view", "breakdown"], name="figures_by_breakdown"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} ({self.view})"


class OfficialLoad(models.Model):
    """One table of one release of official statistics, loaded once. Releases stand side by side."""

    release = models.TextField()
    table = models.TextField()
    digest = models.TextField()  # of its cells, so that the same table again changes nothing
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "table"], name="one_table_a_release")
        ]

    def __str__(self) -> str:
        return f"Table {self.table} of the release {self.release}"


class OfficialFigure(models.Model):
    """One cell of an official table: a value, or the mark that is printed in its place."""

    load = models.ForeignKey(OfficialLoad, models.CASCADE, related_name="figures")
    year = models.IntegerField()
    level = models.TextField()
    code = models.TextField()
    name = models.TextField()
    characteristic = models.TextField()
    column = models.TextField()
    value = models.FloatField(null=True)
    mark = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["load", "year", "code", "characteristic", "column"],
                name="one_cell_a_table",
            )
        ]
        indexes = [models.Index(fields=["year", "code"], name="official_by_year")]

    def __str__(self) -> str:
        return f"{self.column} of {self.name}, {self.year}"
