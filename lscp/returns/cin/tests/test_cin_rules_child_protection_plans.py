"""Each rule about child protection plans, on a census that breaks it and on ones that keep it.

The collection runs from 1 April 2024 to 31 March 2025; referrals are of 3 June 2024.
"""

import pytest

from lscp.returns.cin.tests.census_text import found

HELD = "2024-06-20"


def plan(start=HELD, end=None, reviews=(), category="NEG", latest="EMO", before="0"):
    return {
        "CPPstartDate": start, "CPPendDate": end, "InitialCategoryOfAbuse": category,
        "LatestCategoryOfAbuse": latest, "NumberOfPreviousCPP": before,
        "CPPreviewDate": list(reviews),
    }  # fmt: skip


def child(*plans, held=(), died=None, **episode):
    """Return a child with one episode, its plans, and enquiries that led to a conference."""
    return {"PersonDeathDate": died, "CINdetails": [_episode(plans, held, episode)]}


def _episode(plans, held, more):
    enquiries = [enquiry(day) for day in held]
    return {"ChildProtectionPlans": list(plans), "Section47": enquiries, **more}


def enquiry(held, required="false"):
    days = {"S47ActualStartDate": "2024-06-05", "DateOfInitialCPC": held}
    return {**days, "ICPCnotRequired": required}


def two_episodes(first, second, held=()):
    return {"CINdetails": [_episode(first, (), {}), _episode(second, held, {})]}


PLAN, EPISODE, CHILD, ENQUIRY = (
    "ChildProtectionPlans", "CINdetails", "ChildIdentifiers", "Section47",
)  # fmt: skip
WHOLE = {(None, None)}
CLOSED = {"CINclosureDate": "2024-09-02", "ReasonForClosure": "RC7"}
LATER = "2024-09-03"
ENDED, LONG = plan(end="2024-08-01"), plan("2024-08-01", "2025-02-01")
MOVED = "2024-06-25"

BREAKS = {
    "1105": [(child(ENDED, plan("2024-06-02")), {(PLAN, 1), (EPISODE, 0)})],
    "2883": [
        (child(plan()), WHOLE),
        (child(plan(), plan("2025-03-31"), held=[HELD], DateOfInitialCPC="2024-03-31"), WHOLE),
    ],
    "2885": [
        (child(plan(), held=["2024-06-21"]), {(PLAN, 0), (ENQUIRY, 0)}),
        (child(plan(), DateOfInitialCPC=MOVED), {(PLAN, 0), (EPISODE, 0)}),
        (child(plan()), {(PLAN, 0)}),
        (two_episodes([plan()], [], held=[HELD]), {(PLAN, 0)}),
        (
            child(plan(), plan(MOVED), held=[HELD, "2024-06-21"]),
            {(PLAN, 1), (ENQUIRY, 0), (ENQUIRY, 1)},
        ),
        (
            {
                "CINdetails": [
                    {"ChildProtectionPlans": [plan()], "Section47": [enquiry(MOVED, "true")]}
                ]
            },
            {(PLAN, 0)},
        ),
    ],
    "8565": [
        (child(DateOfInitialCPC=LATER, **CLOSED), {(EPISODE, 0)}),
        (child(ENDED, plan(end=LATER), **CLOSED), {(EPISODE, 0), (PLAN, 1)}),
        (child(held=[HELD, LATER], **CLOSED), {(EPISODE, 0), (ENQUIRY, 1)}),
        (
            child(Section47=[{"S47ActualStartDate": LATER}], **CLOSED),
            {(EPISODE, 0), (ENQUIRY, 0)},
        ),
        *(
            (child(Assessments=[{}, {name: LATER}], **CLOSED), {(EPISODE, 0), ("Assessments", 1)})
            for name in ("AssessmentActualStartDate", "AssessmentAuthorisationDate")
        ),
        *(
            (child(CINPlanDates=[{name: LATER}], **CLOSED), {(EPISODE, 0), ("CINplanDates", 0)})
            for name in ("CINPlanStartDate", "CINPlanEndDate")
        ),
    ],
    "8720": [(child(ENDED, plan(day)), {(PLAN, 1)}) for day in (None, "2025-04-01", "June")],
    "8730": [(child(ENDED, plan(before=n)), {(PLAN, 1)}) for n in (None, "-1", "two", "1.5")],
    "8832": [
        (child(plan(), ReferralNFA=said), {(PLAN, 0), (EPISODE, 0)}) for said in ("1", "TRUE")
    ],
    "8840": [(child(ENDED, plan(end=HELD)), {(PLAN, 1)})],
    "8841": [
        (child(ENDED, plan(reviews=[day, "2024-09-01"])), {(PLAN, 1), ("Reviews", 0)})
        for day in (HELD, "2024-06-19")
    ],
    "8905": [(child(ENDED, plan(category=code)), {(PLAN, 1)}) for code in (None, "NEGL", "neg")],
    "8910": [(child(ENDED, plan(latest=code)), {(PLAN, 1)}) for code in (None, "NEGL", "neg")],
    "8915": [(child(ENDED, plan(LATER), died="2024-09-02"), {(PLAN, 1), (CHILD, 0)})],
    "8920": [(child(ENDED, plan(end=LATER), died="2024-09-02"), {(PLAN, 1), (CHILD, 0)})],
    "8925": [(child(ENDED, plan(end="2024-06-19")), {(PLAN, 1)})],
    "8930": [(child(plan(end=day)), {(PLAN, 0)}) for day in ("2024-03-31", "2025-04-01")],
    "8935": [
        (child(plan(), ENDED, plan()), {(PLAN, 0), (PLAN, 2)}),
        (two_episodes([plan()], [plan()]), {(PLAN, 0), (PLAN, 1)}),
    ],
    "8940": [
        (child(ENDED, plan("2024-07-31", "2024-09-01")), {(PLAN, 0), (PLAN, 1)}),
        (two_episodes([plan()], [LONG]), {(PLAN, 0), (PLAN, 1)}),
        (
            child(ENDED, LONG, plan("2024-09-01"), plan("2025-02-01")),
            {(PLAN, 1), (PLAN, 2), (PLAN, 3)},
        ),
    ],
}
KEEPS = {
    "1105": [child(plan("2024-06-03"), plan(None)), child(plan(), CINreferralDate=None)],
    "2883": [
        child(plan(), plan(LATER), held=[HELD], DateOfInitialCPC=MOVED),
        child(plan("2024-03-31"), plan(None)),
        child(held=[HELD]),
    ],
    "2885": [
        child(plan(), plan(LATER), held=[HELD, "2024-06-19"], DateOfInitialCPC=LATER),
        child(plan("2024-03-31"), plan(None), plan("2025-04-01"), held=["2024-04-02"]),
        child(held=[HELD]),
    ],
    "8565": [
        child(plan(end="2024-09-02"), held=["2024-09-02"], DateOfInitialCPC="2024-09-02", **CLOSED),
        child(plan(LATER), CINPlanDates=[{"CINPlanEndDate": "2024-09-02"}], **CLOSED),
        child(plan(end=LATER), held=[LATER], DateOfInitialCPC=LATER),
        {"CINdetails": [CLOSED, {"DateOfInitialCPC": LATER}]},
    ],
    "8720": [child(plan("2025-03-31"), plan("2021-01-05"))],
    "8730": [child(plan(), plan(before="12"))],
    "8832": [child(plan()), child(plan(), ReferralNFA=None), child(ReferralNFA="1")],
    "8840": [child(plan(), ENDED, plan(None))],
    "8841": [
        child(plan(reviews=["2024-06-21"]), plan(None, reviews=[HELD])),
        two_episodes([plan(LATER)], [plan(reviews=["2024-07-01"])]),
    ],
    "8905": [child(*(plan(category=code) for code in ("NEG", "PHY", "SAB", "EMO", "MUL")))],
    "8910": [child(*(plan(latest=code) for code in ("NEG", "PHY", "SAB", "EMO", "MUL")))],
    "8915": [child(plan(), plan(None), died=HELD), child(plan())],
    "8920": [child(ENDED, plan(), died="2024-08-01"), child(ENDED)],
    "8925": [child(plan(), ENDED, plan(end=HELD), plan(None, HELD))],
    "8930": [child(plan(), plan(end="2024-04-01"), plan(end="2025-03-31"))],
    "8935": [child(plan(), ENDED)],
    "8940": [child(LONG, ENDED, plan("2025-02-01")), child(plan(), plan("2025-04-01"), plan(None))],
}


def each(cases):
    return [pytest.param(code, case, id=code) for code, some in cases.items() for case in some]


@pytest.mark.parametrize(("code", "case"), each(BREAKS))
def test_protection_plans_that_break_a_rule_are_found(code, case):
    broken, rows = case
    assert found(code, broken) == rows


@pytest.mark.parametrize(("code", "kept"), each(KEEPS))
def test_protection_plans_that_keep_a_rule_are_not_found(code, kept):
    assert found(code, kept) == set()


def test_plans_of_different_children_are_not_held_against_each_other():
    for code in ("8935", "8940"):
        assert found(code, child(plan()), child(plan())) == set()
    assert found("8920", child(died=HELD), child(ENDED)) == set()
    assert found("2885", child(plan()), child(held=[HELD])) == {(PLAN, 0)}
    assert found("2883", child(plan()), child(held=[HELD])) == set()
