"""Anchors: where the trail had got to, in a file outside the database, a line for each seal.

Whoever cuts entries and seals off the end, or puts an older state of the database back, leaves a
chain that is whole but short; the anchors are ahead of it then. The file is only added to: a
restore leaves it as it is and adds a line of its own. Copy it to another machine to be safe from
whoever rules this one.
"""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lscp.core import home
from lscp.core.trail.marks import key

if TYPE_CHECKING:
    from lscp.core.trail.seals import Sealed

SEAL, RESTORED = "seal", "restored"
CHECK = 32  # letters of a line's mark
END = 4096  # bytes: many lines
MOST, KEPT = 50_000, 10_000  # lines: at so many the file is thinned; so many stay as they are


@dataclass(frozen=True)
class Anchor:
    """A seal that was there; or that the database was put back, and what was lost by it.

    After a restore `no` and `highest` say where the database stands, and `lost` and
    `lost_highest` to which seal and entry the anchors had got.
    """

    kind: str
    no: int
    highest: int
    at: str
    mark: str = "-"
    lost: int = 0
    lost_highest: int = 0
    by: str = "-"

    @property
    def line(self) -> str:
        """Return it as a line, with a mark over it."""
        said = " ".join(str(each) for each in vars(self).values())
        return f"{said} {_check(said)}"


@dataclass(frozen=True)
class Anchors:
    """All lines of the file; `damaged` are the numbers of those that this program did not write."""

    lines: tuple[Anchor, ...]
    damaged: tuple[int, ...] = ()

    @property
    def last(self) -> tuple[int, int]:
        """Return the last seal and the last entry that ever were, as far as is known."""
        seals = [max(each.no, each.lost) for each in self.lines]
        entries = [max(each.highest, each.lost_highest) for each in self.lines]
        return max(seals, default=0), max(entries, default=0)

    def cover(self, no: int, until: int) -> bool:
        """Say whether it is on record that the seals after one, up to another, were lost."""
        restores = (each for each in self.lines if each.kind == RESTORED)
        return any(each.no <= no and each.lost >= until for each in restores)


def path() -> Path:
    """Return the file."""
    return home.private("trail") / "anchors"


def moment(at: datetime) -> str:
    """Return a moment as anchors say it."""
    return at.isoformat(timespec="seconds")


def reach(head: "Sealed") -> None:
    """Add a line for the last seal, if it has none yet."""
    if head.no > last():
        add(Anchor(SEAL, head.no, head.highest, moment(head.at), head.mark.hex()))


def add(anchor: Anchor) -> None:
    """Add a line, and be sure that it is on the disk."""
    file = path()
    new = not file.exists()
    with open(file, "a+b", opener=_private) as adding:
        adding.write(f"{_end_of(adding)}{anchor.line}\n".encode())
        adding.flush()
        os.fsync(adding.fileno())
        size = adding.tell()
    if new:
        _sync(file.parent)
    if size > MOST * len(anchor.line):
        with suppress(PermissionError):  # where the system lets it only be added to
            _thin(file)


def last() -> int:
    """Return the last seal that ever was, as far as is known."""
    try:
        with path().open("rb") as reading:
            reading.seek(max(0, reading.seek(0, os.SEEK_END) - END))
            found = _read(reading.read().decode(errors="replace").splitlines()[-10:])
    except FileNotFoundError:
        return 0
    return (found if found.lines else read()).last[0]


def read() -> Anchors:
    """Return the whole file."""
    try:
        return _read(path().read_text(encoding="utf-8", errors="replace").splitlines())
    except FileNotFoundError:
        return Anchors(())


def _read(lines: list[str]) -> Anchors:
    found, damaged = [], []
    for number, line in enumerate(lines, start=1):
        said, _, check = line.rpartition(" ")
        words = said.split(" ")
        if len(check) != CHECK or len(words) != len(fields(Anchor)):
            continue  # cut short when the machine stopped: the next line says as much
        if check != _check(said):
            damaged.append(number)
            continue
        kind, no, highest, at, mark, lost, lost_highest, by = words
        found.append(
            Anchor(kind, int(no), int(highest), at, mark, int(lost), int(lost_highest), by)
        )
    return Anchors(tuple(found), tuple(damaged))


def _end_of(adding: BinaryIO) -> str:
    """Return what ends the last line, if that was cut short."""
    if adding.seek(0, os.SEEK_END) == 0:
        return ""
    adding.seek(-1, os.SEEK_END)
    return "" if adding.read(1) == b"\n" else "\n"


def _thin(file: Path) -> None:
    """Keep the last line of each day, every restore, and the newest lines."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    older, newest = lines[:-KEPT], lines[-KEPT:]
    by_day = {_day(line): line for line in older}
    kept = [line for line in older if line.startswith(RESTORED) or by_day[_day(line)] is line]
    handle, beside = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as writing:
        writing.writelines(kept + newest)
        writing.flush()
        os.fsync(writing.fileno())
    os.replace(beside, file)
    _sync(file.parent)


def _day(line: str) -> str:
    return "".join(line.split(" ")[3:4])[:10]


def _check(said: str) -> str:
    return key().mark(f"anchor {said}".encode()).hex()[:CHECK]


def _private(file: str, flags: int) -> int:
    return os.open(file, flags, mode=0o600)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
