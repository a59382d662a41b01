"""A check: what the front door asks a partner to say about the children of a contact."""

from django.db import models
from django.db.models import Q

from lscp.core.code_field import CodeField
from lscp.core.records import Record
from lscp.front_door.workflow import CheckState


class Concern(models.TextChoices):
    """How much what a partner holds worries it."""

    NONE = "none", "No concern"
    SOME = "some", "Some concern"
    SERIOUS = "serious", "Serious concern"


class Check(Record):
    """What one organisation is asked, and what it answers; that it holds nothing is an answer.

    It is held by the front door that asks. `agency` is in which capacity the organisation is
    asked: health, education and so on.
    """

    restricted_with = "contact"

    state = models.TextField(choices=CheckState)
    contact = models.ForeignKey("front_door.Contact", models.PROTECT, related_name="checks")
    asked = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    agency = CodeField("lscp/mash_agency")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)  # answered, or not needed any more
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    holds = models.BooleanField(null=True)  # False: nothing held
    answer = models.TextField(blank=True)
    concern = models.TextField(blank=True, choices=Concern)
    is_shared = models.BooleanField(default=False)  # with the other partners who were asked

    class Meta:
        indexes = [
            models.Index(fields=["contact"], name="front_door_check_contact"),
            models.Index(fields=["asked", "state", "asked_at"], name="front_door_check_asked"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "asked"], name="front_door_one_open_check",
                condition=Q(state="asked"),
            ),
            models.CheckConstraint(
                condition=Q(state="asked") ^ Q(ended_on__isnull=False),
                name="front_door_check_ended",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", holds__isnull=False, answered_at__isnull=False)
                | (~Q(state="answered") & Q(holds=None, answered_at=None)),
                name="front_door_check_answered",
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "contact", "asked", "agency", "asked_at", "asked_on", "asked_by", "ended_on",
            "answered_at", "answered_by", "holds", "concern", "is_shared",
        }  # fmt: skip
        special = {"question", "answer"}

    def __str__(self) -> str:
        return f"Check by {self.asked}"
