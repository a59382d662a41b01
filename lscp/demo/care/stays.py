"""When each child was born, came into care and left it.

No day lies near the edge of what is counted: a birthday by 31 March, two and a half years in
care, a year's end.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.care.records import FIRST, LAST, Child, Fate, Spell
from lscp.demo.days import Year, some_day

EDGE, MARGIN = 8, 12
A_DAY = timedelta(days=1)
# Days in care of those who come and leave within a year: most of them few.
SHORT, LONGER, MOSTLY = (6, 45), (90, 190), 0.85
AWAY, A_FIRST = (20, 60), (8, 24)
# Of a new care leaver who grew up in care, days in care, and to the birthday from 1 April.
QUALIFYING, ROOM = (105, 200), 215
OLDEST_RECORD = date(2012, 3, 1)
LONG_BEFORE = {FIRST: (OLDEST_RECORD, date(2018, 9, 14)), LAST: (date(2018, 10, 15),
               date(2019, 9, 13))}  # fmt: skip
RECENT = (date(2019, 10, 15), date(2020, 3, 13))
TEENS = 13
EARLIER_EPISODES = 0.4


def give(children: Sequence[Child], rng: Random) -> None:
    """Give each child a birth and the stays in care."""
    for child in children:
        child.born = birth(*births(child), rng)
        _come(child, rng)
        for year, fate in child.fates.items():
            if fate is Fate.LEAVES:
                _leave(child, Year(year), rng)
            elif fate is Fate.RETURNS:
                _return(child, Year(year), rng)


def days(count: int) -> timedelta:
    """Return so many days."""
    return timedelta(days=count)


def births(child: Child) -> tuple[date, date]:
    """Return the first day on which a child can have been born, and the day after the last."""
    assert child.age is not None
    year = FIRST - child.age
    first, last = date(year - 1, 4, 1) + days(EDGE), date(year, 3, 31) - days(EDGE)
    if child.grows_up and child.came == max(child.fates):
        first += days(ROOM)
    if child.came and child.age <= FIRST - child.came:  # born in the year of coming
        last -= days(150)
    return first, last


def birth(first: date, last: date, rng: Random) -> date:
    """Return a day between two on which there is a birthday every year."""
    day = first + days(rng.randrange((last - first).days))
    return day - days(1) if (day.month, day.day) == (2, 29) else day


def _come(child: Child, rng: Random) -> None:
    if not child.came:
        first, last = _before(child)
    else:
        year = Year(child.came)
        first, last = year.start + days(4), year.end - days(MARGIN)
        if child.again:
            last -= days(150)
    if child.grows_up and child.came == max(child.fates):
        first, last = (child.birthday(18) - days(n) for n in reversed(QUALIFYING))
    elif child.grows_up:
        last = min(last, child.birthday(18) - days(QUALIFYING[0]))
    since = some_day(rng, max(first, child.born + days(5)), last)
    spell = Spell(since)
    if not child.came and (child.long or (child.age or 0) > TEENS + 2) and not child.alone:
        spell.known_since_start = rng.random() > EARLIER_EPISODES
    child.spells.append(spell)
    if child.again:
        spell.until = some_day(rng, since + days(A_FIRST[0]), since + days(A_FIRST[1]))
        child.spells.append(Spell(_after(spell.until, rng)))


def _before(child: Child) -> tuple[date, date]:
    """Return when who was in care before the first return can have come."""
    assert child.age is not None
    if child.long:
        first, last = LONG_BEFORE[min(child.long)]
    elif child.fates.get(LAST) is Fate.STAYS and child.age < TEENS + 2:
        first, last = RECENT
    elif child.age < TEENS + 3 and child.fates[FIRST] is Fate.STAYS:
        first, last = LONG_BEFORE[LAST][0], RECENT[1]
    else:
        first, last = date(2017, 1, 9), RECENT[1] - days(90)
    if child.alone:
        first = max(first, child.birthday(TEENS))
    return first, last


def _after(day: date, rng: Random) -> date:
    return some_day(rng, day + days(AWAY[0]), day + days(AWAY[1]))


def _leave(child: Child, year: Year, rng: Random) -> None:
    spell = child.spells[-1]
    if child.grows_up:
        spell.until = child.birthday(18)
    elif child.came == year.number:
        low, high = SHORT if rng.random() < MOSTLY or child.again else LONGER
        spell.until = some_day(rng, spell.since + days(low), spell.since + days(high))
        if spell.until > year.end - days(3):
            _sooner(spell, year, rng)
    else:
        spell.until = some_day(rng, year.start + days(MARGIN), year.end - days(MARGIN))


def _sooner(spell: Spell, year: Year, rng: Random) -> None:
    """Let a stay begin earlier, so that it ends in its year."""
    assert spell.until
    late = (spell.until - year.end).days + MARGIN
    first, last = spell.since - days(late + 60), spell.since - days(late)
    lasts = spell.until - spell.since
    spell.since = some_day(rng, max(first, year.start + days(4)), last)
    spell.until = some_day(rng, spell.since + lasts - days(3), spell.since + lasts)


def _return(child: Child, year: Year, rng: Random) -> None:
    spell = child.spells[-1]
    spell.until = some_day(rng, year.start + days(40), year.end - days(150))
    child.spells.append(Spell(_after(spell.until, rng)))
