"""What the pages of a referral and of an assessment show besides the record itself."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from lscp.core.policy import Actor, decide, may, visible_to
from lscp.core.time_limits import clocks_of
from lscp.core.vocab import codes
from lscp.front_door.actions.assessment import what_is_missing
from lscp.front_door.models import Assessment, Contact, Referral
from lscp.front_door.policy import VIEW_ASSESSMENT, VIEW_CONTACT, VIEW_REFERRAL
from lscp.front_door.queries import cases
from lscp.front_door.workflow import AssessmentState, ReferralState
from lscp.people import queries as people

Known = Mapping[str, Any]
OVER = (ReferralState.NO_ACTION, ReferralState.CLOSED)
FEW = 20  # referrals of one family, or of one child, on the page


def around_referral(referral: Referral, actor: Actor) -> Known:
    """Return the child, the contact, the assessments and the other referrals, as far as open."""
    child = people.seen([referral.child_id], actor).get(referral.child_id)
    assessments = Assessment.objects.filter(referral=referral.pk).order_by("started_on", "pk")
    seen = list(visible_to(assessments, actor, VIEW_ASSESSMENT))
    running = any(each.state != AssessmentState.AUTHORISED for each in seen)
    is_open = referral.state == ReferralState.OPEN
    return {
        "child": child, "called": str(child) if child else cases.NOT_OPEN,
        "contact": _contact(referral, actor), "assessments": seen,
        "former": _former(referral),
        "clocks": clocks_of(referral), "siblings": _siblings(referral, actor),
        "others": _others(referral, actor),
        "may_start": is_open and not running and may(actor, "front_door.start_assessment"),
        "may_refer_again": child and referral.state in OVER
        and may(actor, "front_door.record_referral"),
    }  # fmt: skip


def around_assessment(assessment: Assessment, actor: Actor) -> Known:
    """Return the child, the referral, what was found and what is missing still."""
    child = people.seen([assessment.child_id], actor).get(assessment.child_id)
    labels = codes("cin/assessment_factor")
    is_written = assessment.state == AssessmentState.STARTED
    return {
        "child": child, "called": str(child) if child else cases.NOT_OPEN,
        "received_on": assessment.referred_on, "referral": _referral(assessment, actor),
        "factors": [labels.get(each, each) for each in assessment.factors],
        "former": _former(assessment),
        "clocks": clocks_of(assessment),
        "missing": what_is_missing(assessment) if is_written else [],
    }  # fmt: skip


def about_referral(referral: Referral, actor: Actor) -> Known:
    """Return what every form about a referral says of it."""
    child = people.seen([referral.child_id], actor).get(referral.child_id)
    called = str(child) if child else cases.NOT_OPEN
    return {"called": called, "received_on": referral.received_on}


def _former(record: Referral | Assessment) -> QuerySet[Any]:
    """Return what it said before it was corrected, the latest first."""
    return record.former_facts.select_related("corrected_by").order_by("-corrected_at", "what")


def _contact(referral: Referral, actor: Actor) -> Contact | None:
    if referral.contact_id is None:
        return None
    rows = Contact.objects.filter(pk=referral.contact_id)
    return visible_to(rows, actor, VIEW_CONTACT).first()


def _referral(assessment: Assessment, actor: Actor) -> bool:
    return bool(decide(actor, VIEW_REFERRAL, Referral(pk=assessment.referral_id)))


def _siblings(referral: Referral, actor: Actor) -> list[tuple[Referral, str]]:
    if referral.contact_id is None:
        return []
    rows = Referral.objects.filter(contact=referral.contact_id).exclude(pk=referral.pk)
    found = list(visible_to(rows, actor, VIEW_REFERRAL).order_by("pk")[:FEW])
    names = people.seen([each.child_id for each in found], actor)
    return [(each, str(names.get(each.child_id, cases.NOT_OPEN))) for each in found]


def _others(referral: Referral, actor: Actor) -> list[Referral]:
    rows = Referral.objects.filter(child=referral.child_id).exclude(pk=referral.pk)
    return list(visible_to(rows, actor, VIEW_REFERRAL).order_by("-received_on", "pk")[:FEW])
