"""Child protection plans that were open when the year began, and what becomes of each.

A child under a plan stays in need to the end of the year, so a plan's episode is an open one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lscp.demo import carried
from lscp.demo.carried import Demand
from lscp.demo.days import Year
from lscp.demo.protection import Wanted
from lscp.demo.records import Episode, Kind, Protection, Record
from lscp.demo.shares import capped

MOST_TRIES = 200
BEFORE_A_PLAN = timedelta(days=30)


@dataclass
class Carried:
    """What becomes of the carried plans: the day of the end, or None, by the child's number.

    `missing` are those that the year's tables count and that were not open a day before.
    """

    ends: dict[int, date | None] = field(default_factory=dict)
    missing: list[tuple[Demand, str]] = field(default_factory=list)


def carry(stock: Sequence[Episode], want: Wanted, year: Year, rng: Random) -> Carried:
    """Choose which of the plans that were open are carried, and what becomes of each.

    Those that stay open are chosen first, by category, since table d4 counts them so.
    """
    under_plan = [e for e in stock if e.protections and carried.may_stay_open(e.referral, year)]
    choice = _Choice(under_plan, year, rng)
    quota = Counter(_open_categories(under_plan, want))
    longest, long, *ended = want.demands()
    for _ in range(longest.count):
        first = max(quota, key=lambda code: quota[code], default="")
        quota.subtract(choice.settle([Demand(longest.band, True, 1), long, *ended], rather=first))
    left = long.count
    for code, count in (+quota).items():
        choice.settle([Demand(long.band, True, min(count, left)), *ended], only=code)
        left -= min(count, left)
    rest = [Demand(long.band, True, left), *ended]
    for place in range(len(rest)):
        choice.settle(rest[place:])
    return choice.made


class _Choice:
    """The plans that are not settled yet, and what was chosen of the others."""

    def __init__(self, under_plan: Sequence[Episode], year: Year, rng: Random) -> None:
        self.left, self.year, self.rng, self.made = list(under_plan), year, rng, Carried()

    def settle(self, wanted: Sequence[Demand], *, only: str = "", rather: str = "") -> list[str]:
        """Settle plans for the first of the demands; return their categories."""

        def rank(episode: Episode) -> int:
            category = episode.protections[0].initial
            return -1 if only and category != only else int(category != rather)

        demand = wanted[0]
        chosen = carried.pick(
            self.left, wanted, self.year, self.rng,
            since=lambda episode: episode.protections[0].started, rank=rank,
        )  # fmt: skip
        for episode in chosen:
            self.left.remove(episode)
            since = episode.protections[0].started
            self.made.ends[episode.who.number] = demand.ends(since, self.year, self.rng)
        lacking = demand.count - len(chosen)
        self.made.missing += [(demand, only or rather)] * lacking
        return [episode.protections[0].initial for episode in chosen]


def _open_categories(under_plan: Sequence[Episode], want: Wanted) -> dict[str, int]:
    """Return how many carried plans of each category stay open.

    At least as many as are open beyond those that started; the rest as they were held.
    """
    held = Counter(episode.protections[0].initial for episode in under_plan)
    started, still = want.started_by[0], want.open_by[0]
    fewest = {code: max(0, count - started[code]) for code, count in still.items()}
    rest = want.carried_open - sum(fewest.values())
    room = [max(0, min(held[code], count) - fewest[code]) for code, count in still.items()]
    if rest < 0 or rest > sum(room):
        return fewest
    more = capped(rest, [held[code] for code in still], room)
    return {code: fewest[code] + extra for code, extra in zip(still, more, strict=True)}


def place(
    records: Sequence[Record], settled: Carried, want: Wanted, year: Year, rng: Random
) -> None:
    """End the carried plans as settled, and place those that were not open a day before."""
    episodes = [episode for record in records for episode in record.episodes]
    for episode in episodes:
        for plan in episode.protections:
            plan.ended = settled.ends[episode.who.number]
    able = [e for e in episodes if e.carried and e.kind is Kind.OPEN and not e.protections]
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
        fitting = [episode for episode in able if episode.referral < since - BEFORE_A_PLAN]
        if fitting:
            return since, rng.choice(fitting)
    raise ValueError("No carried episode is old enough for a carried child protection plan")
