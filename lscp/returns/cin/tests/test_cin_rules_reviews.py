"""Each rule about reviews, on a census that breaks it and on ones that keep it.

The collection runs from 1 April 2024 to 31 March 2025; referrals are of 3 June 2024.
"""

import pytest

from lscp.returns.check import check
from lscp.returns.cin.tests.census_text import found


def child(*reviews, ended=None, need=("2024-09-02", None), plans=()):
    """Return a child with a child in need plan and, before others, a plan with its reviews."""
    plan = {"CPPstartDate": "2024-06-20", "CPPendDate": ended, "CPPreviewDate": list(reviews)}
    start, end = need
    days = {"CINPlanStartDate": start, "CINPlanEndDate": end}
    return {"CINdetails": [{"CINPlanDates": [days], "ChildProtectionPlans": [plan, *plans]}]}


NEED, REVIEW = "CINplanDates", "Reviews"
BEGUN, AFTER = "2024-09-02", "2024-10-01"
LATE = {"CPPstartDate": "2024-10-01", "CPPendDate": AFTER, "CPPreviewDate": [AFTER]}

BREAKS = {
    "4003": [
        (child("2024-09-01", AFTER), {(NEED, 0), (REVIEW, 1)}),
        (child(BEGUN), {(NEED, 0), (REVIEW, 0)}),
        (child(AFTER, need=(BEGUN, "2024-10-02")), {(NEED, 0), (REVIEW, 0)}),
        (child(BEGUN, ended="2024-09-05"), {(NEED, 0), (REVIEW, 0)}),
        # The review that ended one plan is not the review of another.
        (child(AFTER, plans=[LATE]), {(NEED, 0), (REVIEW, 0)}),
    ],
    "8842Q": [
        (child(AFTER, ""), {(REVIEW, 1)}),
        (child("soon"), {(REVIEW, 0)}),
    ],
}
KEEPS = {
    "4003": [
        child("2024-09-01"),
        child(BEGUN, ended=BEGUN),
        child(AFTER, need=(BEGUN, AFTER)),
        child(AFTER, need=(None, None)),
        child("", need=(BEGUN, None)),
    ],
    "8842Q": [child(AFTER), child()],
}


def each(cases):
    return [pytest.param(code, case, id=code) for code, some in cases.items() for case in some]


@pytest.mark.parametrize(("code", "case"), each(BREAKS))
def test_reviews_that_break_a_rule_are_found(code, case):
    broken, rows = case
    assert found(code, broken) == rows


@pytest.mark.parametrize(("code", "kept"), each(KEEPS))
def test_reviews_that_keep_a_rule_are_not_found(code, kept):
    assert found(code, kept) == set()


def test_a_block_of_a_review_with_nothing_in_it_has_no_date(reading, census, child):
    plan = "<ChildProtectionPlans><CPPstartDate>2021-06-24</CPPstartDate>{}</ChildProtectionPlans>"
    episode = f"<CINdetails>{plan.format('')}{plan.format('<Reviews/>')}</CINdetails>"
    answer = check("cin", dict(reading(census(child(episode))).tables), rules=["8842Q"])
    assert answer.findings.select("table", "row").rows() == [(REVIEW, 0)]


def test_a_review_finds_its_plan_where_tables_come_without_the_episode():
    key = {"LAchildID": "A1", "CPPID": "1"}
    tables = {
        "CINplanDates": [{"LAchildID": "A1", "CINPlanStartDate": BEGUN, "CINPlanEndDate": None}],
        "ChildProtectionPlans": [{**key, "CPPendDate": BEGUN}],
        "Reviews": [{**key, "CPPreviewDate": BEGUN}],
    }
    assert check("cin", tables, rules=["4003"]).findings.is_empty()
    tables["ChildProtectionPlans"][0]["CPPendDate"] = AFTER
    assert check("cin", tables, rules=["4003"]).findings.height == 2
