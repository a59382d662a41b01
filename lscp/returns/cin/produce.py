"""Writes facts as a census file, in the schema order of its year.

The text is put together a column at a time, twenty thousand children at once, and written as it
is made: the same facts and moment give the same bytes, and memory does not grow with the file.
"""

from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

import polars as pl

from lscp.core import time, vocab
from lscp.core.facts import Facts
from lscp.returns.cin import unfact
from lscp.returns.cin.read import MADE_UP
from lscp.returns.cin.tables import CHILD, HEADER, YEARS, Block, Items, Leaf
from lscp.returns.written import whole

AT_ONCE = 20_000
# What XML 1.0 cannot hold, however it is written.
FORBIDDEN = r"[^\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"


def produce(
    facts: Facts,
    *,
    authority: str,
    year: int,
    to: Path | str | BinaryIO,
    software: str = "OpenLSCP",
    made_up: bool = False,
    serial: str = "001",
    at: datetime | None = None,
) -> int:
    """Write one authority's census of a year and return how many children are in it.

    `at` is the moment that the header gives, or now. A path is written whole or not at all.
    Raises ValueError for a year whose census is not known, for what is no English authority, and
    for rows that a census has no place for.
    """
    if year not in YEARS:
        raise ValueError(f"There is no census of {year}: those of {YEARS[0]} to {YEARS[-1]} are")
    header = {
        "Collection": "CIN",
        "Year": str(year),
        "ReferenceDate": f"{year}-03-31",
        "SourceLevel": "L",
        "LEA": number_of(authority, date(year, 3, 31)),
        "SoftwareCode": MADE_UP if made_up else software,
        "SerialNo": serial,
        "DateTime": (at or time.now()).replace(microsecond=0, tzinfo=None).isoformat(),
    }
    tables = unfact.tables(facts, authority, year)
    if not isinstance(to, str | Path):
        return _write(to, header, tables, year)
    with whole(Path(to)) as file:
        return _write(file, header, tables, year)


def number_of(authority: str, on: date) -> str:
    """Return the DfE's number of an authority, from its ONS code. Raises ValueError."""
    for code in vocab.code_set("dfe/local_authority"):
        if code.code == authority and code.valid_on(on):
            return code.more["dfe_code"]
    raise ValueError(f"{authority} is not the code of an English authority on {on:%d/%m/%Y}")


def _write(
    file: BinaryIO, header: dict[str, str], tables: dict[str, pl.DataFrame], year: int
) -> int:
    file.write(b'<?xml version="1.0" encoding="utf-8"?>\n<Message>\n')
    file.write(_header(HEADER, header).encode())
    file.write(b"<Children>\n")
    children = tables["ChildIdentifiers"].select("_child", _part=pl.int_range(pl.len()) // AT_ONCE)
    parts = {name: _parted(frame, children) for name, frame in tables.items()}
    for part in range(-(-children.height // AT_ONCE)):
        rows = {name: by.get((part,), tables[name].clear()) for name, by in parts.items()}
        file.write(_children(rows, year).encode())
    file.write(b"</Children>\n</Message>\n")
    return children.height


def _header(block: Block, values: dict[str, str]) -> str:
    lines = [f"<{block.name}>\n"]
    for inner in block.within:
        if isinstance(inner, Block):
            lines.append(_header(inner, values))
        elif inner.name in values:
            lines.append(f"<{inner.name}>{escape(values[inner.name])}</{inner.name}>\n")
    return "".join([*lines, f"</{block.name}>\n"])


def _parted(frame: pl.DataFrame, children: pl.DataFrame) -> dict[tuple[object, ...], pl.DataFrame]:
    placed = frame.join(children, on="_child", maintain_order="left")
    return placed.partition_by("_part", as_dict=True, include_key=False)


def _children(rows: dict[str, pl.DataFrame], year: int) -> str:
    every = rows["ChildIdentifiers"].select("_id")
    return "".join(_around(CHILD, every, rows, year)["_xml"])


def _around(
    block: Block, frame: pl.DataFrame, rows: dict[str, pl.DataFrame], year: int
) -> pl.DataFrame:
    """Return the frame with `_xml`, the text of the block that each of its rows is."""
    parts: list[pl.Expr] = []
    for inner in block.within:
        if isinstance(inner, Leaf):
            if inner.since <= year <= inner.until:
                parts.append(_leaf(inner.name, pl.col(inner.name)))
        elif isinstance(inner, Block) and inner.since <= year:
            frame = _joined(frame, inner, rows, year)
            parts.append(pl.col(inner.name).fill_null(""))
    text = pl.concat_str(pl.lit(f"<{block.name}>\n"), *parts, pl.lit(f"</{block.name}>\n"))
    return frame.with_columns(text.alias("_xml"))


def _joined(
    frame: pl.DataFrame, block: Block, rows: dict[str, pl.DataFrame], year: int
) -> pl.DataFrame:
    """Add a column named as the block: the text of all such blocks in each row."""
    if block.table:
        inner = _around(block, rows[block.table], rows, year)
    else:
        (items,) = (each for each in block.within if isinstance(each, Items))
        table = rows[items.table or "AssessmentFactorsList"]
        inner = table.with_columns(_leaf(items.name, pl.col(items.name)).alias("_xml"))
    text = inner.group_by("_parent", maintain_order=True).agg(pl.col("_xml").str.join(""))
    if not block.table:
        wrapped = pl.concat_str(pl.lit(f"<{block.name}>\n"), "_xml", pl.lit(f"</{block.name}>\n"))
        text = text.with_columns(wrapped.alias("_xml"))
    named = text.select(pl.col("_parent").alias("_id"), pl.col("_xml").alias(block.name))
    return frame.join(named, on="_id", how="left", maintain_order="left")


def _leaf(name: str, value: pl.Expr) -> pl.Expr:
    clean = value.str.replace_all(FORBIDDEN, "")
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        clean = clean.str.replace_all(plain, escaped, literal=True)
    text = pl.concat_str(pl.lit(f"<{name}>"), clean, pl.lit(f"</{name}>\n"))
    return text.fill_null("")
