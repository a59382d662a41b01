"""Facts: one row for each thing counted, in the tables of the Standard Safeguarding Dataset.

Names and columns are the SSD's (`ssd.csv`); what it has no column for is ours, prefixed `lscp_`
(`lscp.csv`). A return read from a file, an authority's own SSD extract and live records all
produce these, so an indicator is written once. This module knows no Django.

Every row also says whose it is, `lscp_authority` (ONS code), and of which return, `lscp_year`
(the reporting year, 2022 = 1 April 2021 to 31 March 2022).
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from lscp.core.engines import held, lazy, like

HERE = Path(__file__).parent
LIVE = "live"  # the collection of what is read from the records of this system, and no return
REGISTER = "register"  # the collection of the LADO's register, whether kept here or in a file
LOOKED_AFTER = "ssda903"  # the collection of the return of children looked after
PEOPLE = "ssd_person"  # the one table that every return gives, of the children whom it names
OF_EVERY_ROW = {"lscp_authority": "text", "lscp_year": "integer"}
TYPES = {"text": pl.String(), "date": pl.Date(), "integer": pl.Int64(), "number": pl.Float64()}


@dataclass(frozen=True)
class Table:
    """One fact table: its name, its columns with their types, its key."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Return column → Polars type."""
        return {name: TYPES[kind] for name, kind in self.columns.items()}

    def conform(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the frame with just this table's columns, in order; those it lacks are null."""
        present = frame.collect_schema().names()
        return frame.select(
            (pl.col(name) if name in present else pl.lit(None)).cast(kind).alias(name)
            for name, kind in self.schema.items()
        )


@cache
def tables() -> dict[str, Table]:
    """Return every fact table by name."""
    columns: dict[str, dict[str, str]] = {}
    keys: dict[str, list[str]] = {}
    for file in ("ssd.csv", "lscp.csv"):
        with (HERE / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                columns.setdefault(row["table"], dict(OF_EVERY_ROW))[row["column"]] = row["type"]
                if row["key"]:
                    keys.setdefault(row["table"], []).append(row["column"])
    return {name: Table(name, cols, tuple(keys.get(name, ()))) for name, cols in columns.items()}


@dataclass(frozen=True)
class Source:
    """Where the facts of one authority and year come from.

    `supplies` names the columns that the source can answer for, as "table.column": a column that
    it lacks is not the same as one that is empty. `history`: it also holds what ended before the
    year, as an authority's own records do and a return does not. `looks_back`: it holds all that
    happened in the 12 months before the year as well, and needs no other source for that.
    """

    authority: str
    year: int
    collection: str
    supplies: frozenset[str]
    snapshot: str = ""
    demonstration: bool = False
    history: bool = False
    looks_back: bool = False

    @cached_property
    def tables(self) -> frozenset[str]:
        """Return the tables that it supplies something of."""
        return frozenset(each.partition(".")[0] for each in self.supplies)


@dataclass(frozen=True)
class Facts:
    """A set of fact tables, and the sources that they come from.

    A table is an attribute: `facts.ssd_person` is a lazy Narwhals frame, typed and empty where
    no source has it. An authority can have two sources of a year, as a return and a register.
    """

    frames: Mapping[str, nw.LazyFrame]
    sources: tuple[Source, ...] = ()
    before: "Facts | None" = None
    _once: dict[str, nw.LazyFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __getattr__(self, name: str) -> nw.LazyFrame:
        if name.startswith(("ssd_", "lscp_")) and name in tables():
            frame = self.frames.get(name)
            return self._empty(name) if frame is None else frame
        raise AttributeError(name)

    def _empty(self, name: str) -> nw.LazyFrame:
        nothing = pl.DataFrame(schema=tables()[name].schema)
        some = next(iter(self.frames.values()), None)
        return lazy(nothing) if some is None else like(some, nothing)

    @property
    def authorities(self) -> tuple[str, ...]:
        """Return the authorities that the facts speak of, in order."""
        return tuple(sorted({source.authority for source in self.sources}))

    def of(self, year: int) -> "Facts":
        """Return the facts of one year's returns; the year before stands in `before`.

        Where returns of earlier years are there, they stand in turn behind that one.
        """
        more = any(source.year < year - 1 for source in self.sources)
        before = self.of(year - 1) if more else self._only(year - 1)
        return replace(self._only(year), before=before)

    def _only(self, year: int) -> "Facts":
        undated = {"lscp_population"}
        frames = {
            name: frame if name in undated else frame.filter(nw.col("lscp_year") == year)
            for name, frame in self.frames.items()
        }
        return Facts(frames, tuple(s for s in self.sources if s.year == year))

    def once(self, name: str, work_out: Callable[[], nw.LazyFrame]) -> nw.LazyFrame:
        """Return what is worked out from these facts, computed the first time it is asked for."""
        if name not in self._once:
            self._once[name] = held(work_out())
        return self._once[name]

    def with_table(self, name: str, frame: Any) -> "Facts":
        """Return these facts with one more table, as the populations that rates need."""
        return replace(self, frames={**self.frames, name: lazy(frame)})


def from_frames(frames: Mapping[str, Any], sources: Iterable[Source]) -> Facts:
    """Return facts from frames of any kind, each with its table's columns."""
    return Facts({name: lazy(frame) for name, frame in frames.items()}, tuple(sources))


def together(parts: Iterable[Facts]) -> Facts:
    """Return the facts of several returns as one set.

    What an authority's own extract says beside its SSDA903 return of the same year of children
    looked after, the return says: nobody counts twice.
    """
    parts = list(parts)
    returns = [s for part in parts for s in part.sources if s.collection == LOOKED_AFTER]
    for standing in returns:
        parts = [_without(part, standing) for part in parts]
    names = {name for part in parts for name in part.frames}
    frames = {
        name: nw.concat([part.frames[name] for part in parts if name in part.frames])
        for name in sorted(names)
    }
    return Facts(frames, tuple(source for part in parts for source in part.sources))


def _without(part: Facts, standing: Source) -> Facts:
    """Return facts without what a return of the same authority and year gives too."""
    twice = {source: _given_twice(source, standing) for source in part.sources}
    names = frozenset[str]().union(*twice.values())
    if not names:
        return part
    theirs = (nw.col("lscp_authority") == standing.authority) & (
        nw.col("lscp_year") == standing.year
    )
    frames = {
        name: frame.filter(~theirs) if name in names else frame
        for name, frame in part.frames.items()
    }
    sources = tuple(
        replace(source, supplies=frozenset(
            each for each in source.supplies if each.partition(".")[0] not in given
        ))
        for source, given in twice.items()
    )  # fmt: skip
    return replace(part, frames=frames, sources=sources)


def _given_twice(source: Source, standing: Source) -> frozenset[str]:
    same = (source.authority, source.year) == (standing.authority, standing.year)
    if not same or source.collection == standing.collection:
        return frozenset()
    return (source.tables & standing.tables) - {PEOPLE}


def from_rows(
    *, authority: str = "E09000020", year: int = 2022, **rows: Iterable[Mapping[str, Any]]
) -> Facts:
    """Return facts from rows written by hand, as tests do: `from_rows(ssd_person=[{…}, …])`.

    What a row leaves out is null; whose and which year are as given, unless a row says. The
    sources supply every column, and history.
    """
    frames, whose = {}, {(authority, year)}
    for name, given in rows.items():
        table = tables()[name]
        filled = [{"lscp_authority": authority, "lscp_year": year, **row} for row in given]
        unknown = {key for row in filled for key in row} - set(table.columns)
        if unknown:
            raise KeyError(f"{name} has no column {', '.join(sorted(unknown))}")
        whose |= {(row["lscp_authority"], row["lscp_year"]) for row in filled}
        frames[name] = pl.DataFrame(filled, schema=table.schema)
    everything = frozenset(f"{name}.{col}" for name, t in tables().items() for col in t.columns)
    sources = [Source(who, when, "rows", everything, history=True) for who, when in sorted(whose)]
    return from_frames(frames, sources)
