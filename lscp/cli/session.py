"""What a command needs before it can work: the database running, its tables up to date, Django."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lscp.core import database, locks

if TYPE_CHECKING:
    from lscp.core.policy import Actor

WITH_THE_PROGRAM = "OpenLSCP"  # who loaded the official statistics that come with it


@contextmanager
def ready(*, statistics: bool = True) -> Iterator[None]:
    """Start the database, migrate as its owner where needed, and bring the kept statistics."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscp.config.settings")
    with database.place().running():
        import django

        django.setup()
        _migrate()
        if statistics:
            _bring_statistics()
        yield


def who() -> str:
    """Return the name that loads of this command go down under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.getuid()}"


def actor(*permissions: str) -> "Actor":
    """Return who acts in this command: the account that runs it, which may do what is named."""
    from lscp.core.policy import system

    return system(who(), *permissions)


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    if not _outdated("default"):
        return
    with connections["owner"].cursor() as cursor:  # the lock goes with the connection
        cursor.execute(locks.FOR_SESSION, [locks.Lock.MIGRATING, 0])
        if _outdated("owner"):
            call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()


def _outdated(alias: str) -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from lscp.core import row_security

    executor = MigrationExecutor(connections[alias])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return True
    return bool(row_security.stale(connections[alias]))  # the locks of the models of today


def _bring_statistics() -> None:
    """Load the statistics kept with the program, but for tables that somebody loaded in full."""
    import polars as pl

    from lscp.measures import actions, official
    from lscp.measures.models import OfficialLoad

    others = OfficialLoad.objects.exclude(loaded_by=WITH_THE_PROGRAM)
    known = pl.DataFrame(
        list(others.values_list("release", "table")),
        schema={"release": pl.String, "table": pl.String}, orient="row",
    )  # fmt: skip
    cells = official.committed().join(known, on=["release", "table"], how="anti")
    actions.load_official(cells, by=WITH_THE_PROGRAM)
