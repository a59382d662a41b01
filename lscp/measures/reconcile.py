"""Reconciliation: each mapped figure beside the official cell that says the same.

Counts are compared exactly; rates and percentages as the table prints them: where it has one place,
one unit in the last place is rounding, and where it has whole numbers, what ours could be rounded
from. A cell that was suppressed is not guessed, but if what it leaves in
its row cannot be what we count, that is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import polars as pl

from lscp.core.breakdowns import BREAKDOWNS, UNKNOWN
from lscp.core.figures import Figure, name_of, rounded
from lscp.measures.official.cells import Cell, Cells, places_of
from lscp.measures.official.mapping import MapRow, official_map
from lscp.measures.ours import Ours


class Verdict(StrEnum):
    """How a figure of ours stands to the official cell."""

    EQUAL = "equal"
    WITHIN_ROUNDING = "within rounding"
    DIFFERENT = "different"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not available"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Comparison:
    """A figure of ours and an official cell, side by side. `figure` is empty where there is none.

    `measure` says what of the figure is compared, `exact` whether it must be equal (`yes`) or may
    be near (`near`); `reason` says why there is no comparison, or what else to know of it.
    """

    table: str
    column: str
    authority: str
    year: int
    figure: str
    indicator: str
    breakdown: str
    category: str
    measure: str
    exact: str
    ours: float | None
    official: float | None
    mark: str
    verdict: Verdict
    difference: float | None
    reason: str
    release: str

    @property
    def is_rounded(self) -> bool:
        """Say whether the table prints what we give with more places in whole numbers."""
        return not places_of(self.table, self.column)


def reconcile(
    figures: Iterable[Figure], official: pl.DataFrame, *, year: int, release: str | None = None
) -> list[Comparison]:
    """Compare a year's figures, with all their breakdowns, with each cell that is in the map.

    For each authority that has a figure, the rows of the map in their order. The newest release
    is compared, unless one is named; where an earlier one said otherwise the reason says so.
    """
    cells = Cells(official, year, release)
    ours = Ours(figures, year, cells.populations)
    found = [
        _compared(row, authority, year, ours, cells.cell(row.table, row.columns, authority))
        for authority in ours.authorities
        for row in official_map()
    ]
    return _with_rows_checked(found)


def _compared(row: MapRow, authority: str, year: int, ours: Ours, cell: Cell | None) -> Comparison:
    category = " + ".join(row.categories(year))
    blank = Comparison(
        table=row.table, column=row.column, authority=authority, year=year,
        figure=_figure(row, authority, year) if row.indicator else "",
        indicator=row.indicator, breakdown=row.breakdown, category=category,
        measure=row.measure, exact=row.exact, ours=None,
        official=cell.value if cell else None, mark=cell.mark if cell else "",
        verdict=Verdict.NOT_COMPARABLE, difference=None, reason=row.note,
        release=cell.release if cell else "",
    )  # fmt: skip
    if not row.indicator:
        return blank
    value, places, why = ours.of(row, authority)
    printed = min(places, cell.places) if cell else places
    known = replace(blank, ours=None if value is None else rounded(value, printed))
    if cell is None:
        return replace(
            known,
            verdict=Verdict.NOT_AVAILABLE,
            reason=f"No release that is loaded has it of {year}",
        )
    if cell.value is None and cell.mark != "k":
        return replace(
            known, verdict=_OF_MARK[cell.meaning], reason=_joined(cell.words, cell.revised)
        )
    if value is None:
        return replace(known, verdict=Verdict.NOT_AVAILABLE, reason=why)
    off = abs(Decimal(str(rounded(value, places))) - Decimal(str(cell.value or 0)))
    return _judged(known, cell, is_rounding=off <= _slack(places, printed))


def _slack(places: int, printed: int) -> Decimal:
    """Return by how much a figure of so many places may be off what is printed with fewer."""
    if not places:
        return Decimal(0)
    if places == printed:
        return Decimal(1).scaleb(-places)
    return (Decimal(1).scaleb(-places) + Decimal(1).scaleb(-printed)) / 2


def _figure(row: MapRow, authority: str, year: int) -> str:
    """Return the name of the figure that is compared; of several added up, their names."""
    listed = row.categories(year)
    codes = [each for each in listed if each != UNKNOWN] or listed
    names = [name_of(row.indicator, authority, str(year), row.breakdown, code) for code in codes]
    return " + ".join(names)


_OF_MARK = {
    "suppressed": Verdict.SUPPRESSED,
    "not available": Verdict.NOT_AVAILABLE,
    "low reliability": Verdict.NOT_AVAILABLE,
    "not applicable": Verdict.NOT_COMPARABLE,
}


def _judged(known: Comparison, cell: Cell, *, is_rounding: bool) -> Comparison:
    """Compare two numbers; what is above zero and rounds to it (mark k) counts as zero."""
    assert known.ours is not None
    difference = Decimal(str(known.ours)) - Decimal(str(cell.value or 0))
    if not difference:
        verdict = Verdict.EQUAL
    elif is_rounding:
        verdict = Verdict.WITHIN_ROUNDING
    else:
        verdict = Verdict.DIFFERENT
    note = known.reason if verdict is Verdict.DIFFERENT else ""
    return replace(
        known, verdict=verdict, difference=float(difference), reason=_joined(cell.revised, note)
    )


def _joined(*sentences: str) -> str:
    return ". ".join(sentence for sentence in sentences if sentence)


def _with_rows_checked(found: list[Comparison]) -> list[Comparison]:
    """Say of suppressed cells whether what we count fits what is left of their row."""
    misfits = dict(_misfits(found))
    return [
        replace(each, reason=_joined(each.reason, why)) if (why := misfits.get(_row(each))) and
        each.verdict is Verdict.SUPPRESSED and each.breakdown else each
        for each in found
    ]  # fmt: skip


def _row(each: Comparison) -> tuple[str, str, str, str, str]:
    return each.table, each.authority, each.indicator, each.breakdown, each.measure


def _misfits(found: list[Comparison]) -> Iterator[tuple[tuple[str, str, str, str, str], str]]:
    """Yield each row whose suppressed cells cannot be what we count, and why.

    In a breakdown whose categories add up to the total, printed and suppressed cells do.
    """
    totals = {
        (*_row(each)[:3], "", each.measure): each.official for each in found if not each.breakdown
    }
    rows = defaultdict(list)
    for each in found:
        if each.breakdown and each.measure == "value" and not BREAKDOWNS[each.breakdown].many:
            rows[_row(each)].append(each)
    for key, cells in rows.items():
        total = totals.get((*key[:3], "", key[4]))
        hidden = [cell for cell in cells if cell.verdict is Verdict.SUPPRESSED]
        printed = [cell.official for cell in cells if cell.official is not None]
        counted = [cell.ours for cell in hidden if cell.ours is not None]
        all_known = hidden and len(counted) == len(hidden) == len(cells) - len(printed)
        if total is None or not all_known:
            continue
        left, ours = total - sum(printed), sum(counted)
        if left != ours:
            yield key, f"The row leaves {left:g} for its suppressed cells, and we count {ours:g}"
