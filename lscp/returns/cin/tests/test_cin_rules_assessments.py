"""Each rule about an assessment finds what breaks it in a file, and passes what does not."""

import pytest

from lscp.returns.cin.tests.census_text import found

OPEN = {"AssessmentAuthorisationDate": None, "AssessmentFactors": None}
NOTHING = {"AssessmentFactors": ["21"]}
EARLY = {"CINreferralDate": "2024-03-01"}
CLOSED = {"CINclosureDate": "2024-07-01", "ReasonForClosure": "RC7"}
ASSESSED_ONLY = {**CLOSED, "ReasonForClosure": "RC8"}


def dates(start, end):
    """Return the dates of an assessment."""
    return {"AssessmentActualStartDate": start, "AssessmentAuthorisationDate": end}


def factors(*codes):
    """Return the factors of an assessment."""
    return {"AssessmentFactors": list(codes)}


def assessments(*assessments, **episode):
    """Return a child with an episode of these assessments."""
    return {"CINdetails": [{**episode, "Assessments": list(assessments)}]}


def rows(*rows, **more):
    """Return findings in rows of the assessments' table, and in those of others by name."""
    others = {(table, row) for table, of in more.items() for row in of}
    return {("Assessments", row) for row in rows} | others


BREAKS = {
    "1103": [(assessments({}, dates("2024-06-02", "2024-07-01")), rows(1, CINdetails=[0]))],
    "8608": [(assessments({}, dates("2024-06-21", "2024-06-20")), rows(1))],
    "8614": [(assessments({}, {**OPEN, **factors("3B")}), rows(1))],
    "8670Q": [(assessments({**OPEN, **dates("2025-01-24", None)}), rows(0))],
    "8696": [
        (assessments(dates("2024-06-04", "2025-04-01"), dates("2024-03-01", "2024-03-31"), **EARLY),
         rows(0, 1)),
    ],
    "8736": [
        (assessments({**OPEN, **dates("2024-03-31", None)}, **EARLY), rows(0)),
        (assessments({**OPEN, **dates("2025-04-01", None)}), rows(0)),
    ],
    "8863Q": [
        (assessments({}, dates("2024-06-19", "2024-07-10")), rows(0, 1)),
        # One lies within the first, and the last begins before the first has ended.
        (assessments(dates("2024-06-04", "2024-08-01"), dates("2024-06-10", "2024-06-20"),
                     dates("2024-07-30", "2024-09-01")), rows(0, 1, 2)),
        (assessments(OPEN, dates("2025-03-31", None)), rows(0, 1)),
    ],
    "8869": [(assessments({}, factors("3B", "21")), rows(1))],
    "8873Q": [
        (assessments(NOTHING, **CLOSED), rows(0, CINdetails=[0], AssessmentFactorsList=[0])),
        (assessments(NOTHING), rows(0, CINdetails=[0], AssessmentFactorsList=[0])),
    ],
    "8896": [(assessments(OPEN, {}, OPEN), rows(0, 2))],
    "8897Q": [(assessments({}, {"AssessmentFactors": None}), rows(1))],
    "8898": [
        (assessments({}, factors("3B", "4B", "3B")), rows(1, AssessmentFactorsList=[1, 3])),
    ],
    "8945Q": [(assessments({}, factors("3B", "18A")), rows(1))],
    "8950Q": [(assessments({}, factors("19A")), rows(1))],
}  # fmt: skip

KEEPS = {
    "1103": [assessments(dates("2024-06-03", "2024-07-01"))],
    "8608": [assessments(dates("2024-06-20", "2024-06-20"), OPEN)],
    "8614": [assessments({}, OPEN)],
    "8670Q": [assessments({**OPEN, **dates("2025-01-27", None)}, {})],
    "8696": [assessments(dates("2024-03-01", "2024-04-01"), OPEN, **EARLY)],
    "8736": [assessments({**OPEN, **dates("2024-04-01", None)}, dates("2024-03-01", "2024-04-10"))],
    "8863Q": [assessments({}, dates("2024-06-20", "2024-07-10"), dates("2024-09-01", None))],
    "8869": [assessments(NOTHING, factors("3B", "4B"))],
    "8873Q": [assessments(NOTHING, **ASSESSED_ONLY), assessments(NOTHING, {}), assessments({})],
    "8896": [assessments({}, OPEN)],
    "8897Q": [
        assessments({}, OPEN),
        assessments({**dates("2024-03-01", "2024-03-28"), "AssessmentFactors": None}, **EARLY),
    ],
    "8898": [assessments(factors("3B", "4B"), factors("3B"))],
    "8945Q": [assessments(factors("18B", "18C"))],
    "8950Q": [assessments(factors("19B", "19C"))],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "child", "at"), [(code, *case) for code, cases in BREAKS.items() for case in cases]
)
def test_a_rule_finds_the_assessments_that_break_it(code, child, at):
    assert found(code, child) == at


@pytest.mark.parametrize(
    ("code", "child"), [(code, case) for code, cases in KEEPS.items() for case in cases]
)
def test_a_rule_passes_the_assessments_that_do_not_break_it(code, child):
    assert found(code, child) == set()


def test_two_episodes_may_each_have_an_open_assessment():
    child = {"CINdetails": [{"Assessments": [OPEN]}, {"Assessments": [OPEN]}]}
    assert found("8896", child) == set()
    assert found("8863Q", child) == set()
