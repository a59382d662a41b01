"""Reads tables: sheets of a workbook, and CSV."""

import csv
import io

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Place
from lscp.report.proof.readers.building import Building
from lscp.report.proof.reading import NotReadable

MOST_CELLS = 5_000_000


def workbook(data: bytes, name: str) -> Document:
    """Return the document of a workbook: each sheet is a table under its name."""
    from python_calamine import CalamineError, CalamineWorkbook

    building = Building(name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet)
            if rows.total_height * rows.total_width > MOST_CELLS:
                raise NotReadable(name, f"The sheet {sheet} has more than 5 million cells.")
            building.heading = sheet
            _add(building, [[_written(cell) for cell in row] for row in rows.to_python()])
    except CalamineError:
        raise NotReadable(name, "It is damaged, or has a password.",
                          "Save it as xlsx without a password.") from None  # fmt: skip
    return building.document()


def csv_text(source: str, name: str) -> Document:
    """Return the document of a CSV text."""
    head = source.splitlines()[0] if source.strip() else ""
    delimiter = max(",;\t|", key=head.count)
    building = Building(name)
    try:
        rows = list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise NotReadable(name, f"It cannot be read as CSV: {error}.") from None
    _add(building, rows)
    return building.document()


def _add(building: Building, rows: list[list[str]]) -> None:
    """Add the rows as tables: an empty row parts two; a row of one cell is a heading."""
    held: list[list[str]] = []
    first = 1
    for line, row in enumerate([*rows, []], start=1):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > 1:
            held = held or []
            first = line if not held else first
            held.append(row)
            continue
        if held:
            building.table(held, Place(line=first), lines=True)
            held = []
        if filled:
            building.head(filled[0], Place(line=line))


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
