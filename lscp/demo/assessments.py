"""Assessments, so that table c2 comes out: how many, in how many working days; and who waits.

Factors are dealt afterwards, by `factors`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

from lscp.demo.days import Year, between, working
from lscp.demo.records import Assessment, Episode, Kind, Record
from lscp.demo.shares import with_quantiles
from lscp.demo.targets import Targets

BANDS = (
    "Same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days",
    "41-45_days", "46-50_days", "51-60_days", "61+_days",
)  # fmt: skip
LIMITS = ((0, 0), (1, 10), (11, 20), (21, 30), (31, 40), (41, 45), (46, 50), (51, 60), (61, 80))
QUANTILES = {
    "25th_Percentile_days": Fraction(1, 4),
    "Median_days": Fraction(1, 2),
    "75th_Percentile_days": Fraction(3, 4),
}
LONGEST_WAIT = 44  # working days; an assessment open for longer is queried (8670Q)
# Those who wait are drawn among so many times their number who were referred last; all who were
# referred in the last working days wait.
OF_THE_LATEST, JUST_REFERRED = 1.3, 4
NO_FACTORS = "21"
# Of the children found not in need at most so many had no factor at all, where table c3 counts
# fewer episodes than table c2 assessments; the rest are second assessments.
NO_FACTORS_SHARE = 0.6
OF_ENDED = 0.8
# The roomiest of so many drawn is taken, so that long assessments are not squeezed in before
# 31 March, and March has no more of them than other months.
DRAWN = 3


@dataclass(eq=False)
class Room:
    """Where an assessment may lie: working days from the first that it can start on."""

    episode: Episode
    days: list[date]
    soon: bool

    def hold(self, length: int, rng: Random) -> None:
        """Put an assessment of so many working days in the room."""
        slack = len(self.days) - 1 - length
        start = rng.randint(0, min(slack, 3)) if self.soon else int(slack * rng.random() ** 2)
        self.episode.assessments.append(Assessment(self.days[start], self.days[start + length]))
        self.episode.assessments.sort(key=lambda assessment: assessment.started)


def assess(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Assess the year's children: all that must be, and others up to the count of table c2."""
    lengths = _lengths(targets, rng)
    episodes = [e for r in records for e in r.episodes if e.kind is not Kind.NO_ACTION]
    waiting = _waiting(episodes, targets, year, rng)
    _finish(episodes, lengths, year, rng)
    done = {id(e) for e in episodes if e.assessments} | waiting
    must = [e for e in episodes if id(e) not in done and _must(e)]
    without = (
        len(lengths)
        + sum(map(_finished, episodes))
        - targets.number("c3", "Episodes_with_assessment_factor")
    )
    not_in_need = [e for e in must if e.kind is Kind.NOT_IN_NEED]
    none_found = max(0, min(without, round(NO_FACTORS_SHARE * len(not_in_need))))
    second = max(0, without - none_found)
    others = [e for e in episodes if id(e) not in done and not _must(e)]
    chosen, twice = _others(others, len(lengths) - len(must) - second, second, rng)
    rooms = [_room(e, year) for e in [*must, *chosen]]
    rooms += [half for e in twice for half in _halves(e, year)]
    _fill(rooms, lengths, rng)
    for episode in rng.sample(not_in_need, none_found):
        episode.assessments[0].factors = (NO_FACTORS,)


def _lengths(targets: Targets, rng: Random) -> list[int]:
    counts = targets.split("c2", BANDS, targets.number("c2", "Assessments_completed"))
    return with_quantiles(counts, LIMITS, targets.quantiles("c2", QUANTILES), rng)


def _finished(episode: Episode) -> int:
    return sum(assessment.authorised is not None for assessment in episode.assessments)


def _must(episode: Episode) -> bool:
    """Say whether an episode is one that has to have an assessment in the year."""
    new_and_open = episode.kind is Kind.OPEN and not episode.carried
    return new_and_open or episode.kind is Kind.NOT_IN_NEED or bool(episode.enquiries)


def _waiting(episodes: Sequence[Episode], targets: Targets, year: Year, rng: Random) -> set[int]:
    """Leave as many new cases without a finished assessment as b1 counts; return their ids."""
    able = [
        e
        for e in episodes
        if e.kind is Kind.OPEN and not (e.carried or e.enquiries or e.protections)
    ]
    able.sort(key=lambda e: e.referral, reverse=True)
    number = targets.number("b1", "Awaiting_assessment")
    late = able[: max(number, round(number * OF_THE_LATEST))]
    just = sum(between(e.referral, year.end) < JUST_REFERRED for e in late)
    chosen = late[: min(just, number)]
    chosen += rng.sample(late[len(chosen) :], number - len(chosen))
    for episode in chosen:
        if between(episode.referral, year.end) < LONGEST_WAIT:
            soon = working(episode.referral, year.end)[:3]
            episode.assessments = [Assessment(rng.choice(soon))]
    return set(map(id, chosen))


def _finish(episodes: Sequence[Episode], lengths: list[int], year: Year, rng: Random) -> None:
    """Finish the assessments that were under way when the year began, or drop them."""
    for episode in episodes:
        if not (episode.carried and episode.assessments):
            continue
        (assessment,) = episode.assessments
        shortest = between(assessment.started, working(year.start, year.end)[0])
        longest = between(assessment.started, episode.closure or year.end)
        able = [place for place, days in enumerate(lengths) if shortest <= days <= longest]
        if not able:
            episode.assessments = []
            continue
        days = lengths.pop(rng.choice(able))
        assessment.authorised = working(assessment.started, year.end)[days]


def _others(
    able: Sequence[Episode], count: int, second: int, rng: Random
) -> tuple[list[Episode], list[Episode]]:
    """Draw so many more episodes to assess: once, and some of those carried and open twice.

    `count` counts each episode once.
    """
    if count < 0:
        raise ValueError(f"{-count} more assessments are needed than were completed")
    mixed = list(able)
    rng.shuffle(mixed)
    new = [e for e in mixed if not e.carried]
    carried = sorted((e for e in mixed if e.carried), key=lambda e: e.kind is not Kind.OPEN)
    twice, carried = carried[:second], carried[second:]
    once = count - len(twice)
    from_new = min(len(new), max(round(once * OF_ENDED), once - len(carried)))
    rng.shuffle(carried)
    return new[:from_new] + carried[: once - from_new], twice


def _room(episode: Episode, year: Year) -> Room:
    first = max(episode.referral, year.start)
    return Room(episode, working(first, episode.closure or year.end), soon=not episode.carried)


def _halves(episode: Episode, year: Year) -> tuple[Room, Room]:
    days = working(year.start, episode.closure or year.end)
    half = len(days) // 2
    return Room(episode, days[:half], soon=False), Room(episode, days[half:], soon=False)


def _fill(rooms: list[Room], lengths: Sequence[int], rng: Random) -> None:
    """Deal the lengths to the rooms, the longest first, each to one of those it fits in."""
    if len(rooms) != len(lengths):
        raise ValueError(f"{len(lengths)} assessments were completed, {len(rooms)} have a place")
    rooms = sorted(rooms, key=lambda room: len(room.days), reverse=True)
    able: list[Room] = []
    place = 0
    for length in sorted(lengths, reverse=True):
        while place < len(rooms) and len(rooms[place].days) > length:
            able.append(rooms[place])
            place += 1
        if not able:
            raise ValueError(f"No episode has room for an assessment of {length} working days")
        drawn = [rng.randrange(len(able)) for _ in range(DRAWN)]
        chosen = max(drawn, key=lambda place: len(able[place].days))  # noqa: B023
        able[chosen], able[-1] = able[-1], able[chosen]
        able.pop().hold(length, rng)
