"""Groups a year's episodes into children, so that the counts of children come out.

A child has one open episode at a time, so what is joined must not overlap. Tables b1 (children
at any point, starting, ending) and c1 (children referred, re-referrals, children re-referred).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lscp.demo.days import Year
from lscp.demo.records import Child, Episode, Kind, Record
from lscp.demo.targets import Targets

GAP = timedelta(days=3)
A_YEAR = timedelta(days=362)  # safely within 12 months
OVER_A_YEAR = timedelta(days=370)  # safely beyond them
OLDEST = 17.2
MOST_TRIES = 400


@dataclass(frozen=True)
class Past:
    """A child of the last return whose case is closed, with the day of the last referral."""

    child: Child
    referral: date


def group(
    episodes: Sequence[Episode],
    targets: Targets,
    year: Year,
    pasts: Sequence[Past],
    new_child: Callable[[], Child],
    rng: Random,
) -> list[Record]:
    """Return the year's children with their episodes; a referral may name one of `pasts`."""
    groups = _joined(episodes, targets, rng)
    groups = _with_joiners(groups, targets, rng)
    named = _re_referred(groups, targets, year, pasts, rng)
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
    in_pairs = sum(_count(members) == 2 for members in groups)
    joins = referrals - children - in_pairs
    pairs = _children_with_several(targets, in_pairs, joins) - in_pairs
    single = [g for g in groups if len(g) == 1 and not g[0].of_need]
    joiners = rng.sample(single, joins)
    joining = set(map(id, joiners))
    rest = [g for g in groups if id(g) not in joining]
    hosts = [g for g in rest if len(g) == 1 and _count(g) == 1]
    several = [g for g in rest if _count(g) == 2]
    for place, (joiner,) in enumerate(joiners):
        host = _host(joiner, hosts if place < pairs else several, rng)
        if place < pairs:
            hosts.remove(host)
            several.append(host)
        host.append(joiner)
        host.sort(key=lambda episode: episode.referral)
    return rest


def _count(members: Sequence[Episode]) -> int:
    return sum(not episode.carried for episode in members)


def _children_with_several(targets: Targets, in_pairs: int, joins: int) -> int:
    """Return how many children have two referrals in the year or more.

    With the re-referrals that look back to the last return, they make the children re-referred.
    """
    looking_back = _looking_back(targets)
    again = targets.number("c1", "Re_referrals_child")
    fewest = max(again - looking_back, in_pairs + min(joins, 1))
    return max(fewest, min(in_pairs + joins, again, in_pairs + round(0.8 * joins)))


def _looking_back(targets: Targets) -> int:
    """Return how many children's first referral of the year is a re-referral."""
    later = targets.number("c1", "Referrals") - targets.number("c1", "Referrals_child")
    return targets.number("c1", "Re_referrals") - later


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


def _re_referred(
    groups: Sequence[list[Episode]],
    targets: Targets,
    year: Year,
    pasts: Sequence[Past],
    rng: Random,
) -> dict[int, Child]:
    """Return the children of the last return that are referred again, by the id of the episode.

    Nobody, where there is no last return. Some children with several referrals are among them, so
    that the children re-referred come out.
    """
    if not pasts:
        return {}
    by_carried = sum(
        len(g) > 1 and g[0].carried and g[1].referral - g[0].referral <= A_YEAR for g in groups
    )
    fresh = [g for g in groups if not g[0].carried]
    several = [g for g in fresh if len(g) > 1]
    looking_back = _looking_back(targets)
    several_too = (
        looking_back
        + len([g for g in groups if _count(g) > 1])
        - targets.number("c1", "Re_referrals_child")
    )
    single = [g for g in fresh if len(g) == 1]
    lottery = _Lottery(pasts, rng)
    named = lottery.name(several, several_too)
    return named | lottery.name(single, looking_back - by_carried - several_too)


class _Lottery:
    """Draws who is referred again: a child that was last referred within 12 months before."""

    def __init__(self, pasts: Sequence[Past], rng: Random) -> None:
        self.pasts, self.rng = list(pasts), rng

    def name(self, groups: Sequence[list[Episode]], count: int) -> dict[int, Child]:
        """Return so many children, by the id of their first episode. Raises ValueError."""
        named: dict[int, Child] = {}
        left = list(groups)
        for _ in range(60 * max(count, 0)):
            if len(named) == count or not left:
                break
            place, who = self.rng.randrange(len(left)), self.rng.randrange(len(self.pasts))
            group, past = left[place], self.pasts[who]
            if self._may(group, past):
                named[id(group[0])] = past.child
                left[place] = left[-1]
                left.pop()
                self.pasts[who] = self.pasts[-1]
                self.pasts.pop()
        if len(named) != max(count, 0):
            raise ValueError(f"Only {len(named)} of {count} children could be referred again")
        return named

    def _may(self, group: Sequence[Episode], past: Past) -> bool:
        recent = group[0].referral - past.referral <= A_YEAR
        return recent and past.child.age(group[-1].referral) < OLDEST
