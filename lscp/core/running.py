"""Winds the clocks of a record after each action, from two dates on it; again is harmless."""

from typing import Any

from lscp.core import clocks
from lscp.core.models import RunningClock
from lscp.core.records import Record
from lscp.core.workflow import Refused, Runs, Workflow


def wind(record: Record, workflow: Workflow) -> None:
    """Start, move or stop the clocks of a record as its dates say. Raises Refused.

    A date past the bank-holiday table is refused, with the remedy, rather than guessed.
    """
    for each in workflow.clocks:
        starts_on = getattr(record, each.starts_on)
        if starts_on is None:
            RunningClock.objects.filter(subject=record.pk, clock=each.clock).delete()
            continue
        entry = clocks.clock(each.clock, starts_on)
        try:
            due_on = clocks.due(entry, starts_on)
        except ValueError as error:  # PastTheTable
            raise Refused(str(error)) from error
        RunningClock.objects.update_or_create(
            subject=record.pk,
            clock=each.clock,
            defaults={
                "edition": entry.edition,
                "starts_on": starts_on,
                "due_on": due_on,
                "stopped_on": getattr(record, each.stops_on),
                **_around(record, each, workflow),
            },
        )


def _around(record: Record, each: Runs, workflow: Workflow) -> dict[str, Any]:
    return {
        "subject_type": workflow.of,
        "person": record.person_id_about(),
        "user": getattr(record, each.answers) if each.answers else None,
        "team": record.team_id,
        "organisation": record.organisation_id,
        "authority": record.authority,
        "restricted": record.restricted,
    }
