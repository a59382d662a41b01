"""Which official table and column says the same as which indicator, breakdown and category.

`official_map.csv` has a row for each column of each table that is known, and for each further
figure that a column, or several added up, can be compared with; the column of a table that has
several rows for an area is "characteristic|column". `measure` says with what of the
figure: its `value`, `numerator` or `denominator`, its count as a `rate` per 10,000 children, or
as a `share` of the indicator's total in per cent. `exact` is `yes` where our count of the same
return must equal the official one, `near` where it may not, and the note says why. A column that
can be compared with nothing has no indicator, and its note says why. Columns and categories that
are added up are joined with " + ". A category of months is the month's number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lscp.measures.official.statistics import MEASURES
from lscp.measures.official.tables import rows_of

MAP = MEASURES / "official_map.csv"
MEASURES_OF_A_FIGURE = ("value", "numerator", "denominator", "rate", "share")


@dataclass(frozen=True)
class MapRow:
    """One row of the map."""

    table: str
    column: str
    indicator: str
    breakdown: str
    category: str
    measure: str
    exact: str
    note: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the official columns that are added up."""
        return tuple(self.column.split(" + "))

    def categories(self, year: int) -> tuple[str, ...]:
        """Return the figure's categories that are added up, in a reporting year."""
        if self.breakdown == "month":
            return (f"{year - (int(self.category) >= 4)}-{self.category}",)
        return tuple(self.category.split(" + "))


@cache
def official_map() -> tuple[MapRow, ...]:
    """Return the map, in the order of its file."""
    return tuple(MapRow(**row) for row in rows_of(MAP))


def rows_for(
    indicator: str, year: int, breakdown: str = "", category: str = ""
) -> Iterator[MapRow]:
    """Yield the rows of the map that are about one figure, and about nothing more."""
    for row in official_map():
        if row.indicator == indicator and row.breakdown == breakdown:
            listed = row.categories(year)
            if category in listed and set(listed) - {category} <= {"UNKNOWN"}:
                yield row


def rate_of(indicator: str) -> str:
    """Return the indicator that is a count's rate in the official tables; empty where none is."""
    columns = {
        (row.table, _rate_column(row.column))
        for row in official_map()
        if row.indicator == indicator and row.measure == "value" and not row.breakdown
    }
    for row in official_map():
        if (row.table, row.column) in columns and row.measure == "value":
            return row.indicator
    return ""


def _rate_column(column: str) -> str:
    """Return what the column of a count's rate is called in the same table."""
    of_a_row, count, _ = column.rpartition("children_count")
    return f"{of_a_row}rate_per_10000" if count else f"{column}_rate"
