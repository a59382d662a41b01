"""Rules of a return: what one is, the registry of them, and the tables as a rule sees them.

A rule is a function from tables to the rows that break it, written with Narwhals, so that it
runs on Polars and on Spark. Its docstring is the message: what is wrong, and how to put it right.
It bears the official number, which is what users quote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import narwhals as nw

Rows = nw.LazyFrame


class Kind(StrEnum):
    """An error has to be put right; a query may be true, and then is explained."""

    ERROR = "error"
    QUERY = "query"


class Lacks(Exception):
    """A table or column that a rule cannot do without was not given."""


@dataclass(frozen=True)
class Tables:
    """The tables of one return as a rule sees them: `tables.CINdetails` is a lazy frame.

    Every frame has `row`, the position from 0, all published columns as text, and beside dates,
    flags and counts their parsed values (`CINreferralDate_on`, `ReferralNFA_is`,
    `NumberOfPreviousCPP_n`). A column that was not given is null; a table that was not given
    is empty. `start` and `end` are the first and the last day of the collection.
    """

    frames: Mapping[str, Rows]
    year: int
    start: date
    end: date
    authority: str = ""
    file_format: str = "xml"
    _kept: dict["Start", Rows] = field(default_factory=dict, compare=False, repr=False)

    def once(self, start: "Start") -> Rows:
        """Return rows that several rules start from, computed once for all of them."""
        from lscp.core import engines

        if start not in self._kept:
            self._kept[start] = engines.held(start(self))
        return self._kept[start]

    def __getattr__(self, name: str) -> Rows:
        try:
            return self.frames[name]
        except KeyError:
            raise AttributeError(name) from None

    def joined(self, left: str, right: str, *, on: tuple[str, ...], how: str = "inner") -> Rows:
        """Join two tables; `row_<Table>` says which row of each a joined row is of.

        Columns of the same name, the keys apart, get `_<Table>` where they are the right's.
        """
        first = self.frames[left].rename({"row": f"row_{left}"})
        second = self.frames[right].rename({"row": f"row_{right}"})
        return first.join(second, on=list(on), how=how, suffix=f"_{right}")  # type: ignore[arg-type]


Start = Callable[[Tables], Rows]
Function = Callable[[Tables], Rows | tuple[Rows, ...]]


@dataclass(frozen=True)
class Rule:
    """One rule.

    `fields` says, for each table in which rows are at fault, which fields are concerned; they
    have to be given for the rule to run, unless `asks` says what has to be. The function's rows
    have `row` where there is one such table, else `row_<Table>` for each; a tuple of frames where
    one frame cannot hold them. A rule about the whole return has no table in `fields`: any row
    that it returns is the finding. What such a rule cannot do without is in `needs`, as
    "table.column". `since` and `until` are the collection years it applies to, included.
    """

    code: str
    kind: Kind
    module: str
    fields: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    since: int
    until: int
    function: Function
    asks: tuple[str, ...] | None = None

    @property
    def message(self) -> str:
        """Return what is wrong and how to put it right, in plain words."""
        return " ".join((self.function.__doc__ or "").split())

    @property
    def concerned(self) -> tuple[str, ...]:
        """Return every field that the rule is about, once."""
        of_tables = (field for fields in self.fields.values() for field in fields)
        return tuple(dict.fromkeys((*of_tables, *(need.split(".")[1] for need in self.needs))))

    @property
    def required(self) -> tuple[str, ...]:
        """Return the columns that have to be given, as "table.column"."""
        if self.asks is not None:
            return self.asks
        own = [f"{table}.{field}" for table, fields in self.fields.items() for field in fields]
        return tuple(dict.fromkeys((*own, *self.needs)))

    def applies(self, year: int) -> bool:
        """Say whether the rule is of a collection year."""
        return self.since <= year <= self.until


Registry = dict[str, Rule]


def declare(
    registry: Registry,
    module: str,
    code: str,
    kind: Kind,
    fields: Mapping[str, tuple[str, ...]],
    *,
    needs: tuple[str, ...] = (),
    since: int = 0,
    until: int = 9999,
    asks: tuple[str, ...] | None = None,
) -> Callable[[Function], Rule]:
    """Declare a rule; the function below becomes it, and is entered in the registry."""

    def enter(function: Function) -> Rule:
        if code in registry:
            raise ValueError(f"The rule {code} is declared twice")
        rule = Rule(code, kind, module, dict(fields), needs, since, until, function, asks)
        registry[code] = rule
        return rule

    return enter
