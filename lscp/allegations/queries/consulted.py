"""What is asked about consultations: until when each is kept, and what became of it."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from lscp.allegations.models import Adult, Allegation, Consultation, Employer, Report
from lscp.allegations.policy import VIEW_ADULT, VIEW_ALLEGATION, VIEW_EMPLOYER, VIEW_REPORT
from lscp.allegations.workflow import ConsultationState
from lscp.core import policy
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.time_limits import clocks_of

from .adults import called, seen_last

TABLE = Path(__file__).parents[1] / "kept.csv"
CLOCK = "lado_consultation"
DUE: dict[str, Callable[[date], dict[str, date]]] = {
    "late": lambda day: {"due_on__lt": day},
    "today": lambda day: {"due_on": day},
    "coming": lambda day: {"due_on__gt": day},
}


@cache
def years_kept(record: str = "consultation") -> tuple[int, str]:
    """Return for how many years a kind of record is kept, and by whose rule."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = {row["record"]: (int(row["years"]), row["source"]) for row in csv.DictReader(file)}
    return found[record]


def kept_until(ended_on: date, record: str = "consultation") -> date:
    """Return until when a consultation, or a report, is kept that ended on a day."""
    return ended_on + relativedelta(years=years_kept(record)[0])


def by_clock(rows: QuerySet[Consultation], when: str) -> QuerySet[Consultation]:
    """Return those that are late, due today, or due later."""
    running = RunningClock.objects.filter(clock=CLOCK, stopped_on=None, **DUE[when](today()))
    return rows.filter(pk__in=running.values("subject"))


def around(consultation: Consultation, actor: Actor) -> Mapping[str, Any]:
    """Return what the page of a consultation shows besides the record."""
    came = Allegation.objects.filter(consultation=consultation.pk).order_by("received_on", "pk")
    refers = policy.may(actor, "allegations.record_allegation")
    return {
        "adult": _seen(Adult, consultation.adult_id, actor, VIEW_ADULT),
        "employer": _seen(Employer, consultation.employer_id, actor, VIEW_EMPLOYER),
        "report": _seen(Report, consultation.report_id, actor, VIEW_REPORT),
        "became": list(policy.visible_to(came, actor, VIEW_ALLEGATION)),
        "may_refer": refers and consultation.state != ConsultationState.DESTROYED,
        "clocks": clocks_of(consultation),
        "kept_by": years_kept()[1],
    }


def adults_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Return the adults whose pages somebody opened last, to choose one."""
    return [(str(each.pk), called(each)) for each in seen_last(actor)]


def _seen(model: Any, pk: UUID | None, actor: Actor, permission: str) -> Any:
    """Return what a consultation points to, where the reader may see it."""
    if pk is None:
        return None
    return policy.visible_to(model._default_manager.filter(pk=pk), actor, permission).first()
