"""Fills the fact tables of the LADO's register from live records, without a name in them.

The Standard Safeguarding Dataset has no table for any of this: they are ours. The facts of a
reporting year are what was received in it, and what was received before and not closed by then.
Restricted files count; what was destroyed counts as long as its tombstone stands.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lscp.core import clocks, home, periods, policy, scope
from lscp.core.facts import Facts, from_frames
from lscp.core.facts.live import AT_ONCE, filled
from lscp.core.models import RunningClock
from lscp.core.periods import Period
from lscp.core.time import today

from .models import Allegation, Consultation, Criterion, Report
from .policy import VIEW_ALLEGATION_ROWS, VIEW_CONSULTATION_ROWS, VIEW_REPORT_ROWS
from .register import CLOSED_WITHIN, COLUMNS, month_dates, source
from .workflow import ConsultationState, ReportState

COUNTING = policy.system(
    "Facts of the LADO's register", VIEW_ALLEGATION_ROWS, VIEW_CONSULTATION_ROWS, VIEW_REPORT_ROWS,
    counts=True,
)  # fmt: skip
TOLD = "lado_told"
YES_NO = {True: "Y", False: "N"}
Rows = Iterator[tuple[Any, ...]]


def live(authority: str, year: int) -> Facts:
    """Return the facts of one authority and reporting year, as the register stands now."""
    period = periods.year(year)
    with scope.acting(COUNTING):
        readers = {
            "lscp_allegations": _allegations(authority, period),
            "lscp_allegation_criteria": _criteria(authority, period),
            "lscp_consultations": _consultations(authority, period),
            "lscp_lado_reports": _reports(authority, period),
        }
        frames = {
            name: filled(name, COLUMNS[name], rows, authority=authority, year=year)
            for name, rows in readers.items()
        }
    return from_frames(
        frames, [source(authority, year, COLUMNS, demonstration=home.is_demonstration())]
    )


def begun(year: int) -> tuple[str, ...]:
    """Return the authorities whose register has a referral or a consultation of a year."""
    within = {"received_on__range": (periods.year(year).start, periods.year(year).end)}
    found: set[str] = set()
    with scope.acting(COUNTING):
        for kind in (Allegation, Consultation):
            rows = kind.objects.filter(**within)
            found |= set(rows.values_list("authority", flat=True).distinct())
    return tuple(sorted(found))


def _allegations(authority: str, period: Period) -> Rows:
    rows = _of(Allegation, authority, period, ended="closed_on").annotate(
        told_by=_due(TOLD, "report"), **{each: _due(each) for each in CLOSED_WITHIN}
    )
    for pk, on, agency, sector, category, basis, closed_on, closing, outcome, *rest in _rows(
        rows, "pk", "received_on", "agency", "sector", "category", "basis", "closed_on",
        "closing", "outcome", "told_by", "aware_on", "report__received_on", *CLOSED_WITHIN,
    ):  # fmt: skip
        told_by, aware_on, told_on, *wound = rest
        late = _late(told_by, aware_on, told_on or on)
        due = [
            stored or worked_out
            for stored, worked_out in zip(wound, month_dates(on), strict=True)
        ]  # fmt: skip
        ending = outcome or closing or None
        yield (
            str(pk), on, agency, sector, category, basis or None, late, *due, closed_on, ending,
        )  # fmt: skip


def _criteria(authority: str, period: Period) -> Rows:
    whole = _of(Allegation, authority, period, ended="closed_on").values("pk")
    met = Criterion.objects.filter(allegation__in=whole, is_met=True)
    for allegation, criterion in _rows(met, "allegation", "criterion"):
        yield str(allegation), criterion


def _consultations(authority: str, period: Period) -> Rows:
    for pk, on, agency, sector, category, state, ended_on, referred in _rows(
        _of(Consultation, authority, period, ended="ended_on").annotate(
            referral=Subquery(Allegation.objects.filter(consultation=OuterRef("pk")).values("pk")[:1])
        ),
        "pk", "received_on", "agency", "sector", "category", "state", "ended_on", "referral",
    ):  # fmt: skip
        became = YES_NO[referred is not None or state == ConsultationState.REFERRED]
        yield str(pk), on, agency, sector, category or None, became, ended_on


def _reports(authority: str, period: Period) -> Rows:
    rows = _of(Report, authority, period, ended="ended_on").annotate(
        told_by=_due(TOLD), due_on=_due("lado_report")
    )
    for pk, on, channel, agency, sector, told_by, aware_on, due_on, ended_on, state in _rows(
        rows, "pk", "received_on", "channel", "agency", "sector", "told_by", "aware_on", "due_on",
        "ended_on", "state",
    ):  # fmt: skip
        overdue = YES_NO[ended_on is None and due_on is not None and due_on < today()]
        taken_up = None if ended_on is None else YES_NO[state == ReportState.TAKEN_UP]
        yield (
            str(pk), on, channel, agency, sector, _late(told_by, aware_on, on), due_on, ended_on,
            overdue, taken_up,
        )  # fmt: skip


def _of(kind: type[Any], authority: str, period: Period, *, ended: str) -> QuerySet[Any]:
    """Return what was received in a period, or before and had not ended when it began."""
    unended = Q(**{f"{ended}__gte": period.start}) | Q(**{f"{ended}": None})
    received = Q(received_on__gte=period.start) | unended
    return kind.objects.filter(received, authority=authority, received_on__lte=period.end)


def _late(due_on: date | None, aware_on: date | None, told_on: date) -> str | None:
    """Say whether the LADO was told too late; nothing where nobody recorded who knew when."""
    if due_on is None and aware_on is not None:  # no report: no clock was wound
        due_on = clocks.due(clocks.clock(TOLD, aware_on), aware_on)
    return None if due_on is None else YES_NO[told_on > due_on]


def _due(clock: str, subject: str = "pk") -> Subquery:
    """Return the day that a clock was wound to: read, and never worked out again."""
    running = RunningClock.objects.filter(subject=OuterRef(subject), clock=clock)
    return Subquery(running.values("due_on")[:1])


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    return found.order_by("pk").values_list(*fields).iterator(chunk_size=AT_ONCE)
