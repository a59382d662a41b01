"""Reads the files of an SSDA903 return into its published tables, with what was odd about them.

A return is a set of CSV files, a workbook with a sheet for each, or one XML file. Which table a
file holds, its columns say, and never its name. Tables hold text as it stood, trimmed; beside
each date and count stands a column with the value parsed. Nothing is corrected.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import polars as pl

from lscp.returns import values
from lscp.returns.cautions import Caution
from lscp.returns.errors import NotAReturn
from lscp.returns.ssda903 import sheets, xml
from lscp.returns.ssda903.sheets import Sheet
from lscp.returns.ssda903.tables import TABLES, columns
from lscp.returns.ssda903.tables import values as leaves

File = Path | str | BinaryIO
Progress = Callable[[int], object]
NONE = "Choose the files that the case system exports for the SSDA903 return."
ENOUGH = 0.6
"""The part of a table's columns that a file must have to be taken where none fits whole."""
OPTIONAL = {"UASC"}  # of Header: the XML has it, and few CSV files


@dataclass(frozen=True)
class Return:
    """The files of one return, as they were read. `files` is table → the name of its file.

    `lines` of a row is the line of its file that it starts on, where the file has lines.
    """

    tables: Mapping[str, pl.DataFrame]
    files: Mapping[str, str]
    cautions: tuple[Caution, ...]

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {name: table.height for name, table in self.tables.items()}


@dataclass
class _Gathered:
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    cautions: list[Caution] = field(default_factory=list)

    def take(self, table: str, frame: pl.DataFrame, name: str) -> None:
        """Keep what a file holds as a table. Raises NotAReturn where another file held it."""
        if table in self.tables:
            raise NotAReturn(
                name, 0, f"It holds the table {table}, and so does {self.files[table]}.",
                "Give one file for each table.",
            )  # fmt: skip
        self.tables[table], self.files[table] = frame, name


def read(files: Iterable[File], *, progress: Progress | None = None) -> Return:
    """Read the files of one return; `progress` gets the bytes of each file once it is read.

    Raises NotAReturn for a file that is none, or where two hold one table; then nothing is read.
    """
    found = _Gathered()
    for file in files:
        for sheet in sheets.of(file, progress):
            if isinstance(sheet, Sheet):
                _recognised(sheet, found)
            else:
                for table, frame in xml.tables(sheet).items():
                    found.take(table, frame, sheet.name)
    if not found.tables:
        raise NotAReturn("the return", 0, "No file was given.", NONE)
    tables = {name: _finished(name, frame, found.cautions) for name, frame in found.tables.items()}
    return Return(tables, found.files, tuple(found.cautions))


def _recognised(sheet: Sheet, found: _Gathered) -> None:
    """Take a sheet for the table that its columns say it is. Raises NotAReturn."""
    heads = [head.strip().strip("\ufeff").upper() for head in sheet.heads]
    if again := sorted({head for head in heads if heads.count(head) > 1 and head}):
        raise NotAReturn(sheet.name, sheet.line, f"The column {again[0]} stands twice.",
                         "Take one of them out, or export the file again.")  # fmt: skip
    table = _table_of(set(heads), sheet)
    frame = sheet.frame.rename(dict(zip(sheet.frame.columns, heads, strict=True)))
    known = set(columns(table))
    if unknown := [head for head in heads if head not in known]:
        message = f"{sheet.name}: {len(unknown)} columns are none of {table}, and are not read"
        found.cautions.append(Caution("unknown_element", message, len(unknown)))
    found.take(table, frame.select(head for head in heads if head in known), sheet.name)


def _table_of(heads: set[str], sheet: Sheet) -> str:
    """Return the table whose columns these are, or nearly. Raises NotAReturn."""
    wanted = {name: {leaf.name for leaf in of} - OPTIONAL for name, of in TABLES.items()}
    whole = [name for name, names in wanted.items() if heads - OPTIONAL == names]
    if whole:
        return whole[0]
    share = {
        name: len(heads & names) / len(heads | names) for name, names in wanted.items()
    }  # fmt: skip
    best = max(share, key=lambda name: share[name])
    lacking = sorted(wanted[best] - heads)
    if share[best] < ENOUGH:
        nearest = f" The nearest is {best}, of which it lacks {', '.join(lacking)}."
        raise NotAReturn(
            sheet.name, sheet.line,
            f"Its columns are those of no table of the SSDA903 return."
            f"{nearest if share[best] else ''}",
            NONE,
        )  # fmt: skip
    return best


def _finished(name: str, frame: pl.DataFrame, cautions: list[Caution]) -> pl.DataFrame:
    """Return a table with all its columns: text trimmed, codes in capitals, values parsed."""
    codes = {leaf.name for leaf in leaves(name) if leaf.kind == "code"}
    made = frame.with_columns(
        _text(column, upper=column in codes) if column in frame.columns else
        pl.lit(None, pl.String).alias(column)
        for column in columns(name)
    )  # fmt: skip
    made = made.select(*columns(name)).with_columns(line=pl.int_range(pl.len()) + 2)
    return values.parsed(leaves(name), made, cautions)


def _text(column: str, *, upper: bool) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.strip_chars()
    text = text.str.to_uppercase() if upper else text
    return pl.when(text != "").then(text).alias(column)
