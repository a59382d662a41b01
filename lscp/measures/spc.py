"""XmR charts (individuals and moving range): is a run of values beyond chance?

The rules bear the names that the NHS's "Making data count" gives them. A chart is of one
unbroken run: `charts` cuts a series where its way of recording changed, and a run of fewer than
12 points has no limits and no signals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from lscp.core.periods import parse

Values = Sequence[tuple[str, float | None]]
FEWEST = 12
SHIFT, TREND = 7, 7  # as the package NHSRplotthedots counts them, which the programme uses
WIDTH = Fraction(266, 100)  # 3 / 1.128: from the mean moving range of two to three sigma


class Rule(StrEnum):
    """A rule by which a point is beyond chance, strongest first."""

    OUTSIDE = "Astronomical point: a single point outside the process limits"
    SHIFT = "Shift: 7 or more points in a row on one side of the mean"
    NEAR_LIMIT = "Two out of three points in a row close to a process limit"
    TREND = "Trend: 7 or more points in a row, all rising or all falling"


class Variation(StrEnum):
    """What a point's variation means, by which way is better."""

    COMMON = "Common cause: no significant change"
    IMPROVEMENT = "Special cause: improvement"
    CONCERN = "Special cause: concern"
    NEITHER = "Special cause: neither improvement nor concern"


@dataclass(frozen=True)
class Limits:
    """The mean and the natural process limits of a run."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Point:
    """One period's value, the rules that mark it, whether it is high or low, what it means."""

    period: str
    value: float | None
    rules: tuple[Rule, ...] = ()
    side: str = ""
    variation: Variation = Variation.COMMON


@dataclass(frozen=True)
class Chart:
    """One unbroken run. `why` says why there are no limits, where there are none."""

    points: tuple[Point, ...]
    limits: Limits | None
    why: str = ""

    @property
    def signals(self) -> dict[str, tuple[Rule, ...]]:
        """Return period → the rules that mark it."""
        return {point.period: point.rules for point in self.points if point.rules}

    @property
    def latest(self) -> Point | None:
        """Return the last point that has a value."""
        return next((p for p in reversed(self.points) if p.value is not None), None)


def charts(
    values: Values, *, breaks: Iterable[date] = (), better: str = "context",
    floor: float | None = 0, ceiling: float | None = None,
) -> list[Chart]:  # fmt: skip
    """Return a chart for each run between breaks; a period is after one if it starts then or later.

    `values` are (name of a period, value or None) in order. `better` is higher, lower or context.
    `floor` and `ceiling` are what a value cannot pass: limits stop there.
    """
    starts = sorted(breaks)
    runs: dict[int, list[tuple[str, float | None]]] = {}
    for period, value in values:
        after = sum(parse(period).start >= day for day in starts)
        runs.setdefault(after, []).append((period, value))
    return [xmr(run, better=better, floor=floor, ceiling=ceiling) for run in runs.values()]


def xmr(
    values: Values, *, better: str = "context", floor: float | None = 0,
    ceiling: float | None = None,
) -> Chart:  # fmt: skip
    """Return the chart of one unbroken run of (period, value or None): None is a gap."""
    exact = [None if value is None else Fraction(str(value)) for _, value in values]
    known = [value for value in exact if value is not None]
    plain = tuple(Point(period, value) for period, value in values)
    if len(known) < FEWEST:
        why = f"There are {len(known)} points in an unbroken run, and limits need {FEWEST}"
        return Chart(plain, None, why)
    moves = [abs(b - a) for a, b in pairwise(exact) if a is not None and b is not None]
    if not moves:
        return Chart(plain, None, "No two points are next to each other")
    mean = sum(known, Fraction(0)) / len(known)
    reach = WIDTH * sum(moves, Fraction(0)) / len(moves)
    marked = _marked(exact, mean, reach)
    points = tuple(
        _point(point, marked.get(index, {}), better) for index, point in enumerate(plain)
    )
    lower, upper = float(mean - reach), float(mean + reach)
    lower = lower if floor is None else max(lower, floor)
    upper = upper if ceiling is None else min(upper, ceiling)
    return Chart(points, Limits(float(mean), lower, upper))


def _point(point: Point, sides: dict[Rule, int], better: str) -> Point:
    """Say what the marks on a point mean; where they disagree, the strongest rule decides."""
    if not sides:
        return point
    rules = tuple(rule for rule in Rule if rule in sides)
    side = "high" if sides[rules[0]] > 0 else "low"
    variation = {
        "context": Variation.NEITHER,
        "higher": Variation.IMPROVEMENT if side == "high" else Variation.CONCERN,
        "lower": Variation.CONCERN if side == "high" else Variation.IMPROVEMENT,
    }[better]
    return Point(point.period, point.value, rules, side, variation)


def _marked(
    values: Sequence[Fraction | None], mean: Fraction, reach: Fraction
) -> dict[int, dict[Rule, int]]:
    """Return index → rule → which side: 1 high or rising, -1 low or falling."""
    away = [None if value is None else value - mean for value in values]
    steps = [None if a is None or b is None else b - a for a, b in pairwise(values)]
    marked: dict[int, dict[Rule, int]] = {}
    for rule, side, indexes in (
        *_outside(away, reach),
        *_runs(Rule.SHIFT, away, SHIFT, 0),
        *_near_a_limit(away, reach),
        *_runs(Rule.TREND, steps, TREND - 1, 1),
    ):
        for index in indexes:
            marked.setdefault(index, {})[rule] = side
    return marked


Mark = tuple[Rule, int, Iterable[int]]


def _sign(value: Fraction | None) -> int:
    return 0 if not value else (1 if value > 0 else -1)


def _outside(away: Sequence[Fraction | None], reach: Fraction) -> Iterator[Mark]:
    for index, distance in enumerate(away):
        if distance is not None and abs(distance) > reach:
            yield Rule.OUTSIDE, _sign(distance), [index]


def _runs(rule: Rule, values: Sequence[Fraction | None], fewest: int, more: int) -> Iterator[Mark]:
    """Yield runs of one sign; a gap and a zero end one. `more`: points beyond the last value."""
    start = 0
    for index in range(1, len(values) + 1):
        same = index < len(values) and _sign(values[index]) == _sign(values[start])
        if not same:
            if _sign(values[start]) and index - start >= fewest:
                yield rule, _sign(values[start]), range(start, index + more)
            start = index


def _near_a_limit(away: Sequence[Fraction | None], reach: Fraction) -> Iterator[Mark]:
    """Yield two of three points in a row in the outer third, on one side of the mean."""
    near = [
        None if distance is None else _sign(distance) * (abs(distance) > reach * 2 / 3)
        for distance in away
    ]
    for start in range(len(near) - 2):
        window = near[start : start + 3]
        if None in window:
            continue
        for side in (1, -1):
            if window.count(side) >= 2:
                yield Rule.NEAR_LIMIT, side, [start + i for i in range(3) if window[i] == side]
