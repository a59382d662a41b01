"""Percentages in tables: of a total, of another column, or in one cell with their number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from lscp.report.proof.cells import BOTH, CHANGE, SHARE, TOTAL, Cell, Grid, cell, grids, standing
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown, verdict, written
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Example, Known, Says, right, rule, silent, wrong

ONLY_PERCENT = re.compile(r"^(?:%|per\s?cent|percentage|(?:%|percentage|share|proportion) of "
                          r"(?:the )?total)$", re.IGNORECASE)  # fmt: skip
WHOLE = (Fraction(97), Fraction(103))
"""What the percentages of a column come to where they are the parts of one whole."""
Row = tuple[Cell, ...]
Values = Callable[[Row], tuple[Fraction | None, Fraction | None]]
R, W = Verdict.RIGHT, Verdict.WRONG


@dataclass(frozen=True)
class Share:
    """A percentage of a table with its part and its whole."""

    row: tuple[Cell, ...]
    place: Cell
    claim: Number
    part: Fraction
    whole: Fraction

    @property
    def value(self) -> Fraction:
        """Return what the percentage should be."""
        return 100 * self.part / self.whole

    @property
    def fits(self) -> bool:
        """Say whether it is what it should be, but for rounding."""
        return self.claim.allows(self.value)

    def said(self, grid: Grid) -> Says:
        """Return what is to be said of it."""
        return Says(self.place.place, grid.said(self.row), self.claim.text,
                    written(self.value, self.claim),
                    f"100 × {shown(self.part)} ÷ {shown(self.whole)} = {shown(self.value)}%",
                    verdict(self.claim, self.value))  # fmt: skip


@rule(
    Example("Agency\tReferrals\t%\nPolice\t10\t25%\nSchools\t30\t75%\nTotal\t40\t100%", (R, R)),
    Example("Agency\tReferrals\t%\nPolice\t10\t25\nSchools\t30\t75\nTotal\t40\t100", (R, R)),
    Example("\tMade\tSeen\t% seen\nA\t40\t10\t25%\nB\t60\t30\t50%\nC\t50\t20\t45%", (R, R, W)),
    Example("Group\tChildren\tShare\nA\t10\t25%\nB\t20\t50%\nC\t10\t35%\nD\t0\t0%", (R, R, W, R)),
    Example(
        "Year\tMade\tAgain\t% again\n2019-20\t1000\t180\t18%\n2020-21\t1100\t220\t26%\n"
        "2021-22\t1200\t264\t22%", (R, W, R),
    ),
    wrong("Agency\tReferrals\t%\nPolice\t10\t35%\nTotal\t40\t100%"),
    right("Agency\tReferrals\t%\nPolice\t10\t25%\nTotal\t40\t100%"),
    silent("Agency\tReferrals\tSeen in time (%)\nPolice\t10\t90\nSchools\t30\t75\nTotal\t40\t80"),
)  # fmt: skip
def share_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A column of percentages beside numbers: of their total, or of another column’s number."""
    read = {id(each) for each in grids(document)}
    turned = [each for each in standing(document) if id(each) not in read]
    for grid in (*grids(document), *turned):
        for column, name in enumerate(grid.head):
            if column and _is_share(grid, column) and not CHANGE.search(name):
                for share in _best(grid, column):
                    yield share.said(grid)


def _is_share(grid: Grid, column: int) -> bool:
    cells = [row[column] for row in grid.rows if len(row) > column and row[column].number]
    is_share = bool(SHARE.search(grid.head[column])) or all(each.is_percent for each in cells)
    return bool(cells) and is_share and not BOTH.match(cells[0].text.strip())


def _best(grid: Grid, column: int) -> list[Share]:
    """Return the shares of a column by the reading that fits most of them, if one is sure."""
    counts = [n for n in range(1, len(grid.head)) if n != column and not _is_share(grid, n)]
    counts = [n for n in counts if not CHANGE.search(grid.head[n])]
    readings = [_of_total(grid, column, n) for n in counts]
    readings += [_of_other(grid, column, a, b) for a in counts for b in counts if a != b]
    readings.sort(key=lambda each: -sum(share.fits for share in each))
    if ONLY_PERCENT.match(grid.head[column].strip()) and column - 1 in counts:
        named = _of_total(grid, column, column - 1, needs_total=True)
        if named and (not readings or not any(share.fits for share in readings[0])):
            return named
    if not readings or not readings[0]:
        return []
    best = readings[0]
    fit = sum(share.fits for share in best)
    is_named = bool(ONLY_PERCENT.match(grid.head[column].strip()))
    sure = fit == len(best) if len(best) < 3 else 3 * fit >= 2 * len(best)
    return best if sure or (is_named and fit) else []


def _claim(grid: Grid, row: tuple[Cell, ...], column: int) -> Number | None:
    number = row[column].number if len(row) > column else None
    return replace(number, kind=Kind.PERCENT) if number else None


def _of_total(grid: Grid, column: int, count: int, *, needs_total: bool = False) -> list[Share]:
    """Read a column as shares of the total of another."""
    rows = [row for row in grid.rows if len(row) > max(column, count)]
    parts = [row for row in rows if not TOTAL.match(grid.label(row))]
    total = next((row for row in rows if TOTAL.match(grid.label(row))), None)
    if total is not None:
        whole = total[count].value
    else:
        claims = [row[column].number for row in parts]
        together = sum((n.value for n in claims if n), Fraction(0))
        is_whole = not needs_total and len(parts) > 2 and all(
            row[count].value is not None for row in parts)  # fmt: skip
        nearly = WHOLE[0] - 15 <= together <= WHOLE[1] + 15
        whole = (
            sum((row[count].value or Fraction(0) for row in parts), Fraction(0))
            if is_whole and nearly else None
        )  # fmt: skip
    return _shares(grid, parts, column, lambda row: (row[count].value, whole))


def _of_other(grid: Grid, column: int, part: int, whole: int) -> list[Share]:
    """Read a column as shares that one number of the row is of another."""
    rows = [row for row in grid.rows if len(row) > max(column, part, whole)]
    return _shares(grid, rows, column, lambda row: (row[part].value, row[whole].value))


def _shares(grid: Grid, rows: list[Row], column: int, values: Values) -> list[Share]:
    found = []
    for row in rows:
        claim, (part, whole) = _claim(grid, row, column), values(row)
        if claim is not None and part is not None and whole and part <= whole:
            found.append(Share(row, row[column], claim, part, whole))
    return found


@rule(
    Example("Agency\tReferrals\nPolice\t10 (25%)\nSchools\t30 (75%)\nTotal\t40", (R, R)),
    Example("Agency\tReferrals\nPolice\t10 (35%)\nSchools\t30 (75%)\nTotal\t40 (100%)", (W, R, R)),
    Example("Agency\tSeen\tLate\tTotal\nPolice\t10 (25%)\t30 (75%)\t40", (R, R)),
    Example("Agency\tReferrals\nA\t10 (25%)\nB\t10 (25%)\nC\t20 (60%)", (R, R, W)),
    silent("Agency\tSeen in time\nPolice\t10 (90%)\nSchools\t30 (85%)"),
)
def share_in_a_cell(document: Document, known: Known) -> Iterator[Says]:
    """A number and its percentage in one cell: of the column’s total, or of the row’s."""
    for grid in grids(document):
        readings = [
            [share for n in range(1, len(grid.head)) for share in _down(grid, n)],
            [share for row in grid.rows for share in _across(grid, row)],
        ]
        best = max(readings, key=lambda each: sum(share.fits for share in each))
        if best and 2 * sum(share.fits for share in best) >= len(best):
            yield from (share.said(grid) for share in best)


def _both(each: Cell) -> tuple[Fraction, Number] | None:
    found = BOTH.match(each.text.strip())
    if not found:
        return None
    claim = cell(found["share"] + "%", each.place).number
    return (Fraction(found["count"].replace(",", "")), claim) if claim else None


def _count(each: Cell) -> Fraction | None:
    both = _both(each)
    return both[0] if both else None if each.is_percent else each.value


def _down(grid: Grid, column: int) -> Iterator[Share]:
    rows = [row for row in grid.rows if len(row) > column]
    total = next((row for row in rows if TOTAL.match(grid.label(row))), None)
    counts = [_count(row[column]) for row in rows if row is not total]
    if total is not None:
        whole = _count(total[column])
    else:
        together = sum((both[1].value for row in rows if (both := _both(row[column]))), Fraction(0))
        sums = sum((n for n in counts if n), Fraction(0)) if None not in counts else None
        whole = sums if WHOLE[0] - 15 <= together <= WHOLE[1] + 15 else None
    yield from _cells([(row, row[column]) for row in rows], whole)


def _across(grid: Grid, row: tuple[Cell, ...]) -> Iterator[Share]:
    columns = [n for n, name in enumerate(grid.head) if TOTAL.match(name) and len(row) > n]
    whole = _count(row[columns[-1]]) if columns else None
    yield from _cells([(row, each) for each in row[1:]], whole)


def _cells(cells: list[tuple[tuple[Cell, ...], Cell]], whole: Fraction | None) -> Iterator[Share]:
    for row, each in cells:
        both = _both(each)
        if both and whole and both[0] <= whole:
            yield Share(row, each, both[1], both[0], whole)
