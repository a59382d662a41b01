"""What every dated fact about a person has: its dates, who recorded it, and whether it was wrong.

A fact that ends is history. One that was wrong is kept too, marked, with the reason, and names
the fact that stands instead. No fact is ever changed otherwise.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lscp.core.records import Part
from lscp.core.time import today

RECORDED = {
    "from_on", "to_on", "recorded_at", "recorded_by", "recorded_for", "wrong_at", "wrong_by",
    "instead",
}  # fmt: skip


class Fact(Part):
    """A fact of a person, true from one day to another (both included, either may be unknown).

    `is_one` says that a person has one at a time: a later one ends the earlier.
    """

    part_of = "person"
    noun: ClassVar[str] = "fact"
    is_one: ClassVar[bool] = False

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()  # a colleague's name, as it was then
    recorded_for = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    wrong_at = models.DateTimeField(null=True)
    wrong_by = models.TextField(null=True)
    wrong_because = models.TextField(null=True)
    instead = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(wrong_at=None, wrong_by=None, wrong_because=None, instead=None)
                | Q(wrong_at__isnull=False, wrong_by__isnull=False, wrong_because__isnull=False),
                name="%(app_label)s_%(class)s_wrong_for_a_reason",
            ),
        ]

    @property
    def is_wrong(self) -> bool:
        """Say whether it was corrected, or withdrawn."""
        return self.wrong_at is not None

    @property
    def stands(self) -> bool:
        """Say whether it is true today as far as is known."""
        return not self.is_wrong and (self.to_on is None or self.to_on >= today())
