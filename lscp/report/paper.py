"""What fits on paper: the widths of a table's columns, the size of its type, and of a drawing.

A page cannot scroll: what is too wide runs off it, or breaks words. PDF and Word both go by what
is worked out here, so that the report looks the same in each.
"""

import re

from lxml import etree

from lscp.report.document import Picture, Table, plain

LINE, SMALL_LINE = 98, 120  # letters in a line of the page, in a table's type and in small type
APART = 3  # letters' room that a column needs beside its text
SMALL_FROM = 1.6  # lines that a table's widest row may need before its type is small
CROWDED = 4  # columns from which that matters: fewer just wrap
ROWS_TOGETHER = 14  # a table of so many rows does not break across two pages
POINTS = 0.66  # points for a drawing's pixel: its words are then as large as a table's
HIGHEST = 600  # points of a page that a drawing may take, its caption beside it


def shares(table: Table) -> tuple[float, ...]:
    """Return each column's share of the width; they sum to 1.

    Every column gets room for its longest word, and what is left goes to those with more to say.
    """
    needed, wanted = _needs(table)
    left = max((SMALL_LINE if is_small(table) else LINE) - sum(needed), 0)
    more = [min(want, LINE) - need for want, need in zip(wanted, needed, strict=True)]
    spread = [left * each / sum(more) if sum(more) else 0 for each in more]
    widths = [need + extra for need, extra in zip(needed, spread, strict=True)]
    return tuple(round(width / sum(widths), 4) for width in widths)


def is_small(table: Table) -> bool:
    """Return whether a table holds so much text in a row that its type is small."""
    needed, wanted = _needs(table)
    crowded = len(table.headings) >= CROWDED and sum(wanted) > SMALL_FROM * LINE
    return sum(needed) > LINE or crowded


def stays_together(table: Table) -> bool:
    """Return whether a table is short enough to stand on one page."""
    return len(table.rows) <= ROWS_TOGETHER and not is_small(table)


def beside(table: Table) -> bool:
    """Return whether the numbers of a drawing fit beside it, in what it leaves of the page."""
    return len(table.headings) == 2 and stays_together(table)


def on_one_page(picture: Picture) -> bool:
    """Return whether a drawing and the table of its numbers surely fit on one page."""
    _, tall = drawing(picture.svg)
    return stays_together(picture.numbers) and (beside(picture.numbers) or tall < HIGHEST / 2)


def drawing(svg: str) -> tuple[float, float]:
    """Return a drawing's width and height in points: by its words, unless too tall for that."""
    root = etree.fromstring(svg.encode())
    wide, tall = (float(root.get(name, "")) for name in ("width", "height"))
    points = min(POINTS, HIGHEST / tall)
    return wide * points, tall * points


def _needs(table: Table) -> tuple[list[int], list[int]]:
    """Return each column's width in letters: for its longest word, and for its longest text."""
    rows = [tuple(map(plain, row)) for row in table.rows]
    columns = list(zip(table.headings, *rows, strict=True))
    needed = [APART + max(map(_longest_word, column)) for column in columns]
    return needed, [
        max(need, APART + max(map(len, column)))
        for need, column in zip(needed, columns, strict=True)
    ]


def _longest_word(text: str) -> int:
    """Return the length of the longest piece that is not broken: no name is parted at its dots."""
    return max(map(len, re.split(r"(?<=[\s/])", text)))
