"""Original files, kept as one archive for each load, encrypted (see `core.sealed`)."""

import tarfile
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, cast

from lscp.core import home, sealed
from lscp.core.sealed import CannotOpen

__all__ = ["CannotOpen", "folder", "keep", "take_out"]


def folder() -> Path:
    """Return the folder of kept files."""
    return home.private("kept")


def keep(files: Sequence[Path], name: str) -> str:
    """Keep a copy of some files, encrypted as one archive; return the name it is kept by."""
    target = folder() / f"{name}.tar.enc"
    with (
        sealed.writing(target) as file,
        tarfile.open(fileobj=cast(BinaryIO, file), mode="w|") as archive,
    ):
        for name_of, path in _told_apart(files):
            archive.add(path, arcname=name_of, recursive=False, filter=_nameless)
    return target.name


def take_out(name: str, into: Path) -> list[Path]:
    """Write the originals of a kept archive into a folder and return them. Raises CannotOpen."""
    into.mkdir(parents=True, exist_ok=True)
    opened = cast(BinaryIO, sealed.Opening(folder() / name))
    with tarfile.open(fileobj=opened, mode="r|") as archive:
        taken = []
        for member in archive:
            archive.extract(member, into, filter="data")
            taken.append(into / member.name)
    return taken


def _told_apart(files: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file with a name of its own: those of several folders may have the same."""
    taken: set[str] = set()
    for path in files:
        names = (f"{path.stem}-{n}{path.suffix}" for n in count(2))
        name = next(each for each in chain((path.name,), names) if each not in taken)
        taken.add(name)
        yield name, path


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uname = member.gname = ""
    member.uid = member.gid = 0
    member.mode = 0o600
    return member
