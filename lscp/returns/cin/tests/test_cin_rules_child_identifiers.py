"""The rules about who a child is, on censuses as they are read."""

import pytest

from lscp.returns.check import check
from lscp.returns.cin.tests.census_text import found, tables, upn

UNBORN = {"PersonBirthDate": None, "ExpectedPersonBirthDate": "2025-06-01", "Sex": "U"}
NO_ACTION = {"ReferralNFA": "true", "PrimaryNeedCode": None, "Assessments": []}
CHILD = {("ChildIdentifiers", 0)}
BOTH = CHILD | {("ChildIdentifiers", 1)}
WHOLE = {(None, None)}


def plan(**days):
    return {"PersonDeathDate": "2024-09-01", "CINdetails": [{"CINPlanDates": [days]}]}


def without_upn(birth, reason=None, **different):
    return {"UPN": None, "UPNunknown": reason, "PersonBirthDate": birth, **different}


# code: [(children, what is found), …]
BREAKS = {
    "1510": [
        ([{"UPN": "X" + upn()[1:]}], CHILD),
        ([{"UPN": upn()[:12]}], CHILD),
        ([{"UPN": upn() + "0"}], CHILD),
        ([{"UPN": upn().lower()}], CHILD),
    ],
    "1520": [([{"UPN": upn(7)}, {"UPN": upn(7)}, {}], BOTH)],
    "1530": [([{"UPN": upn(authority="999")}], CHILD), ([{"UPN": "A1"}], CHILD)],
    "1540": [([{"UPN": "A2071234X6781"}], CHILD), ([{"UPN": "A2071234"}], CHILD)],
    "1550": [
        ([{"UPN": "A20712345678I"}], CHILD),
        ([{"UPN": "A20712345678-"}], CHILD),
        ([{"UPN": "A20712345678"}], CHILD),
    ],
    "1560Q": [
        ([{"FormerUPN": "X0000y0000007"}], CHILD),
        ([{"FormerUPN": "O000000000007"}], CHILD),
        ([{"FormerUPN": "X98721238"}], CHILD),
    ],
    "1570": [([{"LAchildID": "A" * 21}], CHILD)],
    "1580": [([{"LAchildID": "A-1"}], CHILD), ([{"LAchildID": "Ångström"}], CHILD)],
    "2886Q": [
        ([{"Sex": None}, {}], WHOLE),
        ([{"Sex": "U"}, {}], WHOLE),
        ([{"Sex": "U"}] + [{}] * 48, WHOLE),
    ],
    "4008": [([plan(CINPlanStartDate="2024-09-02")], CHILD | {("CINplanDates", 0)})],
    "4009Q": [([plan(CINPlanEndDate="2024-09-02")], CHILD | {("CINplanDates", 0)})],
    "4180": [([{"Sex": None}], CHILD), ([{"Sex": "1", "GenderCurrent": "1"}], CHILD)],
    "8500": [([{"LAchildID": None}], CHILD)],
    "8510": [
        (
            [{"LAchildID": "A1"}, {"LAchildID": "A1", "PersonBirthDate": "2012-01-01"}, {}],
            BOTH,
        )
    ],
    "8520": [([{"PersonBirthDate": "2025-04-01"}], CHILD)],
    "8525Q": [
        ([{"PersonBirthDate": None}], CHILD),
        ([{"PersonBirthDate": "not known"}], CHILD),
        ([{"ExpectedPersonBirthDate": "2025-06-01"}], CHILD),
    ],
    "8530Q": [
        ([UNBORN | {"ExpectedPersonBirthDate": "2025-02-28"}], CHILD),
        ([UNBORN | {"ExpectedPersonBirthDate": "2026-01-01"}], CHILD),
    ],
    "8535Q": [([{"PersonDeathDate": "2014-05-05"}], CHILD)],
    "8545Q": [
        ([{"PersonDeathDate": "2024-03-31"}, {"PersonDeathDate": "2025-04-01"}, {}], BOTH),
    ],
    "8590": [([{"CINdetails": []}, {}], CHILD)],
    "8750": [([UNBORN | {"Sex": "F"}], CHILD), ([UNBORN | {"Sex": None}], CHILD)],
    "8770Q": [
        ([without_upn("2014-05-06")], CHILD),
        ([without_upn("2014-05-06", "UN1")], CHILD),
        ([without_upn("2020-03-31"), without_upn("2008-09-01"), {}], BOTH),
    ],
    "8772": [
        (
            [without_upn("2014-05-06", "UN7", CINdetails=[NO_ACTION, {}])],
            CHILD | {("CINdetails", 1)},
        )
    ],
    "8775Q": [
        ([{"PersonBirthDate": "2000-03-30"}], CHILD | {("CINdetails", 0)}),
        (
            [{"PersonBirthDate": "1999-06-30", "CINdetails": [{"CINclosureDate": "2024-07-01"}]}],
            CHILD | {("CINdetails", 0)},
        ),
    ],
}
KEEPS = {
    "1510": [[{}], [{"UPN": None}], [{"UPN": upn(last="T")}], [{"UPN": upn(authority="909")}]],
    "1520": [[{}, {}], [{"UPN": None}, {"UPN": None}]],
    "1530": [
        [
            {"UPN": upn(authority=each)}
            for each in ("001", "207", "909", "835", "943", "681", "702")
        ],
        [{"UPN": None}],
    ],
    "1540": [[{}], [{"UPN": None}], [{"UPN": "I2X123456789-"}]],
    "1550": [[{}], [{"UPN": None}], [{"UPN": upn(last="Z")}]],
    "1560Q": [[{}], [{"FormerUPN": "X987654321231"}, {"FormerUPN": "E00021511900T"}]],
    "1570": [[{"LAchildID": "A" * 20}], [{"LAchildID": None}]],
    "1580": [[{"LAchildID": "aZ09"}], [{"LAchildID": None}]],
    "2886Q": [[{}], [UNBORN, {}], [{"Sex": "U"}] + [{}] * 49],
    "4008": [[plan(CINPlanStartDate="2024-09-01")], [{"PersonDeathDate": "2024-09-01"}]],
    "4009Q": [[plan(CINPlanEndDate="2024-09-01")], [plan(CINPlanStartDate="2024-09-02")]],
    "4180": [[{"Sex": each} for each in "MFU"]],
    "8500": [[{}]],
    "8510": [[{}, {}], [{"LAchildID": None}, {"LAchildID": None}]],
    "8520": [[{"PersonBirthDate": "2025-03-31"}], [UNBORN]],
    "8525Q": [[{}, UNBORN]],
    "8530Q": [
        [{}],
        [UNBORN | {"ExpectedPersonBirthDate": day} for day in ("2025-03-01", "2025-12-31")],
    ],
    "8535Q": [[{"PersonDeathDate": "2014-05-06"}], [{}]],
    "8545Q": [[{"PersonDeathDate": day} for day in ("2024-04-01", "2025-03-31", None)]],
    "8590": [[{}], [{"LAchildID": None}]],
    "8750": [[UNBORN], [{}], [UNBORN | {"PersonBirthDate": "2025-03-01", "Sex": "F"}]],
    "8770Q": [
        [{}],
        [without_upn("2014-05-06", "UN3")],
        [without_upn("2014-05-06", CINdetails=[NO_ACTION])],
        [without_upn("2020-04-01"), without_upn("2008-08-31")],
    ],
    "8772": [
        [without_upn("2014-05-06", "UN7", CINdetails=[NO_ACTION])],
        [without_upn("2014-05-06", "UN6")],
    ],
    "8775Q": [
        [{"PersonBirthDate": "2000-03-31"}],
        [{"PersonBirthDate": "1999-07-01", "CINdetails": [{"CINclosureDate": "2024-07-01"}]}],
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


@pytest.mark.parametrize(("gender", "rows"), [("2", set()), ("9", set()), ("0", set())])
def test_before_sex_was_asked_for_gender_stands_for_it(gender, rows):
    assert found("4180", {"GenderCurrent": gender}, year=2024) == rows


def test_gender_missing_before_sex_was_asked_for_is_an_error_too():
    assert found("4180", {"GenderCurrent": None}, {"GenderCurrent": "3"}, year=2024) == BOTH
    assert found("8750", {**UNBORN, "Sex": None, "GenderCurrent": "1"}, year=2024) == CHILD
    assert found("8750", {**UNBORN, "Sex": None, "GenderCurrent": "0"}, year=2024) == set()
    assert found("2886Q", {"GenderCurrent": "0"}, year=2024) == WHOLE


def test_a_rule_across_tables_says_what_it_lacks_rather_than_that_all_is_well():
    given = tables(plan(CINPlanStartDate="2024-09-02"))
    given["CINplanDates"] = given["CINplanDates"].drop("LAchildID")
    answer = check("cin", given, rules=["4008"])
    assert answer.findings.is_empty()
    assert "CINplanDates.LAchildID" in answer.not_run["why"][0]
