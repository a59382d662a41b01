"""Escalations between agencies, what was said in each stage, and documents."""

from django.db import models

from lscp.core.code_field import CodeField
from lscp.core.escalations.workflow import OPEN, EscalationState
from lscp.core.models.attachments import Attachment
from lscp.core.periods import day_label
from lscp.core.records import Part, Record
from lscp.core.time import today


class Escalation(Record):
    """A disagreement about a case. It is held by the organisation that was asked to answer.

    `subject` is the record that it is about, where it is about one, and `person` whom it concerns.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "What was asked for was agreed"
        IN_PART = "in_part", "Some of what was asked for was agreed"
        DECISION_STANDS = "stands", "The decision stands, and the reasons were accepted"
        NOT_AGREED = "not_agreed", "There is no agreement, and the last stage decided"

    about = "person"

    state = models.TextField(choices=EscalationState)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    subject_type = models.TextField(blank=True)  # as in people.Person
    subject = models.UUIDField(null=True)
    raiser = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    raised_by = models.UUIDField(null=True)
    raised_on = models.DateField()
    theme = CodeField("lscp/escalation_theme")
    reason = models.TextField()
    wanted = models.TextField()
    stage = models.IntegerField(default=1)
    stage_1_on = models.DateField()
    stage_1_ended_on = models.DateField(null=True)
    stage_2_on = models.DateField(null=True)
    stage_2_ended_on = models.DateField(null=True)
    stage_3_on = models.DateField(null=True)
    stage_3_ended_on = models.DateField(null=True)
    stage_4_on = models.DateField(null=True)
    stage_4_ended_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.TextField(choices=Outcome, null=True)
    learned = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-raised_on"], name="core_escalation_asked"),
            models.Index(fields=["authority", "-raised_on"], name="core_escalation_authority"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__gte=1, stage__lte=4), name="core_escalation_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) ^ ~models.Q(state__in=OPEN),
                name="core_escalation_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=None) ^ models.Q(state="resolved"),
                name="core_escalation_outcome",
            ),
        ]

    class Privacy:
        plain = {
            "subject_type", "subject", "raiser", "raised_by", "raised_on", "theme", "stage",
            "stage_1_on", "stage_1_ended_on", "stage_2_on", "stage_2_ended_on", "stage_3_on",
            "stage_3_ended_on", "stage_4_on", "stage_4_ended_on", "ended_on", "outcome",
        }  # fmt: skip
        personal = {"person"}
        special = {"reason", "wanted", "learned"}

    def __str__(self) -> str:
        return f"Escalation of {day_label(self.raised_on)}"

    @property
    def days_open(self) -> int:
        """Return how many days it has been open, or was."""
        return ((self.ended_on or today()) - self.raised_on).days


class EscalationStep(Part):
    """What was said in a stage: the answer, or why it moves on or is withdrawn."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "Answer"
        MOVE = "move", "Moved to the next stage"
        WITHDRAWAL = "withdrawal", "Withdrawn"

    part_of = "escalation"

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="steps")
    kind = models.TextField(choices=Kind)
    stage = models.IntegerField()
    text = models.TextField()
    on = models.DateField()
    by = models.TextField()
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "stage"]

    class Privacy:
        plain = {"escalation", "kind", "stage", "on", "by", "organisation"}
        special = {"text"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, stage {self.stage}"


class EscalationDocument(Attachment):
    """A document of an escalation."""

    part_of = "escalation"

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="documents")

    class Privacy(Attachment.Privacy):
        plain = Attachment.Privacy.plain | {"escalation"}
