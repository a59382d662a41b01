"""What commands are given of returns: options, and which files are one; a census is one file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FILES = click.Path(path_type=Path, exists=True)
# What several commands ask of a return, in the same words.
returns_argument = click.argument("files", nargs=-1, required=True, type=FILES)
authority_option = click.option(
    "--authority", metavar="CODE",
    help="Whose the return is; refuse a census that is another's.",
)  # fmt: skip
year_option = click.option(
    "--year", type=int, metavar="YYYY",
    help="The year of the return; refuse a census of another.",
)  # fmt: skip
last_year_option = click.option(
    "--last-year", multiple=True, type=FILES, metavar="FILE",
    help="A file of the SSDA903 return of the year before, or a folder of them.",
)  # fmt: skip
postcodes_option = click.option(
    "--postcodes", type=FILE, metavar="FILE.csv",
    help="Postcodes: POSTCODE, LA, EAST and NORTH. They tell how far placements are from home.",
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What is said of a return that its files do not say, and what is given beside them."""

    authority: str | None = None
    year: int | None = None
    last: Sequence[Path] = ()
    lists: Sequence[Path] = ()


def files_of(given: Iterable[Path]) -> tuple[Path, ...]:
    """Return files, and of a folder those that are in it."""
    found: list[Path] = []
    for path in given:
        within = sorted(path.iterdir()) if path.is_dir() else [path]
        files = [each for each in within if each.is_file() and not each.name.startswith(".")]
        if not files:
            raise click.UsageError(f"There is no file in the folder {path}")
        found += files
    return tuple(found)


def returns_of(files: Sequence[Path], said: str | None) -> list[tuple[str, tuple[Path, ...]]]:
    """Return each return that is given: of which collection, and its files.

    What does not say of which collection it is, is of the set where there is one.
    """
    from lscp.returns.collection import collection, recognised

    known = {file: said or recognised(file) for file in files}
    sets = [name for name in dict.fromkeys(known.values()) if name and collection(name).is_a_set]
    other = sets[0] if sets else "cin"
    made = {name: tuple(f for f in files if (known[f] or other) == name) for name in sets}
    alone = [file for file in files if (known[file] or other) not in made]
    return [*((known[file] or other, (file,)) for file in alone), *made.items()]


def complete(found: Sequence[tuple[str, tuple[Path, ...]]], beside: Beside) -> None:
    """Refuse a call that leaves out what the files of a return cannot say, or says too much."""
    from lscp.core import vocab
    from lscp.returns.collection import collection

    sets = [name for name, _ in found if collection(name).is_a_set]
    if sets and not (beside.authority and beside.year):
        raise click.UsageError(
            f"These are files of an {sets[0].upper()} return, which say neither whose it is nor of "
            "which year: give --authority CODE, such as E09000033, and --year YYYY, such as 2022 "
            "for the year that ended on 31 March 2022"
        )
    if not sets and (beside.last or beside.lists):
        raise click.UsageError(
            "--last-year, --postcodes and --providers go with the files of an SSDA903 return"
        )
    if beside.authority and beside.authority not in vocab.codes("dfe/local_authority"):
        raise click.UsageError(
            f"{beside.authority} is the code of no English authority: give its ONS code, such as "
            "E09000033"
        )


def of_earlier(name: str, beside: Beside) -> Beside:
    """Return what is said of an earlier submission; of a census nothing: it says it itself."""
    from lscp.returns.collection import collection

    return beside if collection(name).is_a_set else Beside()


def called(files: Sequence[Path]) -> str:
    """Return what to call the files of one return."""
    return files[0].name if len(files) == 1 else f"SSDA903, {len(files)} files"
