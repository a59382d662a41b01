"""A small return in a few lines of text, of which those with a star break the rule."""

from lscp.returns.check import check

YEAR = 2022
AUTHORITY = "E09000033"
METADATA = {"localAuthority": AUTHORITY}


def tables(text):
    """Return the tables of a text, and its starred rows as (table, row).

    A line is a row: `* Episodes CHILD=1 DECOM=01/06/2021`. A value may hold no space; a column
    that is not named is missing there.
    """
    made, starred = {}, set()
    for line in (line.strip() for line in text.strip().splitlines()):
        table, *cells = line.removeprefix("*").split()
        rows = made.setdefault(table, [])
        if line.startswith("*"):
            starred.add((table, len(rows)))
        rows.append(dict(cell.split("=", 1) for cell in cells))
    return made, starred


def found(code, text, *, year=YEAR):
    """Return what a rule finds in a text, and what it is to find there."""
    made, starred = tables(text)
    assert starred, "no row of this case breaks the rule"
    answer = check("ssda903", made, year=year, metadata=METADATA, rules=[code])
    assert answer.complete, answer.not_run.rows()
    return set(answer.findings.select("table", "row").iter_rows()), starred
