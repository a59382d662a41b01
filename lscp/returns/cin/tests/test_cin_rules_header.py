"""The rule about the header, on censuses as they are read."""

import pytest

from lscp.returns.check import check
from lscp.returns.cin.tests.census_text import found, tables

HEADER = {("Header", 0)}

# code: [(what is different in the header of 2025, what is found), …]
BREAKS = {
    "100": [
        ({"ReferenceDate": "2025-03-30"}, HEADER),
        ({"ReferenceDate": "2025-04-30"}, HEADER),
        ({"Year": "2024"}, HEADER),
        ({"Year": None}, HEADER),
    ]
}
KEEPS = {"100": [{}, {"ReferenceDate": "31/03/2025"}]}


@pytest.mark.parametrize(
    ("code", "header", "expected"),
    [(code, *case) for code, cases in BREAKS.items() for case in cases],
)
def test_a_rule_finds_a_header_that_breaks_it(code, header, expected):
    assert found(code, header=header) == expected


@pytest.mark.parametrize(
    ("code", "header"), [(code, case) for code, cases in KEEPS.items() for case in cases]
)
def test_a_rule_finds_nothing_in_a_header_that_keeps_it(code, header):
    assert found(code, header=header) == set()


def test_a_reference_date_that_is_missing_is_not_the_end_of_the_year():
    given = tables()
    given["Header"] = (
        given["Header"].drop("ReferenceDate_on", strict=False).with_columns(ReferenceDate=None)
    )
    answer = check("cin", given, year=2025, rules=["100"])
    assert answer.complete
    assert answer.findings["table"].to_list() == ["Header"]
