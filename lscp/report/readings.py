"""Proof-reading a report that is handed in on a page: kept until it is read, its findings longer.

The file is kept encrypted, and goes as soon as it is read; the words of the report and what was
found in them go after some days, or when whoever handed it in says so. The trail keeps that it was
read, and how many statements were right; never its name, nor a word of it.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lscp.core import home, policy, sealed, trail
from lscp.core.policy import Actor
from lscp.core.time import now
from lscp.report.models import ProofReading
from lscp.report.policy import PROOF_READ

log = logging.getLogger(__name__)
DAYS = 7
LONGEST = 200  # letters of a name
MOST = 20_000  # findings that are kept
OPEN = (ProofReading.State.QUEUED, ProofReading.State.RUNNING)


def within(actor: Actor) -> QuerySet[ProofReading]:
    """Return the reports that somebody handed in: they see their own, and no other’s."""
    if actor.user is None or not policy.may(actor, PROOF_READ):
        return ProofReading.objects.none()
    return ProofReading.objects.filter(asked_by=actor.user)


@transaction.atomic
def receive(name: str, pieces: Iterable[bytes], *, by: Actor, year: int | None) -> ProofReading:
    """Keep a report until a job has read it. Raises NotAllowed."""
    from lscp.report.jobs import proof_read

    policy.require(by, PROOF_READ)
    assert by.user is not None
    one = ProofReading(
        file_name=name[:LONGEST], size=0, year=year, asked_at=now(), asked_by=by.user
    )  # fmt: skip
    path = _file(one.pk)
    try:
        with sealed.writing(path) as file:
            for piece in pieces:
                one.size += file.write(piece)
        one.save(force_insert=True)
        trail.write(trail.Kind.DID, by, PROOF_READ, subject=one, how="handed in")
        proof_read.later(reading=one.pk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return one


def read(pk: UUID, *, by: Actor) -> None:
    """Proof-read what was handed in. Why it cannot be is kept too; the file is not."""
    one = ProofReading.objects.filter(pk=pk, state__in=OPEN).first()
    if one is None:
        return
    one.state = ProofReading.State.RUNNING
    one.save(update_fields=["state"])
    try:
        _found(one)
        one.state = ProofReading.State.DONE
    except _refusals() as refused:
        one.state, one.reason = ProofReading.State.FAILED, str(refused).partition(": ")[2]
    except Exception as fault:  # noqa: BLE001 - whatever it is, whoever handed it in is told
        log.error("A report was not proof-read: %s", type(fault).__name__)
        one.state = ProofReading.State.FAILED
        one.reason = (
            "The report could not be read, and nothing of it was kept. Tell those who run this "
            f"system: {type(fault).__name__} in proof-reading {pk}."
        )
    _keep(one, by)


@transaction.atomic
def forget(one: ProofReading, *, by: Actor) -> None:
    """Throw away a report and what was found in it, now."""
    trail.write(trail.Kind.DID, by, PROOF_READ, subject=one, how="thrown away")
    _file(one.pk).unlink(missing_ok=True)
    one.delete()


def forget_old(*, by: Actor) -> None:
    """Throw away each report that was handed in some days ago."""
    for one in ProofReading.objects.filter(asked_at__lt=now() - timedelta(days=DAYS)):
        forget(one, by=by)
    kept = {str(pk) for pk in ProofReading.objects.values_list("pk", flat=True)}
    for path in home.private("proofs").iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _found(one: ProofReading) -> None:
    """Read the report in a process of its own, and note what was found."""
    from lscp.report.proof.bounded import read_apart
    from lscp.report.system_figures import known

    def progress(percent: int) -> None:
        ProofReading.objects.filter(pk=one.pk).update(percent=percent)

    data = b"".join(sealed.pieces(_file(one.pk)))
    found = read_apart(data, one.file_name, known(one.year), progress)
    counts = Counter(each["verdict"] for each in found.findings)
    one.right, one.doubtful, one.wrong = (
        counts[each] for each in ("right", "doubtful", "wrong")
    )  # fmt: skip
    one.blocks, one.findings, one.unread = found.blocks, found.findings[:MOST], found.unread


def _keep(one: ProofReading, by: Actor) -> None:
    one.done_at, one.percent = now(), 100
    with transaction.atomic():
        if ProofReading.objects.filter(pk=one.pk).exists():  # not thrown away in the meantime
            one.save()
            trail.write(
                trail.Kind.DID, by, PROOF_READ, subject=one, how="read", state=one.state,
                right=one.right, doubtful=one.doubtful, wrong=one.wrong,
            )  # fmt: skip
    _file(one.pk).unlink(missing_ok=True)


def _refusals() -> tuple[type[Exception], ...]:
    from lscp.report.proof.reading import NotReadable

    return (NotReadable, FileNotFoundError)


def _file(pk: UUID) -> Path:
    return home.private("proofs") / str(pk)
