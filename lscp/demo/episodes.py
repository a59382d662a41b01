"""The referrals and episodes of one year, dated so that tables b1, b4, b5, c1 and c6 come out.

Here they belong to nobody yet; `children` groups them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo import carried
from lscp.demo.carried import Demand
from lscp.demo.days import BANDS, Year, since_window, working
from lscp.demo.records import Episode, Kind
from lscp.demo.targets import Targets

DURATIONS = (
    "3_months_or_less",
    "more_than_3_months_6_months",
    "more_than_6_months_less_than_1_year",
    "1_year_less_than_2_years",
    "2years+",
)
MONTHS = (
    "April", "May", "June", "July", "August", "September",
    "October", "November", "December", "January", "February", "March",
)  # fmt: skip
GROWN_UP = 18
HOLIDAY = 6  # days, more than any run of days without a working day
# Days that cases stay open, within a band the likeliest; and of those assessed and not in need the
# shortest, longest and likeliest.
LIKELIEST = {"3M": 55, "6M": 95, "1Y": 187}
ASSESSED = (10, 120, 50)


class Pool:
    """The year's referral dates, to take from at random."""

    def __init__(self, dates: Sequence[date], rng: Random) -> None:
        self.dates, self.rng = sorted(dates), rng

    def take(self, count: int, first: date, last: date) -> list[date]:
        """Take dates from `first` to `last`. Raises ValueError where there are too few."""
        low, high = bisect_left(self.dates, first), bisect_right(self.dates, last)
        if count > high - low:
            raise ValueError(
                f"{count} referrals are wanted from {first} to {last}, of {high - low}"
            )
        places = set(self.rng.sample(range(low, high), count))
        taken = [self.dates[place] for place in sorted(places)]
        self.dates = [day for place, day in enumerate(self.dates) if place not in places]
        self.rng.shuffle(taken)
        return taken

    def one(self, first: date, last: date) -> date | None:
        """Take a date from `first` to `last`, where there is one."""
        low, high = bisect_left(self.dates, first), bisect_right(self.dates, last)
        return self.dates.pop(self.rng.randrange(low, high)) if low < high else None


def make(targets: Targets, year: Year, stock: Sequence[Episode], rng: Random) -> list[Episode]:
    """Return the year's episodes: the carried ones, then those of the year's referrals.

    `stock` is what was open at the end of the last return; where a child protection plan is
    carried in it, the episode stays open.
    """
    open_bands = targets.split("b4", DURATIONS, targets.number("b1", "At31_episodes"))
    ended_bands = targets.split("b5", DURATIONS, targets.number("b1", "Ended_episodes"))
    number = targets.number("b1", "Anypoint_episodes") - targets.number("b1", "Started_episodes")
    wanted = carried.demands(open_bands, ended_bands, number)
    old = _carried(wanted, year, stock, rng)
    short = [
        count - sum(d.count for d in wanted if d.band is band and not d.open)
        for band, count in zip(BANDS[:3], ended_bands, strict=False)
    ]
    return old + _referred(targets, year, open_bands[:3], short, rng)


def _carried(
    wanted: Sequence[Demand], year: Year, stock: Sequence[Episode], rng: Random
) -> list[Episode]:
    left, found = list(stock), []
    for place, demand in enumerate(wanted):
        chosen = carried.pick(
            left, wanted[place:], year, rng,
            since=lambda episode: episode.referral,
            rank=lambda episode: _rank(episode, demand, year),  # noqa: B023
        )  # fmt: skip
        taken = set(map(id, chosen))
        left = [episode for episode in left if id(episode) not in taken]
        chosen += [
            Episode(Kind.OPEN, demand.began(year, rng), carried=True)
            for _ in range(demand.count - len(chosen))
        ]
        for episode in chosen:
            episode.closure = demand.ends(episode.referral, year, rng)
            episode.kind = Kind.OPEN if demand.open else Kind.ENDED
        found += chosen
    return found


def _rank(episode: Episode, demand: Demand, year: Year) -> int:
    """Keep open whom a plan protects; rather not keep open who has grown up."""
    if episode.protections:
        return 0 if demand.open else -1
    return 1 + (demand.open and episode.who.age(year.end) >= GROWN_UP)


def _referred(
    targets: Targets, year: Year, still: Sequence[int], ended: Sequence[int], rng: Random
) -> list[Episode]:
    """Return the episodes of the year's referrals; those that nothing else took had no action."""
    pool = Pool(_dates(targets, year, rng), rng)
    found = []
    for band, count in zip(BANDS, still, strict=False):
        first, last = since_window(band, year)
        found += [Episode(Kind.OPEN, day) for day in pool.take(count, first, last)]
    for band, count in reversed(list(zip(BANDS, ended, strict=False))):
        span = (band.shortest, band.longest, LIKELIEST[band.code])
        dated = _closed(count, span, pool, year, rng)
        found += [Episode(Kind.ENDED, day, closure) for day, closure in dated]
    dated = _closed(targets.number("c1", "Not_in_Need"), ASSESSED, pool, year, rng)
    found += [Episode(Kind.NOT_IN_NEED, day, closure, reason="RC8") for day, closure in dated]
    nfa = targets.number("c1", "No_Further_Action")
    found += [Episode(Kind.NO_ACTION, day) for day in pool.take(nfa, year.start, year.end)]
    return found


def _dates(targets: Targets, year: Year, rng: Random) -> list[date]:
    return [
        rng.choice(year.month(place))
        for place, month in enumerate(MONTHS)
        for _ in range(targets.number("c6", month))
    ]


def _closed(
    count: int, span: tuple[int, int, int], pool: Pool, year: Year, rng: Random
) -> list[tuple[date, date]]:
    """Take so many referrals that were closed in the year, with the day of closure.

    `span` is the shortest, the longest and the likeliest length in days. The length is drawn
    first, so that cases referred late in the year are few, as in an even flow.
    """
    shortest, longest, likeliest = span
    lengths = [round(rng.triangular(shortest, longest, likeliest)) for _ in range(count)]
    latest = year.back(shortest + HOLIDAY)
    found = []
    for length in sorted(lengths, reverse=True):
        day = pool.one(year.start, year.back(length + HOLIDAY)) or pool.one(year.start, latest)
        if day is None:
            raise ValueError(
                f"No referral of {year.number} is left that could be closed by 31 March"
            )
        last = min(day + timedelta(days=longest), year.end)
        days = working(day + timedelta(days=shortest), last)
        place = bisect_left(days, day + timedelta(days=length))
        found.append((day, days[min(place, len(days) - 1)]))
    return found
