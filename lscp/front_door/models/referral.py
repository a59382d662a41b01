"""A referral: a request for services for one child, and the episode that it opens."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from lscp.core.code_field import CodeField
from lscp.core.records import Record, together
from lscp.front_door.workflow import ReferralState


class OneKey(Func):
    """The range that holds one key alone: GiST can compare it, with no extension at hand."""

    function = "uuid_range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class Referral(Record):
    """A child’s episode with children’s social care: received, then open or no action; closed.

    `no_further_action` is what the DfE means by it: the first consideration led to nothing.
    """

    about = "child"

    state = models.TextField(choices=ReferralState)
    child = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        "front_door.Contact", models.PROTECT, null=True, related_name="referrals"
    )
    received_on = models.DateField()
    source = CodeField("cin/referral_source")
    primary_need = CodeField("cin/primary_need", blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    decided_because = models.TextField(blank=True)
    no_further_action = models.BooleanField(null=True)
    worker = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closure_reason = CodeField("cin/closure_reason", blank=True)
    closed_because = models.TextField(blank=True)
    closed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["child", "-received_on"], name="front_door_referral_child"),
            models.Index(fields=["authority", "state", "received_on"], name="front_door_referrals"),
            models.Index(fields=["team", "state", "received_on"], name="front_door_referral_team"),
            models.Index(fields=["worker"], name="front_door_referral_worker"),
        ]
        constraints = [
            models.CheckConstraint(  # CIN census rules 8805 and 8810
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(closure_reason="")
                | (~Q(state="closed") & Q(closed_on=None, closure_reason="")),
                name="front_door_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")),
                name="front_door_closes_after_it_starts",
            ),
            models.CheckConstraint(  # rules 4000, 8610, 8831 and 8832
                condition=Q(state="no_action", no_further_action=True, primary_need="")
                | (Q(state__in=("open", "closed"), no_further_action=False) & ~Q(primary_need=""))
                | Q(state="received", no_further_action=None),
                name="front_door_no_action_has_no_need",
            ),
            together("decided_on", "decided_by"),
            # Rules 8815 and 8820: one open episode for a child, and none beside another. Each
            # authority has its own: a child who moves can be referred before the old one closes.
            ExclusionConstraint(
                name="front_door_one_episode",
                expressions=[
                    (OneKey(F("child")), "&&"),
                    (OneKey(F("authority"), function="text_range"), "&&"),
                    (Func(F("received_on"), F("closed_on"), Value("[)"), function="daterange"),
                     "&&"),
                ],
                condition=Q(state__in=("received", "open", "closed")),
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "contact", "received_on", "source", "primary_need", "decided_on", "decided_by",
            "no_further_action", "worker", "closed_on", "closure_reason", "closed_by",
        }  # fmt: skip
        personal = {"child"}
        special = {"decided_because", "closed_because"}

    def __str__(self) -> str:
        return f"Referral of {self.received_on:%Y-%m-%d}"
