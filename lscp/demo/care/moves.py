"""How often and when each child moves to another placement, and why, so that the counts come out.

Children who are in care on 31 March have three placements or more in a year, or in two, just as
often as was published; everybody else there moves so little that no count takes them in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random

from lscp.demo.care.published import Published
from lscp.demo.care.records import FIRST, LAST, Child, Fate, Placement, Spell
from lscp.demo.care.stays import days
from lscp.demo.days import Year, some_day
from lscp.demo.shares import tokens

Ended = tuple[Child, Placement, Placement]
"""A child, the placement that ended, and the one that followed."""
YOUNG_OFFENDERS = "R5"
MARGIN, APART, TOO_YOUNG_FOR_CUSTODY = 9, 24, 12
ONLY_ITS_KIND, CUSTODY, PLAN = "PLACE", "CUSTOD", "CARPL"


def make(children: Sequence[Child], figures: dict[int, Published], rng: Random) -> None:
    """Move the children, and say why each of their placements ended for another."""
    _often(children, figures, rng)
    for year, published in figures.items():
        _once(children, published, year, rng)
    for child in children:
        for spell in child.spells:
            spell.placements.append(Placement(spell.since))
        for year, times in sorted(child.moves.items()):
            _move(_longest(child, year), times, Year(year), rng)
    for year, published in figures.items():
        _why(children, published.changes, year, rng)


def _longest(child: Child, year: int) -> Spell:
    return max(child.spells, key=lambda spell: _room(spell, Year(year)))


def _window(spell: Spell, year: Year) -> tuple[date, date]:
    first = max(spell.since, year.start) + days(MARGIN)
    return first, min(spell.until or year.end, year.end) - days(MARGIN)


def _room(spell: Spell, year: Year) -> int:
    """Return how many days a spell has in which a move may be."""
    first, last = _window(spell, year)
    return (last - first).days


def _may(child: Child, year: int, times: int = 1) -> bool:
    """Say whether a child may move so often in a year."""
    if child.again or Fate.RETURNS in child.fates.values():
        return False
    return _room(_longest(child, year), Year(year)) >= times * APART


def _stays(child: Child, year: int) -> bool:
    return child.fates.get(year) is Fate.STAYS


def _often(children: Sequence[Child], figures: dict[int, Published], rng: Random) -> None:
    """Choose who has three placements or more, in a year or in two."""

    def choose(count: int, fit: Callable[[Child], bool]) -> list[Child]:
        return rng.sample([c for c in children if fit(c)], count)

    for child in choose(
        figures[FIRST].moved,
        lambda c: _stays(c, FIRST) and not _stays(c, LAST) and not c.long and _may(c, FIRST, 3),
    ):
        child.moves[FIRST] = 2
    new = figures[LAST].moved // 2
    for child in choose(new, lambda c: c.came == LAST and _stays(c, LAST) and _may(c, LAST, 3)):
        child.moves[LAST] = 2
    old = figures[LAST].moved - new
    for child in choose(
        old,
        lambda c: c.came < LAST and _stays(c, LAST) and LAST not in c.settled
        and not c.moves.get(FIRST) and _may(c, LAST, 3),
    ):  # fmt: skip
        child.moves[LAST] = 2
    for child in choose(
        figures[LAST].moved_in_two - old,
        lambda c: c.came < LAST and _stays(c, LAST) and LAST not in c.long
        and not c.moves.get(LAST) and FIRST not in c.settled and _may(c, FIRST),
    ):  # fmt: skip
        child.moves |= {FIRST: 1, LAST: 1}


def _once(children: Sequence[Child], published: Published, year: int, rng: Random) -> None:
    """Choose who moves once, and among those who leave the few that move twice."""
    begun = sum(len(c.spells) if c.came == year else 0 for c in children if c.alone)
    alone = published.locations["UNKNOWN"] - begun
    for is_alone, total in ((True, alone), (False, sum(published.changes.values()) - alone)):
        of = [c for c in children if c.alone is is_alone]
        left = total - sum(c.moves.get(year, 0) for c in of)
        able = [c for c in of if _may_once(c, year)]
        rng.shuffle(able)
        able += [c for c in able if c.fates[year] is Fate.LEAVES and _may(c, year, 3)]
        if not 0 <= left <= len(able):
            raise ValueError(f"{left} of {len(able)} children can move in {year}")
        for child in able[:left]:
            child.moves[year] = child.moves.get(year, 0) + 1


def _may_once(child: Child, year: int) -> bool:
    if year not in child.fates or child.moves.get(year) or not _may(child, year):
        return False
    if LAST in child.long or (year in child.long):
        return False
    return not (_stays(child, LAST) and child.moves)


def _move(spell: Spell, times: int, year: Year, rng: Random) -> None:
    first, last = _window(spell, year)
    for place in range(times):
        part = (last - first) / times
        begin = first + part * place
        since = some_day(rng, begin, begin + part - days(APART // 3))
        spell.placements.append(Placement(since))


def _why(children: Sequence[Child], changes: dict[str, int], year: int, rng: Random) -> None:
    """Say why each placement ended for another.

    Only of a child who came alone, and moves once, is it the kind of placement that changes.
    """
    ended = list(_ended(children, year))
    rng.shuffle(ended)
    left = Counter(changes)
    for child, before, _ in ended:
        if child.adopted:
            before.why = PLAN
            left[PLAN] -= 1
    kinds = [e for e in ended if e[0].alone and sum(e[0].moves.values()) == 1]
    old = [e for e in ended if e[0].years_old(e[1].since) > TOO_YOUNG_FOR_CUSTODY]
    old = [e for e in old if not e[0].alone and not e[0].adopted]
    for _, before, after in _first(kinds, left, ONLY_ITS_KIND):
        before.why, after.same_carer = ONLY_ITS_KIND, True
    for _, before, after in _first(old, left, CUSTODY):
        before.why, after.kind = CUSTODY, YOUNG_OFFENDERS
    others = [before for _, before, _ in ended if not before.why]
    for before, code in zip(others, tokens(left, rng), strict=True):
        before.why = code


def _first(able: Sequence[Ended], left: Counter[str], code: str) -> Sequence[Ended]:
    """Return as many as there are to be for a reason, and take them off what is left."""
    count = left.pop(code, 0)
    if len(able) < count:
        raise ValueError(f"Only {len(able)} of {count} moves can be for {code}")
    return able[:count]


def _ended(children: Iterable[Child], year: int) -> Iterable[Ended]:
    for child in children:
        for spell in child.spells:
            for before, after in zip(spell.placements, spell.placements[1:], strict=False):
                if Year(year).start <= after.since <= Year(year).end:
                    yield child, before, after
