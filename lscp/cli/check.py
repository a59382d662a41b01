"""`lscp returns check`: check return files by the census's own rules, with no database."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lscp.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lscp.returns.checked import Checked

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
COLUMNS = (
    "file", "authority", "year", "rule", "kind", "module", "table", "row", "line", "child",
    "fields", "values", "message",
)  # fmt: skip
BY_RULE = ("rule", "kind", "findings", "children", "message")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--authority", metavar="CODE", help="Refuse a file that is not of this authority.")
@click.option("--year", type=int, metavar="YYYY", help="Refuse a file that is not of this year.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
    help="Write every finding to a workbook.",
)  # fmt: skip
@output.format_option
def check(
    files: tuple[Path, ...], authority: str | None, year: int | None, out: Path | None, form: str
) -> None:
    """Check CIN census files by the rules of their year, and say what has to be put right.

    A table counts findings by rule; csv, json and the workbook have each with the child, the
    values found and what to do. The exit status is 1 when there are errors.
    """
    if out and not out.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {out.absolute().parent} to write to")
    done, refused = [], 0
    for file in files:
        found = _one(file, authority, year)
        refused += found is None
        done += [found] if found else []
    _write(done, form)
    if out:
        _workbook(done, out)
        click.echo(f"Written to {out}", err=True)
    if refused or not all(each.clean for each in done):
        raise click.exceptions.Exit(1)


def _one(file: Path, authority: str | None, year: int | None) -> "Checked | None":
    """Check a file; say why where it cannot be checked."""
    from lscp.cli import faults
    from lscp.returns.checked import check_read
    from lscp.returns.cin import read as reading
    from lscp.returns.errors import NotAReturn

    try:
        with output.reading(file) as progress:
            read = reading.read(file, progress=progress)
        for said, is_of in ((authority, read.authority), (year, read.year)):
            if said not in (None, is_of):
                reason = f"It is of {is_of}, and {said} was said."
                raise NotAReturn(file.name, 0, reason, "Check that it is the right file.")
    except NotAReturn as error:
        click.echo(f"Not checked: {faults.sentence(error)}", err=True)
        return None
    return check_read(read)


def _write(done: "list[Checked]", form: str) -> None:
    if form != "table":
        output.rows(_rows(done), COLUMNS, form)
    for each in done:
        if form == "table":
            output.rows(each.by_rule.iter_rows(named=True), BY_RULE, form)
        for line in about(each):
            click.echo(line, err=form != "table")


def _rows(done: "list[Checked]") -> "Iterator[dict[str, Any]]":
    for each in done:
        whose = {"file": each.read.file, "authority": each.read.authority, "year": each.read.year}
        for row in each.findings.iter_rows(named=True):
            yield {**whose, **row}


def about(checked: "Checked") -> "Iterator[str]":
    """Yield what is to be said of one return as a whole."""
    from lscp.core import vocab
    from lscp.returns.rules import Kind

    read = checked.read
    whose = f"{vocab.codes('dfe/local_authority')[read.authority]}, {read.year}"
    made_up = ", made up" if read.made_up else ""
    errors, queries = checked.count(Kind.ERROR), checked.count(Kind.QUERY)
    yield f"{read.file}: {whose}{made_up}: {errors:,} errors, {queries:,} queries"
    if checked.year != read.year:
        yield f"  The rules of {read.year} are not known: those of {checked.year} were used"
    for rule, status, why in checked.not_run.iter_rows():
        yield f"  Rule {rule} {'was ' if status == 'not run' else ''}{status}: {why}"
    for caution in read.cautions:
        times = f" ({caution.count} times)" if caution.count > 1 else ""
        yield f"  Warning: line {caution.line}: {caution.message}{times}"


def _workbook(done: "list[Checked]", out: Path) -> None:
    from lscp.returns import workbook

    shown = ("rule", "kind", "module", "child", "line", "table", "fields", "values", "message")
    by_rule = ("rule", "kind", "module", "findings", "children", "message")
    workbook.write(
        out,
        "Check of children in need census returns",
        [line for each in done for line in about(each)],
        [
            workbook.Sheet(
                "By rule", workbook.BY_RULE,
                (row for each in done for row in each.by_rule.select(by_rule).iter_rows()),
            ),
            workbook.Sheet(
                "Findings", workbook.FINDINGS,
                ((each.read.file, *row) for each in done
                 for row in each.findings.select(shown).iter_rows()),
            ),
            workbook.Sheet(
                "Rules not run", workbook.NOT_RUN,
                (row for each in done for row in each.not_run.iter_rows()),
            ),
        ],
    )  # fmt: skip
