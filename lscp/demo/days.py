"""Days of a return's year: working days to draw from, and bands of duration away from their edges.

Everything made up happens on a working day, and no duration lies within three days of the edge
of a band, so that however a band's edge is read the demonstration counts the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from random import Random

from lscp.core import periods
from lscp.core.working_days import table

ENDLESS = 30 * 365


@dataclass(frozen=True)
class Band:
    """A band of duration: its code in `lscp/duration`, and the days drawn for it."""

    code: str
    shortest: int
    longest: int


BANDS = (
    Band("3M", 8, 88),
    Band("6M", 95, 178),
    Band("1Y", 187, 361),
    Band("2Y", 369, 726),
    Band("2Y+", 735, ENDLESS),
)


@cache
def _working() -> tuple[list[date], dict[date, int]]:
    """Return the working days in order, and how many there are up to and including each day."""
    frame = table()
    working = frame.filter(frame["working"])["date"].to_list()
    return working, dict(zip(frame["date"], frame["number"], strict=True))


def working(first: date, last: date) -> list[date]:
    """Return the working days from `first` to `last`, both included."""
    days, number = _working()
    return days[number[first - timedelta(days=1)] : number[last]]


def between(first: date, last: date) -> int:
    """Return how many working days lie after `first`, up to and including `last`."""
    _, number = _working()
    return number[last] - number[first]


def later(day: date, count: int) -> date:
    """Return the working day that is `count` working days after a working day, or before it."""
    days, number = _working()
    return days[number[day] - 1 + count]


def some_day(rng: Random, first: date, last: date) -> date:
    """Return a working day from `first` to `last`; where there is none, the last before."""
    days, number = _working()
    low, high = number[first - timedelta(days=1)], number[last] - 1
    return days[rng.randint(min(low, high), high)]


@dataclass(frozen=True)
class Year:
    """The days of one return."""

    number: int

    @cached_property
    def start(self) -> date:
        """Return 1 April."""
        return periods.year(self.number).start

    @cached_property
    def end(self) -> date:
        """Return 31 March, the reference date."""
        return periods.year(self.number).end

    def month(self, place: int) -> list[date]:
        """Return the working days of a month; 0 is April."""
        calendar_year = self.number - (place < 9)
        month = periods.month(calendar_year, (place + 3) % 12 + 1)
        return working(month.start, month.end)

    def back(self, days: int) -> date:
        """Return the day so many days before 31 March."""
        return self.end - timedelta(days=days)


def ended_window(since: date, band: Band, year: Year) -> tuple[date, date] | None:
    """Return when in the year something could end so as to fall in the band; None if it cannot."""
    first = max(year.start, since + timedelta(days=band.shortest))
    last = min(year.end, since + timedelta(days=band.longest))
    return (first, last) if (last - first).days >= 4 else None


def since_window(band: Band, year: Year) -> tuple[date, date]:
    """Return the days on which what is open in the band on 31 March began."""
    return year.back(band.longest), year.back(band.shortest if band.code != "3M" else 0)
