"""How what checks found is said: counts by rule, rows of findings, or a workbook of it all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import polars as pl

from lscp.cli import output
from lscp.core import vocab
from lscp.returns import workbook
from lscp.returns.check import FAILED
from lscp.returns.checked import Checked, by_reason
from lscp.returns.compare import Compared
from lscp.returns.rules import Kind

COLUMNS = (
    "file", "authority", "year", "rule", "kind", "module", "table", "row", "line", "child",
    "fields", "values", "message",
)  # fmt: skip
BY_RULE = ("rule", "kind", "findings", "children", "message")
GONE = ("rule", "kind", "child", "values", "compared")
IN_SHEETS = (
    "rule", "kind", "module", "child", "file", "line", "table", "fields", "values", "message",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One return checked, and how it stands beside an earlier check of it, where there is one."""

    checked: Checked
    compared: Compared | None = None

    @property
    def findings(self) -> pl.DataFrame:
        """Return the findings, with those of the earlier check that are gone at the end."""
        if self.compared is None:
            return self.checked.findings.with_columns(compared=pl.lit(None, pl.String))
        return pl.concat([self.compared.now, self.compared.past])


def write(results: Sequence[Found], form: str) -> None:
    """Write what was found to standard output, and what is to be said of each return as a whole."""
    if form != "table":
        compared = ("compared",) if any(each.compared for each in results) else ()
        output.rows(_rows(results), (*COLUMNS, *compared), form)
    for each in results:
        if form == "table":
            _tables(each)
        for line in about(each):
            click.echo(line, err=form != "table")


def _tables(found: Found) -> None:
    if found.checked.findings.height:
        output.rows(found.checked.by_rule.iter_rows(named=True), BY_RULE, "table")
        click.echo()
    if found.compared and found.compared.past.height:
        click.echo("Found in the earlier file, and not in this one:")
        output.rows(found.compared.past.iter_rows(named=True), GONE, "table")
        click.echo()


def _rows(results: Sequence[Found]) -> Iterator[dict[str, Any]]:
    for each in results:
        read = each.checked.read
        whose = {"authority": read.authority, "year": read.year}
        for row in each.findings.iter_rows(named=True):
            yield {**whose, **row}


def about(found: Found) -> Iterator[str]:
    """Yield what is to be said of one return as a whole."""
    checked, read = found.checked, found.checked.read
    whose = f"{vocab.codes('dfe/local_authority')[read.authority]}, {read.year}"
    made_up = ", made up" if read.made_up else ""
    errors, queries = checked.count(Kind.ERROR), checked.count(Kind.QUERY)
    yield f"{read.file}: {whose}{made_up}: {errors:,} errors, {queries:,} queries"
    if found.compared:
        counts = (f"{n:,} {what}" for what, n in found.compared.counts.items())
        yield f"  Since the earlier file: {', '.join(counts)}"
    if checked.year != read.year:
        yield f"  The rules of {read.year} are not known: those of {checked.year} were used"
    yield from _not_run(checked)
    for caution in read.cautions:
        times = f" ({caution.count} times)" if caution.count > 1 else ""
        line = f"line {caution.line}: " if caution.line else ""
        yield f"  Warning: {line}{caution.message}{times}"


def _not_run(checked: Checked) -> Iterator[str]:
    """Yield why rules were not run, the rules of one reason together."""
    for status, why, rules in by_reason(checked.not_run.iter_rows()):
        were = "" if status == FAILED else "were " if rules[1:] else "was "
        if rules[1:]:
            yield f"  {len(rules)} rules {were}{status}: {why}: {', '.join(rules)}"
        else:
            yield f"  Rule {rules[0]} {were}{status}: {why}"


def write_workbook(results: Sequence[Found], out: Path) -> None:
    """Write counts by rule, a sheet of findings for each module, and the rules not run."""
    workbook.write(
        out,
        "Check of returns",
        [line for each in results for line in about(each)],
        [
            workbook.Sheet("By rule", (workbook.RETURN, *workbook.BY_RULE), _by_rule(results)),
            *_modules(results),
            workbook.Sheet("Rules not run", (workbook.RETURN, *workbook.NOT_RUN), _lost(results)),
        ],
    )


def _by_rule(results: Sequence[Found]) -> Iterator[tuple[Any, ...]]:
    shown = ("rule", "kind", "module", "findings", "children", "message")
    for each in results:
        for row in each.checked.by_rule.select(shown).iter_rows():
            yield each.checked.read.file, *row


def _modules(results: Sequence[Found]) -> Iterator[workbook.Sheet]:
    compared = any(each.compared for each in results)
    columns = (*workbook.FINDINGS, workbook.COMPARED) if compared else workbook.FINDINGS
    shown = (*IN_SHEETS, "compared") if compared else IN_SHEETS
    for module in sorted({name for each in results for name in each.findings["module"]}):
        yield workbook.Sheet(module, columns, _of_module(results, module, shown))


def _of_module(
    results: Sequence[Found], module: str, shown: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    for each in results:
        for row in each.findings.filter(pl.col("module") == module).select(shown).iter_rows():
            yield each.checked.read.file, *row


def _lost(results: Sequence[Found]) -> Iterator[tuple[Any, ...]]:
    for each in results:
        for row in each.checked.not_run.iter_rows():
            yield each.checked.read.file, *row
