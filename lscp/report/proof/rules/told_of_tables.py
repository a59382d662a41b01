"""What prose says of the table that stands before it."""

from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.cells import Grid, grids
from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown, written
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong
from lscp.report.proof.told import DOWN, SIZE_AFTER, SIZE_BEFORE, UP

NEAR = 12
"""Paragraphs after which prose no longer speaks of a table."""
TABLE = "Referrals\t2020-21\t2021-22\nNorth\t80\t122\nSouth\t116\t220\n\n"


@rule(
    right(TABLE + "There was an increase of 74.5% from 2020-21 to 2021-22."),
    right(TABLE + "In the north there was an increase of 53% from 2020-21 to 2021-22."),
    right(TABLE + "There was an average increase of 71% from 2020-21 to 2021-22."),
    wrong(TABLE + "There was an average increase of 57% from 2020-21 to 2021-22."),
    silent(TABLE + "There was an increase of 57% from 2018-19 to 2019-20."),
    silent(TABLE + "57% came from schools in 2020-21 and 2021-22."),
)
def change_told_of_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A change in per cent between two years that the table before it has as columns."""
    before = list(grids(document))
    for sentence in document.sentences:
        claim = _claim(sentence)
        years = sorted({_first_year(n) for n in sentence.numbers if n.kind in
                        (Kind.PERIOD, Kind.YEAR)})  # fmt: skip
        if claim is None or len(years) != 2:
            continue
        grid = _table_of(before, sentence, years)
        if grid is not None:
            yield from _said(sentence, claim, grid, years)


def _claim(sentence: Sentence) -> Number | None:
    if not (UP.search(sentence.text) or DOWN.search(sentence.text)):
        return None
    for number in sentence.numbers:
        words = sentence.text[max(0, number.start - 60) : number.start]
        is_size = SIZE_BEFORE.search(words) or SIZE_AFTER.match(sentence.text[number.end :])
        if number.kind is Kind.PERCENT and is_size:
            return number
    return None


def _first_year(number: Number) -> int:
    return int(number.text[:4])


def _table_of(before: list[Grid], sentence: Sentence, years: list[int]) -> Grid | None:
    """Return the nearest table above that has both years as columns."""
    near = [
        grid for grid in before
        if 0 <= sentence.paragraph - grid.table.paragraph <= NEAR
        and set(years) <= set(grid.years.values())
    ]  # fmt: skip
    return near[-1] if near else None


def _said(
    sentence: Sentence, claim: Number, grid: Grid, years: list[int]
) -> Iterator[Says]:  # fmt: skip
    old, new = (next(n for n, year in grid.years.items() if year == each) for each in years)
    pairs = [
        (row[old].value, row[new].value) for row in grid.rows if len(row) > max(old, new)
    ]  # fmt: skip
    known = [(one, two) for one, two in pairs if one and two is not None]
    if not known or len(known) < len(pairs):
        return
    first = sum((one for one, _ in known), Fraction(0))
    last = sum((two for _, two in known), Fraction(0))
    together = 100 * Fraction(last - first) / first
    each = [100 * Fraction(two - one) / one for one, two in known]
    mean = sum(each, Fraction(0)) / len(each)
    is_right = any(claim.allows(abs(value)) for value in (together, mean, *each))
    how = f"together 100 × ({shown(last)} − {shown(first)}) ÷ {shown(first)} = {shown(together)}%"
    if len(each) > 1:
        how += f"; the mean of the rows is {shown(mean)}%"
    yield Says(sentence.place_of(claim), sentence.text, claim.text, written(together, claim),
               how, Verdict.RIGHT if is_right else Verdict.WRONG)  # fmt: skip
