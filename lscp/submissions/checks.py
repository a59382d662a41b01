"""Checking what was uploaded: one worker at a time for each check, and what it finds is kept.

A worker holds a lock in the database that is gone when it dies. Whoever looks at a check that
is not done, and whose lock nobody holds, starts it again; once. The file is kept no longer than
until it is checked. Names of children are in no log and no address.
"""

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from lscp.core import locks, policy, trail
from lscp.core.policy import Actor
from lscp.core.time import now
from lscp.core.workflow import OutOfReach
from lscp.measures.policy import authorities
from lscp.returns.errors import NotAReturn
from lscp.submissions import results, uploads
from lscp.submissions.models import Check
from lscp.submissions.policy import CHECK
from lscp.submissions.uploads import Upload

if TYPE_CHECKING:
    from lscp.returns.checked import Checked

log = logging.getLogger(__name__)
TRIES = 2
CUT_SHORT = (
    "The check was cut short twice. Check the file on the command line: lscp returns check FILE"
)
UNFORESEEN = (
    "The check failed, and nothing of it was kept. Tell those who run this system: {} in check {}."
)
OPEN = (Check.State.QUEUED, Check.State.RUNNING)


@transaction.atomic
def receive(
    files: Sequence[Upload], *, by: Actor, collection: str = Check.Collection.CIN,
    authority: str = "", year: int | None = None,
) -> Check:  # fmt: skip
    """Keep the files of a return until it is checked, and return its check, still to be started.

    `authority` and `year` are said of a return whose files do not say so. Whoever checks returns
    of one authority alone can check no other's. Raises NotAllowed and OutOfReach.
    """
    policy.require(by, CHECK)
    own = authorities(by, CHECK)
    if authority and authority not in own:
        raise OutOfReach(policy.NO_SUCH_RECORD)
    waiting = {str(pk) for pk in Check.objects.filter(state__in=OPEN).values_list("pk", flat=True)}
    uploads.sweep(waiting.__contains__)
    only = own[0] if len(own) == 1 else ""
    check = Check(
        collection=collection, size=0, asked_at=now(), asked_by=by.name,
        authority=authority or only, year=year,
    )  # fmt: skip
    try:
        uploads.keep(check, files)
        check.file_name = _called(check)
        check.save(force_insert=True)
        trail.write(trail.Kind.DID, by, CHECK, subject=check, how="uploaded")
    except BaseException:
        uploads.remove(check.pk)
        raise
    return check


def start(check: Check) -> threading.Thread:
    """Start the worker of a check, in a thread of its own."""
    worker = threading.Thread(target=_work, args=(check.pk,), daemon=True)
    worker.start()
    return worker


def revive(check: Check) -> None:
    """Start a check again whose worker was killed; give up after the second time."""
    if check.state not in OPEN or _is_held(check.pk):
        return
    if check.attempts < TRIES:
        start(check)
    else:
        with _claimed(check.pk) as mine:
            check.refresh_from_db()
            if mine and check.state in OPEN:
                results.fail(check, CUT_SHORT)


def run(pk: UUID) -> None:
    """Check what was uploaded, unless another worker does or it is done."""
    with _claimed(pk) as mine:
        check = Check.objects.filter(pk=pk, state__in=OPEN).first()
        if not mine or check is None:
            return
        check.state, check.attempts = Check.State.RUNNING, check.attempts + 1
        check.save()
        try:
            results.put(check, _checked(check))
        except (NotAReturn, results.Refused) as error:
            results.fail(check, str(error))
        except FileNotFoundError:
            results.fail(check, "The file is no longer here. Upload it again.")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the officer is told
            log.error("A check failed: %s", type(fault).__name__)  # its words may name a child
            results.fail(check, UNFORESEEN.format(type(fault).__name__, pk))
        uploads.remove(pk)


def check_now(name: str, content: bytes, *, by: Actor) -> Check:
    """Check the file of a census at once, and return what came of it."""
    return _at_once(receive([Upload(name, [content])], by=by))


def check_set_now(
    collection: str, files: Mapping[str, bytes], *, by: Actor, authority: str, year: int,
    last: Mapping[str, bytes] | None = None,
) -> Check:  # fmt: skip
    """Check a return that is a set of files at once; `last` are last year's. Files are by name."""
    given = [Upload(name, [data]) for name, data in files.items()]
    given += [Upload(name, [data], last=True) for name, data in (last or {}).items()]
    return _at_once(receive(given, by=by, collection=collection, authority=authority, year=year))


def _at_once(check: Check) -> Check:
    run(check.pk)
    check.refresh_from_db()
    return check


def _checked(check: Check) -> "Checked":
    """Read and check the files of a check. Raises NotAReturn."""
    from lscp.returns.checked import check_handed
    from lscp.returns.submitted import Handed

    files, last = uploads.files_of(check), uploads.files_of(check, last=True)
    loaded = [] if last else uploads.last_loaded(check)
    # A census says whose it is: whether it may be checked is asked once it is read.
    authority = check.authority if check.year else ""
    handed = Handed(files, last or loaded, authority, check.year, progress=_Progress(check.pk))
    checked = check_handed(check.collection, handed)
    check.files += [{"name": each.name, "last": True, "loaded": True} for each in loaded]
    return checked


def _called(check: Check) -> str:
    """Return what to call what was handed in: its file, or how many there are."""
    names = [each["name"] for each in check.files if not each["last"]]
    return names[0] if len(names) == 1 else f"{len(names)} files"


def _work(pk: UUID) -> None:
    try:
        run(pk)
    finally:
        connection.close()


def _number(pk: UUID) -> int:
    return pk.int & 0x7FFF_FFFF


@contextmanager
def _claimed(pk: UUID) -> Iterator[bool]:
    """Hold the lock of a check, if it is free. It goes with the connection."""
    lock = [locks.Lock.CHECKING, _number(pk)]
    with connection.cursor() as cursor:
        cursor.execute(locks.IF_FREE, lock)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute(locks.LET_GO, lock)


def _is_held(pk: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(locks.IS_HELD, [locks.Lock.CHECKING, _number(pk)])
        return bool(cursor.fetchone()[0])


class _Progress:
    """Writes down how far a file was read, once a second."""

    def __init__(self, pk: UUID) -> None:
        self.pk, self.read, self.said = pk, 0, time.monotonic()

    def __call__(self, size: int) -> None:
        self.read += size
        if time.monotonic() - self.said > 1:
            self.said = time.monotonic()
            Check.objects.filter(pk=self.pk).update(bytes_read=self.read)
