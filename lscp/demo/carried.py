"""Which of last year's open cases this year's return begins with, and what becomes of each.

The published stocks do not roll forward from one return to the next. So those that the year's
durations ask for are taken from those that were open; the others drop out, and where too few
were open in some band, cases that began before the year come in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from lscp.demo.days import BANDS, Band, Year, ended_window, since_window, some_day
from lscp.demo.shares import capped

Item = TypeVar("Item")
# Of what is open for up to 3, up to 6 and up to 12 months, so much straddles 1 April when the
# flow is even: half the band's mean length, over a year.
STRADDLING = (0.14, 0.34, 0.68)
# Days by which the longest cases exceed two years, and the longest that is drawn for one that was
# not open before: the table of bank holidays begins in 2012.
TYPICAL_EXCESS, LONGEST_DRAWN = 500, 5 * 365


@dataclass(frozen=True)
class Demand:
    """How many carried cases are to be in a band: open on 31 March, or ended in the year."""

    band: Band
    open: bool
    count: int

    def fits(self, since: date, year: Year) -> bool:
        """Say whether what began on a day can be in the band."""
        if since >= year.start:
            return False
        if self.open:
            first, last = since_window(self.band, year)
            return first <= since <= last
        return ended_window(since, self.band, year) is not None

    def began(self, year: Year, rng: Random) -> date:
        """Draw a day on which a case of the band could have begun."""
        while True:
            length = self.band.shortest + 60 + round(rng.expovariate(1 / TYPICAL_EXCESS))
            longest = min(self.band.longest, LONGEST_DRAWN, length) + 364 * (not self.open)
            day = some_day(rng, year.back(longest), year.back(self.band.shortest))
            if self.fits(day, year):
                return day

    def ends(self, since: date, year: Year, rng: Random) -> date | None:
        """Draw the day of the end of what began on a day; None where it stays open."""
        if self.open:
            return None
        window = ended_window(since, self.band, year)
        assert window is not None
        return some_day(rng, *window)


def may_stay_open(since: date, year: Year) -> bool:
    """Say whether what began on a day lies in a band, if it is open on 31 March."""
    return any(Demand(band, True, 1).fits(since, year) for band in BANDS)


def demands(open_bands: Sequence[int], ended_bands: Sequence[int], carried: int) -> list[Demand]:
    """Return what the carried cases must come to, narrowest first, so that greed finds a way.

    `open_bands` and `ended_bands` count all cases, by `BANDS`; those open for a year or more were
    carried, and so were those that ended after one. Of the shorter ones that ended, the carried
    are shared among the bands as an even flow would.
    """
    still = sum(open_bands[3:])
    short = carried - still - sum(ended_bands[3:])
    weights = [count * share for count, share in zip(ended_bands, STRADDLING, strict=False)]
    shares = capped(max(short, 0), weights, ended_bands[:3])
    open_ones = [Demand(band, True, count) for band, count in zip(BANDS, open_bands, strict=True)]
    ended = [
        Demand(band, False, count)
        for band, count in zip(BANDS, [*shares, *ended_bands[3:]], strict=True)
    ]
    return [open_ones[4], ended[4], ended[3], ended[0], ended[1], ended[2], open_ones[3]]


def pick(
    stock: Sequence[Item],
    wanted: Sequence[Demand],
    year: Year,
    rng: Random,
    *,
    since: Callable[[Item], date],
    rank: Callable[[Item], int] = lambda item: 0,
) -> list[Item]:
    """Return cases of the stock for the first of the demands, as many as it wants or there are.

    The lowest `rank` goes first, and a negative one never; then those that fewest of the later
    demands could use.
    """
    demand, *later = wanted
    later = [other for other in later if other.count]
    able = [item for item in stock if demand.fits(since(item), year) and rank(item) >= 0]
    able = rng.sample(able, len(able))
    able.sort(key=lambda item: (rank(item), sum(o.fits(since(item), year) for o in later)))
    return able[: demand.count]
