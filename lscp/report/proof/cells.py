"""Tables as numbers: which row heads them, what each column and row is, what each cell says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lscp.report.proof.document import Table
from lscp.report.proof.finding import Place
from lscp.report.proof.numbers import YEAR, Kind, Number

CELL = re.compile(
    r"^(?P<sign>[+−–-]|\()?\s*(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*"
    r"(?P<unit>%|per cent"
    r"|pp)?\)?\s*(?:\*+|\[\w+\])?$",
    re.IGNORECASE,
)
BOTH = re.compile(r"^(?P<count>[\d,]+)\s*\(\s*(?P<share>\d+(?:\.\d+)?)\s*%\s*\)$")
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
        negative = self.text.strip()[:1] in "−–-("
        return -self.number.value if negative else self.number.value

    @property
    def is_percent(self) -> bool:
        """Say whether it is a percentage by its own sign."""
        return self.number is not None and self.number.kind is Kind.PERCENT


def cell(text: str, place: Place) -> Cell:
    """Return what a cell says."""
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


def grids(tables: tuple[Table, ...]) -> Iterator[Grid]:
    """Give the tables that hold numbers below a head."""
    for table in tables:
        rows = [
            tuple(cell(text, place) for text, place in zip(texts, places, strict=True))
            for texts, places in zip(table.rows, table.places, strict=True)
        ]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        head = tuple(each.text.strip() for each in rows[0])
        yield Grid(table, head, tuple(rows[1:]))
