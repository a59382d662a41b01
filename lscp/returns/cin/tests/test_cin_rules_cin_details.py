"""Each rule about an episode of need finds what breaks it in a file, and passes what does not."""

import pytest

from lscp.returns.check import check
from lscp.returns.cin.tests.census_text import found

DIED = {"PersonDeathDate": "2024-06-01"}
CLOSED = {"CINclosureDate": "2024-07-01", "ReasonForClosure": "RC7"}
ASSESSED_ONLY = {"CINclosureDate": "2024-07-01", "ReasonForClosure": "RC8"}
REFERRED_ONLY = {"ReferralNFA": "true", "PrimaryNeedCode": None, "Assessments": []}
ENQUIRY = {"S47ActualStartDate": "2024-06-05", "ICPCnotRequired": "true"}
OPEN_ENQUIRY = {"S47ActualStartDate": "2024-06-05", "ICPCnotRequired": "false"}
CONFERENCE = {"S47ActualStartDate": "2024-06-05", "DateOfInitialCPC": "2024-06-20"}
LATER_CONFERENCE = {**CONFERENCE, "S47ActualStartDate": "2024-06-12"}
PLAN = {"CPPstartDate": "2024-06-20"}
LATER = {"CINreferralDate": "2024-09-02", "Assessments": []}


def episodes(*episodes, **child):
    """Return a child with these episodes."""
    return {**child, "CINdetails": list(episodes)}


def in_episodes(*rows):
    """Return findings in rows of the episodes' table."""
    return {("CINdetails", row) for row in rows}


BREAKS = {
    "2990": [
        (episodes({**ASSESSED_ONLY, "Section47": [ENQUIRY]}),
         {("CINdetails", 0), ("Section47", 0)}),
        (episodes({**ASSESSED_ONLY, "DateOfInitialCPC": "2024-06-20"}), in_episodes(0)),
        (
            episodes(
                CLOSED,
                {
                    **ASSESSED_ONLY,
                    "CINPlanDates": [{"CINPlanStartDate": "2024-06-20"}] * 2,
                    "ChildProtectionPlans": [PLAN],
                },
            ),
            {
                ("CINdetails", 1), ("CINplanDates", 0), ("CINplanDates", 1),
                ("ChildProtectionPlans", 0),
            },
        ),
    ],
    "2991Q": [(episodes({"Assessments": [], "Section47": [ENQUIRY]}, {}), {("Section47", 0)})],
    "8555Q": [(episodes({}, **DIED), {("CINdetails", 0), ("ChildIdentifiers", 0)})],
    "8568": [
        (episodes({"ReferralNFA": None}, {"ReferralNFA": "Y"}, {"ReferralNFA": "maybe"}),
         in_episodes(0, 1, 2)),
    ],
    "8569Q": [
        # 1 April 2024 was a bank holiday, and so was 29 March.
        (episodes({**REFERRED_ONLY, "CINreferralDate": "2024-03-27"}), in_episodes(0)),
    ],
    "8585Q": [
        (episodes({**CLOSED, "ReasonForClosure": "RC2"}),
         {("CINdetails", 0), ("ChildIdentifiers", 0)}),
    ],
    "8600": [
        (episodes({"CINreferralDate": None}, {"CINreferralDate": "2025-04-01"},
                  {"CINreferralDate": "soon"}), in_episodes(0, 1, 2)),
    ],
    "8606": [
        (episodes({}, PersonBirthDate="2025-03-11"), {("CINdetails", 0), ("ChildIdentifiers", 0)}),
        (episodes({}, PersonBirthDate=None, ExpectedPersonBirthDate="2025-03-11"),
         {("CINdetails", 0), ("ChildIdentifiers", 0)}),
    ],
    "8610": [(episodes({"PrimaryNeedCode": None}), in_episodes(0))],
    "8620": [
        (episodes({**CLOSED, "CINclosureDate": "2024-03-31"}), in_episodes(0)),
        (episodes({**CLOSED, "CINclosureDate": "2025-04-01"}), in_episodes(0)),
    ],
    "8630": [(episodes({**CLOSED, "CINclosureDate": "2024-06-02"}), in_episodes(0))],
    "8640": [(episodes({**CLOSED, "ReasonForClosure": "RC0"}), in_episodes(0))],
    "8650": [(episodes({"PrimaryNeedCode": "N10"}), in_episodes(0))],
    "8805": [(episodes({**CLOSED, "ReasonForClosure": None}), in_episodes(0))],
    "8810": [(episodes({**CLOSED, "CINclosureDate": None}), in_episodes(0))],
    "8815": [(episodes({}, CLOSED, LATER), in_episodes(0, 2))],
    "8816": [
        (episodes({}, LATER), in_episodes(0, 1)),
        (episodes({**CLOSED, **LATER}, {}), in_episodes(0, 1)),
        (episodes({}, {}), in_episodes(0, 1)),
    ],
    "8820": [
        (episodes(CLOSED, {"CINreferralDate": "2024-06-30", "Assessments": []}), in_episodes(0, 1)),
        (episodes({}, {**CLOSED, "CINreferralDate": "2024-06-10"}, LATER), in_episodes(0, 1, 2)),
        (episodes({}, {**REFERRED_ONLY, "CINreferralDate": "2024-06-10"}), in_episodes(0, 1)),
    ],
    "8825Q": [
        (episodes({**ASSESSED_ONLY, "Assessments": []}), in_episodes(0)),
        (episodes({**ASSESSED_ONLY, "ReasonForClosure": "RC9", "Assessments": []}), in_episodes(0)),
    ],
    "8831": [
        (episodes({**REFERRED_ONLY, "Assessments": [{}]}), {("CINdetails", 0), ("Assessments", 0)}),
        (episodes({**REFERRED_ONLY, "Section47": [ENQUIRY]}),
         {("CINdetails", 0), ("Section47", 0)}),
        (episodes({**REFERRED_ONLY, "DateOfInitialCPC": "2024-06-20"}), in_episodes(0)),
    ],
    "8866": [(episodes({"ReferralSource": None}, {"ReferralSource": "2C"}), in_episodes(0, 1))],
    "8867": [
        (episodes({**CLOSED, "Assessments": [{}, {"AssessmentAuthorisationDate": None}]}),
         {("CINdetails", 0), ("Assessments", 1)}),
    ],
    "8868": [
        (episodes({**CLOSED, "Section47": [CONFERENCE, OPEN_ENQUIRY]}),
         {("CINdetails", 0), ("Section47", 1)}),
    ],
    "8890": [
        (episodes({"Section47": [OPEN_ENQUIRY, LATER_CONFERENCE]}),
         {("Section47", 0), ("Section47", 1)}),
    ],
}  # fmt: skip

KEEPS = {
    "2990": [episodes(ASSESSED_ONLY, {**CLOSED, "Section47": [ENQUIRY]})],
    "2991Q": [episodes({"Section47": [ENQUIRY]})],
    "8555Q": [episodes({"CINreferralDate": "2024-06-01"}, **DIED), {}],
    "8568": [episodes(*({"ReferralNFA": flag} for flag in ("0", "1", "false", "TRUE")))],
    "8569Q": [
        episodes({**REFERRED_ONLY, "CINreferralDate": "2024-03-28"},
                 {"CINreferralDate": "2023-06-01"}),
    ],
    "8585Q": [episodes({**CLOSED, "ReasonForClosure": "RC2"}, PersonDeathDate="2024-07-01")],
    "8600": [episodes({"CINreferralDate": "2019-05-01"}, {"CINreferralDate": "2025-03-31"})],
    "8606": [
        episodes({}, PersonBirthDate="2025-03-10"),
        episodes({}, PersonBirthDate=None, ExpectedPersonBirthDate="2025-03-10"),
    ],
    "8610": [episodes(REFERRED_ONLY, {})],
    "8620": [episodes({**CLOSED, "CINclosureDate": "2024-04-01"}, {})],
    "8630": [episodes({**CLOSED, "CINclosureDate": "2024-06-03"}, {})],
    "8640": [episodes(CLOSED, {**CLOSED, "ReasonForClosure": "RC9"}, {})],
    "8650": [episodes({}, {"PrimaryNeedCode": None})],
    "8805": [episodes(CLOSED, {})],
    "8810": [episodes(CLOSED, {})],
    "8815": [episodes({}, CLOSED, REFERRED_ONLY)],
    "8816": [episodes(CLOSED, LATER), episodes(REFERRED_ONLY, LATER)],
    "8820": [
        episodes(CLOSED, {"CINreferralDate": "2024-07-01"}),
        episodes(REFERRED_ONLY, LATER),
    ],
    "8825Q": [episodes(ASSESSED_ONLY, {**CLOSED, "Assessments": []})],
    "8831": [episodes(REFERRED_ONLY, {"Section47": [CONFERENCE]})],
    "8866": [
        episodes({"ReferralSource": None, "CINreferralDate": "2013-03-31"},
                 {"ReferralSource": "10"}),
    ],
    "8867": [episodes(CLOSED, {"Assessments": [{"AssessmentAuthorisationDate": None}]})],
    "8868": [
        episodes({**CLOSED, "Section47": [CONFERENCE, ENQUIRY]}, {"Section47": [OPEN_ENQUIRY]}),
        episodes({**CLOSED, "Section47": [OPEN_ENQUIRY], "DateOfInitialCPC": "2024-06-20"}),
    ],
    "8890": [
        episodes({"Section47": [CONFERENCE, {**ENQUIRY, "S47ActualStartDate": "2024-06-20"}]}),
        episodes({"Section47": [ENQUIRY, {**ENQUIRY, "S47ActualStartDate": "2024-06-12"}]}),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "child", "rows"), [(code, *case) for code, cases in BREAKS.items() for case in cases]
)
def test_a_rule_finds_the_rows_that_break_it(code, child, rows):
    assert found(code, child) == rows


@pytest.mark.parametrize(
    ("code", "child"), [(code, case) for code, cases in KEEPS.items() for case in cases]
)
def test_a_rule_passes_what_does_not_break_it(code, child):
    assert found(code, child) == set()


def test_a_child_is_not_held_against_another():
    first, second = episodes(ASSESSED_ONLY), episodes({"Section47": [ENQUIRY], **CLOSED})
    assert found("2990", first, second) == set()
    assert found("8815", episodes({}), episodes({})) == set()


def test_rc9_is_not_a_code_of_the_years_before_it():
    child = episodes({**CLOSED, "CINclosureDate": "2021-07-01", "ReasonForClosure": "RC9"})
    assert found("8640", child, year=2022) == in_episodes(0)


def test_a_year_without_known_bank_holidays_has_its_weekends():
    rows = [{"CINreferralDate": day, "ReferralNFA": "1"} for day in ("2000-03-30", "2000-03-31")]
    year = {"collection_start": "2000-04-01", "collection_end": "2001-03-31"}
    answer = check("cin", {"CINdetails": rows}, metadata=year, rules=["8569Q"])
    assert answer.findings["row"].to_list() == [0]
