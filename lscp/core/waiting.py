"""How much waits for somebody: of what they, their team and their organisation answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.urls import reverse

from lscp.core.lookups import IsNamed
from lscp.core.models import RunningClock
from lscp.core.policy import NOTHING, Actor, Reach
from lscp.core.time import now
from lscp.core.worklists import KINDS, OWN_WORK, WHOSE, Kind, When, Whose, days, own

SHOWN = (When.LATE, When.TODAY, When.COMING)


@dataclass(frozen=True)
class Waiting:
    """How much of somebody's work is late, due today, and to come."""

    whose: Whose
    numbers: dict[When, int]

    @property
    def whom(self) -> str:
        """Return whose work it is, in words."""
        return WHOSE[self.whose]

    @property
    def said(self) -> str:
        """Return the numbers in words: 2 late, 1 due today, 12 to come."""
        words = {When.LATE: "late", When.TODAY: "due today", When.COMING: "to come"}
        return ", ".join(f"{self.numbers[each]:,} {word}" for each, word in words.items())

    @property
    def link(self) -> str:
        """Return the address of the list."""
        return f"{reverse('core:work')}?whose={self.whose.value}"


def waiting(actor: Actor) -> list[Waiting]:
    """Return how much waits for somebody, of what they may see: one question to the database."""
    offered = own(actor) if actor.grants.get(OWN_WORK) else []
    if not offered:
        return []
    answered = {each: Q(**{each.value: getattr(actor, each.value)}) for each in offered}
    rows = RunningClock.objects.filter(
        reduce(or_, answered.values()), _seen(actor), stopped_on=None
    )
    found = rows.aggregate(**{
        f"{whose}_{when}": Count("pk", filter=ours & Q(**days(when)))
        for whose, ours in answered.items() for when in SHOWN
    })  # fmt: skip
    return [Waiting(each, {when: found[f"{each}_{when}"] for when in SHOWN}) for each in offered]


def _seen(actor: Actor) -> Q:
    """Return the clocks whose records somebody sees: as `policy.within` says it of the records."""
    moment = now()
    opened = Q(restricted=False)
    for of in ("subject", "person"):
        opened |= Q(IsNamed(of, actor.own_parties, moment, opened=True))
    return opened & reduce(or_, (_of_kind(each, actor) for each in KINDS.values()), NOTHING)


def _of_kind(kind: Kind, actor: Actor) -> Q:
    reaches = actor.grants.get(kind.permission, frozenset())
    arms = list(_arms(reaches, actor))
    return Q(subject_type=kind.model) & reduce(or_, arms) if arms else NOTHING


def _arms(reaches: frozenset[Reach], actor: Actor) -> Iterator[Q]:
    if Reach.ALL in reaches:
        yield Q(stopped_on=None)
        return
    for reach in (Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY):
        held = getattr(actor, reach.value)
        if reach in reaches and held:
            yield Q(**{reach.value: held})
    if Reach.NAMED in reaches:
        yield Q(IsNamed("subject", actor.parties, now()))
