"""What the landing page of the LADO service counts: each number leads to the list of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lscp.allegations.models import Allegation, Consultation, Report
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT
from lscp.allegations.workflow import ALLEGATION, AllegationState, ConsultationState, ReportState
from lscp.core import clocks, policy
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.time import today

from . import due

REVIEW = "allegation_review"


@dataclass(frozen=True)
class Number:
    """A number of the landing page, what it counts, and the list that it leads to."""

    what: str
    count: int
    link: str


@dataclass(frozen=True)
class Limit:
    """A time limit of open allegations: how many are late, due today, and to come."""

    name: str
    late: int
    today: int
    coming: int


def numbers(actor: Actor) -> list[Number]:
    """Return what waits for the service, within the reader’s reach."""
    return list(_numbers(actor))


def limits(actor: Actor) -> list[Limit]:
    """Return the time limits that run on allegations, and how pressing they are."""
    day, found = today(), Counter[tuple[str, str]]()
    for clock, due_on in _running(actor).values_list("clock", "due_on"):
        when = "late" if due_on < day else "today" if due_on == day else "coming"
        found[clock, when] += 1
    names = [each.clock for each in ALLEGATION.clocks]
    return [
        Limit(clocks.clock(name, day).name, *(found[name, when] for when in
              ("late", "today", "coming")))
        for name in names if any(found[name, when] for when in ("late", "today", "coming"))
    ]  # fmt: skip


def _numbers(actor: Actor) -> Iterator[Number]:
    files = _seen(Allegation, actor, VIEW_ALLEGATION)
    reports = _seen(Report, actor, VIEW_REPORT).filter(state=ReportState.RECEIVED)
    asked = _seen(Consultation, actor, VIEW_CONSULTATION)
    yield Number("Reports waiting", reports.count(), reverse("allegations:reports"))
    yield Number(
        "Consultations open", asked.filter(state=ConsultationState.OPEN).count(),
        _filtered("consultations", "state", ConsultationState.OPEN),
    )  # fmt: skip
    for state in (AllegationState.RECEIVED, AllegationState.OPEN):
        yield Number(
            f"Allegations {SAID[state]}", files.filter(state=state).count(),
            _filtered("allegations", "state", state),
        )  # fmt: skip
    reviews = _running(actor).filter(clock=REVIEW, due_on__lte=today()).count()
    yield Number("Reviews due", reviews, _filtered("allegations", "due_on", "late"))
    closed = policy.visible_to(due.to_destroy(actor), actor, VIEW_ALLEGATION)
    yield Number("Allegations to destroy", closed.count(), reverse("allegations:to_destroy"))
    ended = policy.visible_to(due.consultations_to_destroy(actor), actor, VIEW_CONSULTATION)
    yield Number(
        "Consultations to destroy", ended.count(), reverse("allegations:consultations_to_destroy")
    )


SAID = {AllegationState.RECEIVED: "to be evaluated", AllegationState.OPEN: "open"}


def _seen(model: Any, actor: Actor, permission: str) -> QuerySet[Any]:
    rows = model._default_manager.filter(policy.near(model, actor, permission))
    return policy.visible_to(rows, actor, permission)


def _running(actor: Actor) -> QuerySet[RunningClock]:
    """Return the clocks that run on the allegations that are open to the reader."""
    files = _seen(Allegation, actor, VIEW_ALLEGATION).filter(closed_on=None)
    return RunningClock.objects.filter(
        subject__among=list(files.values_list("pk", flat=True)), stopped_on=None
    )


def _filtered(name: str, by: str, value: str) -> str:
    return f"{reverse(f'allegations:{name}')}?{by}={value}"
