"""Reads a census file into its published tables, with what was odd about it.

Tables hold the text as it stood, trimmed; beside each date, flag and count stands a column with
the value parsed (`leaf.PARSED`). Nothing is corrected: the rules run on what arrived.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import polars as pl

from lscp.core import vocab
from lscp.returns import values
from lscp.returns.cautions import Caution
from lscp.returns.cin import repeats, shape
from lscp.returns.cin.tables import YEARS, columns
from lscp.returns.cin.tables import values as leaves
from lscp.returns.cin.walk import Walk
from lscp.returns.errors import NotAReturn
from lscp.returns.stream import feed, name_of

MADE_UP = "OpenLSCP made-up"
"""The `SoftwareCode` of a file whose children are made up."""
POSITION = pl.int_range(pl.len(), dtype=pl.Int64)


@dataclass(frozen=True)
class Return:
    """One authority's census of one year, as it was read.

    `authority` is the ONS code; `year` 2022 is 1 April 2021 to 31 March 2022. `tables` are those
    of `tables.KEYS`. `merged` are the `Child` elements (from 0) that say the same as an earlier
    one, and that facts leave out.
    """

    file: str
    header: Mapping[str, str | None]
    authority: str
    year: int
    reference_date: date
    tables: Mapping[str, pl.DataFrame]
    cautions: tuple[Caution, ...]
    merged: frozenset[int] = frozenset()

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {name: table.height for name, table in self.tables.items()}

    @property
    def made_up(self) -> bool:
        """Say whether the file's own header says that its children are made up."""
        return self.header["SoftwareCode"] == MADE_UP


def read(file: Path | str | BinaryIO, *, progress: Callable[[int], object] | None = None) -> Return:
    """Read a census; `progress` gets the bytes of each piece as it is read.

    Raises NotAReturn, and then nothing is loaded.
    """
    name = name_of(file)
    walk = Walk(name)
    feed(file, walk, progress)
    cautions = _passed_over(walk)
    tables = shape.tables(walk, cautions)
    merged = repeats.number_on(tables, cautions)
    tables = {
        table: values.parsed(leaves(table), frame.with_columns(row=POSITION), cautions)
        for table, frame in tables.items()
    }
    header = _Header(name, tables["Header"], cautions)
    return Return(
        file=name,
        header=header.values,
        authority=header.authority(),
        year=header.year,
        reference_date=header.day,
        tables=tables,
        cautions=tuple(cautions),
        merged=merged,
    )


def _passed_over(walk: Walk) -> list[Caution]:
    said = (
        ("unknown_element", walk.unknown, "is not of the census and was passed over"),
        ("repeated_value", walk.repeated, "stands again in one block; the first was kept"),
    )
    return [
        Caution(code, f"<{name[:60]}> {what}", count, line)
        for code, names, what in said
        for name, (count, line) in sorted(names.items())
    ]


class _Header:
    """Whose return it is, and of which year."""

    def __init__(self, file: str, table: pl.DataFrame, cautions: list[Caution]) -> None:
        self.file, self.cautions = file, cautions
        if table.is_empty():
            raise NotAReturn(
                file, 1, "There is no Header, which says whose return this is.", "Export it again."
            )
        row = table.row(0, named=True)
        self.line: int = row["line"]
        self.values: dict[str, str | None] = {name: row[name] for name in columns("Header")}
        self.day = self._day(row["ReferenceDate_on"])
        self.year = self.day.year + (self.day.month > 3)
        self._remark()

    def _day(self, read: date | None) -> date:
        if read is not None:
            return read
        year = self.values["Year"] or ""
        if not re.fullmatch(r"(19|20)\d\d", year):
            reason = "Neither ReferenceDate nor Year says which year the return is of."
            raise NotAReturn(self.file, self.line, reason, "Give 31 March of the year as the date.")
        self.cautions.append(
            Caution("no_reference_date", f"No ReferenceDate can be read; Year {year} was used",
                    1, self.line)
        )  # fmt: skip
        return date(int(year), 3, 31)

    def _remark(self) -> None:
        said = {
            "year_disagrees": (
                self.values["Year"] not in (None, str(self.year)),
                f"Year is {self.values['Year']}, and ReferenceDate, which decides, of {self.year}",
            ),
            "not_31_march": (
                (self.day.month, self.day.day) != (3, 31),
                f"ReferenceDate is {self.day:%d/%m/%Y}, not 31 March",
            ),
            "year_not_known": (
                self.year not in YEARS,
                (
                    f"The census of {self.year} is not known, and was read as the nearest of those "
                    f"that are, {YEARS[0]} to {YEARS[-1]}"
                ),
            ),
            "no_collection": (
                self.values["Collection"] is None,
                "The header does not say that the collection is CIN",
            ),
        }
        for code, (true, message) in said.items():
            if true:
                self.cautions.append(Caution(code, message, 1, self.line))

    def authority(self) -> str:
        """Return the ONS code of the header's LEA. Raises NotAReturn where it is not known."""
        number = self.values["LEA"]
        bearers = [
            code for code in vocab.code_set("dfe/local_authority")
            if number and code.more["dfe_code"] == number
        ]  # fmt: skip
        for code in bearers:
            if code.valid_on(self.day):
                return code.code
        if not number:
            reason = "The header has no LEA, the number of the authority."
        elif bearers:
            reason = f"LEA {number} was not an authority's number on {self.day:%d/%m/%Y}."
        else:
            reason = f"LEA {number[:10]} is not the number of an English authority."
        raise NotAReturn(self.file, self.line, reason, "Give the DfE's three-digit number.")
