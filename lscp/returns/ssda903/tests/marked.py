"""Tables written in a line for the tests of rules, each row that a rule finds marked with a star.

`{"Header": "CHILD SEX | 1 F | 2 - * | 3 X *"}`: a hyphen is a missing value.
"""

from lscp import returns

YEAR = 2022


def found_and_marked(code, tables, **metadata):
    """Return what a rule finds in marked tables, and what is marked, as (table, row)."""
    rows, marked = {}, set()
    for table, text in tables.items():
        head, *lines = (part.split() for part in text.split(" | "))
        stars = {(table, n) for n, line in enumerate(lines) if line[-1] == "*"}
        marked |= stars
        rows[table] = [
            {c: None if v == "-" else v for c, v in zip(head, line, strict=False)}
            for line in lines
        ]  # fmt: skip
        assert all(len(line) - (line[-1] == "*") == len(head) for line in lines), (code, text)
    metadata = {"collectionYear": YEAR, **metadata}
    checked = returns.check("ssda903", rows, metadata=metadata, rules=[code])
    assert checked.complete, checked.not_run
    return set(checked.findings.select("table", "row").iter_rows()), marked


def cases(of):
    """Return the cases of a table of them, each with its rule's number."""
    return [(code, *case) for code, several in of.items() for case in several]
