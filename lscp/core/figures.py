"""A figure: one value of one indicator for one authority, period and breakdown."""

from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

PARTNERSHIP = "partnership"


class Status(StrEnum):
    """What may be said of a figure's value."""

    OK = "ok"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_COMPARABLE = "not_comparable"


class Origin(StrEnum):
    """What a figure was counted from, or who says it."""

    RETURN = "return"
    LIVE = "live"
    REGISTER = "register"
    OFFICIAL = "official"
    STATED = "stated"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Figure:
    """One figure, with all that is needed to trace it. The first fifteen fields are figures.csv.

    `value` is rounded as its unit prints; `numerator` and `denominator` are as counted.
    `reason` says why there is no value. `counted` is how many rows stand behind it and
    `left_out` why others do not, as (reason, rows).
    """

    figure: str
    indicator: str
    title: str
    authority: str
    year: str
    breakdown: str = ""
    category: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str = "count"
    status: Status = Status.OK
    source: Origin = Origin.RETURN
    definition_version: str = ""
    snapshot: str = ""
    reason: str = ""
    counted: int = 0
    left_out: tuple[tuple[str, int], ...] = ()

    def row(self) -> dict[str, object]:
        """Return the figure as a row of figures.csv."""
        everything = asdict(self)
        return {name: everything[name] for name in COLUMNS}


COLUMNS = tuple(field.name for field in fields(Figure))[:15]

PLACES = {
    "count": 0, "children": 0, "percentage": 1, "change": 1, "rate": 1, "days": 0, "months": 1,
    "score": 1,
}  # fmt: skip
UNITS = {
    "count": "",
    "percentage": "%",
    "change": "%",
    "rate": "per 10,000 children",
    "days": "working days",
    "months": "months",
    "score": "",
}


def name_of(
    indicator: str, authority: str, period: str, breakdown: str = "", category: str = ""
) -> str:
    """Return a figure's name, stable from build to build: IND010.E09000020.2022.primary_need.N1."""
    return ".".join(part for part in (indicator, authority, period, breakdown, category) if part)


def rounded(value: Fraction | int | float, places: int) -> float:
    """Round a half up, as the DfE prints, and exactly: 12.45 is 12.5 and not 12.4."""
    exact = Fraction(value)
    ratio = Decimal(exact.numerator) / Decimal(exact.denominator)
    return float(ratio.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def percentage(numerator: int, denominator: int) -> float | None:
    """Return the percentage to one place; None of nothing."""
    return rounded(Fraction(100 * numerator, denominator), 1) if denominator else None


def change(now: int, before: int) -> float | None:
    """Return by how many per cent of the earlier number a later one differs; None from nothing."""
    return rounded(Fraction(100 * (now - before), before), 1) if before else None


def rate(count: int, population: int) -> float | None:
    """Return the rate per 10,000 to one place."""
    return rounded(Fraction(10_000 * count, population), 1) if population else None
