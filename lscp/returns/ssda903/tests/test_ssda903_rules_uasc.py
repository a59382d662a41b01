"""Each rule about unaccompanied children finds what breaks it, and nothing else."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

XML, CSV = {"file_format": "xml"}, {"file_format": "csv"}
STATUSES = {
    "UASC": "CHILD DOB DUC | 3 01/02/2004 31/03/2021 | 4 01/02/2004 01/02/2022 "
    "| 5 01/05/2004 01/05/2022 | 6 01/05/2004 02/05/2022 | 7 01/02/2004 01/06/2021 "
    "| 8 01/02/2004 - | 9 01/02/2004 -",
    "UASC_last": "CHILD DUC | 1 31/03/2021 | 2 01/04/2021 | 3 31/03/2021 | 4 - | 5 - | 6 - | 10 -",
    "Header": "CHILD DOB UASC | 1 01/02/2004 0 | 2 01/02/2004 0 | 3 01/02/2004 1 "
    "| 4 01/02/2004 1 | 5 01/05/2004 1 | 6 01/05/2004 1 | 7 01/02/2004 0 | 8 01/02/2004 1 "
    "| 9 01/02/2004 0 | 10 01/02/2004 0",
    "Header_last": "CHILD UASC | 1 1 | 2 1 | 3 1 | 4 1 | 5 1 | 6 1 | 7 0 | 8 0 | 9 0 | 10 1",
}


def starred(table, *children):
    """Return the tables of both years with some children's rows of a table marked."""
    head, *rows = STATUSES[table].split(" | ")
    rows = [f"{row} *" if row.split()[0] in children else row for row in rows]
    return {**STATUSES, table: " | ".join((head, *rows))}


def both(*children):
    """Return them with the rows of this year's header and of the table UASC marked."""
    return {**starred("Header", *children), "UASC": starred("UASC", *children)["UASC"]}


HEADERS = {
    "Header": "CHILD UASC | 1 1 | 2 0 | 3 0 | 4 0",
    "Header_last": "CHILD UASC | 3 1",
    "UASC_last": "CHILD DUC | 4 01/02/2020 | 2 -",
}

CASES = {
    "104": [({"UASC": "DUC | 01/02/2022 | - | 31/02/2022 *"}, XML)],
    "105": [({"Header": "UASC | 0 | 1 | - * | 2 *"}, XML)],
    "303": [
        (
            {
                "UASC": "CHILD DUC | 1 01/02/2022 * | 2 01/02/2022 | 3 - | 4 no * | 5 01/02/2022",
                "Header": "CHILD UASC | 1 0 * | 2 1 | 3 0 | 4 - *",
            },
            XML,
        )
    ],
    "304": [({"UASC": "DOB DUC | 01/02/2004 01/02/2022 | 01/02/2004 02/02/2022 * | - -"}, XML)],
    "205A": [(starred("Header", "2", "10"), XML), (starred("Header", "2", "10"), CSV)],
    "205B": [(both("3", "6"), XML), (both("3", "6"), CSV)],
    "205C": [(both("7"), XML)],
    "205D": [(starred("Header", "8"), XML), (starred("Header", "7", "8", "9"), CSV)],
    "164": [
        (
            {
                **HEADERS,
                "Episodes": "CHILD PL_DISTANCE | 1 1000 | 2 1000 * | 2 999.9 | 2 0 | 2 -1 * | 2 - "
                "| 3 far | 4 1000 | 5 far *",
            },
            XML,
        )
    ],
    "392a": [
        (
            {
                **HEADERS,
                "Episodes": "CHILD LS PL_DISTANCE | 1 C2 - | 2 C2 - * | 2 C2 1 | 2 V3 - | 3 C2 - "
                "| 4 C2 - | 5 - - *",
            },
            XML,
        )
    ],
    "392b": [
        (
            {
                **HEADERS,
                "Episodes": "CHILD LS HOME_POST PL_POST | 1 C2 - - | 2 C2 - A * | 2 C2 A - * "
                "| 2 C2 A A | 2 V4 - - | 3 C2 - - | 4 C2 - -",
            },
            XML,
        )
    ],
    "406": [
        (
            {
                **HEADERS,
                "Episodes": "CHILD PL_DISTANCE | 1 1 * | 2 1 | 1 - | 3 x * | 4 0 * | 5 1",
            },
            XML,
        )
    ],
}


@pytest.mark.parametrize(("code", "tables", "metadata"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables, metadata):
    found, marked = found_and_marked(code, tables, **metadata)
    assert marked
    assert found == marked


def test_files_cannot_say_that_a_child_is_none_and_when_that_ceased():
    assert found_and_marked("205C", STATUSES, **CSV)[0] == set()
