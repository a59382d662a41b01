"""Counting: rows into numbers by authority and category, on whichever engine the rows are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

import narwhals as nw
import polars as pl

from lscp.core import engines
from lscp.core.characteristics import CHILD, UNKNOWN, same_child
from lscp.core.figures import PARTNERSHIP, PLACES, rounded

Rows = nw.LazyFrame
COLUMNS = ("lscp_authority", "breakdown", "category", "days", "rows", "numerator")
DAYS_OF = {"score": Fraction(1), "months": Fraction(1461, 48)}  # a twelfth of 365.25 days
NO_DAYS = -1  # null is not a group on every engine


@dataclass
class Cell:
    """What was counted for one authority and category. `days` is how many rows took how long."""

    rows: int = 0
    numerator: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.rows + other.rows, self.numerator + other.numerator, self.days + other.days
        )


class Counts:
    """All that was counted for one indicator: a cell for each authority, breakdown, category."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[tuple[str, str], Cell]] = defaultdict(dict)
        self.left_out: dict[str, Counter[str]] = defaultdict(Counter)

    def cell(self, who: str, breakdown: str = "", category: str = "") -> Cell:
        """Return what was counted; of nothing, an empty cell."""
        return self.cells[who].get((breakdown, category), Cell())

    def seen(self, who: str, breakdown: str) -> set[str]:
        """Return the categories that any row was in."""
        return {category for name, category in self.cells[who] if name == breakdown}

    def fold(self, who: str, breakdown: str, shown_as: Callable[[str], str | None]) -> None:
        """Put each category into the one that it is shown in; drop those shown in none."""
        for category in self.seen(who, breakdown):
            if (shown := shown_as(category)) != category:
                cell = self.cells[who].pop((breakdown, category))
                if shown is not None:
                    self._put(who, (breakdown, shown), cell)

    def summed(self, members: Iterable[str]) -> "Counts":
        """Return the counts of the partnership: sums, with no matching of children."""
        both = Counts()
        for member in members:
            for key, cell in self.cells[member].items():
                both._put(PARTNERSHIP, key, cell)
            both.left_out[PARTNERSHIP] += self.left_out[member]
        return both

    def add(self, grouped: pl.DataFrame) -> None:
        """Add what was grouped: a frame with the columns COLUMNS."""
        for who, name, category, days, rows, numerator in grouped.select(COLUMNS).iter_rows():
            lasted = Counter() if days == NO_DAYS else Counter({days: rows})
            self._put(who, (name, category), Cell(rows, numerator, lasted))

    def _put(self, who: str, key: tuple[str, str], cell: Cell) -> None:
        known = self.cells[who].get(key)
        self.cells[who][key] = known + cell if known else cell


def count(
    rows: Rows,
    *,
    each: str,
    plain: Sequence[str] = (),
    many: Mapping[str, Callable[[Rows], Rows]] | None = None,
) -> Counts:
    """Count rows in all, by the columns `plain`, and by those that `many` adds to the rows.

    `each` is row, or person to count a person once in each category. Rows with a reason in
    `left_out` are counted only under it.
    """
    many = many or {}
    names = rows.collect_schema().names()
    wanted = (
        "lscp_authority",
        "person",
        CHILD,
        "referral",
        "numerator",
        "days",
        "left_out",
        *plain,
    )
    rows = engines.held(rows.select([name for name in wanted if name in names]))
    counts = Counts()
    if "left_out" in names:
        _count_left_out(rows, counts)
        rows = rows.filter(nw.col("left_out").is_null())
    queries = [_grouped(rows, name, each) for name in ("", *plain)]
    queries += [_grouped(add(rows), name, each) for name, add in many.items()]
    counts.add(engines.collect(nw.concat(queries)))
    return counts


def _count_left_out(rows: Rows, counts: Counts) -> None:
    reasons = rows.filter(~nw.col("left_out").is_null()).group_by("lscp_authority", "left_out")
    for who, reason, number in engines.collect(reasons.agg(nw.len())).iter_rows():
        counts.left_out[who][reason] += number


def _grouped(rows: Rows, name: str, each: str) -> Rows:
    """Count by authority and category: rows, how many have the numerator, and by days."""
    has = set(rows.collect_schema().names())
    category = nw.col(name).cast(nw.String).fill_null(UNKNOWN) if name else nw.lit("")
    numbers = {
        "numerator": nw.col("numerator").cast(nw.Int64).fill_null(0),
        "days": nw.col("days").cast(nw.Int64).fill_null(NO_DAYS),
    }
    numbers = {column: number for column, number in numbers.items() if column in has}
    keys = ["lscp_authority", "category", *(["days"] if "days" in numbers else [])]
    child = same_child(rows) if each == "person" else []
    apart = [column for column in child if column != "lscp_authority"]
    rows = rows.select("lscp_authority", *apart, category.alias("category"), **numbers)
    number = nw.len()
    if child == [CHILD] and not numbers:
        number = nw.col(CHILD).n_unique()
    elif child:
        once = rows.group_by("lscp_authority", *apart, "category")
        rows = once.agg(*(nw.col(column).max() for column in numbers))
    counted = number.cast(nw.Int64).alias("rows")
    total = nw.col("numerator").sum() if "numerator" in numbers else counted.alias("numerator")
    found = rows.group_by(*keys).agg(counted, total)
    if "days" not in numbers:
        found = found.with_columns(days=nw.lit(NO_DAYS, nw.Int64))
    return found.with_columns(breakdown=nw.lit(name)).select(*COLUMNS)


def quantile(days: Mapping[int, int], at: Fraction) -> float | None:
    """Return the value below which the share `at` of all lies, in whole days, a half going up.

    Between two values it lies in proportion (linear interpolation: R's type 7, SQL's
    PERCENTILE_CONT), which agrees with the quartiles that the DfE prints beside its bands in all
    but 1 of 4,809 cells of table c4. None of nothing.
    """
    total = sum(days.values())
    if not total:
        return None
    place = at * (total - 1)
    lower, upper = _at(days, floor(place)), _at(days, ceil(place))
    return rounded(lower + (upper - lower) * (place - floor(place)), PLACES["days"])


def average(values: Mapping[int, int], unit: str) -> float | None:
    """Return the average of numbers: a score as it is, days as months. None of nothing."""
    total = sum(values.values())
    if not total:
        return None
    summed = sum(value * rows for value, rows in values.items())
    return rounded(Fraction(summed, total) / DAYS_OF[unit], PLACES[unit])


def _at(days: Mapping[int, int], position: int) -> int:
    """Return the value at a position, from 0, of all values in order."""
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen > position:
            return value
    raise IndexError(position)
