"""Working days of England: what is one, how many lie between, and where the table ends."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscp.core import engines, working_days
from lscp.core.working_days import PastTheTable, after, between, is_working_day

days = st.dates(date(2013, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (date(2021, 9, 1), date(2021, 9, 1), 0),  # the same day
        (date(2021, 9, 1), date(2021, 9, 22), 15),
        (date(2021, 9, 3), date(2021, 9, 6), 1),  # over a weekend
        (date(2021, 9, 4), date(2021, 9, 5), 0),  # within one
        (date(2021, 12, 24), date(2022, 1, 4), 4),  # Christmas on a Saturday moves to the Monday
        (date(2022, 6, 1), date(2022, 6, 6), 1),  # the jubilee
        (date(2021, 9, 22), date(2021, 9, 1), -15),
    ],
)
def test_the_same_day_is_0_and_the_next_working_day_is_1(start, end, counted):
    assert between(start, end) == counted


@given(days, st.integers(1, 60))
def test_a_term_holds_exactly_its_working_days_and_ends_on_one(start, length):
    end = after(start, length)
    assert is_working_day(end)
    assert between(start, end) == length
    held = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(is_working_day(day) for day in held) == length


@given(days)
def test_a_term_of_no_days_ends_on_the_day_itself(start):
    assert after(start, 0) == start


def test_a_bank_holiday_of_scotland_alone_is_a_working_day_here():
    assert is_working_day(date(2023, 1, 3))  # 2 January is kept in lieu there
    assert not is_working_day(date(2022, 9, 19))  # the late Queen's funeral


@pytest.mark.parametrize("ask", [is_working_day, lambda day: between(day, day)])
def test_a_date_past_the_table_is_an_error_and_no_guess(ask):
    with pytest.raises(PastTheTable, match=r"01/01/1999 is outside .* from 01/01/20\d\d to 31/12"):
        ask(date(1999, 1, 1))


def test_a_term_that_ends_past_the_table_is_an_error_and_no_guess():
    last = working_days.table()["date"].last()
    with pytest.raises(PastTheTable, match="Renew the package"):
        after(last, 1)


@given(st.lists(st.tuples(days, days), max_size=5))
def test_a_frame_counts_as_one_by_one(pairs):
    frame = pl.DataFrame(pairs, schema={"start": pl.Date, "end": pl.Date}, orient="row")
    counted = working_days.with_working_days(
        engines.lazy(frame), start="start", end="end", name="days"
    )
    found = engines.collect(counted).sort("start", "end").rows()
    assert found == sorted((start, end, between(start, end)) for start, end in pairs)


def test_a_frame_has_no_number_where_a_date_is_missing_or_the_table_does_not_reach_it():
    rows = [(None, date(2021, 9, 1)), (date(1999, 1, 1), date(2021, 9, 1))]
    frame = pl.DataFrame(rows, schema={"start": pl.Date, "end": pl.Date}, orient="row")
    counted = working_days.with_working_days(
        engines.lazy(frame), start="start", end="end", name="days"
    )
    assert engines.collect(counted)["days"].to_list() == [None, None]
