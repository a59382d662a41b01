"""Under which legal status each child is in care, from which day to which."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.care.records import FIRST, LAST, Child, Fate, Spell
from lscp.demo.days import Year, some_day

AGREED, INTERIM, FULL, ORDER, REMAND, EMERGENCY = "V2", "C1", "C2", "E1", "J1", "L2"
STOCK = {FULL: 11, AGREED: 7, INTERIM: 2}
COMING = {INTERIM: 9, AGREED: 9}
REMANDED_FROM, REMANDED, URGENT = 14, 0.06, 0.1
URGENT_DAYS, LONG_ENOUGH, A_HEARING = 14, 60, 0.35
WITH_PARENTS = "P1"


def give(children: Sequence[Child], rng: Random) -> None:
    """Give each stay in care its legal statuses."""
    for child in children:
        for spell in child.spells:
            spell.statuses = [(spell.since, _first(child, spell, rng))]
        if child.adoption:
            _for_adoption(child)
        elif not child.alone:
            _change(child, rng)


def _first(child: Child, spell: Spell, rng: Random) -> str:
    at_home = any(p.kind == WITH_PARENTS for p in spell.placements)
    if child.alone:
        return AGREED
    if at_home or child.adopted:
        return FULL
    if child.came and child.years_old(spell.since) >= REMANDED_FROM and rng.random() < REMANDED:
        return REMAND
    weights = COMING if child.came else STOCK
    return rng.choices(list(weights), list(weights.values()))[0]


def _for_adoption(child: Child) -> None:
    """Let the placement order be made on the day of the placement with the adopters."""
    assert child.adoption
    child.spells[-1].statuses.append((child.adoption.placed, ORDER))


def _change(child: Child, rng: Random) -> None:
    """Change the status of some, away from any move, and only where no count looks back over it.

    What is in force on the first 31 March began when its placement did, so that the next return
    alone says how long that has lasted.
    """
    spell, status = child.spells[-1], child.spells[-1].statuses[-1][1]
    if status == INTERIM and child.came and rng.random() < URGENT and _lasts(spell, LONG_ENOUGH):
        ends = spell.since + timedelta(days=URGENT_DAYS)
        if _apart(spell, ends):
            spell.statuses = [(spell.since, EMERGENCY), (ends, INTERIM)]
        return
    year = _year(child)
    if status not in (INTERIM, AGREED) or not year or rng.random() > A_HEARING:
        return
    first = max(spell.since, Year(year).start) + timedelta(days=30)
    last = min(spell.until or Year(year).end, Year(year).end) - timedelta(days=20)
    if first < last:
        heard = some_day(rng, first, last)
        if _apart(spell, heard) and heard > first:
            spell.statuses.append((heard, FULL if status == INTERIM else INTERIM))


def _year(child: Child) -> int | None:
    """Return in which year a status may change."""
    if child.fates.get(LAST) is not None and LAST not in child.long:
        return LAST
    return FIRST if child.fates.get(FIRST) is Fate.LEAVES else None


def _lasts(spell: Spell, days: int) -> bool:
    return (spell.until or date.max) > spell.since + timedelta(days=days)


def _apart(spell: Spell, day: date) -> bool:
    return all(abs((p.since - day).days) > 3 for p in spell.placements)  # noqa: PLR2004 - days
