"""What to compare a figure with: the official value of Inner London, London and England.

The official statistics are given as a table, or as the cells of the year that is asked for, where
much is asked of it. Everything comes through the map, so an area's figure is the same thing as
ours. Where a table prints counts alone, a percentage or a rate is computed from them (England's and
regions' counts are rounded to 10 by the publisher). What a table prints in whole numbers is an int,
and is shown without a decimal place that it never had.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from lscp.core.figures import PLACES, rounded
from lscp.measures.indicators import load
from lscp.measures.official.cells import Cell, Cells
from lscp.measures.official.mapping import rows_for
from lscp.measures.official.statistics import Area, areas


@dataclass(frozen=True)
class OfficialValue:
    """The official value of a figure: a number, or the mark that stands instead of one.

    `computed` says that it is worked out from printed counts, which `cells` are.
    """

    value: float | None
    cells: tuple[Cell, ...]
    computed: bool = False

    @property
    def mark(self) -> str:
        """Return the mark of the first cell that has no number."""
        return next((cell.mark for cell in self.cells if cell.mark), "")

    @property
    def source(self) -> str:
        """Return the words that name where it is from."""
        return "; ".join(dict.fromkeys(cell.source for cell in self.cells))

    @property
    def revised(self) -> str:
        """Return what earlier releases said where it was something else."""
        return "; ".join(cell.revised for cell in self.cells if cell.revised)


def official_value(
    official: pl.DataFrame | Cells, indicator: str, year: int, area: str, *,
    breakdown: str = "", category: str = "",
) -> OfficialValue | None:  # fmt: skip
    """Return the official value of an indicator's figure for an area code, if there is one."""
    return _value(_of_year(official, year), (indicator, year, breakdown, category), area)


def comparators(
    official: pl.DataFrame | Cells, indicator: str, year: int, *,
    breakdown: str = "", category: str = "", among: Iterable[Area] | None = None,
) -> dict[str, float]:  # fmt: skip
    """Return area → value, for the areas to compare with that have one.

    A count of a larger area says nothing beside ours: for one there is no comparator (its rate,
    `official.rate_of`, has some).
    """
    known = load().get(indicator)
    if known is None or known.unit == "count":
        return {}
    cells = _of_year(official, year)
    asked = (indicator, year, breakdown, category)
    chosen = among if among is not None else [a for a in areas() if a.role == "comparator"]
    values = {area.name: _value(cells, asked, area.code) for area in chosen}
    return {name: each.value for name, each in values.items() if each and each.value is not None}


def _of_year(official: pl.DataFrame | Cells, year: int) -> Cells:
    return official if isinstance(official, Cells) else Cells(official, year)


def _value(cells: Cells, asked: tuple[str, int, str, str], area: str) -> OfficialValue | None:
    indicator, year, breakdown, category = asked

    def cell_of(measure: str, by: tuple[str, str]) -> Cell | None:
        rows = (row for row in rows_for(indicator, year, *by) if row.measure == measure)
        found = (cells.cell(row.table, row.columns, area) for row in rows)
        return next((cell for cell in found if cell), None)

    if printed := cell_of("value", (breakdown, category)):
        return OfficialValue(_as_printed(printed), (printed,))
    part = cell_of("numerator", (breakdown, category))
    if part is None:
        return None
    if load()[indicator].unit == "rate":
        return _computed(part, None, cells.populations.get(area), 10_000)
    whole = cell_of("denominator", ("", ""))
    return _computed(part, whole, whole.value if whole else None, 100)


def _as_printed(cell: Cell) -> float | None:
    if cell.mark == "k":
        return 0 if not cell.places else 0.0
    return int(cell.value) if cell.value is not None and not cell.places else cell.value


def _computed(part: Cell, whole: Cell | None, of: float | None, times: int) -> OfficialValue:
    cells = (part, whole) if whole else (part,)
    if part.value is None or not of:
        return OfficialValue(None, cells, computed=True)
    value = Fraction(times) * Fraction(str(part.value)) / Fraction(str(of))
    return OfficialValue(rounded(value, PLACES["percentage"]), cells, computed=True)
