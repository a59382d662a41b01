"""Tables are given to the rules whatever their header says."""

from datetime import date, datetime

import pytest

from lscp.core.engines import collect
from lscp.returns.given import given


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon", None])
def test_a_header_of_no_possible_year_is_of_the_newest_one(day):
    seen = given("cin", {"Header": [{"ReferenceDate": day}]}, year=None, metadata={})
    assert seen.tables.end.isoformat() == "2026-03-31"


def test_rows_may_hold_values_of_several_kinds():
    rows = [
        {"LAchildID": 1, "CPPendDate": date(1, 1, 1), "NumberOfPreviousCPP": 2.0},
        {"LAchildID": "A1", "CPPendDate": datetime.fromisoformat("2024-06-06T12:30")},
        {"LAchildID": True, "CPPendDate": "31/03/2025", "NumberOfPreviousCPP": "many"},
    ]
    tables = given("cin", {"ChildProtectionPlans": rows}, year=2025, metadata={}).tables
    plans = collect(tables.ChildProtectionPlans)
    assert plans["LAchildID"].to_list() == ["1", "A1", "true"]
    assert plans["CPPendDate"].to_list() == ["0001-01-01", "2024-06-06", "31/03/2025"]
    assert plans["CPPendDate_on"].to_list() == [date(1, 1, 1), date(2024, 6, 6), date(2025, 3, 31)]
    assert plans["NumberOfPreviousCPP"].to_list() == ["2", None, "many"]


def test_one_factor_may_stand_beside_a_list_of_them():
    rows = [{"AssessmentFactors": ["1A", None, "2B"]}, {"AssessmentFactors": "3B"}, {}]
    tables = given("cin", {"Assessments": rows}, year=2025, metadata={}).tables
    assert collect(tables.Assessments)["AssessmentFactors"].to_list()[:2] == [["1A", "2B"], ["3B"]]


def test_rows_that_are_no_dictionaries_are_an_error_that_says_so():
    with pytest.raises(TypeError, match="A row of Header is no dictionary"):
        given("cin", {"Header": [("CIN", "2025")]}, year=None, metadata={})


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ({"collection_start": "01/04/2020"}, (2020, 2021)),
        ({"collection_end": "31/03/2021"}, (2020, 2021)),
        ({"collection_start": "01/04/2020", "collection_end": "31/03/2022"}, (2020, 2022)),
    ],
)
def test_the_first_or_the_last_day_alone_says_the_year(said, year):
    tables = given("ssda903", {}, year=None, metadata=said).tables
    assert (tables.start, tables.end) == (date(year[0], 4, 1), date(year[1], 3, 31))


def test_what_several_rules_start_from_is_computed_once():
    tables = given("ssda903", {"Header": [{"CHILD": "1"}]}, year=2022, metadata={}).tables
    asked = []

    def start(tables):
        asked.append(tables)
        return tables.Header.select("CHILD")

    rows = [collect(tables.once(start))["CHILD"].to_list() for _ in range(2)]
    assert rows == [["1"], ["1"]]
    assert len(asked) == 1
