"""Times when children in care were missing, or away without leave; an invention, as few tell."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.care.records import Child
from lscp.demo.days import Year

FROM_AGE, SHARE, MOST = 12, 0.13, 5
LONGEST, MARGIN = 5, 3
MISSING, AWAY, MOSTLY = "M", "A", 0.75


def go(children: Sequence[Child], years: Sequence[int], rng: Random) -> None:
    """Let some of the older children go missing, and be found within the same placement."""
    for year in map(Year, years):
        for child in children:
            if child.years_old(year.start) >= FROM_AGE and rng.random() < SHARE:
                _go(child, _longest(child, year), rng)


def _longest(child: Child, year: Year) -> tuple[date, date]:
    """Return the longest time in the year that the child spent in one placement."""
    found = [(year.start, year.start)]
    for spell in child.spells:
        edges = [p.since for p in spell.placements] + [spell.until or year.end]
        found += [
            (max(first, year.start), min(last, year.end))
            for first, last in zip(edges, edges[1:], strict=False)
        ]
    return max(found, key=lambda pair: pair[1] - pair[0])


def _go(child: Child, within: tuple[date, date], rng: Random) -> None:
    first, last = within
    times = min(rng.choice((1, 1, 1, 2, 2, 3, MOST)), (last - first).days // 15)
    for place in range(times):
        part = (last - first).days // times
        start = first + timedelta(days=place * part + rng.randint(MARGIN, part - LONGEST - MARGIN))
        end = start + timedelta(days=rng.choice((0, 1, 1, 1, 2, 3, LONGEST)))
        kind = MISSING if rng.random() < MOSTLY else AWAY
        child.missing.append((kind, start, end))
