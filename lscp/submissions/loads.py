"""How a load is put in its place: the snapshot, the kept original and the record, as one.

A return, or a file of a register, stands before live records: these never replace one. Loads go
one after another. A load that is killed leaves no record; what it had written to disk is swept
away by the next.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from lscp.core import home, locks, trail
from lscp.core.engines import collect
from lscp.core.facts import Facts, Source, store
from lscp.core.policy import Actor
from lscp.core.time import now
from lscp.submissions import kept
from lscp.submissions.models import LIVE, REGISTERS, Load
from lscp.submissions.policy import LOAD


class NotLoaded(ValueError):
    """A load that was refused: a sentence that says why, and what to do."""


@dataclass(frozen=True)
class Arrived:
    """What is being loaded: the facts of one source, and the files that they came from."""

    collection: str
    name: str
    files: tuple[Path, ...]
    sha256: str
    reader: str
    facts: Facts
    made_up: bool = False
    warnings: tuple[dict[str, object], ...] = ()


def same(collection: str, sha256: str, reader: str) -> Load | None:
    """Return the current load of the very same file by the same reader, if its snapshot is here."""
    loads = Load.objects.filter(collection=collection, sha256=sha256, reader=reader, current=True)
    load = loads.first()
    return load if load and (snapshots() / load.snapshot).is_dir() else None


def snapshots() -> Path:
    """Return the folder of snapshots."""
    return home.private("snapshots")


def put(arrived: Arrived, by: Actor) -> Load:
    """Write the snapshot, the originals and the record of a load; replace the earlier one."""
    with _alone():
        _sweep()
        [source] = arrived.facts.sources
        snapshot = store.write(arrived.facts, snapshots())
        if arrived.collection in LIVE:
            standing = _beside_live(source, arrived.collection)
            if standing and standing.snapshot == snapshot:
                return standing
        load = Load(
            collection=arrived.collection,
            authority=source.authority,
            year=source.year,
            file_name=arrived.name,
            sha256=arrived.sha256,
            size=sum(file.stat().st_size for file in arrived.files),
            made_up=arrived.made_up,
            reader=arrived.reader,
            snapshot=snapshot,
            rows=_rows(snapshot),
            warnings=list(arrived.warnings),
            loaded_at=now(),
            loaded_by=by.name,
        )
        load.kept_file = _keep_originals(arrived, str(load.pk))
        earlier = Load.standing(load.collection, load.authority, load.year)
        earlier.update(current=False, replaced_by=load.pk)
        load.save(force_insert=True)
        trail.write(
            trail.Kind.DID, by, LOAD, subject=load, collection=load.collection,
            authority=load.authority, year=load.year, snapshot=snapshot,
        )  # fmt: skip
    return load


@contextmanager
def _alone() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(locks.FOR_TRANSACTION, [locks.Lock.LOADING, 0])
        yield


def _beside_live(source: Source, collection: str) -> Load | None:
    """Return the live records counted before, if any. Raises NotLoaded where a file stands."""
    standing = Load.standing(collection, source.authority, source.year).first()
    if standing and standing.collection not in LIVE:
        file = "register" if collection in REGISTERS else "return"
        raise NotLoaded(
            f"A {file} of {source.authority} for the year {source.year} is loaded: its figures "
            f"come from that {file}, and from no live records beside it."
        )
    return standing


def _sweep() -> None:
    """Remove what no record names, as loads that were killed left it; and live records of before.

    Those stay where they are recorded: copies of children's data are kept no longer than needed.
    """
    before = Q(collection__in=LIVE, current=False)
    found = Load.objects.exclude(before).values_list("snapshot", "kept_file")
    named = {name for row in found for name in row}
    for folder in (snapshots(), home.private("kept")):
        for path in folder.iterdir():
            if path.name not in named:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _rows(snapshot: str) -> dict[str, int]:
    frames = store.read(snapshot, snapshots()).frames
    return {
        name: int(collect(frame.select(nw.len().alias("rows"))).item())
        for name, frame in frames.items()
    }


def _keep_originals(arrived: Arrived, name: str) -> str:
    encrypted = arrived.files and settings.LSCP_KEEP_RETURNS == "encrypted"
    return kept.keep(arrived.files, name) if encrypted else ""
