"""Opens what a return arrives as: CSV in whatever form a case system or Excel saves it, or sheets.

What a file is, its first bytes say. Every cell is text: nothing is guessed of numbers or dates.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from lscp.returns.errors import NotAReturn
from lscp.returns.stream import KINDS, name_of

LARGEST = 1 << 30
"""Bytes of the largest file that is read: a return of 100,000 children has none of a tenth."""
MOST_CELLS = 50_000_000
"""Cells of the largest sheet that is read: a small zip file can hold any number of them."""
LONGEST_HEAD = 1 << 16
"""Characters of the longest first line: no return has one of a hundredth."""
ZIP, ROOT = b"PK\x03\x04", b"<EXPSSDA903"
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
DELIMITERS = ",;\t|"
AGAIN = "Export it again from the case system, and check that the whole file arrived."


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file: how its columns are headed, and every cell as text.

    `frame` has the columns by their places (`c0`, `c1`), and `line`, on which a row starts.
    """

    name: str
    heads: list[str]
    frame: pl.DataFrame


@dataclass(frozen=True)
class Xml:
    """A file that is XML, still to be read."""

    name: str
    data: bytes


def may_hold(first: bytes) -> bool:
    """Say whether a file that begins so is what this return arrives as: text, a workbook, its XML.

    Text in columns is no other return; of XML and of zip files, a few are this one.
    """
    if first.startswith(ZIP):
        return b"xl/" in first or b"[Content_Types].xml" in first
    text = first.replace(b"\x00", b"") if first.startswith((b"\xff\xfe", b"\xfe\xff")) else first
    text = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith(b"<"):
        return ROOT in text
    return bool(text) and b"\x00" not in text and not any(text.startswith(kind) for kind in KINDS)


def of(
    file: Path | str | BinaryIO, progress: Callable[[int], object] | None = None
) -> Iterator[Sheet | Xml]:
    """Give the sheets that a file holds, or its XML. Raises NotAReturn."""
    name, data = name_of(file), _data(file)
    if progress:
        progress(len(data))
    if not data.strip():
        raise NotAReturn(name, 0, "The file is empty, or begins with nothing but blanks.", AGAIN)
    if data.startswith(ZIP):
        yield from _workbook(name, data)
    elif (kind := next((KINDS[k] for k in KINDS if data.startswith(k) and k[0]), None)) and not (
        data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise NotAReturn(name, 1, f"This is no file of a return: it is {kind[0]}.", kind[1])
    elif data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<":
        yield Xml(name, data)
    else:
        yield Sheet(name, *_csv(name, _decoded(name, data)))


def _data(file: Path | str | BinaryIO) -> bytes:
    name = name_of(file)
    if not isinstance(file, str | Path):
        data = file.read(LARGEST + 1)
    elif Path(file).is_dir():
        raise NotAReturn(name, 0, "This is a folder, not a file.", "Give the files in it.")
    else:
        with open(file, "rb") as source:
            data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NotAReturn(name, 0, "The file is larger than any return is.", AGAIN)
    return data


def _decoded(name: str, data: bytes) -> str:
    """Return the text of a file: as its mark says, or UTF-8, or what Excel saves in England."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            with suppress(UnicodeError):
                return data.decode(encoding)
            raise NotAReturn(name, 0, "The file is cut short, or not in the encoding it says.",
                             AGAIN)  # fmt: skip
    with suppress(UnicodeError):
        return data.decode("utf-8")
    if b"\x00" in data:
        raise NotAReturn(name, 0, "The file is binary: it holds zeros.", AGAIN)
    return data.decode("cp1252", errors="replace")


def _csv(name: str, text: str) -> tuple[list[str], pl.DataFrame]:
    """Return the heads and the table of a text, whatever parts its cells."""
    head = text[:LONGEST_HEAD]
    delimiter = max(DELIMITERS, key=head.partition("\n")[0].count)
    heads = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), [])
    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()), separator=delimiter, has_header=True,
            infer_schema=False, raise_if_empty=False, new_columns=[f"c{n}" for n, _ in
                                                                   enumerate(heads)],
        )  # fmt: skip
    except pl.exceptions.PolarsError as fault:
        said = str(fault).splitlines()[0] if str(fault) else ""
        if "more fields" in said or "ragged" in said:
            raise NotAReturn(name, _ragged(text, delimiter, len(heads)),
                             "The row has more cells than the first line has columns.",
                             "Put values that hold the delimiter into quotation marks.",
                             ) from None  # fmt: skip
        raise NotAReturn(name, 0, "The file cannot be read as a table.", AGAIN) from None
    return heads, frame.with_columns(line=_lines(text, delimiter, frame.height))


def _lines(text: str, delimiter: str, height: int) -> pl.Series:
    """Return the line that each row starts on.

    Only where a value holds a new line is that another than the row's place says: then it is
    worth reading the text a second time.
    """
    by_place = pl.Series("line", range(2, height + 2), pl.Int64)
    if text.count("\n") - text.endswith("\n") <= height:
        return by_place
    rows, starts, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [], 1
    with suppress(csv.Error):
        for _ in rows:
            starts.append(line)
            line = rows.line_num + 1
    return pl.Series("line", starts[1:], pl.Int64) if len(starts) == height + 1 else by_place


def _ragged(text: str, delimiter: str, width: int) -> int:
    """Return the line of the first row that is too long, or 0."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with suppress(csv.Error):
        for row in rows:
            if len(row) > width:
                return rows.line_num
    return 0


def _workbook(name: str, data: bytes) -> Iterator[Sheet]:
    """Give each sheet of a workbook that holds anything."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet)
            if rows.total_height * rows.total_width > MOST_CELLS:
                raise NotAReturn(name, 0, f"The sheet {sheet} is larger than any return is.", AGAIN)
            cells = [[_written(cell) for cell in row] for row in rows.to_python()]
            if cells and any(cells[0]):
                yield Sheet(f"{name}: {sheet}", *_frame(cells))
    except CalamineError:
        raise NotAReturn(name, 0, "The file is no workbook that can be read.",
                         "Save it as an Excel workbook (xlsx) without a password.",
                         ) from None  # fmt: skip


def _frame(cells: list[list[str | None]]) -> tuple[list[str], pl.DataFrame]:
    heads, rows = cells[0], cells[1:]
    made = [pl.Series(f"c{n}", [row[n] for row in rows], pl.String) for n, _ in enumerate(heads)]
    lines = pl.Series("line", range(2, len(rows) + 2), pl.Int64)
    return [head or "" for head in heads], pl.DataFrame([*made, lines])


def _written(cell: object) -> str | None:
    """Return a cell as the text that a file of this return would hold."""
    if cell is None or cell == "":
        return None
    if hasattr(cell, "strftime"):
        return str(cell.strftime("%d/%m/%Y"))
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
