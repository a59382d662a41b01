"""Winds the clocks of a record after each action, from two dates on it; again is harmless."""

from typing import Any

from lscp.core import clocks
from lscp.core.models import RunningClock
from lscp.core.records import Record
from lscp.core.workflow import Refused, Runs, Workflow

CHANGES = [
    each.name for each in RunningClock._meta.concrete_fields
    if each.name not in ("id", "subject", "clock")
]  # fmt: skip


def wind(record: Record, workflow: Workflow) -> None:
    """Start, move or stop the clocks of a record as its dates say. Raises Refused.

    A date past the bank-holiday table is refused, with the remedy, rather than guessed.
    """
    absent = [each.clock for each in workflow.clocks if getattr(record, each.starts_on) is None]
    if absent:
        RunningClock.objects.filter(subject=record.pk, clock__in=absent).delete()
    rows = [_row(record, each, workflow) for each in workflow.clocks if each.clock not in absent]
    RunningClock.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["subject", "clock"], update_fields=CHANGES
    )


def _row(record: Record, each: Runs, workflow: Workflow) -> RunningClock:
    starts_on = getattr(record, each.starts_on)
    entry = clocks.clock(each.clock, starts_on)
    try:
        agreed = each.due_on and getattr(record, each.due_on)
        due_on = agreed or clocks.due(entry, starts_on)
    except ValueError as error:  # PastTheTable
        raise Refused(str(error)) from error
    return RunningClock(
        subject=record.pk, clock=each.clock, edition=entry.edition, starts_on=starts_on,
        due_on=due_on, stopped_on=getattr(record, each.stops_on),
        **_around(record, each, workflow),
    )  # fmt: skip


def _around(record: Record, each: Runs, workflow: Workflow) -> dict[str, Any]:
    return {
        "subject_type": workflow.of,
        "person": record.person_id_about(),
        **_who_answers(record, each.answers),
        "authority": record.authority,
        "restricted": record.restricted,
    }


def _who_answers(record: Record, field: str) -> dict[str, Any]:
    """Return who answers a clock: who holds the record, and of it the user whom a field names.

    Where the field names an organisation, it alone answers: it was asked by whoever holds it.
    """
    holders = {"user": None, "team": record.team_id, "organisation": record.organisation_id}
    if not field:
        return holders
    known: Any = record._meta.get_field(field)
    named = getattr(record, known.attname)
    if known.related_model and known.related_model._meta.model_name == "organisation":
        return {"user": None, "team": None, "organisation": named}
    return holders | {"user": named}
