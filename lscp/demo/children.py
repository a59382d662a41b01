"""Groups a year's episodes into children, so that the counts of children come out.

A child has one open episode at a time, so what is joined must not overlap. Tables b1 (children
at any point, starting, ending) and c1 (children referred, re-referrals, children re-referred).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.records import Child, Episode, Kind, Record
from lscp.demo.referred_again import (
    A_YEAR,
    OLDEST,
    OVER_A_YEAR,
    Past,
    draw,
    looking_back,
    referrals_of,
)
from lscp.demo.targets import Targets

GAP = timedelta(days=3)
MOST_TRIES = 400


def group(
    episodes: Sequence[Episode],
    targets: Targets,
    pasts: Sequence[Past],
    new_child: Callable[[], Child],
    rng: Random,
) -> list[Record]:
    """Return the year's children with their episodes; a referral may name one of `pasts`."""
    groups = _joined(episodes, targets, rng)
    groups = _with_joiners(groups, targets, rng)
    named = draw(groups, targets, pasts, rng)
    records = []
    for members in groups:
        child = members[0].child or named.get(id(members[0])) or new_child()
        for episode in members:
            episode.child = child
        records.append(Record(child, members))
    return records


# Episodes of need that follow one another: tables b1.


def _joined(episodes: Sequence[Episode], targets: Targets, rng: Random) -> list[list[Episode]]:
    """Return groups, of one episode or of two episodes of need of one child.

    Of the episodes at any point that are not their child's first, those started in the year
    follow another of the year; the rest follow a carried one. And a child with two, the last of
    them open, is one child more at any point than it is among those whose episodes ended.
    """
    extra = {
        name: targets.number("b1", f"{name}_episodes") - targets.number("b1", f"{name}_child")
        for name in ("Anypoint", "Started", "Ended")
    }
    after_carried, after_started = extra["Anypoint"] - extra["Started"], extra["Started"]
    last_open = extra["Anypoint"] - extra["Ended"]
    both = max(extra["Anypoint"], 1)
    carried_open = min(round(after_carried * last_open / both), after_carried, last_open)
    left = _Left(episodes, rng)
    groups = left.pairs(True, Kind.OPEN, carried_open)
    groups += left.pairs(True, Kind.ENDED, after_carried - carried_open)
    groups += left.pairs(False, Kind.OPEN, last_open - carried_open)
    groups += left.pairs(False, Kind.ENDED, after_started - (last_open - carried_open))
    return groups + [[episode] for episode in left.episodes]


class _Left:
    """The episodes that are not in a pair yet."""

    def __init__(self, episodes: Sequence[Episode], rng: Random) -> None:
        self.episodes, self.rng = list(episodes), rng

    def pairs(self, first_carried: bool, last: Kind, count: int) -> list[list[Episode]]:
        """Take pairs of an ended episode and a later one. Raises ValueError if too few."""
        firsts = sorted(
            (e for e in self.episodes if e.kind is Kind.ENDED and e.carried == first_carried),
            key=_closure,
        )
        seconds = [e for e in self.episodes if e.kind is last and not e.carried]
        self.rng.shuffle(seconds)
        found: list[list[Episode]] = []
        taken: set[int] = set()
        for second in seconds:
            if len(found) == count:
                break
            first = self._before(second, firsts, taken)
            if first is not None:
                found.append([first, second])
                taken |= {id(first), id(second)}
        if len(found) < count:
            raise ValueError(f"Only {len(found)} of {count} pairs of episodes could be made")
        self.episodes = [e for e in self.episodes if id(e) not in taken]
        return found

    def _before(self, second: Episode, firsts: list[Episode], taken: set[int]) -> Episode | None:
        if id(second) in taken:
            return None
        able = bisect_left(firsts, second.referral - GAP, key=_closure)
        for _ in range(min(able, 20)):
            first = firsts[self.rng.randrange(able)]
            plain = not A_YEAR <= second.referral - first.referral <= OVER_A_YEAR
            young = first.child is None or first.child.age(second.referral) < OLDEST
            if id(first) not in taken and first is not second and plain and young:
                return first
        return None


def _closure(episode: Episode) -> date:
    assert episode.closure
    return episode.closure


# Further referrals of the same child: table c1.


def _with_joiners(
    groups: list[list[Episode]], targets: Targets, rng: Random
) -> list[list[Episode]]:
    """Join referrals without action, or not in need, to other children's, as c1 counts children."""
    referrals, children = targets.number("c1", "Referrals"), targets.number("c1", "Referrals_child")
    in_pairs = sum(referrals_of(members) == 2 for members in groups)
    joins = referrals - children - in_pairs
    pairs = _children_with_several(targets, in_pairs, joins) - in_pairs
    single = [g for g in groups if len(g) == 1 and not g[0].of_need]
    joiners = rng.sample(single, joins)
    joining = set(map(id, joiners))
    rest = [g for g in groups if id(g) not in joining]
    hosts = [g for g in rest if len(g) == 1 and referrals_of(g) == 1]
    several = [g for g in rest if referrals_of(g) == 2]
    for place, (joiner,) in enumerate(joiners):
        host = _host(joiner, hosts if place < pairs else several, rng)
        if place < pairs:
            hosts.remove(host)
            several.append(host)
        host.append(joiner)
        host.sort(key=lambda episode: episode.referral)
    return rest


def _children_with_several(targets: Targets, in_pairs: int, joins: int) -> int:
    """Return how many children have two referrals in the year or more.

    With the re-referrals that look back to the last return, they make the children re-referred.
    """
    again = targets.number("c1", "Re_referrals_child")
    fewest = max(again - looking_back(targets), in_pairs + min(joins, 1))
    return max(fewest, min(in_pairs + joins, again, in_pairs + round(0.8 * joins)))


def _host(joiner: Episode, hosts: Sequence[list[Episode]], rng: Random) -> list[Episode]:
    for _ in range(MOST_TRIES):
        host = rng.choice(hosts)
        if all(_apart(joiner, episode) for episode in host):
            return host
    raise ValueError("No child has room for another referral")


def _apart(one: Episode, other: Episode) -> bool:
    first, second = sorted((one, other), key=lambda episode: episode.referral)
    if first.kind is Kind.OPEN:
        return False
    return second.referral - (first.closure or first.referral) >= GAP
