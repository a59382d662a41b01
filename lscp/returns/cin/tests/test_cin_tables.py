"""The published tables, and what changed between the years."""

import pytest

from lscp.returns.cin import tables


def test_the_tables_are_those_published():
    assert tables.columns("Assessments") == (
        "LAchildID",
        "CINdetailsID",
        "AssessmentID",
        "AssessmentActualStartDate",
        "AssessmentInternalReviewDate",
        "AssessmentAuthorisationDate",
        "AssessmentFactors",
    )
    assert tables.columns("Reviews") == ("LAchildID", "CINdetailsID", "CPPID", "CPPreviewDate")
    assert tables.columns("CINdetails")[-2:] == ("DateOfInitialCPC", "ReferralNFA")


@pytest.mark.parametrize(
    ("table", "column", "first", "last"),
    [
        ("ChildIdentifiers", "GenderCurrent", 2017, 2024),
        ("ChildIdentifiers", "Sex", 2025, 2026),
        ("ChildIdentifiers", "PersonBirthDate_on", 2017, 2026),
        ("PreProceedingsandFGDM", "PPStartDate", 2026, 2026),
        ("Reviews", "CPPreviewDate", 2017, 2026),
    ],
)
def test_a_year_has_the_columns_of_its_specification(table, column, first, last):
    held = [year for year in tables.YEARS if tables.in_year(table, column, year)]
    assert (held[0], held[-1]) == (first, last)


def test_referral_nfa_stands_between_enquiries_and_plans():
    names = [inner.name for inner in tables.EPISODE.within]
    at = names.index("ReferralNFA")
    assert names[at - 1 : at + 2] == ["Section47", "ReferralNFA", "ChildProtectionPlans"]
