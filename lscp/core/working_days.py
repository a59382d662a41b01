"""England's working days: not a weekend, not a bank holiday in England and Wales.

Day 0 is the day of the event and day 1 the next working day (DfE, Children in need census
2023 to 2024 guide, 4.12.2), so what happens on the same day took 0 working days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pages count working days too, and need no data frames for it
    import narwhals as nw
    import polars as pl


class PastTheTable(ValueError):
    """A date that the bank-holiday table does not reach."""


@cache
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays that the package `govuk-bank-holidays` ships (no network)."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    known = BankHolidays(use_cached_holidays=True)
    listed = known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in listed)


@cache
def table() -> pl.DataFrame:
    """Return one row for each day that the table covers.

    Columns: `date`; `number` (Int64), how many working days there have been up to and
    including it. The table covers whole calendar years, from the first bank holiday known to
    the last.
    """
    import polars as pl

    days = pl.DataFrame({"date": list(_numbers()), "number": list(_numbers().values())})
    return days.with_columns(working=pl.col("date").is_in(_working()))


@cache
def _numbers() -> dict[date, int]:
    first, last = _covered()
    number, numbers = 0, {}
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        number += _works(day)
        numbers[day] = number
    return numbers


@cache
def _working() -> list[date]:
    return [day for day in _numbers() if _works(day)]


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays()


def _covered() -> tuple[date, date]:
    holidays = bank_holidays()
    return date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)


def _number(day: date) -> int:
    try:
        return _numbers()[day]
    except KeyError:
        first, last = _covered()
        raise PastTheTable(
            f"{day:%d/%m/%Y} is outside the bank-holiday table, which runs from "
            f"{first:%d/%m/%Y} to {last:%d/%m/%Y}. "
            "Renew the package govuk-bank-holidays."
        ) from None


def is_working_day(day: date) -> bool:
    """Say whether a day is a working day. Raises PastTheTable."""
    _number(day)
    return _works(day)


def between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and including `end`."""
    return _number(end) - _number(start)


def after(start: date, days: int) -> date:
    """Return the day that is `days` working days after `start`; day 0 is `start` itself.

    Raises PastTheTable where the answer lies beyond the table, rather than guess.
    """
    if days == 0:
        return start
    place = _number(start) + days - 1
    if place >= len(_working()):
        _number(_covered()[1] + timedelta(days=1))
    return _working()[place]


def with_working_days(frame: nw.LazyFrame, *, start: str, end: str, name: str) -> nw.LazyFrame:
    """Add the column `name`: working days from the column `start` to the column `end`.

    Null where a date is missing or the table does not reach it. The calendar is joined, not
    computed, so every engine of Narwhals gives the same answer.
    """
    import narwhals as nw

    for column in (start, end):
        numbers = _as(frame, column)
        frame = frame.join(numbers, on=column, how="left")
    counted = nw.col(f"_{end}_number") - nw.col(f"_{start}_number")
    return frame.with_columns(counted.alias(name)).drop(f"_{end}_number", f"_{start}_number")


def _as(frame: nw.LazyFrame, column: str) -> nw.LazyFrame:
    import polars as pl

    from lscp.core.engines import like

    numbers = table().select(
        pl.col("date").alias(column), pl.col("number").alias(f"_{column}_number")
    )
    return like(frame, numbers)
