"""`lscp proof`: find every wrong number in a report before it is published, with no database."""

import sys
from pathlib import Path
from textwrap import shorten

import click

from lscp.cli import output

COLUMNS = ("file", "page", "line", "cell", "text", "rule", "claim", "expected", "how", "verdict")
WIDE = 80
SHOWN = ("verdict", "page", "line", "claim", "expected", "how", "text")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--year", type=int, metavar="YYYY", help="The reporting year, by its last day.")
@click.option("--authority", default="", metavar="CODE", help="Compare with this authority alone.")
@output.format_option
def proof(files: tuple[Path, ...], year: int | None, authority: str, form: str) -> None:
    """Proof-read the figures of reports: PDF, Word, Excel, CSV, HTML, Markdown, text.

    A table shows what is wrong or doubtful, and how many statements are right; csv and json have
    every statement that was checked. The exit status is 1 when something is wrong, or when a file
    could not be read.
    """
    from lscp.report.proof import Verdict, proofs
    from lscp.report.proof.known import published

    reading = proofs(files, published(year, authority))
    with click.progressbar(reading, len(files), "Proof-reading", file=sys.stderr) as bar:
        done = list(bar)
    for each in done:
        for reason in each.unread:
            click.echo(f"{each.file}: {reason}", err=True)
    found = [finding for each in done for finding in each.findings]
    listed = found if form != "table" else [f for f in found if f.verdict is not Verdict.RIGHT]
    rows = [each.row() for each in listed]
    if form == "table":
        rows = [{**row, "text": shorten(row["text"], WIDE, placeholder=" …")} for row in rows]
    output.rows(rows, COLUMNS, form, SHOWN)
    if form == "table":
        for each in done:
            counts = ", ".join(f"{each.count(verdict)} {verdict}" for verdict in Verdict)
            click.echo(f"{each.file}: {counts}")
    wrong = any(each.count(Verdict.WRONG) for each in done)
    if wrong or any(each.unread and not each.findings for each in done):
        raise click.exceptions.Exit(1)
