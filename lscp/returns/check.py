"""Checks a return by its published rules: `lscp.returns.check("cin", tables)`.

No rule is lost: one that raises is reported as failed, one that lacks what it needs as not run,
each with why. None changes what the next one sees.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from lscp.core import engines
from lscp.returns.collection import collection as known_as
from lscp.returns.given import Given, given
from lscp.returns.rules import Lacks, Rule

FINDINGS: dict[str, Any] = {
    "rule": pl.String, "table": pl.String, "row": pl.Int64, "fields": pl.List(pl.String),
    "message": pl.String, "kind": pl.String,
}  # fmt: skip
NOT_RUN: dict[str, Any] = {"rule": pl.String, "status": pl.String, "why": pl.String}
FAILED, LACKING = "failed to run", "not run"


class Check(NamedTuple):
    """What a check found: `findings`, a row for each failing row and rule, and `not_run`.

    Columns of `findings`: rule, table, row (position in that table, from 0; both null for a
    finding about the whole return), fields, message, kind. Columns of `not_run`: rule, status
    ("failed to run" or "not run"), why.
    """

    findings: pl.DataFrame
    not_run: pl.DataFrame

    @property
    def complete(self) -> bool:
        """Say whether every rule was run."""
        return self.not_run.is_empty()


def check(
    collection: str,
    tables: Mapping[str, Any],
    *,
    year: int | None = None,
    metadata: Mapping[str, Any] | None = None,
    rules: Iterable[str] | None = None,
) -> Check:
    """Check the tables of a return.

    `collection` is "cin" or "ssda903". `tables` are frames of any kind that Narwhals takes, or
    lists of dictionaries, by name; columns may be missing, dates may be dates or text. Without
    `year`, it is the header's, else the newest known. Rules asked for by number run whatever the
    year.
    `metadata` gives what no table can: collection_start, collection_end, localAuthority,
    file_format. Raises KeyError for a collection or a rule that is not known.
    """
    seen = given(collection, tables, year=year, metadata=metadata or {})
    return check_given(collection, seen, rules=rules)


def check_given(collection: str, seen: Given, *, rules: Iterable[str] | None = None) -> Check:
    """Check tables that are as rules see them already. Raises KeyError."""
    known = known_as(collection).rules()
    if rules is None:
        chosen = [rule for rule in known.values() if rule.applies(seen.tables.year)]
    else:
        wanted = [str(code) for code in rules]
        if unknown := sorted(set(wanted) - set(known)):
            raise KeyError(f"The {collection} return has no rule {', '.join(unknown)}")
        chosen = [known[code] for code in wanted]
    return _Run(seen, chosen).check()


@dataclass
class _Run:
    seen: Given
    rules: list[Rule]

    def check(self) -> Check:
        plans: list[tuple[Rule, nw.LazyFrame]] = []
        not_run: list[tuple[str, str, str]] = []
        for rule in self.rules:
            try:
                plans.append((rule, self._plan(rule)))
            except Lacks as lacking:
                not_run.append((rule.code, LACKING, str(lacking)))
            except Exception as fault:  # noqa: BLE001 - no rule is lost, whatever it does
                not_run.append((rule.code, FAILED, _said(fault)))
        found = self._collected(plans, not_run)
        findings = pl.concat(found) if found else pl.DataFrame(schema=FINDINGS)
        return Check(
            findings.sort("rule", "table", "row", nulls_last=True),
            pl.DataFrame(sorted(not_run), schema=NOT_RUN, orient="row"),
        )

    def _plan(self, rule: Rule) -> nw.LazyFrame:
        """Return a rule's findings, not yet computed: table and row."""
        lacking = [need for need in rule.required if need not in self.seen.columns]
        if lacking:
            raise Lacks(f"{', '.join(lacking)} was not given")
        answer = rule.function(self.seen.tables)
        frames = answer if isinstance(answer, tuple) else (answer,)
        parts = [part for frame in frames for part in _parts(rule, frame)]
        return nw.concat(parts).unique() if len(parts) > 1 else parts[0].unique()

    def _collected(
        self, plans: list[tuple[Rule, nw.LazyFrame]], not_run: list[tuple[str, str, str]]
    ) -> list[pl.DataFrame]:
        try:
            frames = engines.collect_all([plan for _, plan in plans])
            return [_findings(rule, f) for (rule, _), f in zip(plans, frames, strict=True)]
        except Exception:  # noqa: BLE001 - one of them; each by itself tells which
            return self._one_by_one(plans, not_run)

    def _one_by_one(
        self, plans: list[tuple[Rule, nw.LazyFrame]], not_run: list[tuple[str, str, str]]
    ) -> list[pl.DataFrame]:
        found = []
        for rule, plan in plans:
            try:
                found.append(_findings(rule, engines.collect(plan)))
            except Exception as fault:  # noqa: BLE001 - no rule is lost, whatever it does
                not_run.append((rule.code, FAILED, _said(fault)))
        return found


def _parts(rule: Rule, frame: nw.LazyFrame) -> list[nw.LazyFrame]:
    """Return a rule's rows as (table, row), for each table that they name."""
    if not rule.fields:
        # Constants are added to the rows that there are: selected alone, they would be one row.
        whole = frame.with_columns(nw.lit("").alias("table"), nw.lit(None, nw.Int64).alias("row"))
        return [whole.select("table", "row")]
    names = frame.collect_schema().names()
    columns = {f"row_{table}": table for table in rule.fields}
    if "row" in names and len(rule.fields) == 1:
        columns = {"row": next(iter(rule.fields))}
    return [
        frame.filter(~nw.col(column).is_null()).select(
            nw.lit(table).alias("table"), nw.col(column).cast(nw.Int64).alias("row")
        )
        for column, table in columns.items()
        if column in names
    ]


def _findings(rule: Rule, rows: pl.DataFrame) -> pl.DataFrame:
    # Joined, not made row by row: a rule may find something in each of a million rows.
    fields = pl.DataFrame(
        {
            "table": [*rule.fields, ""],
            "fields": [*(list(of) for of in rule.fields.values()), list(rule.concerned)],
        }
    )
    return rows.join(fields, on="table", how="left").select(
        pl.lit(rule.code).alias("rule"),
        pl.when(pl.col("table") != "").then(pl.col("table")).alias("table"),
        pl.col("row").cast(pl.Int64),
        pl.col("fields").cast(pl.List(pl.String)),
        pl.lit(rule.message).alias("message"),
        pl.lit(str(rule.kind)).alias("kind"),
    )


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else ''}"[:300]
