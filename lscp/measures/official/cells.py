"""One year's official cells, looked up by table, column and area: newest release first.

In a table that has several rows for an area, the column is "characteristic|column".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from lscp.measures.official.statistics import newest, source_of
from lscp.measures.official.tables import marks, tables, words

COLUMN = pl.concat_str(
    pl.when(pl.col("characteristic") != "")
    .then(pl.col("characteristic") + "|")
    .otherwise(pl.lit("")),
    "column",
)
"""What a cell's column is called where a table has several rows for an area."""
PER = ("percent", "percentage", "_rate", "_per_10000")
Older = tuple[tuple[str, float | None, str], ...]


@dataclass(frozen=True)
class Cell:
    """What the newest release says in a cell, or in several added up, and earlier ones said.

    `older` has (release, value, mark) of each earlier release, the latest of them first.
    """

    table: str
    column: str
    release: str
    value: float | None
    mark: str = ""
    older: Older = ()

    @property
    def places(self) -> int:
        """Return the decimal places that the table prints such a cell with, if it has any."""
        return places_of(self.table, self.column)

    @property
    def meaning(self) -> str:
        """Return what the cell's mark means, and nothing of a number."""
        return marks().get(self.mark, "")

    @property
    def words(self) -> str:
        """Return the sentence to show for the cell's mark."""
        return words().get(self.mark, "")

    @property
    def source(self) -> str:
        """Return the words that name the cell's source."""
        return source_of(self.table, self.release)

    @property
    def revised(self) -> str:
        """Return what earlier releases said where it was something else."""
        said = [
            f"{f'{value:g}' if value is not None else marks()[mark]} in the release {release}"
            for release, value, mark in self.older
            if (value, mark) != (self.value, self.mark)
        ]
        return f"Revised: {' and '.join(said)}" if said else ""


def places_of(table: str, column: str) -> int:
    """Return the decimal places that a table prints a column with, where it prints any."""
    return tables()[table].places if column.endswith(PER) else 1


class Cells:
    """The cells of one year. To make it takes a while: keep it for all that is asked of a year."""

    def __init__(self, official: pl.DataFrame, year: int, release: str | None = None) -> None:
        self._official, self._year = official, year
        rows = official.filter(pl.col("year") == year).with_columns(column=COLUMN)
        if release is not None:
            rows = rows.filter(pl.col("release") == release)
        self._said: dict[tuple[str, str, str], list[tuple[str, float | None, str]]] = {}
        columns = ("table", "column", "code", "release", "value", "mark")
        for *key, named, value, mark in (
            rows.sort("release", descending=True).select(columns).rows()
        ):
            self._said.setdefault((key[0], key[1], key[2]), []).append((named, value, mark))

    def cell(self, table: str, columns: Iterable[str], code: str) -> Cell | None:
        """Return a cell; of several columns their sum, or the first mark among them."""
        columns = tuple(columns)
        said = [self._said.get((table, column, code)) for column in columns]
        name = " + ".join(columns)
        newest = [releases[0] for releases in said if releases]
        if len(newest) < len(columns):
            return None
        release = max(named for named, _, _ in newest)
        for _, value, mark in newest:
            if value is None:
                return Cell(table, name, release, None, mark)
        older = tuple((said[0] or [])[1:]) if len(columns) == 1 else ()
        return Cell(table, name, release, sum(v for _, v, _ in newest if v is not None), "", older)

    @cached_property
    def populations(self) -> Mapping[str, int]:
        """Return area → children in the middle of the year before, which rates divide by."""
        before = self._official.filter(pl.col("table") == "population")
        return {
            code: int(value)
            for code, value in newest(before)
            .filter((pl.col("year") == self._year - 1) & pl.col("value").is_not_null())
            .select("code", "value")
            .iter_rows()
        }
