"""Disclosure: hidden cells that the others give away, and small numbers of children in tables."""

import re
from collections.abc import Iterator

from lscp.report.proof.cells import SHARE, SUPPRESSED, TOTAL, Cell, Grid, grids
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

LEAST = 6
"""The smallest number of children that is published, but for none."""
CHILDREN = re.compile(
    r"\b(?:child|children|young people|babies|infants|pupils|victims|looked after|protection plan|"
    r"referrals|allegations)\b",
    re.IGNORECASE,
)
OF_PEOPLE = re.compile(
    r"\b(?:ethnic\w*|gender|sex|age[ds]?|disab\w*|categor\w*|needs?|reasons?|abuse|white|black|asian|"
    r"mixed|males?|females?|boys|girls)\b",
    re.IGNORECASE,
)
NOTHING = re.compile(r"^(?:[-–—]|n/?a|\.\.?|0)$", re.IGNORECASE)
CITED = re.compile(r"\b(?:indicators?|definition|version|national|England|staff|visits|meetings|"
                   r"audits|courses|sessions|members|"
                   r"schools|reviews|working days|weeks)\b", re.IGNORECASE)  # fmt: skip


@rule(
    right("Ethnicity\tChildren\nWhite\tc\nBlack\tc\nAsian\t15\nTotal\t23"),
    wrong("Ethnicity\tChildren\nWhite\tc\nBlack\t12\nAsian\t15\nTotal\t30"),
    wrong("Ethnicity\tBoys\tGirls\tTotal\nWhite\t20\tc\t23"),
    doubtful("Ethnicity\tChildren\nWhite\tfewer than 6\nBlack\t12\nAsian\t15\nTotal\t40"),
    silent("Ethnicity\tChildren\nWhite\t-\nBlack\t12\nAsian\t15\nTotal\t27"),
    silent("Ethnicity\tChildren\nWhite\t20\nBlack\t12\nAsian\t15\nTotal\t47"),
)
def hidden_number(document: Document, known: Known) -> Iterator[Says]:
    """A hidden cell that its total and the cells beside it give away: two need hiding, or none."""
    for grid in grids(document):
        lines = [*_down(grid), *_across(grid)]
        given_away = {id(cell) for cells, _ in lines for cell in _only(cells)}
        for cells, total in lines:
            hidden = [each for each in cells if _is_hidden(each)]
            if not hidden or any(each.value is None and each not in hidden for each in cells):
                continue
            if len(hidden) > 1:
                if not any(id(each) in given_away for each in hidden):
                    yield _said(grid, hidden[0], "not given away", Verdict.RIGHT,
                                "more than one of the sum is hidden")  # fmt: skip
                continue
            left = (total.value or 0) - sum(each.value or 0 for each in cells)
            if left < 0:
                continue
            how = f"the total {shown(total.value or left)} less the others is {shown(left)}"  # type: ignore[arg-type]
            small = 0 <= left < LEAST
            yield _said(grid, hidden[0], "hidden too: another of the sum", Verdict.WRONG if small
                        else Verdict.DOUBTFUL, how)  # fmt: skip


def _said(grid: Grid, cell: Cell, expected: str, given: Verdict, how: str) -> Says:
    row = next(row for row in grid.rows if cell in row)
    return Says(cell.place, grid.said(row), cell.text.strip(), expected, how, given)


def _is_hidden(cell: Cell) -> bool:
    text = cell.text.strip()
    return bool(SUPPRESSED.match(text)) and not NOTHING.match(text)


def _only(cells: list[Cell]) -> list[Cell]:
    hidden = [each for each in cells if _is_hidden(each)]
    return hidden if len(hidden) == 1 else []


def _down(grid: Grid) -> Iterator[tuple[list[Cell], Cell]]:
    """Give the cells of each column with their total, where one row is the total of all."""
    totals = [row for row in grid.rows if TOTAL.match(grid.label(row))]
    if len(totals) != 1:
        return
    for column in range(1, len(grid.head)):
        if all(len(row) > column for row in grid.rows) and not SHARE.search(grid.head[column]):
            cells = [row[column] for row in grid.rows if row is not totals[0]]
            if totals[0][column].value is not None and len(cells) > 1:
                yield cells, totals[0][column]


def _across(grid: Grid) -> Iterator[tuple[list[Cell], Cell]]:
    columns = [n for n, name in enumerate(grid.head) if TOTAL.match(name)]
    if len(columns) != 1 or columns[0] < 3 or any(SHARE.search(name) for name in grid.head):
        return
    for row in grid.rows:
        if len(row) > columns[0] and row[columns[0]].value is not None:
            yield list(row[1 : columns[0]]), row[columns[0]]


@rule(
    doubtful("Children with a protection plan\n\nEthnicity\tChildren\nWhite\t3\nBlack\t12"),
    right("Children with a protection plan\n\nEthnicity\tChildren\nWhite\t13\nBlack\t12"),
    silent("Meetings held\n\nAgency\tMeetings\nPolice\t3\nHealth\t12"),
    silent("Children\n\nAgency\tReferrals\nPolice\t3\nHealth\t12"),
    silent("Children\n\nEthnicity\tShare\nWhite\t3%\nBlack\t97%"),
)
def small_number(document: Document, known: Known) -> Iterator[Says]:
    """A number of children from 1 to 5 in a table by what they are: it may single one out.

    It applies to tables of counts of children broken down by ethnicity, age, sex, need and the
    like. A number that was published before is public: so this is never more than doubtful.
    """
    for grid in grids(document):
        words = " ".join((grid.table.caption, *grid.head))
        if not CHILDREN.search(words) or CITED.search(words) or not _is_of_people(grid):
            continue
        cells = [
            (row, each) for row in grid.rows for n, each in enumerate(row)
            if n and n < len(grid.head) and _is_count(grid, n, each)
        ]  # fmt: skip
        small = [(row, each) for row, each in cells if each.value and 0 < each.value < LEAST]
        for row, each in small:
            yield Says(each.place, grid.said(row), each.text.strip(), "hidden",
                       "from 1 to 5 children of one kind may be known by it, unless it was "
                       "published before", Verdict.DOUBTFUL)  # fmt: skip
        if cells and not small:
            yield Says(cells[0][1].place, grid.said(cells[0][0]), "numbers of children",
                       "none from 1 to 5", "every number is none, or 6 and more",
                       Verdict.RIGHT)  # fmt: skip


def _is_of_people(grid: Grid) -> bool:
    """Say whether the rows of a table are kinds of people: by its head, or two of the labels."""
    labels = [bool(OF_PEOPLE.search(grid.label(row))) for row in grid.rows]
    return bool(OF_PEOPLE.search(grid.head[0])) or sum(labels) > 1


def _is_count(grid: Grid, column: int, cell: Cell) -> bool:
    if cell.number is None or cell.is_percent or cell.is_money or cell.number.decimals:
        return False
    return not SHARE.search(grid.head[column])
