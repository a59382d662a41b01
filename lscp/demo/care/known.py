"""Which of the children in care are children in need of the made-up censuses.

Who is looked after is in need too. So each takes the name, birth, sex and ethnic group of a child
whose case is open in the census for as long as care lasts, where there is one of that age. Those
who came alone, who grow up in care, or who are small are left as they are: their days decide what
is counted.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from lscp.demo import years
from lscp.demo.care.people import FEMALE, MALE
from lscp.demo.care.records import FIRST, LAST, Child
from lscp.demo.care.stays import births, days
from lscp.demo.days import Year
from lscp.demo.records import Child as InNeed
from lscp.demo.records import Episode

SEXES = {"M": MALE, "F": FEMALE}
SMALL, KNOWN_BEFORE = 2, days(30)


def name(children: Sequence[Child], authority: str, rng: Random) -> None:
    """Let children in care be children in need, each of them another."""
    pool = list(_in_need(authority))
    rng.shuffle(pool)
    for child in children:
        if child.alone or child.grows_up or (child.age or 0) < SMALL:
            continue
        found = next((place for place, each in enumerate(pool) if _fits(child, *each)), None)
        if found is not None:
            other, _ = pool.pop(found)
            assert other.born
            child.number, child.born = other.number, other.born
            child.sex, child.ethnicity = SEXES[other.sex], other.ethnicity


def _in_need(authority: str) -> Iterator[tuple[InNeed, dict[int, list[Episode]]]]:
    """Yield the children in need of both years with their episodes of need by year."""
    made = years.made(authority)
    found: dict[int, tuple[InNeed, dict[int, list[Episode]]]] = {}
    for year in (FIRST, LAST):
        for record in made[year].records:
            of_need = [episode for episode in record.episodes if episode.of_need]
            if of_need and record.child.sex in SEXES and not record.child.died:
                found.setdefault(record.child.number, (record.child, {}))[1][year] = of_need
    yield from found.values()


def _fits(child: Child, other: InNeed, episodes: dict[int, list[Episode]]) -> bool:
    """Say whether a child in need can be the one in care."""
    first, last = births(child)
    born, since = other.born, child.spells[0].since
    if born is None or not first <= born < last or born + KNOWN_BEFORE > since:
        return False
    if (born.month, born.day) == (2, 29):
        return False
    cared = [year for year in (FIRST, LAST) if any(s.in_year(year) for s in child.spells)]
    until = child.spells[-1].until or date.max
    return all(
        any(_covers(each, since, until, Year(year)) for each in episodes.get(year, ()))
        for year in cared
    )


def _covers(episode: Episode, since: date, until: date, year: Year) -> bool:
    """Say whether a case is open from before care to its end, or to that of the year."""
    if episode.referral > since:
        return False
    return episode.closure is None or until <= min(episode.closure, year.end)
