"""`lscp returns check`: check return files by the census's own rules, with no database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lscp.cli import output

if TYPE_CHECKING:
    from lscp.cli.found import Found
    from lscp.returns.checked import Checked

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--authority", metavar="CODE", help="Refuse a file that is not of this authority.")
@click.option("--year", type=int, metavar="YYYY", help="Refuse a file that is not of this year.")
@click.option(
    "--since", multiple=True, type=FILE, metavar="EARLIER",
    help="Compare with an earlier file of the same authority and year.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
    help="Write every finding to a workbook.",
)  # fmt: skip
@output.format_option
def check(
    files: tuple[Path, ...], authority: str | None, year: int | None, since: tuple[Path, ...],
    out: Path | None, form: str,
) -> None:  # fmt: skip
    """Check CIN census files by the rules of their year, and say what has to be put right.

    A table counts findings by rule; csv, json and the workbook have each with the child, the
    values found and what to do. With --since, each is new or still there, and those that are gone
    are listed. The exit status is 1 when there are errors.
    """
    from lscp.cli import found

    if out and not out.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {out.absolute().parent} to write to")
    earlier = [_one(file, None, None) for file in since]
    done = [_one(file, authority, year) for file in files]
    results = _beside(done, earlier)
    found.write(results, form)
    if out:
        found.write_workbook(results, out)
        click.echo(f"Written to {out}", err=True)
    if None in done or None in earlier or not all(each.checked.clean for each in results):
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


def _beside(done: "list[Checked | None]", earlier: "list[Checked | None]") -> "list[Found]":
    """Return each check beside the earlier one of its return, where one was given."""
    from lscp.cli.found import Found
    from lscp.returns.compare import compare

    results, taken = [], set()
    for checked in filter(None, done):
        before = [
            (place, each) for place, each in enumerate(earlier)
            if each and (each.read.authority, each.read.year)
            == (checked.read.authority, checked.read.year)
        ]  # fmt: skip
        taken |= {place for place, _ in before[-1:]}
        results.append(Found(checked, compare(checked, before[-1][1]) if before else None))
    for place, each in enumerate(earlier):
        if each and place not in taken and None not in done:
            raise click.UsageError(
                f"--since {each.read.file} is of {each.read.authority} and {each.read.year}: give "
                "one earlier file for each return that is checked, of its authority and year"
            )
    return results
