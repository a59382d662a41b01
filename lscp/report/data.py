"""figures.csv: every figure of the report, one row each, for whoever wants to count again."""

import csv
import io
from pathlib import Path

from lscp.core.figures import COLUMNS, PLACES, Figure
from lscp.report.document import Document


def write(document: Document, path: Path) -> None:
    """Write the document's figures as CSV (UTF-8, by name of figure), as they are printed."""
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(_row(figure) for figure in sorted(document.figures, key=lambda f: f.figure))
    path.write_bytes(written.getvalue().encode())


def _row(figure: Figure) -> dict[str, object]:
    """Return the row of a figure. A count is written 2257 and not 2257.0."""
    row = figure.row()
    whole = ("numerator", "denominator", *(["value"] if not PLACES.get(figure.unit) else []))
    for name in whole:
        number = row[name]
        if isinstance(number, float) and number.is_integer():
            row[name] = int(number)
    return row
