"""A list as a file: CSV or Excel, in which no cell is taken for a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from lscp.core import workbook
from lscp.core.time import today
from lscp.core.workflow import Refused

from .columns import Shown, as_cell

MOST = 20_000  # rows of one download
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV = "text/csv; charset=utf-8"


def answer(
    kind: str, title: str, columns: Sequence[Shown], rows: Sequence[Any]
) -> HttpResponse:  # fmt: skip
    """Return the answer that is a file. Raises Refused where there is too much for one."""
    if kind not in ("csv", "xlsx"):
        raise Http404("There is no such kind of file")
    if len(rows) > MOST:
        raise Refused(
            f"This list has more than {MOST:,} rows. Search or filter it, and download less."
        )
    cells = [[as_cell(each.value(row)) for each in columns] for row in rows]
    headings = [each.heading for each in columns]
    held = as_csv(headings, cells) if kind == "csv" else _excel(title, headings, cells)
    made = HttpResponse(held, content_type=CSV if kind == "csv" else workbook.TYPE)
    name = f"{slugify(title)}-{today():%Y-%m-%d}.{kind}"
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Return CSV with a mark by which Excel knows that it is UTF-8."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: an apostrophe stands before what looks like it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _excel(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    held = io.BytesIO()
    columns = [workbook.Column(heading, 24) for heading in headings]
    notes = [f"Downloaded on {today():%Y-%m-%d}. Keep it as safely as the records themselves."]
    sheets = [workbook.Sheet("List", columns, rows)]
    workbook.write_to(held, title, notes, sheets, in_memory=True)
    return held.getvalue()
