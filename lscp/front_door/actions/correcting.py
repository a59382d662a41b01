"""Correcting a fact of a case that is closed: what it was is kept, with the reason."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from lscp.core.actions import action, also
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated
from lscp.front_door.models import (
    Assessment,
    FormerAssessmentFact,
    FormerReferralFact,
    Referral,
)
from lscp.front_door.models.assessment import NO_FACTORS
from lscp.front_door.queries import cases
from lscp.front_door.workflow import ASSESSMENT, REFERRAL

from .assessment import check_between, in_order
from .case import ANY_OTHER, check_day, check_reason
from .referral import first_need

Said = Mapping[str, str]  # what a fact is called → what it says
OF_REFERRAL = {
    "Source": "source", "Primary need": "primary_need", "Closed": "closed_on",
    "Reason for closure": "closure_reason",
}  # fmt: skip


@action(REFERRAL, "Correct the closed case")
def correct_referral(
    referral: Referral, *, by: Actor, source: str, needs: Collection[str], closed_on: date,
    reason: str, because: str,
) -> None:  # fmt: skip
    """Put right what a closed case says, by the same rules as when it was said."""
    why, before = stated(because, "Enter why it is corrected", "because"), _said_of(referral)
    if source not in codes("cin/referral_source", on=referral.received_on):
        raise Refused("Choose a source that was in use on the day of the referral.", field="source")
    if closed_on > today():
        raise Refused("The case must be closed today or in the past.", field="closed_on")
    check_day(referral, closed_on, by)
    check_reason(referral, reason, closed_on, by)
    _check_next(referral, closed_on)
    referral.source, referral.primary_need = source, first_need(needs, referral.received_on)
    referral.closed_on, referral.closure_reason = closed_on, reason
    for what, was in _different(before, _said_of(referral)).items():
        also(FormerReferralFact(referral=referral, **_kept(what, was, why, by)))


@action(ASSESSMENT, "Correct the assessment")
def correct_assessment(
    assessment: Assessment, *, by: Actor, factors: Collection[str], because: str,
    seen_on: date | None = None, seen_alone: bool | None = None,
) -> None:  # fmt: skip
    """Put right what an authorised assessment says was found, and when the child was seen."""
    why, before = stated(because, "Enter why it is corrected", "because"), _found_in(assessment)
    chosen = in_order(factors, assessment.authorised_on)
    if not chosen:
        raise Refused("Choose the factors: an assessment that is authorised has some.",
                      field="factors")  # fmt: skip
    _check_closure(assessment, chosen, by)
    if seen_on is None and not assessment.not_seen_because:
        raise Refused("Enter the day on which the child was seen.", field="seen_on")
    if seen_on:
        check_between(assessment.referred_on, seen_on, "visited", "seen_on")
        assessment.seen_alone = bool(seen_alone)
    assessment.factors, assessment.seen_on = chosen, seen_on
    for what, was in _different(before, _found_in(assessment)).items():
        also(FormerAssessmentFact(assessment=assessment, **_kept(what, was, why, by)))


def _check_next(referral: Referral, closed_on: date) -> None:
    """Refuse a day of closing after the next case began (rule 8820)."""
    later = Referral.objects.filter(
        child=referral.child_id, authority=referral.authority, closed_on__isnull=False,
        received_on__gte=referral.received_on, received_on__lt=closed_on,
    ) | Referral.objects.filter(
        child=referral.child_id, authority=referral.authority, state__in=("received", "open"),
        received_on__gte=referral.received_on, received_on__lt=closed_on,
    )  # fmt: skip
    after = later.exclude(pk=referral.pk).order_by("received_on").first()
    if after:
        raise Refused(f"The next case of this child began on {day_label(after.received_on)}: this "
                      "one must be closed on that day or before.", field="closed_on")  # fmt: skip


def _check_closure(assessment: Assessment, factors: list[str], by: Actor) -> None:
    """Refuse no factors where the case was closed for another reason than that (rule 8873Q)."""
    case = Referral.objects.filter(pk=assessment.referral_id).first()
    if case is None or case.closure_reason != ANY_OTHER or factors != [NO_FACTORS]:
        return
    if len(cases.assessments_of(case, by)) == 1:
        raise Refused("The case was closed for any other reason, so this assessment found factors. "
                      "Correct the reason for closure first.", field="factors")  # fmt: skip


def _said_of(referral: Referral) -> Said:
    said = {}
    for what, name in OF_REFERRAL.items():
        value = getattr(referral, name)
        shown = getattr(referral, f"get_{name}_display", None)
        said[what] = day_label(value) if isinstance(value, date) else shown() if shown else value
    return said


def _found_in(assessment: Assessment) -> Said:
    labels = codes("cin/assessment_factor")
    alone = {True: "Yes", False: "No", None: ""}[assessment.seen_alone]
    return {
        "Factors": "; ".join(labels.get(each, each) for each in assessment.factors),
        "Child seen": day_label(assessment.seen_on) if assessment.seen_on else "",
        "Seen alone": alone,
    }


def _different(before: Said, after: Said) -> dict[str, str]:
    changed = {what: was for what, was in before.items() if after[what] != was}
    if not changed:
        raise Refused("Nothing is different. Change what was wrong, or go back.")
    return changed


def _kept(what: str, was: str, because: str, by: Actor) -> dict[str, Any]:
    return {
        "pk": uuid4(), "what": what, "was": was, "because": because, "corrected_at": now(),
        "corrected_by_id": by.user,
    }  # fmt: skip
