"""A decision about a contact that was taken back: kept as it was, with who took it back and why."""

from django.db import models

from lscp.core.records import Part
from lscp.front_door.models.contact import Contact, Outcome


class FormerDecision(Part):
    """What had been decided before a contact was opened again."""

    part_of = "contact"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="former_decisions")
    outcome = models.TextField(choices=Outcome)
    outcome_because = models.TextField()
    told = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    reopened_because = models.TextField()

    class Privacy:
        plain = {
            "contact", "outcome", "told_on", "decided_at", "decided_by", "reopened_at",
            "reopened_by",
        }  # fmt: skip
        special = {"outcome_because", "told", "reopened_because"}

    def __str__(self) -> str:
        return f"Decided before: {self.get_outcome_display().lower()}"
