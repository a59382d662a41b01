"""Each rule about the tables as a whole finds what breaks it, and nothing else."""

import pytest

from lscp.returns.ssda903.rules.integrity import NOT_IN_HEADER, OTHER_BIRTH, TWICE
from lscp.returns.ssda903.tests.marked import cases, found_and_marked

CASES = {
    **{
        code: [({table: "CHILD | 1 | 2 * | - | 2 *", "Header": "CHILD | 1 | 3 | -"},)]
        for code, table in NOT_IN_HEADER.items()
    },
    **{
        code: [
            (
                {
                    table: "CHILD DOB | 1 01/02/2010 | 2 02/02/2010 * | 3 01/02/2010 | 4 - "
                    "| 5 01/02/2010 *",
                    "Header": "CHILD DOB | 1 2010-02-01 | 2 01/02/2010 | 4 01/02/2010 | 5 -",
                },
            )
        ]
        for code, table in OTHER_BIRTH.items()
    },
    **{code: [({table: "CHILD | 1 * | 2 | 1 * | - | -"},)] for code, table in TWICE.items()},
    "INT21": [
        (
            {
                "UASC": "CHILD SEX | 1 M | 2 M * | 3 F | 4 -",
                "Header": "CHILD SEX | 1 M | 2 F | 4 F",
            },
        )
    ],
    "EPI": [
        ({"Header": "CHILD | 1 | 2 * | 3", "Episodes": "CHILD | 1 | 1", "OC3": "CHILD | 3"},),
        ({"Header": "CHILD | 1 | 2 *", "Episodes": "CHILD | 1"},),
    ],
    "NoE": [
        (
            {
                "Episodes": "CHILD DECOM | 1 31/03/2021 * | 1 01/04/2021 | 2 01/04/2021 "
                "| 3 31/03/2021 | 4 -",
                "Episodes_last": "CHILD | 3",
            },
        )
    ],
    "1012": [
        (
            {
                "Episodes": "CHILD | 1",
                "AD1": "CHILD | 1 | 2 *",
                "Missing": "CHILD | 1 | 3 * | 3 *",
                "OC2": "CHILD | 2 *",
                "PlacedAdoption": "CHILD | 2 *",
                "PrevPerm": "CHILD | 2 *",
                "Reviews": "CHILD | 2 *",
                "OC3": "CHILD | 2",
            },
        )
    ],
}


@pytest.mark.parametrize(("code", "tables"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables):
    found, marked = found_and_marked(code, tables)
    assert marked
    assert found == marked
