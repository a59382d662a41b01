"""A report: what an employer or anybody else tells the LADO of an adult."""

from django.db import models
from django.db.models import Q

from lscp.allegations.workflow import ReportState
from lscp.core.code_field import CodeField
from lscp.core.records import Part, Record


class Channel(models.TextChoices):
    """By which way a report came in."""

    LADO = "lado", "Taken down by the LADO"
    PROFESSIONAL = "professional", "A professional who signed in"
    PUBLIC = "public", "The public form"


class Report(Record):
    """One approach to the LADO. It is neither a consultation nor a referral until the LADO says so.

    Whoever made it may see it, and nobody else of their organisation: it may be about a colleague.
    """

    apart = True

    state = models.TextField(choices=ReportState)
    reference = models.TextField(unique=True)  # told to whoever made it; nothing can be read by it
    channel = models.TextField(choices=Channel)
    received_at = models.DateTimeField()
    received_on = models.DateField()  # in England
    aware_on = models.DateField(null=True)  # from when the employer knew; none of others
    agency = CodeField("lado/agency")  # who refers
    sector = CodeField("lado/sector")  # where the adult works
    reporter = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    reporter_organisation = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    reporter_name = models.TextField(blank=True)
    reporter_role = models.TextField(blank=True)
    reporter_email = models.TextField(blank=True)
    reporter_telephone = models.TextField(blank=True)
    employer_name = models.TextField(blank=True)
    setting = models.TextField(blank=True)  # where it is said to have happened
    adult_name = models.TextField(blank=True)
    adult_born_on = models.DateField(null=True)
    adult_job = models.TextField(blank=True)
    adult_basis = CodeField("lado/basis", blank=True)
    other_work = models.TextField(blank=True)  # with children elsewhere: transferable risk
    own_children = models.TextField(blank=True)  # and others whom they live with or care for
    children = models.TextField(blank=True)  # who they are, as the reporter says
    happened = models.TextField()
    done_so_far = models.TextField(blank=True)
    immediate_danger = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)  # taken up, or ended
    ended_because = models.TextField(blank=True)
    # The authority whose LADO service it is about: then another holds it.
    kept_from = models.TextField(blank=True)
    passed_because = models.TextField(blank=True)
    told_on = models.DateField(null=True)  # when the LADO last answered
    destroyed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "received_at"], name="allegations_inbox"),
            models.Index(fields=["reporter", "-received_at"], name="allegations_reported"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received") ^ Q(ended_on__isnull=False),
                name="allegations_report_ended",
            ),
            models.CheckConstraint(
                condition=Q(aware_on=None) | Q(aware_on__lte=models.F("received_on")),
                name="allegations_report_aware_before",
            ),
        ]

    class Privacy:
        plain = {
            "reference", "channel", "received_at", "received_on", "aware_on", "agency", "sector",
            "reporter_organisation", "immediate_danger", "ended_on", "told_on", "destroyed_on",
        }  # fmt: skip
        personal = {
            "reporter", "reporter_name", "reporter_role", "reporter_email", "reporter_telephone",
            "employer_name", "setting", "adult_name", "adult_born_on", "adult_job", "adult_basis",
        }  # fmt: skip
        special = {
            "other_work", "own_children", "children", "happened", "done_so_far", "ended_because",
            "kept_from", "passed_because",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"Report {self.reference}"


class ReportAddition(Part):
    """Something that was added to a report later; or an answer to whoever made it."""

    part_of = "report"

    report = models.ForeignKey(Report, models.PROTECT, related_name="additions")
    at = models.DateTimeField()
    by = models.TextField()  # a name as it was then, or “Reporter”
    is_reporters = models.BooleanField(default=False)
    is_answer = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Privacy:
        plain = {"report", "at", "is_reporters", "is_answer"}
        personal = {"by"}
        special = {"words"}

    def __str__(self) -> str:
        return f"Added on {self.at:%Y-%m-%d}"
