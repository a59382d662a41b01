"""The rules about ethnicity and whether disability is recorded, on censuses as they are read."""

import pytest

from lscp.returns.cin.tests.census_text import found

UNBORN = {"PersonBirthDate": None, "ExpectedPersonBirthDate": "2025-06-01", "Sex": "U"}
NO_ACTION = {"ReferralNFA": "true", "PrimaryNeedCode": None, "Assessments": []}
DUE = {("ChildIdentifiers", 0), ("CINdetails", 0)}

# code: [(children, what is found), …]
BREAKS = {
    "4220": [
        ([{"Ethnicity": None}], {("ChildCharacteristics", 0)}),
        ([{}, {"Ethnicity": "ABAB"}], {("ChildCharacteristics", 1)}),
    ],
    "8540": [
        ([{"Disability": None}], DUE),
        ([{"Disability": ["NONSENSE"]}, {}], DUE | {("Disabilities", 0)}),
        ([{"Disability": ["AUT", "NONSENSE"]}], DUE | {("Disabilities", 1)}),
        (
            [{"Disability": None, "CINdetails": [NO_ACTION, {}]}],
            {("ChildIdentifiers", 0), ("CINdetails", 1)},
        ),
    ],
}
KEEPS = {
    "4220": [[{"Ethnicity": each} for each in ("WBRI", "REFU", "NOBT")]],
    "8540": [
        [{}, {"Disability": ["AUT", "LD"]}],
        [UNBORN | {"Disability": None}],
        [{"Disability": None, "CINdetails": [NO_ACTION]}],
    ],
}


@pytest.mark.parametrize(
    ("code", "children", "expected"),
    [(code, *case) for code, cases in BREAKS.items() for case in cases],
)
def test_a_rule_finds_the_rows_that_break_it(code, children, expected):
    assert found(code, *children) == expected


@pytest.mark.parametrize(
    ("code", "children"), [(code, case) for code, cases in KEEPS.items() for case in cases]
)
def test_a_rule_finds_nothing_where_it_is_kept(code, children):
    assert found(code, *children) == set()
