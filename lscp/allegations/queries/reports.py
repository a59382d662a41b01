"""Reports to the LADO: who may add to one, which service it goes to, and what waits."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lscp.access.models import Membership
from lscp.access.queries import authorities
from lscp.access.roles import Role
from lscp.allegations.models import Report
from lscp.allegations.policy import VIEW_REPORT
from lscp.allegations.workflow import ReportState
from lscp.core import policy, references
from lscp.core.models import RunningClock
from lscp.core.policy import Actor, near
from lscp.core.time import today
from lscp.core.workflow import Refused

from .services import name_of, service_of

PREFIX = "LR"
SERVICE = (Role.LADO, Role.LADO_SUPPORT)
TAKEN_UP = "lado_report"  # the clock on which the inbox runs
# Whoever was given a report’s reference may add to it, also where it is restricted: they are no
# user, so the report names them all as this one party.
HOLDERS = uuid5(UUID(int=0), "Whoever was given the reference of a report to the LADO")
# It may add to any report whose reference it was given, and read none on a page.
PUBLIC_FORM: Actor = replace(
    policy.system(
        "The public form to the LADO", "allegations.receive_report", "allegations.add_to_report"
    ),
    team=HOLDERS,
)  # fmt: skip


def referred_to(reference: str) -> Report | None:
    """Return the report of a reference, for the public form to add to: inside its scope."""
    known = Report.objects.filter(reference=reference).exclude(state=ReportState.DESTROYED)
    return policy.visible_to(known, PUBLIC_FORM, "allegations.add_to_report").first()


def apart_from(authority: str) -> str:
    """Return another authority that has a LADO service. Raises Refused where none has one."""
    for other, _ in authorities():
        if other != authority and _has_service(other):
            return other
    raise Refused(
        f"No authority but {name_of(authority)} has a LADO service here. Telephone the LADO of "
        "another authority.", field="about_service",
    )  # fmt: skip


def not_of(team: UUID, authority: str) -> set[UUID]:
    """Return who works in a LADO service today, but for those who work in that of an authority."""
    held = Membership.objects.open_on(today()).filter(role__in=SERVICE)
    there = held.filter(organisation__authority=authority).values("user")
    return set(held.filter(team=team).exclude(user__in=there).values_list("user", flat=True))


def made_by(actor: Actor) -> QuerySet[Report]:
    """Return what one reported oneself: not what a colleague did, and not as anybody’s deputy."""
    return Report.objects.filter(reporter=actor.user).exclude(reporter=None)


def waiting(actor: Actor) -> QuerySet[Report]:
    """Return the reports that nobody has taken up: danger first, then by the day they are due."""
    shown = _shown(actor).filter(state=ReportState.RECEIVED)
    return shown.order_by("-immediate_danger", "due_on", "received_at", "pk")


def all_reports(actor: Actor) -> QuerySet[Report]:
    """Return all reports, those that were taken up or ended too, the latest first."""
    return _shown(actor).order_by("-received_at", "pk")


def by_clock(rows: QuerySet[Report], when: str) -> QuerySet[Report]:
    """Return those that are late, due today, or due later."""
    day = today()
    due = {"late": Q(due_on__lt=day), "today": Q(due_on=day), "coming": Q(due_on__gt=day)}
    running = RunningClock.objects.filter(due[when], clock=TAKEN_UP, stopped_on=None)
    return rows.filter(pk__in=running.values("subject"))


def referenced(rows: QuerySet[Report], text: str) -> QuerySet[Report]:
    """Return the report that bears a reference, however it was typed."""
    return rows.filter(reference=references.as_written(text, PREFIX))


def _shown(actor: Actor) -> QuerySet[Any]:
    clock = RunningClock.objects.filter(subject=OuterRef("pk"), clock=TAKEN_UP)
    rows = Report.objects.filter(near(Report, actor, VIEW_REPORT))
    return rows.annotate(due_on=Subquery(clock.values("due_on")[:1]))


def _has_service(authority: str) -> bool:
    try:
        service_of(authority)
    except Refused:
        return False
    return True
