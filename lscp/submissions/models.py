"""Loads: which file gave the facts of an authority's year, when, and by whom."""

import uuid

from django.db import models


class Load(models.Model):
    """One return or extract that was loaded. Replaced loads stay on record."""

    class Collection(models.TextChoices):
        CIN = "cin", "Children in need census"
        SSD = "ssd", "Standard safeguarding dataset extract"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.TextField(choices=Collection)
    authority = models.TextField()
    year = models.IntegerField()
    file_name = models.TextField()
    sha256 = models.TextField()
    size = models.BigIntegerField()
    made_up = models.BooleanField()
    reader = models.TextField()  # a digest of what read it: a better reader may read it again
    snapshot = models.TextField()
    rows = models.JSONField()  # how many rows each fact table got
    warnings = models.JSONField()
    kept_file = models.TextField(blank=True)  # empty where originals are not kept
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()
    current = models.BooleanField(default=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(current=True),
                name="one_current_load_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(current=True, replaced_by=None)
                | models.Q(current=False, replaced_by__isnull=False),
                name="a_load_is_current_or_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_collection_display()} of {self.authority} for {self.year}"
