"""An assessment of a child: started, written, sent to the manager, authorised."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lscp.core.records import Record, together
from lscp.front_door.workflow import AssessmentState

NO_FACTORS = "21"  # excludes all others


class Result(models.TextChoices):
    """What an assessment leads to."""

    STRATEGY = "strategy", "A strategy discussion"
    PLAN = "plan", "A child in need plan"
    EARLY_HELP = "early_help", "Early help"
    NO_ACTION = "no_action", "No further action"


class Assessment(Record):
    """An assessment within a referral. 45 working days run from the referral, not from its start.

    The DfE’s query 8670Q counts from the start: both days are kept.
    """

    about = "child"

    state = models.TextField(choices=AssessmentState)
    referral = models.ForeignKey("front_door.Referral", models.PROTECT, related_name="assessments")
    child = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    worker = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    referred_on = models.DateField()
    started_on = models.DateField()
    review_on = models.DateField(null=True)  # the internal review point, as it was set
    reviewed_on = models.DateField(null=True)
    # Reviewed, or authorised without a review: then none is waited for any more.
    review_ended_on = models.DateField(null=True)
    reviewed = models.TextField(blank=True)
    seen_on = models.DateField(null=True)
    seen_alone = models.BooleanField(null=True)
    not_seen_because = models.TextField(blank=True)
    child_says = models.TextField(blank=True)
    parents_say = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    factors = ArrayField(models.TextField(), default=list)  # codes of cin/assessment_factor
    result = models.TextField(choices=Result, blank=True)
    returned_because = models.TextField(blank=True)
    submitted_on = models.DateField(null=True)
    authorised_on = models.DateField(null=True)
    authorised_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    authorised_because = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["referral"], name="front_door_assessments"),
            models.Index(fields=["child", "started_on"], name="front_door_assessed"),
            models.Index(fields=["team", "state", "started_on"], name="front_door_assess_team"),
        ]
        constraints = [
            models.UniqueConstraint(  # rule 8896
                fields=["referral"], name="front_door_one_open_assessment",
                condition=~Q(state="authorised"),
            ),
            models.CheckConstraint(  # rule 1103
                condition=Q(started_on__gte=F("referred_on")),
                name="front_door_assessed_after_referred",
            ),
            models.CheckConstraint(
                condition=Q(state="authorised") ^ Q(authorised_on=None),
                name="front_door_assessment_authorised",
            ),
            models.CheckConstraint(
                condition=Q(authorised_on=None) | Q(authorised_on__gte=F("started_on")),
                name="front_door_assessment_ends_after_it_starts",
            ),
            models.CheckConstraint(  # rule 8869
                condition=~Q(factors__contains=[NO_FACTORS]) | Q(factors__len=1),
                name="front_door_no_factors_alone",
            ),
            models.CheckConstraint(  # rule 8897Q
                condition=~Q(state="authorised") | Q(factors__len__gt=0),
                name="front_door_authorised_with_factors",
            ),
            together("authorised_on", "authorised_by"),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "referral", "worker", "referred_on", "started_on", "review_on", "reviewed_on",
            "review_ended_on",
            "seen_on", "seen_alone", "factors", "result", "submitted_on", "authorised_on",
            "authorised_by",
        }  # fmt: skip
        personal = {"child"}
        special = {
            "reviewed", "not_seen_because", "child_says", "parents_say", "analysis",
            "returned_because", "authorised_because",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"Assessment started {self.started_on:%Y-%m-%d}"
