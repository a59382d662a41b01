"""A possible match that whoever recorded the arrival may not know of: a task for its holders."""

from django.db import models

from lscp.core.records import Record
from lscp.people.workflow import MatchState


class HiddenMatch(Record):
    """That somebody who was recorded may be a person whom another organisation holds.

    It holds two ids and no words. It belongs to the organisation that holds the existing record:
    to its information governance lead, and, where that record is not restricted, to the front
    door manager of the authority too. It is about nobody, so that it opens nobody's record.
    """

    opens_to_glass = False

    state = models.TextField(choices=MatchState)
    arrival = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    existing = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )  # whose arrival it is
    found_on = models.DateField()

    class Meta:
        verbose_name = "possible match"
        constraints = [
            models.UniqueConstraint(
                fields=["arrival", "existing"], name="people_one_match_of_a_pair"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "found_on"], name="people_match_organisation"),
            models.Index(fields=["authority", "found_on"], name="people_match_authority"),
        ]

    class Privacy:
        plain = {"asked_by", "found_on"}
        personal = {"arrival", "existing"}

    def __str__(self) -> str:
        return "Possible match"
