"""Two checks of one return: what was put right, what is new, and what stayed."""

import re
from dataclasses import replace

import polars as pl
import pytest

from lscp.returns.check import NOT_RUN
from lscp.returns.checked import check_file
from lscp.returns.compare import GONE, NEW, NOT_BEFORE, NOT_NOW, STILL, compare


@pytest.fixture
def checked(census):
    """Check a census of five children, some of whom have a need that is no code."""

    def check(*wrong, first=False, **more):
        path = census(5, name=f"{'-'.join(wrong)}.xml", **more)
        text = path.read_text(encoding="utf-8")
        for child in wrong:
            text = re.sub(
                f"(>{child}<.*?<PrimaryNeedCode>)N1<", r"\1N99<", text, count=1, flags=re.S
            )
        if first:
            start, end = text.index("<Child>"), text.rindex("<Child>")
            text = text[:start] + text[end:].replace("</Children></Message>", "") + text[start:end]
            text += "</Children></Message>"
        path.write_text(text, encoding="utf-8")
        return check_file(path)

    return check


def needs(frame):
    found = frame.filter(pl.col("rule") == "8650").select("child", "compared")
    return dict(found.iter_rows())


def test_what_was_put_right_is_gone_and_what_was_not_is_still_there(checked):
    found = compare(checked("C2", "C3"), checked("C1", "C2"))
    assert needs(found.now) == {"C2": STILL, "C3": NEW}
    assert needs(found.past) == {"C1": GONE}


def test_a_finding_stays_the_same_when_its_child_stands_elsewhere_in_the_file(checked):
    moved = checked("C1", "C5", first=True)
    assert moved.findings.filter(rule="8650")["child"][0] == "C5"
    found = compare(moved, checked("C1", "C5"))
    assert set(found.now["compared"]) == {STILL}
    assert found.past.is_empty()


def test_counts_name_new_still_and_gone_even_where_there_are_none(checked):
    same = checked("C1")
    here = same.findings.height
    assert compare(same, same).counts == {NEW: 0, STILL: here, GONE: 0}


def test_what_a_rule_that_was_not_run_would_say_is_called_neither_new_nor_gone(checked):
    broken, clean = checked("C1"), checked("C2")
    silent = pl.DataFrame([("8650", "not run", "why")], schema=NOT_RUN, orient="row")
    without = replace(
        clean, findings=clean.findings.filter(pl.col("rule") != "8650"), not_run=silent
    )
    assert needs(compare(broken, without).now) == {"C1": NOT_BEFORE}
    assert needs(compare(without, broken).past) == {"C1": NOT_NOW}
    assert compare(without, broken).counts[NOT_NOW] == 1


@pytest.mark.parametrize("more", [{"year": 2021}, {"lea": 213}])
def test_returns_of_two_authorities_or_years_are_not_compared(checked, more):
    with pytest.raises(ValueError, match="compare returns of one collection, auth"):
        compare(checked("C1"), checked("C1", **more))
