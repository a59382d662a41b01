"""`lscp backup` and `lscp restore`: everything of an installation in one file, and back."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write the database, the snapshots and the kept originals to FILE.

    FILE holds children's data: keep it as you keep the returns. The keys are not in it.
    """
    from lscp.core import backup as copying
    from lscp.core import database

    place = database.place()
    with place.running():
        count = copying.backup(place, file)
    click.echo(f"Written to {file}: the database and {count - 1:,} files")
    click.echo("The keys are not in it. Keep the folder `secrets` of the installation elsewhere.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Overwrite the installation that is here.")
def restore(file: Path, force: bool) -> None:
    """Put back what a backup FILE holds, into an empty installation."""
    from lscp.cli import session
    from lscp.cli.trail import record_restore
    from lscp.core import backup as copying
    from lscp.core import database

    place = database.place()
    with place.running():
        count = copying.restore(place, file, replace=force)
        with session.ready(statistics=False):
            record_restore()
    click.echo(f"Restored from {file}: the database and {count - 1:,} files")
    click.echo("Kept originals open only with the key that they were kept under (LSCP_FILE_KEY),")
    click.echo("and the trail can be checked only with its own (LSCP_TRAIL_KEY).")
