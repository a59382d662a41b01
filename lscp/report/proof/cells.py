"""Tables as numbers: which row heads them, what each column and row is, what each cell says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lscp.report.proof.document import Document, Table, kept
from lscp.report.proof.finding import Place
from lscp.report.proof.numbers import YEAR, Kind, Number

CELL = re.compile(
    r"^(?P<sign>[+−–-]|\()?\s*£?\s*(?P<digits>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?)\s*"
    r"(?P<unit>%|per cent"
    r"|pp)?\)?\s*(?:\*+|\[\w+\])?$",
    re.IGNORECASE,
)
BOTH = re.compile(r"^(?P<count>\d[\d,]{0,15})\s*\(\s*(?P<share>\d{1,3}(?:\.\d{1,9})?)\s*%\s*\)$")
LONGEST = 500
"""Letters of a cell that are looked at."""
SUPPRESSED = re.compile(r"^(?:c|x|z|\*+|\.\.?|<\s?\d+|fewer than \d+|[-–—]|suppressed|n/?a)$",
                        re.IGNORECASE)  # fmt: skip
PERIOD = re.compile(rf"({YEAR})(?:\s?[-–/]\s?(?:{YEAR}|\d{{2}}))?")
TOTAL = re.compile(r"^(?:grand |overall |sub-?)?(?:total|all|sum|overall)\b", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:change|increase|decrease|difference|growth|variance|\+/-|rise|fall)\b", re.IGNORECASE
)
SHARE = re.compile(r"%|per\s?cent|proportion|share", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One cell: its number where it is one, and its sign where that is written."""

    text: str
    place: Place
    number: Number | None = None
    is_suppressed: bool = False

    @property
    def value(self) -> Fraction | None:
        """Return the number, negative where it says so."""
        if self.number is None:
            return None
        negative = self.text.strip().lstrip("£ ")[:1] in "−–-("
        return -self.number.value if negative else self.number.value

    @property
    def is_money(self) -> bool:
        """Say whether it is in pounds: then it is no rate, though it has places after the point."""
        return self.number is not None and "£" in self.text

    @property
    def is_percent(self) -> bool:
        """Say whether it is a percentage by its own sign."""
        return self.number is not None and self.number.kind is Kind.PERCENT


def cell(text: str, place: Place) -> Cell:
    """Return what a cell says."""
    text = text[:LONGEST]
    found = CELL.match(text.strip())
    if not found:
        return Cell(text, place, is_suppressed=bool(SUPPRESSED.match(text.strip())))
    digits = found["digits"].replace(",", "")
    kind = Kind.PERCENT if found["unit"] else Kind.COUNT
    decimals = len(digits.partition(".")[2])
    number = Number(Fraction(digits), kind, 0, len(text), text.strip(), decimals=decimals)
    return Cell(text, place, number)


@dataclass(frozen=True)
class Grid:
    """A table with its head: `head` are the names of its columns, `rows` the rows below."""

    table: Table
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def years(self) -> dict[int, int]:
        """Return column → the year that it is of, where its head is a year or a period."""
        found = {}
        for n, name in enumerate(self.head):
            match = PERIOD.search(name)
            if match and not CHANGE.search(name) and not SHARE.search(name):
                found[n] = int(match[1])
        return found

    def label(self, row: tuple[Cell, ...]) -> str:
        """Return what a row is called."""
        return row[0].text.strip() if row else ""

    def said(self, row: tuple[Cell, ...]) -> str:
        """Return a row as a finding quotes it."""
        return " | ".join(each.text.strip() for each in row)


@kept
def grids(document: Document) -> Iterator[Grid]:
    """Give the tables that hold numbers below a head; those whose rows are years, turned."""
    return map(_turned, standing(document))


@kept
def standing(document: Document) -> Iterator[Grid]:
    """Give the tables that hold numbers below a head, as they stand."""
    for table in document.tables:
        rows = [
            tuple(cell(text, place) for text, place in zip(texts, places, strict=True))
            for texts, places in zip(table.rows, table.places, strict=True)
            if any(text.strip("- ") for text in texts)
        ]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            yield _headed(table, rows)


def _headed(table: Table, rows: list[tuple[Cell, ...]]) -> Grid:
    """Return the grid of a table: its head is the first row, or the first two."""
    head = tuple(each.text.strip() for each in rows[0])
    below = rows[1:]
    if len(below) > 1 and len(below[0]) == len(head) and _is_head(below[0]):
        names, above = [], ""
        for one, two in zip(head, below[0], strict=True):
            above = one or above
            names.append(f"{above} {two.text.strip()}".strip())
        return Grid(table, tuple(names), tuple(below[1:]))
    return Grid(table, head, tuple(below))


def _is_head(row: tuple[Cell, ...]) -> bool:
    """Say whether a second row is of the head: no label, and only words and years."""
    texts = [each.text.strip() for each in row]
    words = all(PERIOD.search(text) or not re.search(r"\d", text) for text in texts)
    return not texts[0] and words and sum(map(bool, texts)) > 1


def _turned(grid: Grid) -> Grid:
    """Return a table whose rows are years with its rows as columns; any other as it is."""
    labels = [grid.label(row) for row in grid.rows]
    years = [label for label in labels if re.fullmatch(rf"{PERIOD.pattern}", label)]
    square = all(len(row) == len(grid.head) for row in grid.rows)
    if len(years) < 2 or grid.years or not square or len(labels) - len(years) > 2:
        return grid
    head = (grid.head[0], *labels)
    named = [Cell(name, Place()) for name in grid.head[1:]]
    rows = tuple(
        (name, *(row[n] for row in grid.rows)) for n, name in enumerate(named, start=1)
    )  # fmt: skip
    return Grid(grid.table, head, rows)
