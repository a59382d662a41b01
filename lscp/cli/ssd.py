"""`lscp ssd`: load an authority's own extract of the Standard Safeguarding Dataset."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lscp.submissions.actions import Outcome


@click.group()
def ssd() -> None:
    """Load extracts of the Standard Safeguarding Dataset."""


@ssd.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("--authority", required=True, metavar="CODE", help="Whose extract it is.")
@click.option("--year", required=True, type=int, metavar="YYYY", help="Of which reporting year.")
def load(folder: Path, authority: str, year: int) -> None:
    """Load a folder of CSV files, one for each table and named as the table.

    The columns that are there are what the extract supplies: a figure that needs another is not
    available. It replaces what was loaded of that authority and year.
    """
    from lscp.cli import returns, session

    with session.ready():
        from lscp.submissions import actions
        from lscp.submissions.policy import LOAD

        def one() -> "Outcome":
            by = session.actor(LOAD)
            return actions.load_extract(folder, by=by, authority=authority, year=year)

        returns.load_each([(folder.name, one)])
