"""Tables as they are given to a check, made into what rules expect: every column, parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import polars as pl

from lscp.core import engines, periods
from lscp.returns import values
from lscp.returns.collection import Collection, Frames, collection
from lscp.returns.leaf import PARSED
from lscp.returns.rules import Tables


@dataclass(frozen=True)
class Given:
    """The tables for the rules, and which columns were really there, as "table.column"."""

    tables: Tables
    columns: frozenset[str]


def given(
    of: str, tables: Mapping[str, Any], *, year: int | None, metadata: Mapping[str, Any]
) -> Given:
    """Return tables of any kind as rules see them. Raises TypeError for what is no table."""
    known = collection(of)
    beside = {table: metadata.get(key) for key, table in known.beside.items()}
    tables = {**tables, **{table: rows for table, rows in beside.items() if rows is not None}}
    native = {name: _polars(name, table) for name, table in tables.items()}
    frames = {
        name: _conformed(known, name, native[name]) if name in native else _absent(of, name)
        for name in known.tables
    }
    there = {f"{name}.{column}" for name, frame in native.items() for column in frame.columns}
    year = year or _year(metadata.get("collectionYear"))
    begun = _day(metadata.get("collection_start"))
    of_start = periods.reporting_year(begun) if begun else None
    end = _day(metadata.get("collection_end")) or _end(known, frames, year or of_start)
    start = begun or periods.year(end.year).start
    frames, there = known.supplied(frames, there, metadata)
    spark = next((s for table in tables.values() if (s := engines.session_of(table))), None)
    seen = {name: engines.on(frame, spark) for name, frame in frames.items()}
    which = year or periods.reporting_year(end)
    about = str(metadata.get("localAuthority") or ""), str(metadata.get("file_format") or "xml")
    return Given(Tables(seen, which, start, end, *about), frozenset(there))


def _polars(name: str, table: Any) -> pl.DataFrame:
    """Return a table as an eager Polars frame, rows in the order given."""
    if isinstance(table, pl.DataFrame):
        return table
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, list):
        if all(isinstance(row, Mapping) for row in table):
            return _of_rows(table)
        raise TypeError(f"A row of {name} is no dictionary: give its values by column")
    try:
        return engines.collect(engines.lazy(table))
    except TypeError as fault:
        raise TypeError(f"{name} is no table: give a frame or a list of dictionaries") from fault


def _of_rows(rows: list[Mapping[str, Any]]) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame([_column(name, [row.get(name) for row in rows]) for name in names])


def _column(name: str, given: list[Any]) -> pl.Series:
    """Return values as a column; where they are of several kinds, as what a file would hold."""
    try:
        return pl.Series(name, given)
    except (TypeError, OverflowError, pl.exceptions.PolarsError):
        if not any(isinstance(value, list) for value in given):
            return pl.Series(name, [_written(value) for value in given], pl.String)
    lists = [value if isinstance(value, list) else [value] for value in given]
    texts = [[_written(value) for value in each if value is not None] for each in lists]
    return pl.Series(name, texts, pl.List(pl.String))


def _written(value: Any) -> str | None:
    if isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, bool):
        return str(value).lower()
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value)


def _conformed(known: Collection, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with every column it should have: text, parsed values, `row`."""
    place = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
    keys, leaves = known.tables[name], known.leaves(name)
    if _is_as_read(known, name, frame):  # what is parsed already is not parsed again
        lacking = [pl.lit(None, pl.String).alias(c) for c in known.columns(name)
                   if c not in frame.columns and c not in keys]  # fmt: skip
        return frame.with_columns(*(_text(frame, key) for key in keys), *lacking, place)
    codes = {leaf.name for leaf in leaves if leaf.kind == "code"}
    wanted = dict.fromkeys((*keys, *known.columns(name)))
    if known.exact:
        texts = [_text(frame, column, blank=True) for column in wanted]
    else:
        texts = [_text(frame, column, upper=column in codes) for column in wanted]
    table = frame.select(texts) if frame.columns else pl.DataFrame(schema=_schema(texts))
    table = table.with_columns(line=pl.lit(None, pl.Int64))
    table = values.parsed(leaves, table, [])
    return table.drop("line").with_columns(place)


@cache
def _absent(of: str, name: str) -> pl.DataFrame:
    """Return a table that was not given; it is the same each time, and made once."""
    return _conformed(collection(of), name, pl.DataFrame())


def _is_as_read(known: Collection, name: str, frame: pl.DataFrame) -> bool:
    """Say whether a table is as the reader makes it: text, and what is parsed of it."""
    parsed = {leaf.parsed: PARSED[leaf.kind][1] for leaf in known.leaves(name) if leaf.parsed}
    here = [column for column in known.columns(name) if column in frame.columns]
    wanted: dict[str, Any] = dict.fromkeys(here, pl.String()) | parsed
    wanted |= dict.fromkeys(known.lists & set(wanted), pl.List(pl.String))
    keys = set(known.tables[name])  # numbers or text: they are made text in any case
    return bool(parsed) and all(
        frame.schema.get(c) == kind for c, kind in wanted.items() if c not in keys
    )


def _schema(texts: list[pl.Expr]) -> dict[str, pl.DataType]:
    return {text.meta.output_name(): pl.String() for text in texts}


def _text(frame: pl.DataFrame, column: str, *, upper: bool = False, blank: bool = False) -> pl.Expr:
    """Return a column as the text that a file would hold; empty is missing, unless `blank`."""
    if column not in frame.columns:
        return pl.lit(None, pl.String).alias(column)
    kind = frame.schema[column]
    if isinstance(kind, pl.List):
        return pl.col(column).cast(pl.List(pl.String))
    text = pl.col(column)
    if isinstance(kind, pl.Datetime):
        text = text.dt.date()
    elif kind.is_float():
        whole = text.cast(pl.Int64, strict=False)
        text = pl.when(whole == text).then(whole.cast(pl.String)).otherwise(text.cast(pl.String))
    text = text.cast(pl.String, strict=False).str.strip_chars()
    text = text.str.to_uppercase() if upper else text
    return text.alias(column) if blank else pl.when(text != "").then(text).alias(column)


def _day(value: Any) -> date | None:
    """Return a day given as a date, a moment or text."""
    if value is None or value == "":
        return None
    frame = pl.DataFrame({"day": [str(value)[:10]], "line": [None]})
    read: date | None = values.day(frame["day"])[0]
    if read is None:
        raise ValueError(f"{value!r} is not a date: write it as 2022-03-31")
    return read


def _year(value: Any) -> int | None:
    """Return a collection year given as a number or as its text."""
    return int(str(value)) if value else None


def _end(known: Collection, frames: Frames, year: int | None) -> date:
    """Return the last day of the collection: the year's, the header's, or the newest known."""
    if year is not None:
        return periods.year(year).end
    day = known.reference_day(frames)
    return periods.year(periods.reporting_year(day) if day else known.years[-1]).end
