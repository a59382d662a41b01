"""Totals in tables: of columns and rows, wherever the total stands; subtotals."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.cells import CHANGE, SHARE, TOTAL, Cell, Grid, grids
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown
from lscp.report.proof.rule import Example, Known, Says, doubtful, right, rule, silent, wrong

FEW = 3
SURE = re.compile(r"^(?:grand\s+|sub-?\s?)?totals?\b|^all$|^overall$", re.IGNORECASE)
INSIDE = re.compile(r"\bof which|of whom|\bincluding|average|\brate\b|median|\bmean\b|target|per\s",
                    re.IGNORECASE)  # fmt: skip
FAR = Fraction(1, 2)
"""How far a sum may miss its total, in parts of it, and still have been meant to reach it."""


@rule(
    right("Agency\tReferrals\nPolice\t10\nSchools\t12\nTotal\t22"),
    right("Agency\tReferrals\nTotal\t22\nPolice\t10\nSchools\t12"),
    Example(
        "Agency\tReferrals\nPolice\t10\nSchools\t12\nSubtotal\t22\nHealth\t3\nHomes\t4\nTotal\t29",
        (Verdict.RIGHT, Verdict.RIGHT),
    ),
    wrong("Agency\tReferrals\nPolice\t10\nSchools\t12\nTotal\t23"),
    wrong("Agency\tReferrals\nTotal\t23\nPolice\t10\nSchools\t12"),
    doubtful("Agency\tReferrals\nPolice\t10\nSchools\t12\nTotal\t90"),
    Example(
        "Income\t£\nCouncils\t120\nHealth\t80\nTotal\t200\nSpent\t£\nStaff\t150\nCourses\t40\n"
        "Total\t195",
        (Verdict.RIGHT, Verdict.WRONG),
    ),
    right("Agency\tPaid\nPolice\t£1,200.50\nHealth\t£800\nTotal\t£2,000.50"),
    wrong("Agency\tPaid\nPolice\t£1,200\nHealth\t£800\nTotal\t£2,100"),
    silent("Agency\tReferrals\nPolice\t10\nSchools\tc\nTotal\t23"),
    silent("Agency\tReferrals\nPolice\t10\nof which at night\t5\nTotal\t10"),
    silent("Agency\tSeen\nPolice\t90%\nSchools\t80%\nTotal\t85%"),
)
def total_of_a_column(document: Document, known: Known) -> Iterator[Says]:
    """A row of totals is the sum of the rows above it, or below where it is the first."""
    for grid in grids(document):
        if any(INSIDE.search(grid.label(row)) for row in grid.rows):
            continue
        for total, sums in _totals(grid):
            for column in range(1, len(total)):
                ways = [[row[column] for row in rows if len(row) > column] for rows in sums]
                yield from judged(grid, total, total[column], ways, grid.label(total))


def _totals(grid: Grid) -> Iterator[tuple[tuple[Cell, ...], list[list[tuple[Cell, ...]]]]]:
    """Give each row of totals with the rows that it may be the sum of."""
    is_total = [bool(TOTAL.match(grid.label(row))) for row in grid.rows]
    if is_total[:1] == [True] and sum(is_total) == 1 and len(grid.rows) > 2:
        yield grid.rows[0], [list(grid.rows[1:])]
        return
    parts: list[tuple[Cell, ...]] = []
    subtotals: list[tuple[Cell, ...]] = []
    since: list[tuple[Cell, ...]] = []
    for row, total in zip(grid.rows, is_total, strict=True):
        if _is_head(row):
            parts, since = [], []
            continue
        if not total:
            parts.append(row)
            since.append(row)
            continue
        if parts:
            yield row, [since, parts, [*subtotals, *since]]
        subtotals.append(row)
        since = []


def _is_head(row: tuple[Cell, ...]) -> bool:
    """Say whether a row is the head of what follows: words alone, none of them hidden numbers."""
    texts = [each.text.strip() for each in row[1:]]
    return any(texts) and all(
        each.value is None and not each.is_suppressed and not re.search(r"\d", each.text)
        for each in row[1:]
    )  # fmt: skip


def judged(
    grid: Grid, row: tuple[Cell, ...], total: Cell, ways: list[list[Cell]], label: str
) -> Iterator[Says]:
    """Judge a total of counts; a part that is hidden or empty, or a share, leaves it open."""
    if total.number is None or total.is_percent or total.number.decimals and not total.is_money:
        return
    if SHARE.search(grid.head[min(row.index(total), len(grid.head) - 1)]):
        return
    ways = [each for each in ways if len(each) > 1 and not any(map(_is_open, each))]
    sums = [sum((part.value or Fraction(0) for part in parts), Fraction(0)) for parts in ways]
    if not sums:
        return
    best = sums.index(total.number.value) if total.number.value in sums else 0
    value, claimed = sums[best], total.number.value
    if value == claimed:
        given = Verdict.RIGHT
    elif not SURE.match(label):
        return
    else:
        far = abs(value - claimed) > FAR * max(claimed, Fraction(1))
        given = Verdict.DOUBTFUL if far else Verdict.WRONG
    how = " + ".join(shown(part.value or Fraction(0)) for part in ways[best])
    yield Says(total.place, grid.said(row), total.text.strip(), shown(value),
               f"{how} = {shown(value)}", given)  # fmt: skip


def _is_open(part: Cell) -> bool:
    is_rate = bool(part.number and part.number.decimals) and not part.is_money
    return part.value is None or part.is_percent or is_rate


@rule(
    right("Agency\tNorth\tSouth\tTotal\nPolice\t10\t12\t22"),
    right("Agency\tTotal\tNorth\tSouth\nPolice\t22\t10\t12"),
    wrong("Agency\tNorth\tSouth\tTotal\nPolice\t10\t12\t21"),
    silent("Agency\t2020-21\t2021-22\tTotal in five years\nPolice\t10\t12\t60"),
    Example(
        "\tTotal\tMale\tFemale\nReferrals\t100\t55\t45\nPlans\t60\t33\t37",
        (Verdict.RIGHT, Verdict.WRONG),
    ),
    silent("Agency\tTotal\tSeen\tLate\nPolice\t22\t10\t8"),
)
def total_of_a_row(document: Document, known: Known) -> Iterator[Says]:
    """A column of totals is the sum of the columns before it, where those are of one year."""
    for grid in grids(document):
        columns = [n for n, name in enumerate(grid.head) if TOTAL.match(name)]
        if len(columns) != 1 or "year" in grid.head[columns[0]]:
            continue
        (column,) = columns
        parts = list(range(1, column)) if column >= FEW else list(range(2, len(grid.head)))
        others = [grid.head[n] for n in parts]
        if column not in (1, *range(FEW, 99)) or len(parts) < 2:
            continue
        if any(SHARE.search(name) or CHANGE.search(name) for name in others):
            continue
        found = [
            each for row in grid.rows if len(row) >= len(grid.head)
            for each in judged(grid, row, row[column], [[row[n] for n in parts]], grid.head[column])
        ]  # fmt: skip
        fit = sum(each.verdict is Verdict.RIGHT for each in found)
        sure = column >= FEW and not grid.years or 2 * fit >= len(found) and fit
        yield from (each for each in found if sure or each.verdict is Verdict.RIGHT)
