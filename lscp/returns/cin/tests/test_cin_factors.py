"""Factors are found whichever way they are given: list, code, text of several, rows of a table."""

import polars as pl
import pytest

from lscp.returns.check import check

KEYS = {"LAchildID": "A1", "CINdetailsID": "1", "AssessmentID": "1"}
CLOSED = [{"LAchildID": "A1", "CINdetailsID": "1", "ReasonForClosure": "RC7"}]
END = {"AssessmentAuthorisationDate": "2024-06-20"}


def found(code, **tables):
    answer = check("cin", tables, year=2025, rules=[code])
    assert answer.complete, answer.not_run.rows()
    return set(zip(answer.findings["table"], answer.findings["row"], strict=True))


def codes(*codes, **keys):
    return [{**KEYS, **keys, "AssessmentFactor": code} for code in codes]


def column(*factors, **keys):
    return [{**KEYS, **END, **keys, "AssessmentFactors": each} for each in factors]


@pytest.mark.parametrize("both", [["3B", "21"], "3B,21", '["3B", "21"]', "3B 21"])
def test_a_column_may_hold_a_list_or_text_of_several_codes(both):
    assert found("8869", Assessments=column(both)) == {("Assessments", 0)}
    assert found("8614", Assessments=column(both, **{next(iter(END)): None})) == {
        ("Assessments", 0)
    }


def test_an_assessment_may_have_a_row_for_each_code():
    rows = column("3B", "21") + column("4B", AssessmentID="2")
    assert found("8869", Assessments=rows) == {("Assessments", 0), ("Assessments", 1)}
    assert found("8898", Assessments=column("3B", "4B", "3B")) == {
        ("Assessments", 0), ("Assessments", 2),
    }  # fmt: skip
    both = found("8873Q", CINdetails=CLOSED, Assessments=column("21", "3B"))
    assert both == {("CINdetails", 0), ("Assessments", 0)}


def test_rows_of_one_day_are_one_assessment_where_none_is_numbered():
    rows = [{k: v for k, v in row.items() if k != "AssessmentID"} for row in column("3B", "21")]
    assert found("8869", Assessments=rows) == {("Assessments", 0), ("Assessments", 1)}


def test_a_code_by_itself_is_of_no_other_row_without_keys():
    rows = [{"AssessmentFactors": code} for code in ("21", "18A", "3B")]
    assert found("8945Q", Assessments=rows) == {("Assessments", 1)}
    assert found("8869", Assessments=rows) == set()


def test_rows_of_the_table_are_enough():
    assert found("8898", AssessmentFactorsList=codes("3B", "3B", "4B")) == {
        ("AssessmentFactorsList", 0), ("AssessmentFactorsList", 1),
    }  # fmt: skip
    none = found("8873Q", CINdetails=CLOSED, AssessmentFactorsList=codes("21"))
    assert none == {("CINdetails", 0), ("AssessmentFactorsList", 0)}


def test_rows_of_the_table_fill_the_column_by_the_keys_that_both_have():
    assessments = [{"LAchildID": "A1", "AssessmentID": n, **END} for n in ("1", "2")]
    listed = [{"LAchildID": "A1", "AssessmentID": "1", "AssessmentFactor": "3B"}]
    answer = found("8897Q", Assessments=assessments, AssessmentFactorsList=listed)
    assert answer == {("Assessments", 1)}


def test_nothing_in_the_table_is_no_factor():
    answer = found("8897Q", Assessments=column(None), AssessmentFactorsList=codes(None))
    assert answer == {("Assessments", 0)}


def test_factors_that_nobody_gave_are_said_to_be_lacking():
    assert not check("cin", {"Assessments": [{**KEYS, **END}]}, rules=["8869"]).complete


def test_a_child_without_an_identifier_is_no_other_child():
    rows = column(["3B"], ["3B"], LAchildID=None)
    assert (
        found("8898", Assessments=rows, AssessmentFactorsList=codes("3B", "3B", LAchildID=None))
        == set()
    )


def test_empty_lists_and_lists_of_nothing_are_no_factors():
    frame = pl.DataFrame(column([], None)).with_columns(
        AssessmentFactors=pl.Series([[], [None]], dtype=pl.List(pl.String))
    )
    assert found("8897Q", Assessments=frame) == {("Assessments", 0), ("Assessments", 1)}
