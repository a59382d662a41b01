"""The files of a return, made of a text of rows or of rows, and read as any others."""

import csv
import io

from lscp.returns.ssda903.facts import facts
from lscp.returns.ssda903.read import read
from lscp.returns.ssda903.tables import TABLES
from lscp.returns.ssda903.tests.return_text import AUTHORITY, YEAR, tables


def of_rows(made, delimiter=","):
    """Read tables of rows, a file for each: every published column, and those that rows name."""
    return read([_file(table, rows, delimiter) for table, rows in made.items()])


def written(text, folder):
    """Write the files of a return in lines of text into a folder, and return their paths."""
    made, _ = tables(text)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table, rows in made.items():
        path = folder / f"{table.lower()}.csv"
        path.write_bytes(_file(table, rows, ",").getvalue())
        paths.append(path)
    return paths


def _file(table, rows, delimiter):
    names = dict.fromkeys(leaf.name for leaf in TABLES.get(table, ()) if leaf.name != "UASC")
    names |= dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(text.getvalue().encode())
    file.name = f"{table}.csv"
    return file


def facts_of(text):
    """Return the facts of a return in lines of text, as `return_text.tables` has them."""
    made, _ = tables(text)
    return facts(of_rows(made), authority=AUTHORITY, year=YEAR)
