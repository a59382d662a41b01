"""Files that were added to records: what is known of each, and the base of an area's own kind."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from lscp.core.records import Part


class KeptFile(models.Model):
    """One file in the encrypted store, under its id. What it is about, its attachment says."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being checked for viruses"
        CLEAN = "clean", "Checked: no virus found"
        UNCHECKED = "unchecked", "Not checked for viruses"
        HARMFUL = "harmful", "Thrown away: a virus was found"
        ERASED = "erased", "Destroyed with what it was about"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()  # pdf, jpeg: as its content says, whatever it was called
    size = models.BigIntegerField()  # bytes
    digest = models.TextField()  # SHA-256 of what it holds
    state = models.TextField(choices=State)
    kept_at = models.DateTimeField()
    by = models.UUIDField(null=True)  # who added it
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "clean", "unchecked", "harmful", "erased")),
                name="core_kept_file_state",
            )
        ]
        indexes = [
            models.Index(
                fields=["kept_at"],
                name="core_kept_file_to_check",
                condition=Q(state__in=("waiting", "unchecked")),
            )
        ]

    class Privacy:
        plain = {"id", "kind", "size", "digest", "state", "kept_at", "by", "checked_at"}

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_state_display().lower()}"


class Attachment(Part):
    """A file added to a record. An area declares its own kind, with the record as `part_of`.

    A file's name is what somebody called it, and names people often enough.
    """

    file = models.OneToOneField("core.KeptFile", models.PROTECT, related_name="+")
    name = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.TextField()  # the name of who did, as it was then

    class Meta:
        abstract = True

    class Privacy:
        plain = {"file", "added_at", "added_by"}
        personal = {"name"}

    def __str__(self) -> str:
        return self.name
