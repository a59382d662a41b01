"""Each rule about child in need plans, on a census that breaks it and on ones that keep it.

The collection runs from 1 April 2024 to 31 March 2025; referrals are of 3 June 2024.
"""

import pytest

from lscp.returns.cin.tests.census_text import found


def child(*plans, protection=(), **episode):
    """Return a child with one episode, its plans given by their days: (start, end)."""
    return {"CINdetails": [_episode(plans, protection, episode)]}


def _episode(plans, protection, more):
    names, others = ("CINPlanStartDate", "CINPlanEndDate"), ("CPPstartDate", "CPPendDate")
    return {
        "CINPlanDates": [dict(zip(names, days, strict=True)) for days in plans],
        "ChildProtectionPlans": [dict(zip(others, days, strict=True)) for days in protection],
        **more,
    }


def two_episodes(first, second, protection=()):
    return {"CINdetails": [_episode(first, (), {}), _episode(second, protection, {})]}


PLAN, PROTECTION, EPISODE = "CINplanDates", "ChildProtectionPlans", "CINdetails"
JULY = ("2024-07-01", "2024-08-01")
AUTUMN = ("2024-08-01", "2024-11-01")
LATE = ("2024-10-01", "2024-12-01")
OPEN = ("2024-12-02", None)
NEVER = ("2024-12-02", "2024-02-30")

BREAKS = {
    "4000": [(child(JULY, ReferralNFA=said), {(PLAN, 0), (EPISODE, 0)}) for said in ("1", "true")],
    "4001": [
        (child(OPEN, protection=[("2024-07-01", None)]), {(PLAN, 0), (PROTECTION, 0)}),
        (child(JULY, OPEN, protection=[LATE, OPEN]), {(PLAN, 1), (PROTECTION, 1)}),
    ],
    "4004": [
        (child(OPEN, JULY, OPEN), {(PLAN, 0), (PLAN, 2)}),
        (child(OPEN, NEVER), {(PLAN, 0), (PLAN, 1)}),
    ],
    "4010": [
        (child((day, None)), {(PLAN, 0)}) for day in ("", "2025-04-01", "never", "9999-12-31")
    ],
    "4011": [(child(JULY, ("2024-08-02", "2024-08-01")), {(PLAN, 1)})],
    "4012Q": [(child(JULY, ("2024-08-02", "2024-08-02")), {(PLAN, 1)})],
    "4013": [(child(("2024-03-01", day)), {(PLAN, 0)}) for day in ("2024-03-31", "2025-04-01")],
    "4014": [
        (child(AUTUMN, LATE), {(PLAN, 0), (PLAN, 1)}),
        (two_episodes([AUTUMN], [LATE]), {(PLAN, 0), (PLAN, 1)}),
        (child(OPEN, ("2025-03-31", None)), {(PLAN, 0), (PLAN, 1)}),
        (child(JULY, JULY, OPEN), {(PLAN, 0), (PLAN, 1)}),
        # A long plan reaches past the short one between.
        (child(("2024-06-03", "2025-03-01"), JULY, LATE), {(PLAN, 0), (PLAN, 1), (PLAN, 2)}),
    ],
    "4015": [(child(("2024-06-02", None)), {(PLAN, 0), (EPISODE, 0)})],
    "4016": [
        (child(LATE, protection=[AUTUMN]), {(PLAN, 0), (PROTECTION, 0)}),
        (child(AUTUMN, protection=[AUTUMN]), {(PLAN, 0), (PROTECTION, 0)}),
        (two_episodes([("2025-03-31", None)], [], [OPEN]), {(PLAN, 0), (PROTECTION, 0)}),
    ],
    "4017": [
        (child(AUTUMN, protection=[LATE]), {(PLAN, 0), (PROTECTION, 0)}),
        (child(AUTUMN, protection=[AUTUMN]), {(PLAN, 0), (PROTECTION, 0)}),
        (two_episodes([OPEN], [], [("2025-03-31", None)]), {(PLAN, 0), (PROTECTION, 0)}),
    ],
}
KEEPS = {
    "4000": [child(JULY), child(JULY, ReferralNFA=None), child(ReferralNFA="1")],
    "4001": [
        child(OPEN, protection=[LATE]),
        child(LATE, protection=[OPEN]),
        child((None, None), protection=[OPEN]),
        two_episodes([OPEN], [], [OPEN]),
    ],
    "4004": [child(JULY, OPEN), two_episodes([OPEN], [OPEN])],
    "4010": [child(("2025-03-31", None), ("2021-01-05", None))],
    "4011": [child(JULY, OPEN, (None, "2024-08-01"), ("2024-08-01", "2024-08-01"))],
    "4012Q": [child(JULY, OPEN, (None, None))],
    "4013": [child(("2024-03-01", "2024-04-01"), ("2024-04-01", "2025-03-31"), OPEN)],
    "4014": [
        child(JULY, AUTUMN, OPEN),
        child(OPEN, ("2025-04-01", None)),
        child(JULY, (None, "2024-07-09")),
    ],
    "4015": [child(("2024-06-03", None), (None, None))],
    "4016": [
        child(OPEN, protection=[LATE]),
        child(("2024-12-01", None), protection=[LATE]),
        child(JULY, protection=[AUTUMN]),
    ],
    "4017": [
        child(JULY, protection=[AUTUMN]),
        child(AUTUMN, protection=[JULY]),
        child((None, None), protection=[JULY]),
    ],
}


def each(cases):
    return [pytest.param(code, case, id=code) for code, some in cases.items() for case in some]


@pytest.mark.parametrize(("code", "case"), each(BREAKS))
def test_plans_of_need_that_break_a_rule_are_found(code, case):
    broken, rows = case
    assert found(code, broken) == rows


@pytest.mark.parametrize(("code", "kept"), each(KEEPS))
def test_plans_of_need_that_keep_a_rule_are_not_found(code, kept):
    assert found(code, kept) == set()


def test_plans_of_different_children_have_nothing_to_do_with_each_other():
    assert found("4014", child(AUTUMN), child(LATE)) == set()
    assert found("4016", child(LATE), child(protection=[AUTUMN])) == set()
