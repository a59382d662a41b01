"""Questions about checks: who can be asked, what was asked, and which of it a reader may see."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from lscp.access.models import Membership, Organisation
from lscp.core import policy
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.front_door.models import Check, Contact
from lscp.front_door.policy import ANSWERING, VIEW_CHECK
from lscp.front_door.workflow import CheckState

# kind of organisation → the agency as which it is asked
AGENCIES = {
    "police": "police", "gp": "health", "nhs_trust": "health", "icb": "health",
    "school": "education", "college": "education", "early_years": "education",
    "authority": "education", "housing": "housing", "probation": "probation", "adults": "adults",
}  # fmt: skip


def agency_of(kind: str) -> str:
    """Return as which agency a kind of organisation is asked, or nothing."""
    return AGENCIES.get(kind, "")


def who_can_answer() -> set[UUID]:
    """Return the organisations for which somebody answers checks today."""
    held = Membership.objects.open_on(today()).filter(role=ANSWERING)
    return set(held.values_list("organisation", flat=True))


def to_ask(contact: Contact) -> list[tuple[str, str]]:
    """Return the organisations that can be asked about a contact now, agency by agency."""
    asked = Check.objects.filter(contact=contact, state=CheckState.ASKED).values("asked")
    rows = Organisation.objects.filter(
        pk__in=who_can_answer(), state="open", kind__in=AGENCIES
    ).exclude(pk__in=asked)
    order, called = list(codes("lscp/mash_agency")), codes("lscp/mash_agency")
    here = contact.authority

    def place(each: Organisation) -> tuple[int, bool, str]:
        return order.index(agency_of(each.kind)), each.authority not in ("", here), each.name

    return [
        (str(each.pk), f"{each.name} ({called[agency_of(each.kind)].lower()})")
        for each in sorted(rows, key=place)
    ]


def asked_of_own(actor: Actor) -> QuerySet[Check]:
    """Return the checks that one’s own organisation is asked for, each with the day it is due."""
    return with_due(Check.objects.filter(asked=actor.organisation))


def with_due(rows: QuerySet[Check]) -> QuerySet[Check]:
    """Return checks with the day by which each is due."""
    clocks = RunningClock.objects.filter(subject=OuterRef("pk"), clock="mash_check")
    return rows.annotate(due_on=Subquery(clocks.values("due_on")[:1]))


def of_contact(contact: UUID, actor: Actor) -> list[Any]:
    """Return the checks of a contact that a reader may see, each with its day, side by side.

    Whoever is asked sees their own, and those of others that are shared with them.
    """
    rows = with_due(Check.objects.filter(contact=contact).select_related("asked", "answered_by"))
    return list(policy.visible_to(rows, actor, VIEW_CHECK).order_by("asked_at", "asked__name"))
