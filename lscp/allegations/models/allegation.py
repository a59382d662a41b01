"""An allegation: the referral of a concern about an adult, from its evaluation to its outcome."""

from django.db import models
from django.db.models import Q

from lscp.allegations.workflow import AllegationState
from lscp.core.code_field import CodeField
from lscp.core.models import Attachment
from lscp.core.records import Part, Record, together


class Closing(models.TextChoices):
    """How an allegation ended. What was found of it is `outcome`, one of the guidance’s five."""

    OUTCOME = "outcome", "With an outcome"
    BELOW = "below", "Below the threshold"
    PASSED = "passed", "Passed to another LADO"


class Below(models.TextChoices):
    """What is done with what does not meet the threshold."""

    ADVICE = "advice", "Advice"
    COMPLAINT = "complaint", "A complaint, for the employer"
    LOW_LEVEL = "low_level", "A low-level concern, kept by the employer"


class Lifted(models.TextChoices):
    """Why a restriction of reporting no longer holds (Education Act 2002, section 141F)."""

    CHARGED = "charged", "The teacher is charged with an offence"
    PUBLISHED = "published", "The Teaching Regulation Agency has published it"
    COURT = "court", "A court lifted it"
    WAIVED = "waived", "The teacher waived it, in writing or by publishing it"


class Allegation(Record):
    """The file on one adult and one matter. It is restricted where it is about one of the service.

    A restricted file opens to those whom it names (`let_in`), and never to whom it keeps out.
    """

    apart = True

    state = models.TextField(choices=AllegationState)
    reference = models.TextField(unique=True)
    report = models.ForeignKey("allegations.Report", models.PROTECT, null=True, related_name="+")
    consultation = models.ForeignKey(
        "allegations.Consultation", models.PROTECT, null=True, related_name="+"
    )
    adult = models.ForeignKey(  # none of one that is destroyed
        "allegations.Adult", models.PROTECT, null=True, related_name="allegations"
    )
    employer = models.ForeignKey(
        "allegations.Employer", models.PROTECT, null=True, related_name="allegations"
    )
    received_on = models.DateField()
    happened_on = models.DateField(null=True)  # where a day is known
    aware_on = models.DateField(null=True)  # from when the employer knew
    agency = CodeField("lado/agency")
    sector = CodeField("lado/sector")
    basis = CodeField("lado/basis", blank=True)
    category = CodeField("lado/category")
    happened = models.TextField(blank=True)
    against_pupil = models.BooleanField(default=False)  # a teacher’s own school accuses them
    other_work = models.TextField(blank=True)  # with children elsewhere: transferable risk
    corrected_because = models.TextField(blank=True)  # it was about somebody else
    # The evaluation.
    evaluated_on = models.DateField(null=True)
    evaluated_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    evaluation = models.TextField(blank=True)
    below = models.TextField(choices=Below, blank=True)
    opened_on = models.DateField(null=True)  # from when progress counts: the day it was received
    review_from = models.DateField(null=True)  # the last review, or the day it was opened
    # Suspension, and the duties to tell, each with its day.
    suspended_on = models.DateField(null=True)
    suspension_confirmed_on = models.DateField(null=True)
    dbs_duty_on = models.DateField(null=True)
    dbs_told_on = models.DateField(null=True)
    dbs_words = models.TextField(blank=True)
    regulator = CodeField("lado/regulator", blank=True)
    regulator_duty_on = models.DateField(null=True)
    regulator_told_on = models.DateField(null=True)
    regulator_words = models.TextField(blank=True)
    # Education Act 2002, section 141F: nothing is published that may identify a teacher.
    reporting_restricted = models.BooleanField(default=False)
    reporting_lifted = models.TextField(choices=Lifted, blank=True)
    reporting_lifted_on = models.DateField(null=True)
    reporting_lifted_because = models.TextField(blank=True)
    # How it ended.
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    closing = models.TextField(choices=Closing, blank=True)
    outcome = CodeField("lado/outcome", blank=True)
    outcome_because = models.TextField(blank=True)
    passed_to = models.TextField(blank=True)  # the LADO of which authority
    passed_because = models.TextField(blank=True)
    keep_until = models.DateField(null=True)
    held_because = models.TextField(blank=True)  # an inquiry or a claim needs it
    held_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)
    destroyed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    destroyed_because = models.TextField(blank=True)  # names nobody

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "received_on"], name="allegations_of_team"),
            models.Index(fields=["adult"], name="allegations_of_adult"),
            models.Index(fields=["employer"], name="allegations_of_employer"),
            models.Index(fields=["authority", "received_on"], name="allegations_received"),
            models.Index(
                fields=["keep_until"], name="allegations_kept", condition=Q(destroyed_on=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("closed", "destroyed")) ^ Q(closed_on=None),
                name="allegations_closed",
            ),
            models.CheckConstraint(
                condition=Q(closing="outcome") ^ Q(outcome=""), name="allegations_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state="received") ^ Q(evaluated_on__isnull=False),
                name="allegations_evaluated",
            ),
            models.CheckConstraint(
                condition=Q(state="destroyed") ^ Q(destroyed_on=None), name="allegations_destroyed"
            ),
            models.CheckConstraint(
                condition=~Q(state="destroyed") | Q(held_on=None), name="allegations_held"
            ),
            models.CheckConstraint(
                condition=Q(state="destroyed") ^ Q(adult__isnull=False), name="allegations_adult"
            ),
            together("destroyed_on", "destroyed_by"),
        ]

    class Privacy:
        plain = {
            "reference", "report", "consultation", "employer", "received_on", "happened_on",
            "aware_on", "agency", "sector", "basis", "category", "against_pupil", "evaluated_on",
            "evaluated_by", "below", "opened_on", "review_from", "suspended_on",
            "suspension_confirmed_on", "dbs_duty_on", "dbs_told_on", "regulator",
            "regulator_duty_on", "regulator_told_on", "reporting_restricted",
            "reporting_lifted", "reporting_lifted_on", "closed_on", "closed_by", "closing",
            "outcome", "passed_to", "keep_until", "held_on", "destroyed_on", "destroyed_by",
            "destroyed_because",
        }  # fmt: skip
        personal = {"adult"}
        special = {
            "happened", "other_work", "corrected_because", "evaluation", "dbs_words",
            "regulator_words", "reporting_lifted_because", "outcome_because", "passed_because",
            "held_because",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"Allegation {self.reference}"


class ChildConcerned(Part):
    """A child whom an allegation concerns: as told, and their record where it is known.

    The link is no `about`: the file is about the adult, and follows no child’s restriction.
    """

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="children")
    name = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)  # their view, and how they are

    class Privacy:
        plain = {"allegation"}
        personal = {"name", "born_on", "person"}
        special = {"words"}

    def __str__(self) -> str:
        return self.name or "A child whose name is not known"


class Criterion(Part):
    """Whether one of the four criteria of the threshold is met, and why."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="criteria")
    criterion = CodeField("lado/criterion")
    is_met = models.BooleanField()
    because = models.TextField(blank=True)
    weighed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "criterion"], name="allegations_criterion_once"
            ),
        ]

    class Privacy:
        plain = {"allegation", "criterion", "is_met", "weighed_on"}
        special = {"because"}

    def __str__(self) -> str:
        return self.get_criterion_display()


class Strand(Part):
    """One of the enquiries side by side: by police, social care, the employer or a regulator."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="strands")
    strand = CodeField("lado/strand")
    started_on = models.DateField()
    lead = models.TextField(blank=True)  # who leads it, and how to reach them
    number = models.TextField(blank=True)  # the crime’s number, the enquiry’s
    words = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    ended_with = models.TextField(blank=True)  # no further action, charged, dismissed
    outcome = CodeField("lado/outcome", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "strand"], name="allegations_one_open_strand",
                condition=Q(ended_on=None),
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {"allegation", "strand", "started_on", "ended_on", "outcome"}
        personal = {"lead", "number"}
        special = {"words", "ended_with"}

    def __str__(self) -> str:
        return self.get_strand_display()


class Safeguard(Part):
    """What keeps children safe meanwhile: suspension, an alternative that was considered, bail."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="safeguards")
    safeguard = CodeField("lado/safeguard")
    is_used = models.BooleanField(default=True)  # False: considered and not used
    because = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Privacy:
        plain = {"allegation", "safeguard", "is_used", "since", "until"}
        special = {"because", "ended_because"}

    def __str__(self) -> str:
        return self.get_safeguard_display()


class Review(Part):
    """A look at where each strand stands, at the fixed rhythm, until the allegation is closed."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="reviews")
    on = models.DateField()
    by = models.TextField()
    words = models.TextField(blank=True)

    class Privacy:
        plain = {"allegation", "on"}
        personal = {"by"}
        special = {"words"}

    def __str__(self) -> str:
        return f"Reviewed on {self.on:%Y-%m-%d}"


class Step(Part):
    """What was done for those concerned: support, feedback, and what the employer learns."""

    part_of = "allegation"

    class Sort(models.TextChoices):
        """For whom, and what."""

        SUPPORT = "support", "Support for the adult"
        CHILD = "child", "Feedback to the child"
        PARENTS = "parents", "Feedback to the parents"
        EMPLOYER = "employer", "What the employer was told"
        LEARNING = "learning", "Learning for the employer"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="steps")
    sort = models.TextField(choices=Sort)
    on = models.DateField()
    words = models.TextField(blank=True)

    class Privacy:
        plain = {"allegation", "sort", "on"}
        special = {"words"}

    def __str__(self) -> str:
        return self.get_sort_display()


class FormerClosing(Part):
    """How an allegation had ended, before it was opened again."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="former_closings")
    closing = models.TextField(choices=Closing)
    outcome = CodeField("lado/outcome", blank=True)
    closed_on = models.DateField()
    because = models.TextField(blank=True)
    reopened_on = models.DateField()
    reopened_because = models.TextField(blank=True)

    class Privacy:
        plain = {"allegation", "closing", "outcome", "closed_on", "reopened_on"}
        special = {"because", "reopened_because"}

    def __str__(self) -> str:
        return f"Closed on {self.closed_on:%Y-%m-%d}"


class KeptOut(Part):
    """Somebody of the LADO service who is kept out of a file, by name: it touches them."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="kept_out")
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    because = models.TextField(blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allegation", "user"], name="allegations_kept_out_once"
            ),
        ]

    class Privacy:
        plain = {"allegation", "on"}
        personal = {"user"}
        special = {"because"}

    def __str__(self) -> str:
        return f"{self.user} is kept out"


class AllegationDocument(Attachment):
    """A file that belongs to an allegation."""

    part_of = "allegation"

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="documents")

    class Privacy(Attachment.Privacy):
        plain = Attachment.Privacy.plain | {"allegation"}
