"""`lscp returns check`: check the files of returns by their own rules, with no database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lscp.cli import handed, output
from lscp.cli.handed import Beside

if TYPE_CHECKING:
    from lscp.cli.found import Found
    from lscp.returns.checked import Checked


@click.command()
@handed.returns_argument
@click.option(
    "--collection", type=click.Choice(["cin", "ssda903"]),
    help="Which return the files are of, where they do not say so themselves.",
)  # fmt: skip
@handed.authority_option
@handed.year_option
@handed.last_year_option
@handed.postcodes_option
@click.option(
    "--providers", type=handed.FILE, metavar="FILE.csv", help="Ofsted's list of providers."
)
@click.option(
    "--since", multiple=True, type=handed.FILES, metavar="EARLIER",
    help="Compare with an earlier file, or folder, of the same authority and year.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
    help="Write every finding to a workbook.",
)  # fmt: skip
@output.format_option
def check(
    files: tuple[Path, ...], collection: str | None, authority: str | None, year: int | None,
    last_year: tuple[Path, ...], postcodes: Path | None, providers: Path | None,
    since: tuple[Path, ...], out: Path | None, form: str,
) -> None:  # fmt: skip
    """Check returns by the rules of their year, and say what has to be put right.

    Each file of a CIN census is a return. The files of an SSDA903 return, or a folder that holds
    them, are one: give --authority and --year, and --last-year for the rules that look back.

    A table counts findings by rule; csv, json and the workbook have each with the child, the
    values found and what to do. With --since, each is new or still there, and those that are gone
    are listed. The exit status is 1 when there are errors.
    """
    from lscp.cli import found

    if out and not out.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {out.absolute().parent} to write to")
    lists = tuple(each for each in (postcodes, providers) if each)
    beside = Beside(authority, year, handed.files_of(last_year), lists)
    given = handed.returns_of(handed.files_of(files), collection)
    before = handed.returns_of(handed.files_of(since), collection)
    handed.complete(given, beside)
    earlier = [_one(*each, handed.of_earlier(each[0], beside)) for each in before]
    done = [_one(*each, beside) for each in given]
    results = _beside(done, earlier)
    found.write(results, form)
    if out:
        found.write_workbook(results, out)
        click.echo(f"Written to {out}", err=True)
    if None in done or None in earlier or not all(each.checked.clean for each in results):
        raise click.exceptions.Exit(1)


def _one(collection: str, files: tuple[Path, ...], beside: Beside) -> "Checked | None":
    """Check a return; say why where it cannot be checked."""
    from lscp.cli import faults
    from lscp.returns import collection as known
    from lscp.returns.checked import check_handed
    from lscp.returns.errors import NotAReturn
    from lscp.returns.submitted import Handed

    is_a_set = known.collection(collection).is_a_set
    last, lists = (beside.last, beside.lists) if is_a_set else ((), ())
    try:
        with output.reading(*files, *lists, *last) as progress:
            handed = Handed(
                (*files, *lists), last=last, authority=beside.authority or "", year=beside.year,
                progress=progress,
            )  # fmt: skip
            return check_handed(collection, handed)
    except NotAReturn as error:
        click.echo(f"Not checked: {faults.sentence(error)}", err=True)
        return None


def _beside(done: "list[Checked | None]", earlier: "list[Checked | None]") -> "list[Found]":
    """Return each check beside the earlier one of its return, where one was given."""
    from lscp.cli.found import Found
    from lscp.returns.compare import compare

    results, taken = [], set()
    for checked in filter(None, done):
        before = [
            (place, each) for place, each in enumerate(earlier)
            if each and each.read.whose == checked.read.whose
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
