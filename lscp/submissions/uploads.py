"""Files that were uploaded to be checked: kept for their check alone, and no longer.

Each check has a folder, and in it its files by their numbers: what they are called is on record.
"""

import io
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lscp.core import home
from lscp.submissions import kept
from lscp.submissions.models import Check, Load

LONGEST = 200  # letters of a name
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Upload:
    """A file that is handed in, as it arrives; `last` where it is of last year's return."""

    name: str
    pieces: Iterable[bytes]
    last: bool = False


def keep(check: Check, uploads: Iterable[Upload]) -> None:
    """Keep the files of a check, and note their names and their size on it."""
    folder = _folder(check.pk)
    folder.mkdir(mode=0o700)
    for number, upload in enumerate(uploads):
        path = folder / str(number)
        with path.open("xb") as file:
            path.chmod(0o600)
            for piece in upload.pieces:
                check.size += file.write(piece)
        check.files.append({"name": upload.name[:LONGEST], "last": upload.last})


def files_of(check: Check, *, last: bool = False) -> list[io.BufferedReader]:
    """Open the files of a check: this year's, or last year's. Each bears the name that it had."""
    return [
        _named(_folder(check.pk) / str(number), each["name"])
        for number, each in enumerate(check.files)
        if each["last"] is last
    ]


def last_loaded(check: Check) -> list[Path]:
    """Return the files of last year's return as it was loaded, where they are kept."""
    if check.year is None:
        return []
    loads = Load.standing(check.collection, check.authority, check.year - 1)
    load = loads.filter(collection=check.collection).exclude(kept_file="").first()
    with suppress(kept.CannotOpen):  # then they are not given, which the check says
        return kept.take_out(load.kept_file, _folder(check.pk) / "loaded") if load else []
    return []


def remove(check: UUID) -> None:
    """Remove the files of a check."""
    shutil.rmtree(_folder(check), ignore_errors=True)


def sweep(is_waiting: Callable[[str], bool]) -> None:
    """Remove files of checks that are done, or were never recorded: a day later, at most."""
    for path in home.private("uploads").iterdir():
        if not is_waiting(path.stem) and time.time() - path.stat().st_mtime > A_DAY:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _folder(check: UUID) -> Path:
    return home.private("uploads") / str(check)


def _named(path: Path, name: str) -> io.BufferedReader:
    raw = io.FileIO(path)
    raw.name = name  # what is said of the file names it as its owner does
    return io.BufferedReader(raw)
