"""`lscp returns`: check and load the returns of the partnership's authorities."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lscp.cli import handed
from lscp.cli.check import check
from lscp.cli.handed import Beside

if TYPE_CHECKING:
    from lscp.submissions.actions import Outcome


@click.group()
def returns() -> None:
    """Check and load the returns of the partnership's authorities."""


@returns.command()
@handed.returns_argument
@handed.authority_option
@handed.year_option
@handed.postcodes_option
def load(
    files: tuple[Path, ...], authority: str | None, year: int | None, postcodes: Path | None
) -> None:
    """Load returns, each replacing the same return of its authority and year.

    Each file of a CIN census is a return. The files of an SSDA903 return, or a folder that holds
    them, are one: give --authority and --year. Both stand side by side. A load is all or nothing,
    and can be repeated. 2022 is the year from April 2021 to March 2022.
    """
    from lscp.cli import session

    beside = Beside(authority, year, lists=(postcodes,) if postcodes else ())
    given = handed.returns_of(handed.files_of(files), None)
    handed.complete(given, beside)
    with session.ready():
        load_each((handed.called(of), partial(_load, name, of, beside)) for name, of in given)


def _load(collection: str, files: tuple[Path, ...], beside: Beside) -> "Outcome":
    """Load the files of one return."""
    from lscp.cli import output, session
    from lscp.submissions import actions
    from lscp.submissions.policy import LOAD

    by, authority, year = session.actor(LOAD), beside.authority, beside.year
    with output.reading(*files) as progress:
        if collection == "ssda903" and authority and year:  # `complete` saw to both
            return actions.load_set(
                files, by=by, authority=authority, year=year,
                postcodes=next(iter(beside.lists), None), progress=progress,
            )  # fmt: skip
        [file] = files
        return actions.load_return(file, by=by, authority=authority, year=year, progress=progress)


returns.add_command(check)


@returns.command()
@click.argument("load")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def original(load: str, folder: Path) -> None:
    """Take the original files of a load out of where they are kept encrypted."""
    from lscp.cli import session

    with session.ready():
        from lscp.submissions import queries
        from lscp.submissions.policy import VIEW_LOAD

        for path in queries.take_out_original(load, folder, by=session.actor(VIEW_LOAD)):
            click.echo(f"Written to {path}")


def load_each(loaders: Iterable[tuple[str, Callable[[], "Outcome"]]]) -> None:
    """Load each that is named, say what came of it, and compute the years concerned.

    Exits 1 on a fault.
    """
    from lscp.cli import faults

    years, faulty = set(), 0
    for name, load in loaders:
        try:
            outcome = load()
        except Exception as error:
            if faults.status(error) != faults.DATA and not isinstance(error, OSError):
                raise
            click.echo(f"Not loaded: {faults.sentence(error)}", err=True)
            faulty += 1
        else:
            say(name, outcome)
            years |= {outcome.load.year, outcome.load.year + 1}
    compute(sorted(years))
    if faulty:
        raise click.exceptions.Exit(1)


def compute(years: list[int]) -> None:
    """Compute the figures of years that something is loaded of."""
    from lscp.submissions import figures

    for year in years:
        made = figures.compute(year)
        if made is not None:
            click.echo(f"Figures of {year}: {made.figures.count():,} stored")


def say(name: str, outcome: "Outcome") -> None:
    """Say what came of a load."""
    from lscp.core import vocab

    load = outcome.load
    whose = f"{vocab.codes('dfe/local_authority')[load.authority]}, {load.year}"
    if not outcome.changed:
        click.echo(f"{name}: {whose}: no change, the same is loaded already")
        return
    rows = sum(load.rows.values())
    made_up = ", made up" if load.made_up else ""
    click.echo(f"{name}: {whose}{made_up}: loaded, {rows:,} rows of facts")
    for warning in load.warnings:
        line = f"line {warning['line']}: " if warning.get("line") else ""
        times = f" ({warning['count']} times)" if warning.get("count", 1) > 1 else ""
        click.echo(f"  Warning: {line}{warning['message']}{times}")
