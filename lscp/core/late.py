"""What is late goes up to the next person, by rules that are data: `late.csv`.

A row says after how many working days a clock that still runs is told to whoever answers for the
team, or for the organisation, that should have stopped it. They are told how many there are, in
one message each working day, for as long as it is so.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from lscp.core import jobs, notify, policy, working_days
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.reminders import Numbers, is_working_day, tell_each
from lscp.core.time import today
from lscp.core.worklists import KINDS, When, Whose

TABLE = Path(__file__).with_name("late.csv")
TOLD = {
    Whose.TEAM: policy.permission(
        "core.told_late_in_team", "Be told of what is late in one’s team"
    ),
    Whose.ORGANISATION: policy.permission(
        "core.told_late_in_organisation", "Be told of what is late in one’s organisation"
    ),
}
MESSAGES = {
    Whose.TEAM: notify.message(
        "core.late_in_team", "In your team, {late} things are late and need you to step in"
    ),
    Whose.ORGANISATION: notify.message(
        "core.late_in_organisation",
        "In your organisation, {late} things are so late that they need you to step in",
    ),
}
Found = defaultdict[str, defaultdict[UUID, Numbers]]


@dataclass(frozen=True)
class Rule:
    """After how many working days too late a clock is told to whom."""

    clock: str
    late_by: int
    whose: Whose


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Rule(row["clock"], int(row["late_by"]), Whose(row["whose"]))
            for row in csv.DictReader(file)
        )


@jobs.nightly("core.tell_of_late")
def tell_of_late(*, by: Actor) -> None:
    """Tell whoever answers for a team or an organisation how much there is late by then.

    Each is told of the kinds that their role can open. What is restricted is counted for nobody:
    it may be about one of theirs.
    """
    day = today()
    if not is_working_day(day):
        return
    found: dict[Whose, Found] = {each: defaultdict(lambda: defaultdict(Counter)) for each in TOLD}
    for rule in rules():
        for kind, party, number in _late(rule, day):
            found[rule.whose][kind][party].update(late=number)
    for whose, late in found.items():
        tell_each(
            whose, late, about=MESSAGES[whose], holding=TOLD[whose],
            link=f"{reverse('core:work')}?whose={whose.value}&when={When.LATE.value}",
        )  # fmt: skip


def _late(rule: Rule, day: date) -> Iterator[tuple[str, UUID, int]]:
    running = RunningClock.objects.filter(
        clock=rule.clock, stopped_on=None, due_on__lt=day, restricted=False,
        subject_type__among=list(KINDS), **{f"{rule.whose.value}__isnull": False},
    )  # fmt: skip
    counted = running.values_list("subject_type", rule.whose.value, "due_on")
    for kind, party, due_on, number in counted.annotate(number=Count("pk")).order_by():
        if _late_by(due_on, day) >= rule.late_by:
            yield kind, party, number


def _late_by(due_on: date, day: date) -> int:
    try:
        return working_days.between(due_on, day)
    except working_days.PastTheTable:  # rather too early than not at all
        return (day - due_on).days
