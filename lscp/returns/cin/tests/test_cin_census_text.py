"""The census that the tests of the rules start from."""

from lscp.returns.cin.tests import census_text


def test_what_is_named_is_different_and_the_rest_breaks_no_rule():
    tables = census_text.tables(
        {
            "Ethnicity": None,
            "CINdetails": [{"DateOfInitialCPC": "2024-07-01"}, {"Section47": [{}]}],
        },
        {"Disability": ["AUT", "LD"]},
    )
    assert tables["ChildIdentifiers"]["LAchildID"].to_list() == ["A1", "A2"]
    assert tables["ChildCharacteristics"]["Ethnicity"].to_list() == [None, "WBRI"]
    assert tables["Disabilities"]["Disability"].to_list() == ["NONE", "AUT", "LD"]
    assert tables["CINdetails"]["DateOfInitialCPC"].to_list() == ["2024-07-01", None, None]
    assert tables["Assessments"].height == 3
    assert tables["AssessmentFactorsList"]["AssessmentFactor"].to_list() == ["3B"] * 3


def test_plans_and_their_reviews_stand_inside_their_episode():
    plan = {"CPPstartDate": "2024-07-02", "CPPreviewDate": ["2024-09-01", "2024-12-01"]}
    tables = census_text.tables({"CINdetails": [{"ChildProtectionPlans": [plan]}]}, year=2024)
    assert tables["Reviews"]["CPPreviewDate"].to_list() == ["2024-09-01", "2024-12-01"]
    assert tables["ChildIdentifiers"]["GenderCurrent"].to_list() == ["2"]
