"""What the check needs to know of a statutory return: its tables, columns, years and rules."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from lscp.returns.leaf import Leaf
from lscp.returns.rules import Rule
from lscp.returns.stream import CHUNK
from lscp.returns.submitted import Handed, Submitted

Frames = dict[str, pl.DataFrame]
Supplied = Callable[[Frames, set[str], Mapping[str, Any]], tuple[Frames, set[str]]]
Names = Callable[[Frames], Callable[[str, pl.DataFrame], list[pl.Series]]]
NAMES = ("cin", "ssda903")


@dataclass(frozen=True)
class Collection:
    """One return, such as the children in need census.

    `tables` gives, by table, the columns that lead its rows; `leaves` the values of a table's
    rows, `columns` all published columns in order. `supplied` adds what can be worked out of the
    tables and the metadata, and says which columns are there then. `reference_day` returns the
    day of the tables' own header, where they have one. In an `exact` return a code in small
    letters, or a text that holds nothing, is wrong where it is given; only the reader, which knows
    how files are written, makes codes capitals and takes an empty cell for a missing one.

    `child` is the column of the authority's own number of a child. `names` tells, of the tables,
    what tells rows of one child apart from one submission to the next: parts of the name of a
    finding, for rows of a table. `lacks` says what was not handed in where a rule lacks a column,
    of the tables that were. `read` reads what is handed in; `recognises` says of the first bytes of
    a file whether it may be of this return and no other. A return that `is_a_set` is handed in as
    several files, which say neither whose it is nor of which year.
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
    child: str
    names: Names
    lacks: Callable[[str, str, Container[str]], str]
    read: Callable[[Handed], Submitted]
    recognises: Callable[[bytes], bool]
    is_a_set: bool = False
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


def recognised(file: Path) -> str | None:
    """Return which return a file is of, as its first bytes say; None where they do not."""
    with file.open("rb") as opened:
        first = opened.read(CHUNK)
    return next((name for name in NAMES if collection(name).recognises(first)), None)
