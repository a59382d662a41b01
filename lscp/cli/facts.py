"""`lscp facts`: figures and returns from what is recorded here, and registers of earlier years."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lscp.submissions.actions import Outcome

YEAR = click.option(
    "--year", type=int, metavar="YYYY", help="The reporting year; the one that is running if none."
)


@click.group()
def facts() -> None:
    """Count what is recorded here, and write a return of it."""


@facts.command()
@click.option("--authority", metavar="CODE", help="Only this authority; else each member.")
@YEAR
def live(authority: str | None, year: int | None) -> None:
    """Count the live records of a year, of each authority without a return of it.

    A worker does so every night for the year that is running. While a year runs its figures have
    the internal view alone. A return that is loaded stands before live records. The LADO's register
    is counted of a year that is over.
    """
    from lscp.cli import returns, session

    with session.ready():
        from lscp.core.periods import reporting_year
        from lscp.core.time import today
        from lscp.front_door.facts import begun
        from lscp.submissions import actions
        from lscp.submissions.loads import NotLoaded
        from lscp.submissions.policy import LOAD

        year = year or reporting_year(today())
        chosen = (authority,) if authority else begun(year)
        if not chosen:
            click.echo(f"No contact and no referral of the year {year} is recorded here.")
        for each in chosen:
            try:
                outcome = actions.load_live(by=session.actor(LOAD), authority=each, year=year)
            except NotLoaded as reason:
                if authority:
                    raise
                click.echo(f"{each}: {reason}")
                continue
            returns.say(actions.LIVE_RECORDS, outcome)
        if year < reporting_year(today()):
            _live_registers(authority, year)
        returns.compute([year])


def _live_registers(authority: str | None, year: int) -> None:
    """Count the LADO's register of a year that is over, of whom there is something in it."""
    from lscp.allegations.facts import begun
    from lscp.cli import returns, session
    from lscp.submissions import actions
    from lscp.submissions.loads import NotLoaded
    from lscp.submissions.policy import LOAD

    for each in begun(year):
        if authority not in (None, each):
            continue
        try:
            outcome = actions.load_live_register(by=session.actor(LOAD), authority=each, year=year)
        except NotLoaded as reason:
            click.echo(f"{each}: {reason}")
            continue
        returns.say(actions.LIVE_REGISTER, outcome)


@facts.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--authority", required=True, metavar="CODE", help="Whose census it is.")
@YEAR
def census(file: Path, authority: str, year: int | None) -> None:
    """Write the CIN census of the live records of a year to FILE.

    Check it as any other: lscp returns check FILE. What nobody recorded is written as the census
    says it: ethnicity not obtained (NOBT), no disability (NONE), sex unknown (U), need not stated
    (N0) of a referral that nobody has decided.
    """
    from lscp.cli import session

    with session.ready():
        from lscp.core.periods import reporting_year
        from lscp.core.time import today
        from lscp.submissions import actions
        from lscp.submissions.policy import WRITE

        children = actions.write_census(
            by=session.actor(WRITE), authority=authority,
            year=year or reporting_year(today()), to=file,
        )  # fmt: skip
    click.echo(f"Written to {file}: {children:,} children")


@facts.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--authority", required=True, metavar="CODE", help="Whose register it is.")
@click.option("--year", required=True, type=int, metavar="YYYY", help="Of which reporting year.")
def allegations(file: Path, authority: str, year: int) -> None:
    """Load the register that a LADO kept elsewhere: CSV, or a sheet of Excel, without names.

    One row for each consultation and referral. It is loaded whole or not at all, beside the return
    of the authority and year, and replaces a register that was loaded before.
    docs/registers-of-the-lado.md lists the columns.
    """
    from lscp.cli import returns, session

    with session.ready():
        from lscp.submissions import actions
        from lscp.submissions.policy import LOAD

        def one() -> "Outcome":
            by = session.actor(LOAD)
            return actions.load_register(file, by=by, authority=authority, year=year)

        returns.load_each([(file.name, one)])
