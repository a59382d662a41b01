"""Reads the XML of an SSDA903 return into the tables that its CSV files would be."""

import io
from collections import defaultdict
from typing import Any
from xml.parsers import expat

import polars as pl

from lscp.returns.errors import NotAReturn
from lscp.returns.ssda903.sheets import Xml
from lscp.returns.ssda903.tables import PLACED, TABLES
from lscp.returns.stream import feed

ROOT = "EXPSSDA903"
ROWS = {"AREVIEW": "Reviews", "AMISSING": "Missing", "PERMANENCE": "PrevPerm", "OC2": "OC2",
        "AD_PLACED": "PlacedAdoption", "EPISODE": "Episodes"}  # fmt: skip
NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
# Which rows the values beside those of the child make, and which value says that there is one.
BESIDE = {"UASC": "UASC", "OC3": "IN_TOUCH", "AD1": "DATE_INT"}
HELD = frozenset({*ROWS.values(), *BESIDE, "Header"})
"""The tables that the XML has a place for; a child without a row there has none."""
Row = dict[str, Any]
EXPORT = "Choose the XML file that the case system exports for the SSDA903 return."


class _Walk:
    """Gathers the rows of each child as its elements end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.path: list[str] = []
        self.text: list[str] = []
        self.child: Row = {}
        self.row: Row = {}
        self.of_child: list[tuple[str, Row]] = []

    def begin(self, parser: expat.XMLParserType) -> None:
        """Set the parser's handlers."""
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append

    def between(self) -> None:
        """Take stock: rows are small, and stay."""

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Begin an element."""
        if not self.path and tag != ROOT:
            raise NotAReturn(self.name, self.parser.CurrentLineNumber,
                             f"It begins with <{tag}>: an SSDA903 return begins with <{ROOT}>.",
                             EXPORT)  # fmt: skip
        self.path.append(tag)
        self.text.clear()
        line = self.parser.CurrentLineNumber
        if tag == "CHILD":
            self.child, self.of_child = {"line": line}, []
        elif tag in ROWS:
            self.row = {"line": line}

    def end(self, tag: str) -> None:
        """End an element: a value, a row, or a child."""
        self.path.pop()
        if tag == "CHILD":
            self._finish()
        elif tag in ROWS:
            self.of_child.append((ROWS[tag], self.row))
        elif tag not in ("HEADER", ROOT):
            value = "".join(self.text).strip() or None
            into = self.row if self.path and self.path[-1] in ROWS else self.child
            into[NAMES.get(tag, tag)] = value
        self.text.clear()

    def _finish(self) -> None:
        child = self.child
        self.rows["Header"].append(child)
        about = {"CHILD": child.get("CHILD"), "DOB": child.get("DOB")}
        for table, row in self.of_child:
            self.rows[table].append({**row, **about})
        for table, says in BESIDE.items():
            if child.get(says) not in (None, "0") if table == "UASC" else child.get(says):
                self.rows[table].append(child)


def tables(file: Xml) -> dict[str, pl.DataFrame]:
    """Return the tables of an XML file. Raises NotAReturn."""
    walk = _Walk(file.name)
    source = io.BytesIO(file.data)
    source.name = file.name
    feed(source, walk)
    return {name: _frame(name, walk.rows[name]) for name in TABLES if name in walk.rows}


def empty(name: str) -> pl.DataFrame:
    """Return a table that an XML file has no row of."""
    return _frame(name, [])


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    kinds: dict[str, Any] = {leaf.name: pl.String for leaf in TABLES[name]} | {"line": pl.Int64}
    kinds |= {column: pl.String for column in PLACED if any(column in row for row in rows)}
    return pl.DataFrame({c: [row.get(c) for row in rows] for c in kinds}, schema=kinds)
