"""Fills fact tables from live records: rows as they are read, kept as columns, some at a time."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import polars as pl

from lscp.core.facts import tables

AT_ONCE = 5_000


def filled(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, authority: str, year: int
) -> pl.DataFrame:
    """Return a fact table of rows with the given columns; whose it is, is added to each.

    Only so many rows are ever held as they were read: the rest stand in columns already.
    """
    table, left = tables()[name], iter(rows)
    schema = {column: table.schema[column] for column in columns}
    parts = [pl.DataFrame(schema=schema)]
    while some := list(islice(left, AT_ONCE)):
        parts.append(pl.DataFrame(some, schema=schema, orient="row"))
    whose = {"lscp_authority": pl.lit(authority), "lscp_year": pl.lit(year)}
    return table.conform(pl.concat(parts).with_columns(**whose).lazy()).collect()
