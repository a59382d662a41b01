"""`lscp report`: the annual report."""

from pathlib import Path

import click


@click.group()
def report() -> None:
    """Build the annual report."""


@report.command()
@click.option("--year", required=True, type=int, metavar="YYYY", help="The reporting year.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to."
)
def build(year: int, out: Path) -> None:
    """Write the annual report of a year as PDF, web page and Word, and its figures as CSV.

    It shows the published view: small numbers are suppressed.
    """
    from lscp.cli import session

    with session.ready():
        from lscp.report import build as building

        for path in building.build(year, out).values():
            click.echo(f"Written to {path}")
