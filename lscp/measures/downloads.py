"""Figures as files, CSV and Excel, with the columns of figures.csv."""

import csv
import io
from collections.abc import Iterable, Sequence

from lscp.core.figures import COLUMNS, Figure

CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(figures: Iterable[Figure]) -> bytes:
    """Return figures as CSV in UTF-8, one row each under a heading."""
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(figure.row() for figure in figures)
    return written.getvalue().encode()


def as_excel(figures: Iterable[Figure], *, title: str, notes: Sequence[str]) -> bytes:
    """Return figures as a workbook: a sheet of notes to read first, and a sheet of figures."""
    import xlsxwriter

    held = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, settings) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        book.set_properties({"title": title})
        about = book.add_worksheet("Read first")
        about.set_column(0, 0, 100)
        about.write(0, 0, title, bold)
        for place, note in enumerate(notes, start=1):
            about.write(place, 0, note, wrap)
        sheet = book.add_worksheet("Figures")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 18)
        sheet.write_row(0, 0, COLUMNS, bold)
        for place, figure in enumerate(figures, start=1):
            sheet.write_row(place, 0, [_plain(value) for value in figure.row().values()])
    return held.getvalue()


def _plain(value: object) -> object:
    return "" if value is None else value if isinstance(value, int | float) else str(value)
