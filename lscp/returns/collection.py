"""What the check needs to know of a statutory return: its tables, columns, years and rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from lscp.returns.leaf import Leaf
from lscp.returns.rules import Rule

Frames = dict[str, pl.DataFrame]
Supplied = Callable[[Frames, set[str], Mapping[str, Any]], tuple[Frames, set[str]]]


@dataclass(frozen=True)
class Collection:
    """One return, such as the children in need census.

    `tables` gives, by table, the columns that lead its rows; `leaves` the values of a table's
    rows, `columns` all published columns in order. `supplied` adds what can be worked out of the
    tables and the metadata, and says which columns are there then. `reference_day` returns the
    day of the tables' own header, where they have one. In an `exact` return a code in small
    letters, or a text that holds nothing, is wrong where it is given; only the reader, which knows
    how files are written, makes codes capitals and takes an empty cell for a missing one.
    """

    name: str
    title: str
    tables: Mapping[str, tuple[str, ...]]
    leaves: Callable[[str], tuple[Leaf, ...]]
    columns: Callable[[str], tuple[str, ...]]
    years: range
    rules: Callable[[], dict[str, Rule]]
    supplied: Supplied
    reference_day: Callable[[Frames], date | None]
    lists: frozenset[str] = frozenset()  # columns that hold lists of codes
    beside: Mapping[str, str] = field(default_factory=dict)  # tables that metadata may give
    exact: bool = False


def collection(name: str) -> Collection:
    """Return a return by its name. Raises KeyError for one that is not known."""
    if name == "cin":
        from lscp.returns.cin.collection import CIN

        return CIN
    if name == "ssda903":
        from lscp.returns.ssda903.collection import SSDA903

        return SSDA903
    raise KeyError(f"There are no rules for the collection {name!r}; those known: cin, ssda903")
