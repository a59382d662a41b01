"""Days and ages are counted as a calendar counts them."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl

from lscp.returns.ssda903 import care

FIRST = date(1999, 12, 25)


def counted(of, **columns):
    frame = nw.from_native(pl.LazyFrame(columns))
    return frame.select(answer=of).collect().to_native()["answer"].to_list()


def test_days_between_two_are_those_of_the_calendar():
    days = [FIRST + timedelta(days=n) for n in range(0, 40_000, 13)]
    between = counted(care.days_between("a", "b"), a=[FIRST] * len(days), b=days)
    assert between == [(day - FIRST).days for day in days]


def test_an_age_is_reached_on_the_birthday_and_on_1_march_where_there_is_none():
    born, on = date(2004, 2, 29), [date(2022, 2, 28), date(2022, 3, 1), date(2022, 12, 31), None]
    aged = counted(care.is_aged(18, "a", "b"), a=[born] * 4, b=on)
    assert aged == [False, True, True, None]


def test_a_text_that_is_no_number_is_none():
    assert counted(care.number("a"), a=["1", "-1.5", "1e9", "x", "", None]) == [
        1.0, -1.5, None, None, None, None,
    ]  # fmt: skip
