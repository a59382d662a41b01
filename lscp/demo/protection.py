"""Child protection: which plans are carried, end and start, so that tables d1 to d7 come out.

A plan starts on the day of its initial conference, and every conference follows an enquiry.
A child under a plan stays in need to the end of the year, so a plan's episode is an open one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lscp.demo import carried
from lscp.demo.carried import Demand
from lscp.demo.days import BANDS, Band, Year, later, since_window, some_day, working
from lscp.demo.episodes import DURATIONS
from lscp.demo.records import Episode, Kind, Protection, Record
from lscp.demo.shares import capped, tokens
from lscp.demo.targets import LARGEST_HIDDEN, Targets, categories

MOST_TRIES = 200
PLAN_DURATIONS = (*DURATIONS[:4], "2_years_or_more")


@dataclass
class Wanted:
    """The counts of plans that one year's tables ask for."""

    open_bands: list[int]
    ended_bands: list[int]
    carried: int
    started_by: tuple[dict[str, int], dict[str, int]]
    open_by: tuple[dict[str, int], dict[str, int]]

    @property
    def carried_open(self) -> int:
        """Return how many carried plans stay open: those open for a year or more."""
        return sum(self.open_bands[3:])

    def demands(self) -> list[Demand]:
        """Return what the carried plans must come to, those that stay open first."""
        found = carried.demands(self.open_bands, self.ended_bands, self.carried)
        return [found[0], found[-1], *found[1:-1]]


def wanted(targets: Targets) -> Wanted:
    """Return what the tables of child protection plans ask for."""
    started, still = targets.number("d1", "CPP_start"), targets.number("d1", "CPP_At31")
    reviewable = targets.known("d6", "CPP_At31_3Months")
    new = {} if reviewable is None else {PLAN_DURATIONS[0]: still - reviewable}
    return Wanted(
        open_bands=targets.split("d5", PLAN_DURATIONS, still, given=new),
        ended_bands=targets.split("d7", PLAN_DURATIONS, targets.number("d1", "CPP_end")),
        carried=targets.number("d1", "CPP_anypoint") - started,
        started_by=categories(targets, "d2", started),
        open_by=categories(targets, "d4", still),
    )


@dataclass
class Carried:
    """What becomes of the carried plans: the day of the end, or None, by the child's number."""

    ends: dict[int, date | None] = field(default_factory=dict)
    missing: list[tuple[Demand, str]] = field(default_factory=list)


def carry(stock: Sequence[Episode], want: Wanted, year: Year, rng: Random) -> Carried:
    """Choose which of the plans that were open are carried, and what becomes of each.

    `missing` are those that the year's tables count and that were not open a day before.
    """
    under_plan = [e for e in stock if e.protections and carried.may_stay_open(e.referral, year)]
    result = Carried()
    quota = Counter(_carried_open_categories(under_plan, want))

    def settle(demand: Demand, category: str, refuse_others: bool) -> None:
        def rank(episode: Episode, _: Demand) -> int:
            if category and episode.protections[0].initial != category:
                return -1 if refuse_others else 1
            return 0

        unsettled = [e for e in under_plan if e.who.number not in result.ends]
        for _, held in carried.matched(
            unsettled, [demand, *rest], year, rng,
            since=lambda e: e.protections[0].started, rank=rank,
        )[: demand.count]:  # fmt: skip
            if held is None:
                result.missing.append((demand, category))
            else:
                since = held.protections[0].started
                result.ends[held.who.number] = demand.ends(since, year, rng)
                quota[held.protections[0].initial] -= demand.open

    longest, long, *rest = want.demands()
    for _ in range(longest.count):
        first = max(quota, key=lambda code: quota[code], default="")
        settle(Demand(longest.band, True, 1), first, refuse_others=False)
    left = long.count
    for code, count in list((+quota).items()):
        settle(Demand(long.band, True, min(count, left)), code, refuse_others=True)
        left -= min(count, left)
    rest.insert(0, Demand(long.band, True, left))
    while rest:
        demand = rest.pop(0)
        settle(demand, "", refuse_others=False)
    return result


def _carried_open_categories(under_plan: Sequence[Episode], want: Wanted) -> dict[str, int]:
    """Return how many carried plans of each category stay open.

    At least as many as are open beyond those that started; the rest as they were held.
    """
    held = Counter(episode.protections[0].initial for episode in under_plan)
    started, still = want.started_by[0], want.open_by[0]
    fewest = {code: max(0, count - started[code]) for code, count in still.items()}
    rest = want.carried_open - sum(fewest.values())
    room = [max(0, min(held[code], count) - fewest[code]) for code, count in still.items()]
    if rest < 0 or rest > sum(room):
        return dict(fewest)
    more = capped(rest, [held[code] for code in still], room)
    return {code: fewest[code] + extra for code, extra in zip(still, more, strict=True)}


@dataclass(eq=False)
class Conference:
    """An initial conference and the day of its enquiry, with the plan that it began, if it did."""

    held: date
    enquiry: date
    plan: Protection | None


def conferences(want: Wanted, lengths: Sequence[int], year: Year, rng: Random) -> list[Conference]:
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
    started = set(map(id, plans))
    of_before = [
        plan
        for r in records
        for e in r.episodes
        for plan in e.protections
        if id(plan) not in started
    ]
    open_before = [plan for plan in of_before if not plan.ended]
    by = Counter(plan.initial for plan in open_before)
    still = {code: max(0, count - by[code]) for code, count in want.open_by[0].items()}
    ended = {code: max(0, count - still[code]) for code, count in want.started_by[0].items()}
    for counts, group in (
        (still, [plan for plan in plans if not plan.ended]),
        (ended, [plan for plan in plans if plan.ended]),
    ):
        for plan, code in zip(group, _exactly(counts, len(group), rng), strict=True):
            plan.initial = code
    for plan in [*plans, *open_before]:
        plan.latest = plan.initial
    _change(plans, open_before, want)


def _exactly(counts: Mapping[str, int], total: int, rng: Random) -> list[str]:
    """Return `total` codes, dealt by `counts`; were they too few, the commonest fills up."""
    dealt = tokens(counts, rng)[:total]
    commonest = max(counts, key=lambda code: counts[code])
    return dealt + [commonest] * (total - len(dealt))


def _change(plans: Sequence[Protection], open_before: Sequence[Protection], want: Wanted) -> None:
    """Change the latest category of as few plans as both tables allow."""
    among_started, among_open = _changes(*want.started_by), _changes(*want.open_by)
    still, ended = [p for p in plans if not p.ended], [p for p in plans if p.ended]
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


def review(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Hold the reviews of every plan in time, but for as many as table d6 counts as late."""
    plans = [plan for r in records for e in r.episodes for plan in e.protections]
    due, held = (
        targets.known("d6", name) for name in ("CPP_At31_3Months", "Reviewed_within_timescales")
    )
    late = (due or 0) - (held or 0)
    able = [p for p in plans if not p.ended and year.back(330) < p.started < year.back(130)]
    late_ones = set(map(id, rng.sample(able, min(late, len(able)))))
    for plan in plans:
        _hold(plan, year, id(plan) in late_ones, rng)


def _hold(plan: Protection, year: Year, late: bool, rng: Random) -> None:
    last = plan.ended or year.end
    while True:
        if plan.reviews:
            due = plan.reviews[-1] + timedelta(days=rng.randint(140, 175))
        else:
            due = plan.started + timedelta(days=112 if late else rng.randint(60, 84))
        day = some_day(rng, due, due)
        if day > last:
            break
        plan.reviews.append(day)
    if plan.ended and plan.reviews and plan.reviews[-1] < plan.ended - timedelta(days=20):
        plan.reviews.append(plan.ended)


def place_carried(
    records: Sequence[Record], settled: Carried, want: Wanted, year: Year, rng: Random
) -> None:
    """End the carried plans as settled, and place those that were not open a day before."""
    for record in records:
        for episode in record.episodes:
            for plan in episode.protections:
                plan.ended = settled.ends[record.child.number]
    able = [
        e
        for r in records
        for e in r.episodes
        if e.carried and e.kind is Kind.OPEN and not e.protections
    ]
    usual = want.open_by[0]
    for demand, category in settled.missing:
        since, episode = _came_in(demand, able, year, rng)
        able.remove(episode)
        code = category or rng.choices(list(usual), list(usual.values()))[0]
        episode.protections.append(Protection(since, demand.ends(since, year, rng), code, code))


def _came_in(
    demand: Demand, able: Sequence[Episode], year: Year, rng: Random
) -> tuple[date, Episode]:
    """Draw the day on which a plan began before the year, and an episode that had begun by then."""
    for _ in range(MOST_TRIES):
        since = demand.began(year, rng)
        fitting = [e for e in able if e.referral < since - timedelta(days=30)]
        if fitting:
            return since, rng.choice(fitting)
    raise ValueError("No carried episode is old enough for a carried child protection plan")
