"""A return file checked, each finding with whom and what it is about: for lists and workbooks.

`key` names a finding from one submission to the next: by rule, child, the episode's referral date
and the row's own first date, and not by its place in the file, which moves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from lscp.returns.check import FAILED, check
from lscp.returns.cin import read as reading
from lscp.returns.cin import tables as cin
from lscp.returns.cin.read import Return
from lscp.returns.cin.rules import load
from lscp.returns.rules import Kind, Rule

COLUMNS = (
    "rule", "kind", "module", "table", "row", "line", "child", "fields", "values", "message", "key",
)  # fmt: skip
NOTHING = "(nothing)"
_EPISODE = ["child", "CINdetailsID"]


@dataclass(frozen=True)
class Checked:
    """One return and what its rules found.

    `findings` has `COLUMNS`: `line` is that of the file, `child` the LAchildID, `fields` and
    `values` are text. `year` is the one whose rules were used.
    """

    read: Return
    year: int
    findings: pl.DataFrame
    not_run: pl.DataFrame

    def count(self, kind: Kind) -> int:
        """Return how many findings are errors, or queries."""
        return int((self.findings["kind"] == str(kind)).sum())

    @property
    def failed(self) -> int:
        """Return how many rules failed to run."""
        return int((self.not_run["status"] == FAILED).sum())

    @property
    def clean(self) -> bool:
        """Say whether every rule was run, and found no error."""
        return self.not_run.is_empty() and not self.count(Kind.ERROR)

    @property
    def by_rule(self) -> pl.DataFrame:
        """Return a row for each rule that found something: how often, and for how many children."""
        of_rule = ["rule", "kind", "module", "message"]
        counted = self.findings.group_by(of_rule).agg(
            findings=pl.len(), children=pl.col("child").drop_nulls().n_unique()
        )
        return counted.sort("kind", "rule")


def check_file(
    file: Path | str | BinaryIO, *, progress: Callable[[int], object] | None = None
) -> Checked:
    """Read a census and check it. Raises NotAReturn."""
    return check_read(reading.read(file, progress=progress))


def check_read(read: Return) -> Checked:
    """Check a census that was read, by the rules of its year or of the nearest that is known."""
    year = min(max(read.year, cin.YEARS[0]), cin.YEARS[-1])
    about = {
        "collection_start": f"{read.year - 1}-04-01",
        "collection_end": f"{read.year}-03-31",
        "localAuthority": read.header["LEA"],
        "file_format": "xml",
    }
    result = check("cin", read.tables, year=year, metadata=about)
    return Checked(read, year, _told(read, result.findings), result.not_run)


def _told(read: Return, found: pl.DataFrame) -> pl.DataFrame:
    """Return findings with the child, line and values that each is about."""
    known, referrals = load(), _referrals(read)
    by_rule = found.partition_by("rule", "table", as_dict=True)
    parts = [
        _of_rows(known[rule], table, rows, read.tables[table], referrals)
        if table
        else _of_whole(known[rule], rows)
        for (rule, table), rows in by_rule.items()
    ]
    schema = _of_whole(next(iter(known.values())), found.clear()).schema
    told = pl.concat(parts) if parts else pl.DataFrame(schema=schema)
    nth = pl.int_range(pl.len()).over("key")
    key = pl.when(nth > 0).then(pl.format("{}|{}", "key", nth + 1)).otherwise("key")
    order = ["kind", "rule", "table", "row"]
    return told.sort(order, nulls_last=True).with_columns(key=key)


def _referrals(read: Return) -> pl.DataFrame:
    """Return the referral date of each episode, once."""
    episodes = read.tables["CINdetails"].select(*_EPISODE, _referral="CINreferralDate")
    return episodes.unique(_EPISODE, keep="any")


def _of_rows(
    rule: Rule, table: str, rows: pl.DataFrame, frame: pl.DataFrame, referrals: pl.DataFrame
) -> pl.DataFrame:
    there = frame[rows["row"].to_list()]
    if set(_EPISODE) <= set(there.columns):
        there = there.join(referrals, on=_EPISODE, how="left", maintain_order="left")
    else:
        there = there.with_columns(_referral=pl.lit(None, pl.String))
    about = there.select(
        "line",
        child=pl.col("LAchildID") if "LAchildID" in there.columns else pl.lit(None, pl.String),
        fields=pl.lit(", ".join(rule.fields[table])),
        values=_values(rule.fields[table], there),
        key=_key(rule, table, there),
    )
    own = rows.select("rule", "kind", "table", "row", "message")
    return pl.concat([own, about], how="horizontal").select(_column(c, rule) for c in COLUMNS)


def _of_whole(rule: Rule, rows: pl.DataFrame) -> pl.DataFrame:
    empty = pl.lit(None, pl.String)
    told = rows.with_columns(
        line=pl.lit(None, pl.Int64), child=empty, fields=pl.lit(", ".join(rule.concerned)),
        values=pl.lit(""), key=pl.lit(rule.code),
    )  # fmt: skip
    return told.select(_column(column, rule) for column in COLUMNS)


def _column(name: str, rule: Rule) -> pl.Expr:
    return pl.lit(rule.module).alias(name) if name == "module" else pl.col(name)


def _values(fields: tuple[str, ...], frame: pl.DataFrame) -> pl.Expr:
    """Return what stands in the fields, as text: `PrimaryNeedCode: N10; …`."""
    said = [pl.format(f"{field}: {{}}", _text(field, frame)) for field in fields]
    return pl.concat_str(said, separator="; ")


def _text(field: str, frame: pl.DataFrame) -> pl.Expr:
    if field not in frame.columns:
        return pl.lit(NOTHING)
    value = pl.col(field)
    if isinstance(frame.schema[field], pl.List):
        value = value.list.join(", ")
    text = value.cast(pl.String)
    return pl.when(text != "").then(text).otherwise(pl.lit(NOTHING))


def _key(rule: Rule, table: str, frame: pl.DataFrame) -> pl.Expr:
    child = pl.col("LAchildID") if "LAchildID" in frame.columns else pl.lit("")
    parts = [pl.lit(rule.code), pl.lit(table), child, pl.col("_referral"), _own(table)]
    return pl.concat_str([part.cast(pl.String).fill_null("") for part in parts], separator="|")


def _own(table: str) -> pl.Expr:
    """Return what tells rows of one episode apart: their first date, or the item that they are."""
    if table in ("CINdetails", "ChildIdentifiers", "ChildCharacteristics", "Header"):
        return pl.lit("")
    leaves = cin.values(table)
    first = next((leaf for leaf in leaves if leaf.kind == "date"), leaves[0])
    return pl.col(first.name)
