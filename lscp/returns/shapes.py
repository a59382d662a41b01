"""Shapes that many rules share, each written once. They know no return.

Null takes no part in a comparison, so a shape says what it makes of one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import narwhals as nw

from lscp.core import vocab, working_days
from lscp.returns.rules import Rows, Tables


def valid_codes(name: str, tables: Tables) -> list[str]:
    """Return the codes of a set that are valid on some day of the collection."""
    return [
        code.code
        for code in vocab.code_set(name)
        if code.valid_on(tables.start) or code.valid_on(tables.end)
    ]


def not_a_code(rows: Rows, column: str, name: str, tables: Tables) -> Rows:
    """Return rows whose value is there and is no code of the set."""
    value = nw.col(column)
    return rows.filter(~value.is_null() & ~value.is_in(valid_codes(name, tables)))


def missing_or_not_a_code(rows: Rows, column: str, name: str, tables: Tables) -> Rows:
    """Return rows whose value is missing or is no code of the set."""
    value = nw.col(column)
    return rows.filter(value.is_null() | ~value.is_in(valid_codes(name, tables)))


def present_without(rows: Rows, column: str, other: str) -> Rows:
    """Return rows that have one value without the other that belongs to it."""
    return rows.filter(~nw.col(column).is_null() & nw.col(other).is_null())


def before(rows: Rows, column: str, other: str) -> Rows:
    """Return rows in which one day is before another; a day that is missing is before none."""
    return rows.filter(nw.col(column) < nw.col(other))


def outside(rows: Rows, column: str, tables: Tables) -> Rows:
    """Return rows whose day is there and is outside the collection year."""
    day = nw.col(column)
    return rows.filter((day < tables.start) | (day > tables.end))


def groups_with_more_than(rows: Rows, keys: Iterable[str], most: int) -> Rows:
    """Return rows of groups that have more than `most` of them. A null key is of no group."""
    keys = list(keys)
    many = rows.group_by(keys).agg(nw.len().alias("_many")).filter(nw.col("_many") > most)
    return rows.join(many, on=keys, how="semi")


def missing_or_after_the_collection(rows: Rows, column: str, tables: Tables) -> Rows:
    """Return rows whose day is missing or after the collection; earlier ones last into it."""
    return rows.filter(nw.col(column).is_null() | (nw.col(column) > tables.end))


def on_a_weekend(rows: Rows, column: str) -> Rows:
    """Return rows whose day is a Saturday or a Sunday."""
    # Sunday is 7 on one engine and 0 on another.
    day = nw.col(column).dt.weekday() % 7
    return rows.filter((day == 0) | (day == 6))


def overlapping(rows: Rows, keys: Iterable[str], start: str, end: str, tables: Tables) -> Rows:
    """Return both of any two periods of a group that have a day in common.

    A period may begin on the day another ends; an open one lasts to the end of the collection.
    """
    keys = list(keys)
    order = ["_start", "_until", "row"]
    rows = rows.filter(~nw.any_horizontal(*(nw.col(k).is_null() for k in keys), ignore_nulls=True))
    ranges = rows.select(
        *keys, "row", nw.col(start).alias("_start"), until(end, tables).alias("_until")
    ).filter(~nw.col("_start").is_null())
    # Most groups have one period: without them, sorting within each costs little.
    ranges = groups_with_more_than(ranges, keys, 1)
    # One that began earlier may last beyond others between: so the latest end of all before.
    ranges = ranges.with_columns(
        _reached=nw.col("_until").cum_max().over(*keys, order_by=order),
        _next=nw.col("_start").shift(-1).over(*keys, order_by=order),
    ).with_columns(_reached=nw.col("_reached").shift(1).over(*keys, order_by=order))
    reached, following = nw.col("_start") < nw.col("_reached"), nw.col("_next") < nw.col("_until")
    return ranges.filter(reached.fill_null(False) | following.fill_null(False)).select("row")


def until(end: str, tables: Tables) -> nw.Expr:
    """Return the first day that a period no longer holds; open, it holds the collection's last."""
    return nw.col(end).fill_null(tables.end + timedelta(days=1))


def without(rows: Rows, others: Rows, keys: Iterable[str]) -> Rows:
    """Return rows that no row of another table belongs to. One with a null key is left out."""
    keys = list(keys)
    known = ~nw.any_horizontal(*(nw.col(key).is_null() for key in keys), ignore_nulls=True)
    return rows.filter(known).join(others.select(keys).unique(), on=keys, how="anti")


def also_in(rows: Rows, others: Rows, keys: Iterable[str]) -> Rows:
    """Return rows that some row of another table belongs to. One with a null key is left out."""
    keys = list(keys)
    return rows.join(others.select(keys).unique(), on=keys, how="semi")


def earliest_within(days: int, end: date) -> date:
    """Return the first day that lies no more than some working days before another."""
    day, passed = end, 0
    while passed + _works(day) <= days:
        passed, day = passed + _works(day), day - timedelta(days=1)
    return day


def working_day_before(day: date) -> date:
    """Return the working day before a day."""
    day -= timedelta(days=1)
    while not _works(day):
        day -= timedelta(days=1)
    return day


def _works(day: date) -> bool:
    # A year that the census rules of today never applied to has its weekends, if not its holidays.
    try:
        return working_days.is_working_day(day)
    except working_days.PastTheTable:
        return day.weekday() < 5


def during(rows: Rows, day: str, start: str, end: str, tables: Tables) -> Rows:
    """Return rows whose day is in the period beside it; the day that ends one is in it no more."""
    begun, lasting = nw.col(start) <= nw.col(day), nw.col(day) < until(end, tables)
    return rows.filter(begun & lasting)


def within(rows: Rows, column: str, tables: Tables) -> Rows:
    """Return rows whose day is in the collection year."""
    return rows.filter((nw.col(column) >= tables.start) & (nw.col(column) <= tables.end))
