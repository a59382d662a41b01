"""Tables as they are given to a check, made into what rules expect: every column, parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from lscp.core import engines, periods
from lscp.returns.cin import factors, values
from lscp.returns.cin import tables as cin
from lscp.returns.rules import Tables


@dataclass(frozen=True)
class Given:
    """The tables for the rules, and which columns were really there, as "table.column"."""

    tables: Tables
    columns: frozenset[str]


def given(
    collection: str, tables: Mapping[str, Any], *, year: int | None, metadata: Mapping[str, Any]
) -> Given:
    """Return tables of any kind as rules see them. Raises TypeError for what is no table."""
    native = {name: _polars(name, table) for name, table in tables.items()}
    frames = {name: _conformed(name, native.get(name, pl.DataFrame())) for name in cin.KEYS}
    there = {f"{name}.{column}" for name, frame in native.items() for column in frame.columns}
    end = _day(metadata.get("collection_end")) or _end(frames["Header"], year)
    start = _day(metadata.get("collection_start")) or periods.year(end.year).start
    frames, there = factors.supplied(frames, there)
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


def _conformed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with every column it should have: text, parsed values, `row`."""
    place = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
    if _is_as_read(name, frame):  # what is parsed already is not parsed again
        return frame.with_columns(*(_text(frame, key) for key in cin.KEYS[name]), place)
    wanted = [column for column in (*cin.KEYS[name], *cin.columns(name))]
    texts = [_text(frame, column) for column in dict.fromkeys(wanted)]
    table = frame.select(texts) if frame.columns else pl.DataFrame(schema=_schema(texts))
    table = table.with_columns(line=pl.lit(None, pl.Int64))
    table = values.parsed(name, table, [])
    return table.drop("line").with_columns(place)


def _is_as_read(name: str, frame: pl.DataFrame) -> bool:
    """Say whether a table is as the reader makes it: all columns, as text, and those parsed."""
    parsed = {leaf.parsed: cin.PARSED[leaf.kind][1] for leaf in cin.values(name) if leaf.parsed}
    wanted: dict[str, Any] = dict.fromkeys(cin.columns(name), pl.String()) | parsed
    wanted |= {"AssessmentFactors": pl.List(pl.String)} if "AssessmentFactors" in wanted else {}
    keys = set(cin.KEYS[name])  # numbers or text: they are made text in any case
    return all(frame.schema.get(c) == kind for c, kind in wanted.items() if c not in keys)


def _schema(texts: list[pl.Expr]) -> dict[str, pl.DataType]:
    return {text.meta.output_name(): pl.String() for text in texts}


def _text(frame: pl.DataFrame, column: str) -> pl.Expr:
    """Return a column as the text that a file would hold; empty is missing."""
    if column not in frame.columns:
        return pl.lit(None, pl.String).alias(column)
    kind = frame.schema[column]
    if isinstance(kind, pl.List):
        return pl.col(column).cast(pl.List(pl.String))
    text = pl.col(column)
    if isinstance(kind, pl.Datetime):
        text = text.dt.date()
    elif kind.is_float():
        text = text.cast(pl.Int64, strict=False)
    text = text.cast(pl.String, strict=False).str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def _day(value: Any) -> date | None:
    """Return a day given as a date, a moment or text."""
    if value is None or value == "":
        return None
    frame = pl.DataFrame({"day": [str(value)[:10]], "line": [None]})
    read: date | None = values.day(frame["day"])[0]
    if read is None:
        raise ValueError(f"{value!r} is not a date: write it as 2022-03-31")
    return read


def _end(header: pl.DataFrame, year: int | None) -> date:
    """Return the last day of the collection: the year's, the header's, or the newest known."""
    if year is not None:
        return periods.year(year).end
    days = header["ReferenceDate_on"].drop_nulls()
    days = days.filter(days.dt.year().is_between(1900, 2100))  # no census was or will be beyond
    if len(days):
        return periods.year(periods.reporting_year(days[0])).end
    return periods.year(cin.YEARS[-1]).end
