"""`lscp official`: load releases of official statistics."""

from pathlib import Path

import click


@click.group()
def official() -> None:
    """Load releases of official statistics."""


@official.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@click.option("--release", metavar="NAME", help="The release's name, if not its latest year.")
def load(files: tuple[Path, ...], release: str | None) -> None:
    """Load the CSV files (or folders of them) of a release of the Department for Education.

    Releases stand side by side: a figure that a later one revised shows as revised. Of a table
    that is there twice, the file that ends in an earlier year is of an earlier release. A file of
    a folder that is no table known here is passed over.
    """
    from lscp.cli import session
    from lscp.measures.official import known_files, read_release, tables

    known_ones, passed_over = known_files(files)
    cells = read_release(known_ones, release=release)
    with session.ready():
        from lscp.measures import actions

        loaded = actions.load_official(cells, by=session.who())
        for each in loaded:
            title = tables()[each.table].title
            click.echo(f"{each} ({title}): loaded, {each.figures.count():,} cells")
        known = cells.select("release", "table").unique().height - len(loaded)
        if known:
            click.echo(f"Loaded already, no change: {known} of the tables")
        for reason in passed_over:
            click.echo(f"Passed over: {reason}")
