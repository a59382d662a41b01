"""Periods: the reporting year and its parts, and the round trip of their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscp.core import periods
from lscp.core.periods import Period

days = st.dates(date(2012, 4, 1), date(2030, 3, 31))


@given(days)
def test_the_reporting_year_runs_from_april_to_march_and_is_named_by_its_last(day):
    number = periods.reporting_year(day)
    year = periods.year(number)
    assert year.start <= day <= year.end
    assert (year.start, year.end) == (date(number - 1, 4, 1), date(number, 3, 31))


@given(days, st.integers(0, 400))
def test_a_period_is_the_same_after_its_name_is_read_again(start, length):
    end = min(start + timedelta(days=length), periods.year(periods.reporting_year(start)).end)
    assert periods.parse(Period(start, end).name) == Period(start, end)


@given(st.integers(2013, 2030))
def test_quarters_and_months_fill_the_year_without_gap_or_overlap(number):
    year = periods.year(number)
    quarters = [periods.quarter(number, which) for which in (1, 2, 3, 4)]
    months = [periods.month(number - (n >= 4), n) for n in (*range(4, 13), 1, 2, 3)]
    for parts in quarters, months:
        assert (parts[0].start, parts[-1].end) == (year.start, year.end)
        for one, next_one in zip(parts, parts[1:], strict=False):
            assert next_one.start - one.end == timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "start", "end", "label"),
    [
        ("2022", date(2021, 4, 1), date(2022, 3, 31), "2021 to 2022"),
        ("2022Q4", date(2022, 1, 1), date(2022, 3, 31), "1 January 2022 to 31 March 2022"),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "1 February 2022 to 28 February 2022"),
        ("2021-05-01/2021-05-02", date(2021, 5, 1), date(2021, 5, 2), "1 May 2021 to 2 May 2021"),
    ],
)
def test_a_name_gives_a_period_and_its_words(name, start, end, label):
    period = periods.parse(name)
    assert (period, period.name, period.label) == (Period(start, end), name, label)


@pytest.mark.parametrize("text", ["", "22", "2022Q5", "2022-13", "April", "2021-04-01"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a period|month must be"):
        periods.parse(text)


def test_a_period_within_two_reporting_years_is_refused_with_the_reason():
    with pytest.raises(ValueError, match="that year's return alone"):
        Period(date(2022, 3, 31), date(2022, 4, 1))
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2022, 3, 31), date(2022, 3, 30))
