"""Mistakes put into a made-up return are found; later some are gone, some new, some still there."""

from io import BytesIO

import polars as pl
import pytest

from lscp.demo.mistakes import MISTAKES, broken, rules
from lscp.demo.write import census
from lscp.returns.checked import check_file


@pytest.fixture(scope="module")
def returns():
    """The return as it is, and with mistakes, now and later, each checked."""
    whole = census("E09000020", 2022)
    files = (whole, broken(whole), broken(whole, later=True))
    return [check_file(BytesIO(file)) for file in files]


def of_rule(checked, rule):
    return set(checked.findings.filter(pl.col("rule") == rule)["key"])


@pytest.mark.parametrize("mistake", MISTAKES, ids=rules())
def test_each_mistake_is_found_by_its_rule_and_partly_put_right_later(returns, mistake):
    whole, first, later = (of_rule(checked, mistake.rule) for checked in returns)
    assert len(first - whole) >= mistake.times
    assert first - later
    assert later - first
    assert first & later


def test_mistakes_are_always_the_same():
    whole = census("E09000033", 2022)
    assert broken(whole) == broken(whole) != whole


def test_a_return_with_mistakes_is_still_made_up_and_of_as_many_children(returns):
    whole, first, _ = (checked.read for checked in returns)
    assert first.made_up
    assert first.rows["CINdetails"] == whole.rows["CINdetails"]
