"""Initial conferences and the child protection plans that they began, so that d1 to d4 come out.

A plan starts on the day of its initial conference, and every conference follows an enquiry.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lscp.demo.days import BANDS, Band, Year, later, since_window, some_day, working
from lscp.demo.protection import Wanted
from lscp.demo.records import Protection, Record
from lscp.demo.shares import tokens
from lscp.demo.targets import LARGEST_HIDDEN, Targets


@dataclass(eq=False)
class Conference:
    """An initial conference and the day of its enquiry, with the plan that it began, if it did."""

    held: date
    enquiry: date
    plan: Protection | None


def make(want: Wanted, lengths: Sequence[int], year: Year, rng: Random) -> list[Conference]:
    """Return the year's initial conferences, dated, with the plans that they began.

    `lengths` are the working days from each one's enquiry, which is in the year too.
    """
    by_carried = {d.band: d.count for d in want.demands() if not d.open}
    wanted = [(band, count, True) for band, count in zip(BANDS[:3], want.open_bands, strict=False)]
    wanted += [
        (band, count - by_carried[band], False)
        for band, count in zip(BANDS[:3], want.ended_bands, strict=False)
    ]
    left = rng.sample(lengths, len(lengths))
    found = []
    for band, count, still in wanted:
        for _ in range(count):
            held = _conference_day(band, still, left[-1], year, rng)
            plan = Protection(held, None if still else _end(held, band, year, rng))
            found.append(Conference(held, later(held, -left.pop()), plan))
    for length in left:
        held = rng.choice(working(year.start, year.end)[length:])
        found.append(Conference(held, later(held, -length), None))
    return found


def _conference_day(band: Band, still: bool, length: int, year: Year, rng: Random) -> date:
    """Draw the day of a conference whose plan is in a band, open on 31 March or ended by then."""
    first, last = since_window(band, year)
    if not still:
        first, last = year.start, year.back(band.shortest + 6)
    return some_day(rng, max(first, working(year.start, year.end)[length]), last)


def _end(held: date, band: Band, year: Year, rng: Random) -> date:
    longest = min(band.longest, (year.end - held).days)
    return rng.choice(working(held + timedelta(days=band.shortest), held + timedelta(days=longest)))


def categorise(
    held: Sequence[Conference], records: Sequence[Record], want: Wanted, rng: Random
) -> None:
    """Give the plans their categories of abuse, initial and latest, as tables d2 and d4 count."""
    plans = [c.plan for c in held if c.plan]
    still, ended = [p for p in plans if not p.ended], [p for p in plans if p.ended]
    open_before = _carried_and_open(plans, records)
    by = Counter(plan.initial for plan in open_before)
    of_open = {code: max(0, count - by[code]) for code, count in want.open_by[0].items()}
    of_ended = {code: max(0, count - of_open[code]) for code, count in want.started_by[0].items()}
    for counts, group in ((of_open, still), (of_ended, ended)):
        for plan, code in zip(group, _exactly(counts, len(group), rng), strict=True):
            plan.initial = code
    for plan in [*plans, *open_before]:
        plan.latest = plan.initial
    _change(still, ended, open_before, want)


def _carried_and_open(plans: Sequence[Protection], records: Sequence[Record]) -> list[Protection]:
    started = set(map(id, plans))
    every = [plan for r in records for e in r.episodes for plan in e.protections]
    return [plan for plan in every if not plan.ended and id(plan) not in started]


def _exactly(counts: Mapping[str, int], total: int, rng: Random) -> list[str]:
    """Return `total` codes, dealt by `counts`; were they too few, the commonest fills up."""
    dealt = tokens(counts, rng)[:total]
    commonest = max(counts, key=lambda code: counts[code])
    return dealt + [commonest] * (total - len(dealt))


def _change(
    still: Sequence[Protection],
    ended: Sequence[Protection],
    open_before: Sequence[Protection],
    want: Wanted,
) -> None:
    """Change the latest category of as few plans as both tables allow."""
    among_started, among_open = _changes(*want.started_by), _changes(*want.open_by)
    for changes, group in (
        (among_started & among_open, still),
        (among_open - among_started, open_before),
        (among_started - among_open, ended),
    ):
        for (was, now), count in changes.items():
            able = [p for p in group if p.initial == was and p.latest == was]
            for plan in able[:count]:
                plan.latest = now


def _changes(initial: Mapping[str, int], latest: Mapping[str, int]) -> Counter[tuple[str, str]]:
    gone = [code for code in initial for _ in range(initial[code] - latest[code])]
    come = [code for code in initial for _ in range(latest[code] - initial[code])]
    return Counter(zip(gone, come, strict=True))


def subsequent(held: Sequence[Conference], targets: Targets, rng: Random) -> None:
    """Make as many plans a second or later one as table d3 counts."""
    plans = [c.plan for c in held if c.plan]
    known = targets.known("d3", "CPP_subsequent")
    number = LARGEST_HIDDEN if known is None else known
    already = sum(plan.previous > 0 for plan in plans)
    first = [plan for plan in plans if not plan.previous]
    for plan in rng.sample(first, min(len(first), max(0, number - already))):
        plan.previous = 1 + (rng.random() < 0.15)
