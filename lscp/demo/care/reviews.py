"""Reviews of children in care: as many as the partnership stated, in time and taken part in so.

A first review is due within 20 working days, the next within three months, then within six each.
One that is late is so by its year's own reviews, however the year before is looked back at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from lscp.core.figures import name_of
from lscp.demo.care.records import FIRST, LAST, Child, Spell
from lscp.demo.care.stays import days
from lscp.demo.days import Year, later, some_day
from lscp.demo.shares import tokens
from lscp.report import stated

HELD, CONTRIBUTED, ATTENDED, IN_TIME = "STA11", "STA12", "STA13", "STA14"
# Working days to the first review; days to the second and to any other; to one that is late, from
# and to; and between two reviews where another fits.
FIRST_IN, SECOND_IN, NEXT_IN, LATE, ROOM = (16, 19), 88, 181, (196, 212), 70
MOSTLY_DUE, TRIES = 0.96, 8
UNDER_4, ATTENDING, APART, SILENT, NEITHER = (
    "PN0", {"PN1": 8, "PN2": 1, "PN3": 1}, {"PN5": 3, "PN6": 4}, "PN4", "PN7",
)  # fmt: skip
SILENT_SHARE = 0.2


@dataclass(frozen=True)
class Stated:
    """What was stated of an authority's reviews; of a year without, as of the one that has."""

    held: int | None
    in_time: float
    contributed: float
    attended: float

    @classmethod
    def of(cls, authority: str, year: int) -> "Stated":
        """Return the stated figures of the year, but for the number of reviews of another."""
        known = {each.figure: each.value for each in stated.figures()}
        held = known.get(name_of(HELD, authority, str(year)))
        shares = (known[name_of(code, authority, str(LAST))] or 0
                  for code in (IN_TIME, CONTRIBUTED, ATTENDED))  # fmt: skip
        return cls(None if held is None else round(held), *(share / 100 for share in shares))


def hold(children: Sequence[Child], authority: str, rng: Random) -> None:
    """Hold the reviews of both years and say how the children took part."""
    held = {id(s): _due(s, rng) for c in children for s in c.spells}
    spells = [s for c in children for s in c.spells]
    _thin(spells, held, Stated.of(authority, LAST).held or 0, rng)
    for year in (FIRST, LAST):
        said = Stated.of(authority, year)
        mine = [[d for d in held[id(s)] if _within(d, year)] for s in spells]
        total = said.held or sum(map(len, mine))
        late = round((1 - said.in_time) * (said.held or total // 2))
        _delay(spells, held, late, year, rng)
        _add(spells, held, total - _count(held.values(), year), year, rng)
    for child in children:
        child.reviews = [(day, "") for s in child.spells for day in sorted(held[id(s)])]
    for year in (FIRST, LAST):
        _take_part(children, Stated.of(authority, year), year, rng)


def _within(day: date, year: int) -> bool:
    return Year(year).start <= day <= Year(year).end


def _count(held: Iterable[list[date]], year: int) -> int:
    return sum(_within(day, year) for days_ in held for day in days_)


def _thin(spells: Sequence[Spell], held: dict[int, list[date]], most: int, rng: Random) -> None:
    """Let some who leave do so just before another review is due, if there are too many."""
    able = [s for s in spells if s.since < Year(FIRST).start and s.until and s.until
            > Year(LAST).start]  # fmt: skip
    rng.shuffle(able)
    for spell in able:
        if _count(held.values(), LAST) <= MOSTLY_DUE * most:
            break
        others = [_due(spell, rng) for _ in range(TRIES)]
        held[id(spell)] = min(others, key=lambda dates: _count([dates], LAST))


def _due(spell: Spell, rng: Random) -> list[date]:
    """Return the reviews of a stay when each is held shortly before it must be."""
    start = Year(FIRST).start
    if spell.since < start:
        return _then([some_day(rng, start, start + days(NEXT_IN))], spell, rng)
    first = later(spell.since, rng.randint(*FIRST_IN))
    second = some_day(rng, first + days(SECOND_IN - 2), first + days(SECOND_IN))
    if first > _end(spell):
        return []
    return _then([first, second], spell, rng) if second <= _end(spell) else [first]


def _then(dates: list[date], spell: Spell, rng: Random) -> list[date]:
    """Return reviews with those that must follow them."""
    while dates[-1] <= _end(spell):
        due = dates[-1] + days(NEXT_IN)
        dates = [*dates, some_day(rng, due - days(2), due)]
    return dates[:-1]


def _end(spell: Spell) -> date:
    return min(spell.until or Year(LAST).end, Year(LAST).end)


def _delay(
    spells: Sequence[Spell], held: dict[int, list[date]], count: int, year: int, rng: Random
) -> None:
    """Let as many reviews be late: the year's last of a stay, long after the one before."""
    able = [s for s in spells if _can_be_late(s, held[id(s)], year)]
    for spell in rng.sample(able, count):
        dates = held[id(spell)]
        mine = [day for day in dates if _within(day, year)]
        late = some_day(rng, mine[-2] + days(LATE[0]), mine[-2] + days(LATE[1]))
        kept = [day for day in dates if day < mine[-1]]
        held[id(spell)] = _then([*kept, late], spell, rng)


def _can_be_late(spell: Spell, dates: list[date], year: int) -> bool:
    mine = [day for day in dates if _within(day, year)]
    if len(mine) < 2 or (mine[-1] - mine[-2]).days < NEXT_IN - 20:  # noqa: PLR2004 - a pair
        return False
    last = min(spell.until or Year(year).end, Year(year).end)
    return mine[-2] + days(LATE[1] + 2) < last


def _add(
    spells: Sequence[Spell], held: dict[int, list[date]], count: int, year: int, rng: Random
) -> None:
    """Hold further reviews before they are due."""
    if count < 0:
        raise ValueError(f"{-count} reviews of {year} too many must be held in time")
    gaps = [
        (s, before, after)
        for s in spells
        for before, after in zip(held[id(s)], held[id(s)][1:], strict=False)
        if ROOM < (after - before).days < LATE[0] - 5
        and _within(before + days(ROOM // 2), year) and _within(after, year)
    ]  # fmt: skip
    for spell, before, after in rng.sample(gaps, count):
        middle = before + (after - before) // 2
        held[id(spell)].append(some_day(rng, middle - days(15), middle))
        held[id(spell)].sort()


def _take_part(children: Sequence[Child], said: Stated, year: int, rng: Random) -> None:
    """Say how each child took part, in the shares that were stated of those of 4 and over."""
    young = {(id(c), d) for c in children for d, _ in c.reviews if c.birthday(4) > d}
    of_age = sum(
        _within(d, year) and (id(c), d) not in young for c in children for d, _ in c.reviews
    )
    there, spoke = round(said.attended * of_age), round(said.contributed * of_age)
    silent = round(SILENT_SHARE * (of_age - spoke))
    neither = of_age - spoke - silent
    counts = {SILENT: silent, NEITHER: neither, "": there - silent}
    codes = tokens({**counts, "away": of_age - sum(counts.values())}, rng)
    for child in children:
        for place, (day, _) in enumerate(child.reviews):
            if _within(day, year):
                code = UNDER_4 if (id(child), day) in young else _one_of(codes.pop(), rng)
                child.reviews[place] = (day, code)


def _one_of(code: str, rng: Random) -> str:
    weights = {"": ATTENDING, "away": APART}.get(code)
    return rng.choices(list(weights), list(weights.values()))[0] if weights else code
