"""Each rule about a child's header row finds what breaks it, and nothing else."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

NEW = {"collectionYear": 2025}


def header(text):
    """Return a case of the header's table alone."""
    return ({"Header": text}, {})


def both(now, last):
    """Return a case of this year's header and last year's."""
    return ({"Header": now, "Header_last": last}, {})


CASES = {
    "101": [
        header("SEX | 1 | 2 | M * | - * | 3 *"),
        ({"Header": "SEX | 1 * | F | U | f *"}, NEW),
    ],
    "102": [header("DOB | 01/02/2010 | - * | 31/02/2010 * | 01/02/10 *")],
    "103": [header("ETHNIC | WBRI | NOBT | wbri * | - * | White *")],
    "168": [
        header("UPN | A123456789012 | A12345678901B | UN3 | UN6 * | - * | I123456789012 * | A12 *")
    ],
    "171": [header("MC_DOB | 01/02/2020 | - | 31/02/2020 *")],
    "174": [header("SEX MC_DOB | 1 01/02/2020 * | M no * | 2 01/02/2020 | 1 -")],
    "209": [
        header(
            "UPN DOB | UN1 31/03/2017 * | UN1 01/04/2017 | UN1 31/08/2005 | UN1 01/09/2005 *"
            " | UN2 01/01/2010 | - 01/01/2010 | UN1 -"
        )
    ],
    "231": [header("DOB UASC | 01/04/2012 1 * | 31/03/2012 1 | 01/04/2012 0 | 01/04/2012 -")],
    "232": [({"Header": "SEX | U * | u * | M | -"}, NEW)],
    "301": [header("DOB | 31/03/2022 | 01/04/2022 * | -")],
    "351": [header("DOB | 01/04/1995 * | 02/04/1995 | -")],
    "444": [header("UPN | A123456789012 * | B123456789012 | A123456789012 * | UN1 | UN1 | - | -")],
    "611": [header("MOTHER MC_DOB | 1 - * | 1 01/02/2020 | 0 - | - -")],
    "612": [header("SEX MOTHER MC_DOB | F 0 01/02/2020 * | 2 - no * | 2 1 01/02/2020 | 2 - -")],
    "620": [header("DOB MOTHER | 02/04/2010 1 * | 01/04/2010 1 | 02/04/2010 0 | - 1")],
    "621": [header("DOB MC_DOB | 01/02/2005 01/02/2005 * | 01/02/2005 02/02/2005 | 01/02/2005 -")],
    "202": [
        both(
            "CHILD SEX | 1 1 | 2 2 * | 3 - * | 4 2 | 5 M | 6 F * | 7 U *",
            "CHILD SEX | 1 1 | 2 1 | 3 1 | 5 1 | 6 1 | 7 2",
        )
    ],
    "203": [
        both(
            "CHILD DOB | 1 01/02/2005 | 2 02/02/2005 * | 3 - * | 4 -",
            "CHILD DOB | 1 2005-02-01 | 2 01/02/2005 | 3 01/02/2005 | 4 -",
        )
    ],
    "204": [both("CHILD ETHNIC | 1 wbri | 2 NOBT * | 3 -", "CHILD ETHNIC | 1 WBRI | 2 WBRI | 3 -")],
    "207": [
        (
            {
                "Header": "CHILD MOTHER | 1 0 * | 2 - * | 3 1 | 4 1 | 5 0",
                "Header_last": "CHILD MOTHER | 1 1 | 2 1 | 3 1 | 4 0 | 5 1",
                "Episodes": "CHILD | 1 | 2 | 3 | 4",
            },
            {},
        )
    ],
    "208": [
        both(
            "CHILD UPN | 1 A123456789012 | 2 B123456789012 * | 3 UN2 | 4 UN3 * | 5 UN4 | 6 UN1 *"
            " | 7 - *",
            "CHILD UPN | 1 UN5 | 2 A123456789012 | 3 UN1 | 4 UN4 | 5 - | 6 - | 7 UN1",
        )
    ],
    "624": [
        both(
            "CHILD MC_DOB | 1 01/02/2020 | 2 - * | 3 02/02/2020 * | 4 01/02/2020",
            "CHILD MC_DOB | 1 01/02/2020 | 2 01/02/2020 | 3 01/02/2020 | 4 -",
        )
    ],
    "626": [
        both(
            "CHILD MOTHER MC_DOB | 1 1 31/03/2021 * | 2 1 01/04/2021 | 3 1 31/03/2021 | 4 0 -"
            " | 5 1 31/03/2021 *",
            "CHILD MOTHER MC_DOB | 1 0 - | 2 0 - | 3 1 31/03/2021 | 4 0 - | 5 - -",
        )
    ],
}


@pytest.mark.parametrize(("code", "tables", "metadata"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables, metadata):
    found, marked = found_and_marked(code, tables, **metadata)
    assert marked
    assert found == marked
