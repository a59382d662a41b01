"""Tables: two years and their change, totals of columns and rows, numbers and their percentages."""

from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.cells import CHANGE, SHARE, TOTAL, Cell, Grid, grids
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown, verdict, written
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

FEW = 3


@rule(
    right("Referrals\t2020-21\t2021-22\t% increase\nNorth\t80\t122\t53%"),
    wrong("Referrals\t2020-21\t2021-22\t% increase\nNorth\t80\t122\t+ 66%"),
    wrong("Referrals\t2020-21\t2021-22\tChange\nNorth\t122\t80\t+34%"),
    right("Referrals\t2020-21\t2021-22\tChange\nNorth\t122\t80\t-42"),
    wrong("Referrals\t2020-21\t2021-22\tDifference\nNorth\t80\t122\t52"),
    doubtful("Measure\t2020-21\t2021-22\tChange\nSeen\t40%\t45%\t5%"),
    silent("Referrals\t2020-21\t2021-22\tTarget\nNorth\t80\t122\t130"),
)
def change_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A column of changes beside those of two years: the earlier year is the base."""
    for grid in grids(document.tables):
        columns = [n for n, name in enumerate(grid.head) if CHANGE.search(name)]
        years = sorted(grid.years, key=lambda n: grid.years[n])
        if len(columns) != 1 or len(years) < 2:
            continue
        for row in grid.rows:
            if len(row) == len(grid.head):
                claim, old, new = row[columns[0]], row[years[-2]], row[years[-1]]
                yield from _change(grid, row, claim, old, new)


def _change(grid: Grid, row: tuple[Cell, ...], claim: Cell, old: Cell, new: Cell) -> Iterator[Says]:
    if claim.number is None or old.value is None or new.value is None:
        return
    name = grid.head[row.index(claim)]
    difference = new.value - old.value
    is_share = claim.is_percent or bool(SHARE.search(name))
    if is_share and not old.value:
        return
    value = 100 * difference / old.value if is_share else difference
    how = f"100 × ({shown(new.value)} − {shown(old.value)}) ÷ {shown(old.value)}" if is_share else (
        f"{shown(new.value)} − {shown(old.value)}"
    )  # fmt: skip
    given = _signed(claim, value, name)
    if (
        given is Verdict.WRONG
        and is_share
        and old.is_percent
        and claim.number.allows(abs(difference))
    ):
        given, how = Verdict.DOUBTFUL, f"percentage points; {how}"
    yield Says(claim.place, grid.said(row), claim.text.strip(), written(value, claim.number),
               f"{how} = {shown(value)}", given)  # fmt: skip


def _signed(claim: Cell, value: Fraction, name: str) -> Verdict:
    """Return the verdict of a change, whose sign the cell or the head may give."""
    assert claim.number
    given = verdict(claim.number, abs(value))
    has_sign = claim.text.strip()[:1] in "+-−–("
    claimed = claim.value or Fraction(0)
    if given is not Verdict.WRONG and value and has_sign and (claimed > 0) != (value > 0):
        return Verdict.WRONG
    return given


@rule(
    right("Agency\tReferrals\nPolice\t10\nSchools\t12\nTotal\t22"),
    wrong("Agency\tReferrals\nPolice\t10\nSchools\t12\nTotal\t23"),
    silent("Agency\tReferrals\nPolice\t10\nSchools\tc\nTotal\t23"),
    silent("Agency\tSeen\nPolice\t90%\nSchools\t80%\nTotal\t85%"),
)
def total_of_a_column(document: Document, known: Known) -> Iterator[Says]:
    """A row of totals is the sum of the rows above it."""
    for grid in grids(document.tables):
        above: list[tuple[Cell, ...]] = []
        for row in grid.rows:
            if TOTAL.match(grid.label(row)) and above:
                for column in range(1, min(map(len, [row, *above]))):
                    yield from _total(grid, row, row[column], [each[column] for each in above])
                above = []
            else:
                above.append(row)


def _total(grid: Grid, row: tuple[Cell, ...], total: Cell, parts: list[Cell]) -> Iterator[Says]:
    """Check a total of counts; a part that is hidden or empty, or a share, leaves it open."""
    if total.number is None or total.is_percent or len(parts) < 2:
        return
    if any(part.value is None or part.is_percent for part in parts) or total.number.decimals:
        return
    if total.place.cell and SHARE.search(grid.head[row.index(total)]):
        return
    value = sum((part.value or Fraction(0) for part in parts), Fraction(0))
    how = " + ".join(shown(part.value or Fraction(0)) for part in parts)
    given = Verdict.RIGHT if value == total.value else Verdict.WRONG
    yield Says(total.place, grid.said(row), total.text.strip(), shown(value),
               f"{how} = {shown(value)}", given)  # fmt: skip


@rule(
    right("Agency\tNorth\tSouth\tTotal\nPolice\t10\t12\t22"),
    wrong("Agency\tNorth\tSouth\tTotal\nPolice\t10\t12\t21"),
    silent("Agency\t2020-21\t2021-22\tTotal in five years\nPolice\t10\t12\t60"),
)
def total_of_a_row(document: Document, known: Known) -> Iterator[Says]:
    """A column of totals is the sum of the columns before it, where those are of one year."""
    for grid in grids(document.tables):
        columns = [n for n, name in enumerate(grid.head) if TOTAL.match(name)]
        if len(columns) != 1 or columns[0] < FEW or "year" in grid.head[columns[0]]:
            continue
        before = range(1, columns[0])
        if any(SHARE.search(grid.head[n]) or CHANGE.search(grid.head[n]) for n in before):
            continue
        for row in grid.rows:
            if len(row) > columns[0]:
                yield from _total(grid, row, row[columns[0]], [row[n] for n in before])


@rule(
    right("Agency\tReferrals\t%\nPolice\t10\t25%\nTotal\t40\t100%"),
    wrong("Agency\tReferrals\t%\nPolice\t10\t35%\nTotal\t40\t100%"),
    silent("Agency\tReferrals\tSeen in time (%)\nPolice\t10\t90\nSchools\t30\t75\nTotal\t40\t80"),
)
def share_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A column of percentages beside a column of numbers: each is that of the total below."""
    for grid in grids(document.tables):
        pair = _pair(grid)
        total = next((row for row in grid.rows if TOTAL.match(grid.label(row))), None)
        if pair is None or total is None:
            continue
        count, share = pair
        yield from _shares(grid, total, count, share)


def _pair(grid: Grid) -> tuple[int, int] | None:
    """Return a column of numbers and, right of it, one that is headed by nothing but a percent."""
    for n in range(1, len(grid.head) - 1):
        if grid.head[n + 1].strip().lower() in ("%", "per cent", "percentage", "% of total"):
            return n, n + 1
    return None


def _shares(grid: Grid, total: tuple[Cell, ...], count: int, share: int) -> Iterator[Says]:
    whole = total[count].value if len(total) > count else None
    if not whole:
        return
    for row in grid.rows:
        if row is total or len(row) <= share:
            continue
        part, claim = row[count].value, row[share].number
        if part is None or claim is None:
            continue
        claim = Number(claim.value, Kind.PERCENT, 0, 0, claim.text, decimals=claim.decimals)
        value = 100 * part / whole
        yield Says(row[share].place, grid.said(row), claim.text, written(value, claim),
                   f"100 × {shown(part)} ÷ {shown(whole)} = {shown(value)}%",
                   verdict(claim, value))  # fmt: skip
