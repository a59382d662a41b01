"""Tables: years and their change, in per cent of the earlier or in numbers."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lscp.report.proof.cells import CHANGE, PERIOD, SHARE, Cell, Grid, grids
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown, verdict, written
from lscp.report.proof.numbers import Kind
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong


@rule(
    right("Referrals\t2020-21\t2021-22\t% increase\nNorth\t80\t122\t53%"),
    right("Referrals\t2019-20\t2020-21\t2021-22\tChange since 2019-20\nNorth\t80\t90\t122\t53%"),
    right("Year\tReferrals\n2020-21\t80\n2021-22\t122\nChange\t53%"),
    right("Referrals\t2020-21\t2021-22\tChange (%)\nNorth\t80\t122\t+53"),
    wrong("Referrals\t2020-21\t2021-22\t% increase\nNorth\t80\t122\t+ 66%"),
    wrong("Referrals\t2020-21\t2021-22\tChange\nNorth\t122\t80\t+34%"),
    wrong("Year\tReferrals\n2020-21\t80\n2021-22\t122\nChange\t66%"),
    right("Referrals\t2020-21\t2021-22\tChange\nNorth\t122\t80\t-42"),
    wrong("Referrals\t2020-21\t2021-22\tDifference\nNorth\t80\t122\t52"),
    doubtful("Measure\t2020-21\t2021-22\tChange\nSeen\t40%\t45%\t5%"),
    silent("Referrals\t2020-21\t2021-22\tTarget\nNorth\t80\t122\t130"),
)
def change_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A column of changes beside those of two years: the earlier year is the base."""
    for grid in grids(document):
        for column, pairs in _columns(grid).items():
            for row in grid.rows:
                if len(row) == len(grid.head):
                    yield from _first(grid, row, column, pairs)


def _columns(grid: Grid) -> dict[int, list[tuple[int, int]]]:
    """Return the columns of changes, each with the years that it may be the change between."""
    found = {}
    for column, name in enumerate(grid.head):
        if not CHANGE.search(name) or column == 0:
            continue
        before = [n for n in grid.years if n < column] or list(grid.years)
        years = sorted(before, key=lambda n: grid.years[n])
        named = {int(match[1]) for match in PERIOD.finditer(name)}
        first = [n for n in years if grid.years[n] == min(named)] if named else []
        if len(years) >= 2:
            last = years[-1]
            pairs = [(first[0], last)] if first and first[0] != last else [
                (years[-2], last), (years[0], last)]  # fmt: skip
            found[column] = pairs
    return found


def _first(
    grid: Grid, row: tuple[Cell, ...], column: int, pairs: list[tuple[int, int]]
) -> Iterator[Says]:
    """Judge a change between the years that it is right of, if any, or else the last two."""
    said = [each for old, new in pairs for each in _change(grid, row, column, row[old], row[new])]
    if said:
        yield next((each for each in said if each.verdict is Verdict.RIGHT), said[0])


def _change(
    grid: Grid, row: tuple[Cell, ...], column: int, old: Cell, new: Cell
) -> Iterator[Says]:  # fmt: skip
    claim, number = row[column], row[column].number
    if number is None or old.value is None or new.value is None:
        return
    name = grid.head[column]
    difference = new.value - old.value
    is_share = claim.is_percent or bool(SHARE.search(name))
    if is_share and not old.value:
        return
    if is_share:  # by its head alone, too
        number = replace(number, kind=Kind.PERCENT)
        claim = replace(claim, number=number)
    value = 100 * difference / old.value if is_share else difference
    how = f"100 × ({shown(new.value)} − {shown(old.value)}) ÷ {shown(old.value)}" if is_share else (
        f"{shown(new.value)} − {shown(old.value)}"
    )  # fmt: skip
    given = _signed(claim, value, name)
    points = old.is_percent or "point" in name
    if given is Verdict.WRONG and is_share and points and number.allows(abs(difference)):
        given, how = Verdict.DOUBTFUL, f"percentage points; {how}"
    if given is Verdict.WRONG and (old.number and old.number.decimals or old.is_percent):
        near = abs(abs(value) - number.value) <= max(number.step, abs(value) / 20)
        given = Verdict.DOUBTFUL if near else given  # rounded values allow a range
    yield Says(claim.place, grid.said(row), claim.text.strip(), written(value, number),
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
