"""Shapes that many rules share, each written once. They know no return.

Null takes no part in a comparison, so a shape says what it makes of one.
"""

from collections.abc import Iterable

import narwhals as nw

from lscp.core import vocab
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
