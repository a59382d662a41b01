"""Writing the census of what is recorded here: asked for on a page, written by a job, and checked.

The file is kept encrypted, until a newer one of the same authority and year is written.
"""

import logging
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lscp.core import home, policy, trail
from lscp.core.periods import reporting_year
from lscp.core.policy import Actor
from lscp.core.time import now
from lscp.core.workflow import Refused
from lscp.measures.policy import authorities
from lscp.submissions.loads import NotLoaded
from lscp.submissions.models import Census
from lscp.submissions.policy import WRITE

log = logging.getLogger(__name__)
OPEN = (Census.State.QUEUED, Census.State.RUNNING)
YEARS = 3  # to choose from: the running one, and those before it


def years(day: date) -> list[int]:
    """Return the reporting years whose census can be written."""
    return [reporting_year(day) - back for back in range(YEARS)]


def within(actor: Actor) -> QuerySet[Census]:
    """Return the censuses that somebody may see: of the authorities whose they may write."""
    return Census.objects.filter(authority__in=authorities(actor, WRITE))


@transaction.atomic
def ask(*, by: Actor, authority: str, year: int) -> Census:
    """Record that a census is to be written; a job does it. Raises Refused."""
    from lscp.submissions.jobs import write_census

    policy.require(by, WRITE)
    if authority not in authorities(by, WRITE):
        raise Refused("Select an authority whose census you may write", field="authority")
    one = Census.objects.create(
        authority=authority, year=year, asked_at=now(), asked_by=by.name, state=Census.State.QUEUED
    )
    trail.write(trail.Kind.DID, by, WRITE, subject=one, how="asked", authority=authority, year=year)
    write_census.later(census=one.pk)
    return one


def write(pk: UUID, *, by: Actor) -> None:
    """Write a census that was asked for, keep it, and check it. Why it cannot be is kept too."""
    one = Census.objects.filter(pk=pk, state__in=OPEN).first()
    if one is None:
        return
    one.state = Census.State.RUNNING
    one.save(update_fields=["state"])
    try:
        _written(one, by)
    except (NotLoaded, Refused) as refused:
        one.state, one.reason = Census.State.FAILED, str(refused)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the officer is told
        log.error("A census was not written: %s", type(fault).__name__)  # words may name a child
        one.state = Census.State.FAILED
        one.reason = (
            "The census could not be written, and nothing of it was kept. Tell those who run this "
            f"system: {type(fault).__name__} in census {pk}."
        )
    one.done_at = now()
    one.save()


def taken_out(one: Census, *, by: Actor) -> bytes:
    """Return the file of a census, and record that it was taken away. Raises Refused."""
    from lscp.submissions import kept

    if not one.kept_file:
        raise Refused("This file is not kept any more: a newer one was written.")
    trail.write(
        trail.Kind.EXPORTED, by, WRITE, subject=one, format="xml", authority=one.authority,
        year=one.year, rows=one.children,
    )  # fmt: skip
    with _room() as folder:
        [path] = kept.take_out(one.kept_file, Path(folder))
        return path.read_bytes()


def _written(one: Census, by: Actor) -> None:
    from lscp.submissions import actions, checks, kept
    from lscp.submissions.models import Check

    with _room() as folder:
        path = Path(folder) / one.file_name
        one.children = actions.write_census(by=by, authority=one.authority, year=one.year, to=path)
        one.kept_file = kept.keep([path], f"census-{one.pk}")
        one.checked = checks.check_now(path.name, path.read_bytes(), by=by)
    Check.objects.filter(pk=one.checked.pk).update(asked_by=one.asked_by)
    one.state = Census.State.DONE
    for older in _older(one):
        (kept.folder() / older.kept_file).unlink(missing_ok=True)
        Census.objects.filter(pk=older.pk).update(kept_file="")


def _older(one: Census) -> Iterator[Census]:
    same = Census.objects.filter(authority=one.authority, year=one.year, asked_at__lte=one.asked_at)
    yield from same.exclude(kept_file="").exclude(pk=one.pk)


def _room() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that only the installation may open, gone when it is left."""
    return tempfile.TemporaryDirectory(dir=home.private("census"))
