"""Which way figures went, in words or arrows in a table: two years and “up”."""

import re
from collections.abc import Iterator

from lscp.report.proof.cells import Cell, Grid, grids
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import shown
from lscp.report.proof.rule import Example, Known, Says, right, rule, silent, wrong

HEAD = re.compile(r"\b(?:direction|trend|change|travel|DoT|increase|decrease|movement)\b",
                  re.IGNORECASE)  # fmt: skip
UP = r"^(?:[↑▲⬆⇧]|up|increas(?:e|ed|ing)|higher|ris(?:e|ing)|rose)$"
DOWN = r"^(?:[↓▼⬇⇩]|down|decreas(?:e|ed|ing)|lower|fall(?:ing)?|fell|reduc(?:ed|tion))$"
SAME = r"^(?:[→↔▶➡⇔=]|same|no change|unchanged|stable|static)$"
WAYS = tuple(
    (way, re.compile(words, re.IGNORECASE)) for way, words in ((1, UP), (-1, DOWN), (0, SAME))
)
NAMES = {1: "up", -1: "down", 0: "no change"}


@rule(
    Example("Category\t2020/21\t2021/22\tTrend\nNeglect\t48\t50\tUp\nAbuse\t26\t25\tDown",
            (Verdict.RIGHT, Verdict.RIGHT)),
    right("Category\t2020/21\t2021/22\tChange\nNeglect\t48\t50\t↑"),
    wrong("Category\t2020/21\t2021/22\tChange\nNeglect\t48\t50\t↓"),
    wrong("Category\t2020/21\t2021/22\tDirection\nNeglect\t48\t50\tDown"),
    silent("Category\t2020/21\t2021/22\tDirection\nNeglect\t48\t50\tBetter"),
    silent("Category\t2020/21\t2021/22\tStatus\nNeglect\t48\t50\tDown"),
)  # fmt: skip
def direction_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """Up, down, the same, or an arrow, beside the figures of two years."""
    for grid in grids(document):
        years = sorted(grid.years, key=lambda n: grid.years[n])
        columns = [n for n, name in enumerate(grid.head) if n and HEAD.search(name)]
        if len(years) < 2:
            continue
        for row in grid.rows:
            for column in columns:
                if len(row) > max(column, *years):
                    yield from _said(grid, row, row[column], row[years[-2]], row[years[-1]])


def _said(
    grid: Grid, row: tuple[Cell, ...], claim: Cell, old: Cell, new: Cell
) -> Iterator[Says]:  # fmt: skip
    way = next((way for way, words in WAYS if words.match(claim.text.strip())), None)
    if way is None or old.value is None or new.value is None:
        return
    truly = (new.value > old.value) - (new.value < old.value)
    close = abs(new.value - old.value) <= abs(old.value) / 20
    given = Verdict.RIGHT if truly == way else (
        Verdict.DOUBTFUL if way == 0 and close or truly == 0 else Verdict.WRONG
    )  # fmt: skip
    yield Says(claim.place, grid.said(row), claim.text.strip(), NAMES[truly],
               f"from {shown(old.value)} to {shown(new.value)}", given)  # fmt: skip
