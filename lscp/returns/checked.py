"""A return checked, each finding with whom and what it is about: for lists and workbooks.

`key` names a finding from one submission to the next: by rule, table, child and what the return
tells rows of one child apart by, as a row's own first date; never by its place, which moves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from lscp.core import engines
from lscp.returns.check import FAILED, LACKING, check_given
from lscp.returns.collection import Collection, collection
from lscp.returns.given import Given, given
from lscp.returns.rules import Kind, Rule
from lscp.returns.submitted import File, Handed, Submitted

COLUMNS = (
    "rule", "kind", "module", "file", "table", "row", "line", "child", "fields", "values",
    "message", "key",
)  # fmt: skip
NOTHING = "(nothing)"


@dataclass(frozen=True)
class Checked:
    """One return and what its rules found.

    `findings` has `COLUMNS`: `file` and `line` are where the row stands, `child` is the
    authority's own number of the child, `fields` and `values` are text. `not_run` says of each
    rule why it was not, in words. `year` is the one whose rules were used.
    """

    read: Submitted
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


def check_file(file: File, *, progress: Callable[[int], object] | None = None) -> Checked:
    """Read a census and check it. Raises NotAReturn."""
    return check_handed("cin", Handed((file,), progress=progress))


def check_handed(of: str, handed: Handed) -> Checked:
    """Read what is handed in as a return of a collection, and check it. Raises NotAReturn."""
    return check_read(collection(of).read(handed))


def check_read(read: Submitted) -> Checked:
    """Check a return that was read, by the rules of its year or of the nearest that is known."""
    known = collection(read.collection)
    year = min(max(read.year, known.years[0]), known.years[-1])
    about = {
        "collection_start": f"{read.year - 1}-04-01",
        "collection_end": f"{read.year}-03-31",
        **read.about,
    }
    seen = given(known.name, read.tables, year=year, metadata=about)
    result = check_given(known.name, seen)
    told = _Telling(known, read, seen).told(result.findings)
    return Checked(read, year, told, _why(known, read, seen, result.not_run))


def by_reason(not_run: Iterable[Sequence[str]]) -> list[tuple[str, str, list[str]]]:
    """Return the rules that were not run by what became of them and why, most rules first."""
    found: dict[tuple[str, str], list[str]] = {}
    for rule, status, why in not_run:
        found.setdefault((status, why), []).append(rule)
    listed = sorted(found.items(), key=lambda each: -len(each[1]))
    return [(status, why, rules) for (status, why), rules in listed]


def _why(known: Collection, read: Submitted, seen: Given, not_run: pl.DataFrame) -> pl.DataFrame:
    """Say of each rule that lacked something what that is, as those say who hand it in."""
    rules = known.rules()

    def said(row: dict[str, Any]) -> str:
        needs = [need for need in rules[row["rule"]].required if need not in seen.columns]
        parts = (need.partition(".") for need in needs)
        lacking = list(dict.fromkeys(known.lacks(t, c, read.tables) for t, _, c in parts))
        if row["status"] != LACKING or not lacking:
            return str(row["why"])
        *others, last = lacking
        listed = f"{', '.join(others)} and {last}" if others else last
        return f"{listed[:1].upper()}{listed[1:]} {'were' if others else 'was'} not given"

    why = pl.Series("why", [said(row) for row in not_run.iter_rows(named=True)], pl.String)
    return not_run.with_columns(why)


class _Telling:
    """Tells of findings the child, the place and the values that each is about."""

    def __init__(self, known: Collection, read: Submitted, seen: Given) -> None:
        self.known, self.read, self.rules = known, read, known.rules()
        # As the rules saw them, with what could be worked out; these are in memory already.
        self.frames = {name: engines.collect(each) for name, each in seen.tables.frames.items()}
        self.names = known.names(self.frames)

    def told(self, found: pl.DataFrame) -> pl.DataFrame:
        """Return the findings as `COLUMNS`, errors first."""
        # They come by rule, table and row: to put their parts in order is to sort them all.
        by_rule = found.partition_by("rule", "table", as_dict=True, maintain_order=True)
        parts = [
            _named_apart(
                self._of_rows(self.rules[rule], table, rows) if table
                else self._of_whole(self.rules[rule], rows)
            )
            for (rule, table), rows in by_rule.items()
        ]  # fmt: skip
        none = self._of_whole(next(iter(self.rules.values())), found.clear())
        return pl.concat([none, *sorted(parts, key=lambda part: part["kind"][0])])

    def _of_rows(self, rule: Rule, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        there = self.frames[table][rows["row"].to_list()]
        child = there[self.known.child] if self.known.child in there.columns else _nothing(there)
        lines = self.read.tables.get(table, there)
        told = rows.with_columns(
            module=pl.lit(rule.module),
            file=pl.lit(self.read.files.get(table, self.read.file)),
            line=lines["line"].gather(rows["row"])
            if "line" in lines.columns
            else pl.lit(None, pl.Int64),
            child=child,
            fields=pl.lit(", ".join(rule.fields[table])),
            values=there.select(values=_values(rule.fields[table], there))["values"],
            key=_key(rule, table, child, *self.names(table, there)),
        )
        return told.select(COLUMNS)

    def _of_whole(self, rule: Rule, rows: pl.DataFrame) -> pl.DataFrame:
        nothing = pl.lit(None, pl.String)
        told = rows.with_columns(
            module=pl.lit(rule.module), file=pl.lit(self.read.file), table=nothing,
            line=pl.lit(None, pl.Int64), child=nothing, fields=pl.lit(", ".join(rule.concerned)),
            values=pl.lit(""), key=pl.lit(rule.code),
        )  # fmt: skip
        return told.select(COLUMNS)


def _named_apart(part: pl.DataFrame) -> pl.DataFrame:
    """Return findings of a rule in a table, of which no two have one name."""
    if part["key"].n_unique() == part.height:
        return part
    nth = pl.int_range(pl.len()).over("key")
    key = pl.when(nth > 0).then(pl.format("{}|{}", "key", nth + 1)).otherwise("key")
    return part.with_columns(key=key)


def _nothing(there: pl.DataFrame) -> pl.Series:
    return pl.Series("child", [None] * there.height, pl.String)


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


def _key(rule: Rule, table: str, child: pl.Series, *names: pl.Series) -> pl.Series:
    series = [each.cast(pl.String).fill_null("") for each in (child, *names)]
    frame = pl.DataFrame([each.alias(f"p{n}") for n, each in enumerate(series)])
    return frame.select(
        key=pl.concat_str([pl.lit(rule.code), pl.lit(table), *frame.columns], separator="|")
    )["key"]
