"""Where attached files lie: encrypted, in a folder of the installation, apart from the database."""

from pathlib import Path
from uuid import UUID

from lscp.core import home, sealed
from lscp.core.models import KeptFile
from lscp.core.time import now

ORPHANED = 24 * 60 * 60  # seconds after which a file that no row speaks of is nobody's


def path(file: UUID) -> Path:
    """Return where a file lies."""
    return home.private("attachments") / f"{file}.enc"


def keep(file: UUID, data: bytes) -> None:
    """Keep a file; it is on disk before the row that speaks of it."""
    with sealed.writing(path(file)) as sealing:
        sealing.write(data)


def read(file: UUID) -> bytes:
    """Return what a file holds. Raises CannotOpen, and FileNotFoundError."""
    return b"".join(sealed.pieces(path(file)))


def throw_away(file: UUID) -> None:
    """Remove a file."""
    path(file).unlink(missing_ok=True)


def tidy() -> int:
    """Remove files whose row was never kept, since the change around it failed; return how many."""
    old = now().timestamp() - ORPHANED
    found = {each.stem: each for each in home.private("attachments").iterdir()}
    lost = [name for name, each in found.items() if each.stat().st_mtime < old]
    known = {
        str(pk)
        for pk in KeptFile.objects.filter(pk__in=map(_id, lost)).values_list("pk", flat=True)
    }
    for name in lost:
        if name not in known:
            found[name].unlink()
    return len(set(lost) - known)


def _id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
