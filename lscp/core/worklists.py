"""What waits for somebody: mine, my team's, my organisation's; late, due today, coming.

It is read from the running clocks: each has one due day, and says who answers it. A kind of
record is shown when its area has said how it is titled and who may see it (`listed`). The list is
ours where the clock is answered by us; it waits for another where a record names us, and
somebody else answers its clock.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet

from lscp.core import apart, clocks, policy, working_days
from lscp.core.lookups import IsNamed
from lscp.core.models import RunningClock
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.time import now, today

OWN_WORK = policy.permission("core.view_own_work", "See what waits for you, and your messages")
MANY = 25  # rows of a group before "more"


class Whose(StrEnum):
    """Whose work is looked at. Each is also the column of a clock that says who answers."""

    MINE = "user"
    TEAM = "team"
    ORGANISATION = "organisation"


WHOSE = {Whose.MINE: "You", Whose.TEAM: "Your team", Whose.ORGANISATION: "Your organisation"}


class When(StrEnum):
    """How pressing it is."""

    LATE = "late"
    TODAY = "today"
    COMING = "coming"
    WAITING = "waiting"


HEADINGS = {
    When.LATE: "Late",
    When.TODAY: "Due today",
    When.COMING: "Coming",
    When.WAITING: "Waiting for somebody else",
}


@dataclass(frozen=True)
class Kind:
    """How a kind of record is shown in worklists, and to whom. `reads` is what its title reads.

    `rows` returns, of an actor, where it is looked for, as on the page of the record.
    """

    model: str
    title: Callable[[Any], str]
    permission: str
    reads: tuple[str, ...] = ()
    rows: Callable[[Actor], QuerySet[Any]] | None = None

    def is_told(self, grants: Mapping[str, Collection[str]], whose: Whose) -> bool:
        """Say whether whoever has such grants may be told how many of these there are.

        Of a kind that stands apart, not who sees only what names them.
        """
        reaches = set(grants.get(self.permission, ()))
        if whose is not Whose.MINE and apart.stands(self.model):
            reaches &= apart.REACHING[whose.value]
        return bool(reaches)


KINDS: dict[str, Kind] = {}


def listed(
    model: str, *, title: Callable[[Any], str], permission: str, reads: Sequence[str] = (),
    rows: Callable[[Actor], QuerySet[Any]] | None = None,
) -> None:  # fmt: skip
    """Declare a kind of record for worklists: `people.Person`, how it is titled, who may see it."""
    KINDS[model] = Kind(model, title, permission, tuple(reads), rows)


@dataclass(frozen=True)
class Row:
    """One thing to do."""

    title: str
    what: str  # the name of the clock
    due_on: date
    words: str  # how pressing, in words
    link: str


@dataclass(frozen=True)
class Group:
    """Things to do that are alike pressing, the most pressing first."""

    when: When
    rows: list[Row] = field(default_factory=list)
    has_more: bool = False

    @property
    def heading(self) -> str:
        """Return the heading of the group."""
        return HEADINGS[self.when]


def own(actor: Actor) -> list[Whose]:
    """Return whose work somebody can look at: their own, and that of what they belong to."""
    return [each for each in Whose if getattr(actor, each.value)]


def worklist(actor: Actor, whose: Whose, when: When | None = None, *, page: int = 1) -> list[Group]:
    """Return the groups of a worklist, within what this person may see; or a page of one group.

    There is one query for each group, and one or two for each kind of record, however long it is.
    """
    asked = {each: _clocks(actor, whose, each) for each in ([when] if when else When)}
    start, end = (page - 1) * MANY, page * MANY
    found, records = _first_seen(actor, asked, end + 1)
    return [
        Group(each, _rows(records, running[start:end]), len(running) > end)
        for each, running in found.items()
    ]


def about(people: Sequence[UUID], actor: Actor) -> list[Row]:
    """Return what is open about a person, within what this reader may see, the earliest first."""
    running = _known(actor).filter(person__among=people).order_by("due_on", "pk")
    found, records = _first_seen(actor, {When.COMING: running}, MANY)
    return _rows(records, found[When.COMING][:MANY])


def due_words(due_on: date, unit: str, day: date) -> str:
    """Return how pressing a due day is, in words: 2 working days late, due tomorrow."""
    if due_on == day:
        return "Due today"
    between, name = _between(min(due_on, day), max(due_on, day), unit)
    if due_on < day:
        return f"{_counted(between, name)} late" if between else "Late, since the last working day"
    if (due_on - day).days == 1:
        return "Due tomorrow"
    return f"Due in {_counted(between, name)}" if between else "Due before the next working day"


def _clocks(actor: Actor, whose: Whose, when: When) -> QuerySet[RunningClock]:
    party = getattr(actor, whose.value)
    if party is None:
        return RunningClock.objects.none()
    running, answered = _known(actor), Q(**{whose.value: party})
    if when is When.WAITING:
        named = policy.open_names((party,), *_kinds(actor)).filter(kind="named")
        running = running.filter(subject__in=named.values("subject")).exclude(answered)
    else:
        running = running.filter(answered, **days(when))
    return running.order_by("due_on", "pk")


def days(when: When) -> dict[str, date]:
    """Return what the clocks that are late, due today or coming have in common."""
    day = today()
    if when is When.LATE:
        return {"due_on__lt": day}
    return {"due_on": day} if when is When.TODAY else {"due_on__gt": day}


def _known(actor: Actor) -> QuerySet[RunningClock]:
    """Return the clocks that run on the kinds of record that somebody's role can see at all."""
    seen = _kinds(actor)
    running = RunningClock.objects.filter(stopped_on=None, subject_type__among=seen)
    shut = apart.shut_to(actor.grants) & set(seen)
    if shut:  # passed over one by one, their number could be told by the time that it takes
        named = Q(IsNamed("subject", actor.parties, now()))
        running = running.filter(~Q(subject_type__in=shut) | named)
    return running


def _kinds(actor: Actor) -> list[str]:
    return [each.model for each in KINDS.values() if actor.grants.get(each.permission)]


def _first_seen(
    actor: Actor, asked: Mapping[When, QuerySet[RunningClock]], need: int
) -> tuple[dict[When, list[RunningClock]], dict[UUID, Any]]:
    """Return the first clocks of each group whose records are within reach, and these records.

    The records are asked for together, and only where they were among the first, since asking
    whether a record is within reach is what costs. Where many are not, more are looked at.
    """
    found: dict[When, list[RunningClock]] = {each: [] for each in asked}
    records: dict[UUID, Any] = {}
    left, start, size = set(asked), 0, need + MANY
    while left:
        looked_at = {each: list(asked[each][start : start + size]) for each in left}
        records |= _records(actor, [each for running in looked_at.values() for each in running])
        for when, running in looked_at.items():
            found[when] += [each for each in running if each.subject in records]
        left = {each for each in left if len(looked_at[each]) == size and len(found[each]) < need}
        start, size = start + size, size * 2
    return found, records


def _rows(records: Mapping[UUID, Any], found: Sequence[RunningClock]) -> list[Row]:
    from lscp.core.pages.records import page_of

    day, rows = today(), []
    for each in found:
        record = records[each.subject]
        entry = clocks.clock(each.clock, each.starts_on)
        words = due_words(each.due_on, entry.unit, day)
        title = _title(KINDS[each.subject_type], record)
        rows.append(Row(title, entry.name, each.due_on, words, page_of(record)))
    return rows


def _records(actor: Actor, found: Sequence[RunningClock]) -> dict[UUID, Any]:
    records: dict[UUID, Any] = {}
    for name in sorted({each.subject_type for each in found}):
        kind = KINDS[name]
        asked = [each.subject for each in found if each.subject_type == name]
        known = kind.rows(actor) if kind.rows else _model(kind)._default_manager.all()
        rows = known.filter(pk__among=asked)
        # Not joined: a record that names us is shown also where the person it is about is not.
        seen = policy.visible_to(rows, actor, kind.permission).prefetch_related(*kind.reads)
        records |= {row.pk: row for row in seen}
    return records


def _title(kind: Kind, record: Any) -> str:
    try:
        return kind.title(record)
    except ObjectDoesNotExist:
        name = str(record._meta.verbose_name)
        return name[:1].upper() + name[1:]


def _model(kind: Kind) -> Any:
    return apps.get_model(kind.model)


def _between(first: date, last: date, unit: str) -> tuple[int, str]:
    if unit == "working days":
        try:
            return working_days.between(first, last), "working day"
        except working_days.PastTheTable:  # days are certain, whatever holidays there will be
            pass
    return (last - first).days, "day"


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def said(row: Row) -> str:
    """Return a row as a sentence, as reminders and screen readers have it."""
    return f"{row.title}: {row.what}. {row.words}, {day_label(row.due_on)}"
