"""Workbooks of Excel: a sheet of notes to read first, then sheets of rows.

A cell that holds words holds them as words, whatever they begin with: never as a formula.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 1_048_575  # rows of a sheet, below its heading
SETTINGS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading and its width, in characters."""

    heading: str
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows hold a value for each column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]] = field(default=())


def write(target: Path, title: str, notes: Sequence[str], sheets: Sequence[Sheet]) -> None:
    """Write a workbook whole or not at all: a first sheet of notes, then the sheets."""
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".xlsx")
    try:
        with os.fdopen(handle, "wb") as file:
            write_to(file, title, notes, sheets)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def write_to(
    file: BinaryIO, title: str, notes: Sequence[str], sheets: Sequence[Sheet], *,
    in_memory: bool = False,
) -> None:  # fmt: skip
    """Write a workbook to an open file; `in_memory`, nothing of it is on a disk meanwhile."""
    import xlsxwriter

    held = {"constant_memory": False, "in_memory": True} if in_memory else {}
    with xlsxwriter.Workbook(file, {**SETTINGS, **held}) as book:
        book.set_properties({"title": title})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        first = book.add_worksheet("Read first")
        first.set_column(0, 0, 110)
        first.write(0, 0, title, bold)
        for place, note in enumerate(notes, start=1):
            first.write_string(place, 0, note, wrap)
        for sheet in sheets:
            _add(book, sheet, bold)


def _add(book: Any, sheet: Sheet, bold: Any) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, bold)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last == MOST:
            page.write_string(last, 0, "There are more than a sheet can hold: use --format csv.")
            break
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                page.write_number(last, place, value)
            elif value not in (None, ""):
                page.write_string(last, place, str(value)[:32_767])
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
