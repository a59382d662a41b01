"""A consultation: advice on whether an allegation meets the threshold. It is no referral."""

from django.db import models
from django.db.models import Q

from lscp.allegations.workflow import ConsultationState
from lscp.core.code_field import CodeField
from lscp.core.records import Record


class Advised(models.TextChoices):
    """What the LADO advised, where the threshold is not met."""

    ADVICE = "advice", "Advice alone"
    COMPLAINT = "complaint", "A complaint, for the employer"
    LOW_LEVEL = "low_level", "A low-level concern, kept by the employer"
    REFER = "refer", "Make a referral"


class Consultation(Record):
    """Somebody asked the LADO; the summary names nobody where that is possible."""

    apart = True

    state = models.TextField(choices=ConsultationState)
    reference = models.TextField(unique=True)
    report = models.ForeignKey("allegations.Report", models.PROTECT, null=True, related_name="+")
    adult = models.ForeignKey("allegations.Adult", models.PROTECT, null=True, related_name="+")
    employer = models.ForeignKey(
        "allegations.Employer", models.PROTECT, null=True, related_name="+"
    )
    received_on = models.DateField()
    agency = CodeField("lado/agency")
    sector = CodeField("lado/sector")
    category = CodeField("lado/category", blank=True)
    caller = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    advised = models.TextField(choices=Advised, blank=True)
    advice = models.TextField(blank=True)
    ended_on = models.DateField(null=True)  # advice given, or became a referral
    advised_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    keep_until = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "received_on"], name="allegations_consulted"),
            models.Index(fields=["adult"], name="allegations_consulted_adult"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(ended_on__isnull=False),
                name="allegations_consultation_ended",
            ),
        ]

    class Privacy:
        plain = {
            "reference", "report", "employer", "received_on", "agency", "sector", "category",
            "advised", "ended_on", "advised_by", "keep_until", "destroyed_on",
        }  # fmt: skip
        personal = {"adult", "caller"}
        special = {"summary", "advice"}

    def __str__(self) -> str:
        return f"Consultation {self.reference}"
