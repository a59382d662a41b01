"""Files that were uploaded to be checked: kept encrypted for their check alone, and no longer.

Each check has a folder, and in it its files by their numbers: what they are called is on record.
"""

import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from lscp.core import home, sealed
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
        with sealed.writing(folder / str(number)) as file:
            for piece in upload.pieces:
                check.size += file.write(piece)
        check.files.append({"name": upload.name[:LONGEST], "last": upload.last})


def files_of(check: Check, *, last: bool = False) -> list[BinaryIO]:
    """Return the files of a check to be read: this year's, or last year's."""
    return [
        cast(BinaryIO, _Kept(_folder(check.pk) / str(number), each["name"]))
        for number, each in enumerate(check.files)
        if each["last"] is last
    ]


def last_loaded(check: Check) -> list[Path]:
    """Return the files of last year's return as it was loaded, where they are kept."""
    if check.year is None:
        return []
    loads = Load.standing(check.collection, check.authority, check.year - 1)
    load = loads.filter(collection=check.collection).exclude(kept_file="").first()
    with suppress(kept.CannotOpen, FileNotFoundError):  # then the check says: not given
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


class _Kept(sealed.Opening):
    """A file that is read as it was; what is said of it names it as its owner does."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path)
        self.name = name
