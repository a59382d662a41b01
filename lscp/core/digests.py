"""Digests: short names for what something holds, so that a change of it is noticed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

CHUNK = 1 << 20
LENGTH = 16


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def of_folders(*folders: Path, suffixes: Iterable[str] = (".py", ".csv")) -> str:
    """Return a digest of the code and data in folders, their tests apart."""
    wanted = tuple(suffixes)
    files = sorted(
        file
        for folder in folders
        for file in (folder.rglob("*") if folder.is_dir() else [folder])
        if file.suffix in wanted and "tests" not in file.parts
    )
    return of_text(*(f"{file.name} {of_file(file)}" for file in files))


def of_text(*parts: str) -> str:
    """Return a digest of some texts, in the order given."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
