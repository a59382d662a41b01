"""Each rule about section 47 enquiries, on a census that breaks it and on ones that keep it.

The collection runs from 1 April 2024 to 31 March 2025; referrals are of 3 June 2024.
"""

import pytest

from lscp.returns.cin.tests.census_text import found


def enquiry(start="2024-06-05", held=None, required="false", target=None):
    return {
        "S47ActualStartDate": start,
        "InitialCPCtarget": target,
        "DateOfInitialCPC": held,
        "ICPCnotRequired": required,
    }


def child(*enquiries, **episode):
    """Return a child with one episode and its enquiries."""
    return {"CINdetails": [{"Section47": list(enquiries), **episode}]}


def two_episodes(first, second):
    return {"CINdetails": [{"Section47": first}, {"Section47": second}]}


ENQUIRY, EPISODE = "Section47", "CINdetails"
HELD = "2024-06-20"
ENDED = enquiry(required="1")
DONE = enquiry(held=HELD)
# Of 31 March 2025, the fifteenth working day before is 10 March.
RECENT, OVERDUE = "2025-03-10", "2025-03-09"

BREAKS = {
    "1104": [
        (child(DONE, enquiry(held="2024-06-02")), {(ENQUIRY, 1), (EPISODE, 0)}),
        (child(DONE, DateOfInitialCPC="2024-06-02"), {(EPISODE, 0)}),
    ],
    "2884": [
        (child(ENDED, DONE, DateOfInitialCPC=HELD), {(ENQUIRY, 1), (EPISODE, 0)}),
        (
            {"CINdetails": [{"DateOfInitialCPC": HELD}, {"Section47": [DONE]}]},
            {(ENQUIRY, 0), (EPISODE, 0)},
        ),
    ],
    "2889": [(child(DONE, enquiry("2024-06-02")), {(ENQUIRY, 1), (EPISODE, 0)})],
    "8615": [
        (child(DONE, enquiry("2024-06-21", HELD)), {(ENQUIRY, 1)}),
        (child(enquiry(None), enquiry("soon", HELD)), {(ENQUIRY, 0), (ENQUIRY, 1)}),
    ],
    "8675Q": [
        (child(DONE, enquiry(OVERDUE)), {(ENQUIRY, 1)}),
        (child(ENDED, enquiry(required=None)), {(ENQUIRY, 1)}),
        (child(enquiry("0001-01-01")), {(ENQUIRY, 0)}),
    ],
    "8715": [(child(enquiry(held=day)), {(ENQUIRY, 0)}) for day in ("2024-03-31", "2025-04-01")],
    "8740": [
        (child(DONE, enquiry("2024-03-31")), {(ENQUIRY, 1)}),
        (child(enquiry("2025-04-01", required=None)), {(ENQUIRY, 0)}),
        (child(enquiry("2024-03-31", "2025-04-01")), {(ENQUIRY, 0)}),
    ],
    "8839": [(child(enquiry(), DONE, ENDED, enquiry(required=None)), {(ENQUIRY, 0), (ENQUIRY, 3)})],
    "8870Q": [(child(enquiry(target=day)), {(ENQUIRY, 0)}) for day in ("2024-06-22", "2024-06-23")],
    "8875": [(child(enquiry(held=day)), {(ENQUIRY, 0)}) for day in ("2024-06-22", "2024-06-23")],
}
KEEPS = {
    "1104": [
        child(enquiry(held="2024-06-03"), enquiry(), DateOfInitialCPC="2024-06-03"),
        child(DONE, CINreferralDate=None),
    ],
    "2884": [
        child(DONE, enquiry(), DateOfInitialCPC="2024-06-21"),
        child(enquiry(), DateOfInitialCPC=HELD),
        child(enquiry()),
    ],
    "2889": [child(enquiry("2024-06-03"), enquiry(None))],
    "8615": [child(DONE, enquiry(), enquiry(HELD, HELD))],
    "8675Q": [
        child(enquiry(RECENT)),
        child(DONE, ENDED),
        child(enquiry(None)),
    ],
    "8715": [child(enquiry(held="2024-04-01"), enquiry(held="2025-03-31"), enquiry())],
    "8740": [
        child(enquiry("2024-04-01"), enquiry("2025-03-31"), enquiry(None)),
        child(enquiry("2024-03-20", "2024-04-02"), enquiry("2024-03-20", required="true")),
    ],
    "8839": [child(enquiry(), DONE, ENDED), two_episodes([enquiry()], [enquiry()])],
    "8870Q": [child(enquiry(target="2024-06-21"), enquiry(target="2024-06-24"), enquiry())],
    "8875": [child(enquiry(held="2024-06-21"), enquiry(held="2024-06-24"), enquiry())],
}


def each(cases):
    return [pytest.param(code, case, id=code) for code, some in cases.items() for case in some]


@pytest.mark.parametrize(("code", "case"), each(BREAKS))
def test_enquiries_that_break_a_rule_are_found(code, case):
    broken, rows = case
    assert found(code, broken) == rows


@pytest.mark.parametrize(("code", "kept"), each(KEEPS))
def test_enquiries_that_keep_a_rule_are_not_found(code, kept):
    assert found(code, kept) == set()


def test_one_day_held_two_conferences_for_two_children():
    assert found("2884", child(DONE), child(DateOfInitialCPC=HELD)) == set()


def test_the_year_end_of_easter_reaches_further_back():
    """31 March 2024 was Easter Day, after Good Friday: the fifteenth day before it is 7 March."""
    older = {"CINreferralDate": "2024-03-01", "Assessments": []}
    assert found("8675Q", child(enquiry("2024-03-07"), **older), year=2024) == set()
    assert found("8675Q", child(enquiry("2024-03-06"), **older), year=2024) == {(ENQUIRY, 0)}
