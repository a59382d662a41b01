"""Opens a register as lines of cells: CSV, or a sheet of Excel."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

SHEET = "Register"  # which sheet of several is the register; else the first


class NotARegister(ValueError):
    """A register of which nothing was loaded: at which line, in which column, why, what to do."""


def lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with its number, every cell as text. Raises NotARegister."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotARegister(f"{file.name}: It cannot be opened ({error.strerror})") from None
    if content.startswith(b"PK"):
        yield from _sheet(file.name, content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # as spreadsheets save it
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        reason = f"This is not CSV: {error}"
        raise NotARegister(f"{file.name}, line {reader.line_num}: {reason}") from None


def _sheet(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        wanted = SHEET if SHEET in book.sheet_names else book.sheet_names[0]
        rows = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise NotARegister(f"{name}: This is neither CSV nor an Excel file ({error})") from None
    for line, cells in enumerate(rows, start=1):
        yield line, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell).strip()
