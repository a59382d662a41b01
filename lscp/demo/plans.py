"""Child in need plans, so that table b7 comes out.

A plan lies in one episode of need, and never while a child protection plan runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lscp.demo.days import Year, some_day
from lscp.demo.records import Episode, Kind, Record, Span
from lscp.demo.targets import Targets

SHORTEST = 5
HALF = timedelta(days=110)
# The first year whose plans are published; before it, plans are in the proportion of that year.
PUBLISHED = 2022
MOST_NEW = 0.8  # of the new cases that could hold an open plan; carried ones hold the rest


@dataclass(frozen=True)
class Wanted:
    """How many plans there are to be, and of how many children."""

    started: int
    started_child: int
    ended: int
    ended_child: int
    any: int
    any_child: int
    open: int


def wanted(targets: Targets) -> Wanted:
    """Return what table b7 asks for."""
    names = ("start", "child_start", "end", "child_end", "anypoint", "child_anypoint", "At31")
    source, scale = targets, 1.0
    if not targets.has("b7"):
        source = Targets(targets.authority, PUBLISHED)
        base = ("b1", "Started_episodes")
        scale = targets.number(*base) / source.number(*base)
    counts = [round(scale * source.number("b7", f"CINPlan_{name}")) for name in names]
    counts[4] = counts[2] + counts[6]
    return Wanted(*counts)


@dataclass
class Chain:
    """A child's plans in the year: carried or not, then perhaps another, open or not at the end."""

    carried: bool
    twice: bool
    open: bool
    count: int


def chains(want: Wanted, still: int) -> list[Chain]:
    """Return how many children have which plans, those hardest to place first.

    A plan that is not its child's first of the year follows one that started in it, or one that
    was carried: how many do is known, and so is how many of the second plans are open. `still`
    is how many new cases could hold an open plan.
    """
    after_started = want.started - want.started_child
    after_carried = (want.any - want.any_child) - after_started
    last_open = (want.any - want.any_child) - (want.ended - want.ended_child)
    carried_open = round(after_carried * last_open / max(after_started + after_carried, 1))
    twice = [
        Chain(True, True, True, carried_open),
        Chain(True, True, False, after_carried - carried_open),
        Chain(False, True, True, last_open - carried_open),
        Chain(False, True, False, after_started - (last_open - carried_open)),
    ]
    return twice + _once(want, twice, still)


def _once(want: Wanted, twice: Sequence[Chain], still: int) -> list[Chain]:
    """Return how many children have one plan, so that with the others the counts come out."""
    carried = want.any - want.started - sum(chain.count for chain in twice if chain.carried)
    open_ = want.open - sum(chain.count for chain in twice if chain.open)
    ended = want.ended - sum(chain.count * (2 - chain.open) for chain in twice)
    carried_open = min(carried, max(0, want.open - round(MOST_NEW * still)))
    return [
        Chain(True, False, True, carried_open),
        Chain(True, False, False, carried - carried_open),
        Chain(False, False, True, open_ - carried_open),
        Chain(False, False, False, ended - (carried - carried_open)),
    ]


def plan(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Give the year's children their child in need plans."""
    places = [_Places(record, year) for record in records]
    for place in places:
        place.drop_where_protected()
    places = [place for place in places if place.episodes]
    free = rng.sample(places, len(places))
    new_open = sum(p.last_open and not p.episodes[-1].carried for p in places)
    for chain in chains(wanted(targets), new_open):
        able = [place for place in free if place.able(chain)]
        able.sort(key=lambda place: place.rank(chain))  # noqa: B023
        if len(able) < chain.count and targets.has("b7"):
            raise ValueError(f"{chain} has room for {len(able)} children")
        taken = able[: chain.count]
        for place in taken:
            place.put(chain, rng)
        gone = set(map(id, taken))
        free = [place for place in free if id(place) not in gone]
    for place in free:
        place.drop_carried()


class _Places:
    """The episodes of need of one child that no child protection plan touched, and their plans."""

    def __init__(self, record: Record, year: Year) -> None:
        self.year = year
        self.all = [e for e in record.episodes if e.of_need]
        self.episodes = [e for e in self.all if not e.protections and self._long(e)]
        last = self.episodes[-1] if self.episodes else None
        self.last_open = last is not None and last.kind is Kind.OPEN
        self.held = any(e.plans for e in self.episodes)

    def _long(self, episode: Episode) -> bool:
        first, last = self._window(episode)
        return (last - first).days >= SHORTEST + 4

    def _window(self, episode: Episode) -> tuple[date, date]:
        return max(episode.referral, self.year.start), episode.closure or self.year.end

    def _divisible(self) -> bool:
        first, last = self._window(self.episodes[-1])
        return last - first >= HALF

    def able(self, chain: Chain) -> bool:
        """Say whether the child's episodes can hold such plans."""
        if chain.open and not self.last_open:
            return False
        if chain.carried and not self.episodes[0].carried:
            return False
        if chain.twice:
            return len(self.episodes) > 1 or self._divisible()
        if chain.carried and chain.open:
            return len(self.episodes) == 1
        return True

    def rank(self, chain: Chain) -> tuple[bool, ...]:
        """Return how well the plans suit the child: what was open before goes on, first of all."""
        two = len(self.episodes) > 1
        kept_for_open = self.last_open and not chain.open
        return (
            chain.carried and not self.held,
            two != chain.twice,
            kept_for_open,
            self.held and not chain.carried,
            self.episodes[-1].carried and not chain.carried,
            bool(self.all[-1].assessments) is False,
        )

    def put(self, chain: Chain, rng: Random) -> None:
        """Put the plans in the child's episodes."""
        first, last = self.episodes[0], self.episodes[-1]
        held = first.plans[0].started if chain.carried and first.plans else None
        self.drop_carried()
        one = last if chain.open and not chain.twice else first
        started = held or (self._before if chain.carried else self._soon)(one, rng)
        end = self._window(one)[1]
        if not chain.twice:
            self._add(one, started, end, chain.open, rng)
        elif first is last:
            self._add_two(one, started, chain.open, rng)
        else:
            self._add(first, started, end, False, rng)
            self._add(last, self._soon(last, rng), self._window(last)[1], chain.open, rng)

    def _soon(self, episode: Episode, rng: Random) -> date:
        """Draw a day soon after the episode began; in a carried one, any day that leaves room."""
        first, last = self._window(episode)
        if episode.carried:
            return some_day(rng, first + timedelta(days=1), first + (last - first) * 4 / 5)
        tenth = timedelta(days=1 + (last - first).days // 10)
        return some_day(rng, first + timedelta(days=1), first + tenth)

    def _add_two(self, episode: Episode, started: date, open_: bool, rng: Random) -> None:
        """Put two plans in one episode, a week or more apart."""
        first, last = self._window(episode)
        middle = first + (last - first) / 2
        self._add(episode, started, middle, False, rng)
        again = some_day(rng, middle + timedelta(days=8), middle + timedelta(days=20))
        self._add(episode, again, last, open_, rng)

    def _before(self, episode: Episode, rng: Random) -> date:
        """Draw a day before the year on which a plan of the episode had started."""
        first = max(episode.referral, self.year.start - timedelta(days=360))
        return some_day(rng, first, self.year.start - timedelta(days=1))

    def _add(self, episode: Episode, started: date, last: date, open_: bool, rng: Random) -> None:
        first = max(started, self.year.start) + timedelta(days=2)
        after = min(last, first + (last - first) * 3 / 4)
        ended = None if open_ else some_day(rng, after, last)
        episode.plans.append(Span(started, ended))

    def drop_where_protected(self) -> None:
        """Forget the plans that gave way to a child protection plan."""
        for episode in self.all:
            if episode not in self.episodes:
                episode.plans = []

    def drop_carried(self) -> None:
        """Forget the plans that were open when the year began."""
        for episode in self.episodes:
            episode.plans = []
