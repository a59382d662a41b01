"""Original files, kept encrypted: who has the disk or a backup but not the key has nothing.

An archive of the files is encrypted piece by piece (Fernet: AES-128 and HMAC-SHA-256), so that
memory does not grow with it. Each piece carries its number and whether it is the last, so that
none can be cut off, left out or moved without notice. The key is `LSCP_FILE_KEY`, or made up
once and kept in the installation's secrets.
"""

import base64
import hashlib
import os
import struct
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.fernet import Fernet, InvalidToken

from lscp.core import home

PIECE = 1 << 20
HEAD = struct.Struct(">Q?")  # the piece's number, and whether it is the last


class CannotOpen(ValueError):
    """A kept file that is damaged, or was kept under another key."""


def folder() -> Path:
    """Return the folder of kept files."""
    return home.private("kept")


def keep(files: Sequence[Path], name: str) -> str:
    """Keep a copy of some files, encrypted as one archive; return the name it is kept by."""
    target = folder() / f"{name}.tar.enc"
    beside = target.with_suffix(".writing")
    with beside.open("wb") as file:
        sealed = _Sealing(file)
        with tarfile.open(fileobj=cast(BinaryIO, sealed), mode="w|") as archive:
            for path in files:
                archive.add(path, arcname=path.name, recursive=False, filter=_nameless)
        sealed.finish()
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, target)
    return target.name


def take_out(name: str, into: Path) -> list[Path]:
    """Write the originals of a kept archive into a folder and return them. Raises CannotOpen."""
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=cast(BinaryIO, _Opening(name)), mode="r|") as archive:
        taken = []
        for member in archive:
            archive.extract(member, into, filter="data")
            taken.append(into / member.name)
    return taken


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uname = member.gname = ""
    member.uid = member.gid = 0
    member.mode = 0o600
    return member


class _Sealing:
    """A file to write to, that encrypts what it is given."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.cipher, self.number, self.held = file, _cipher(), 0, bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        while len(self.held) > PIECE:
            self._put(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self.held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self.file.write(self.cipher.encrypt(HEAD.pack(self.number, last) + piece) + b"\n")
        self.number += 1


class _Opening:
    """A file to read from, that decrypts a kept one and notices what is missing of it."""

    def __init__(self, name: str) -> None:
        self.pieces, self.held = _pieces(name), bytearray()

    def read(self, size: int) -> bytes:
        while len(self.held) < size and (piece := next(self.pieces, None)) is not None:
            self.held += piece
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken


def _pieces(name: str) -> Iterator[bytes]:
    cipher, last = _cipher(), False
    with (folder() / name).open("rb") as file:
        for expected, token in enumerate(file):
            number, last, piece = _decrypted(cipher, token.rstrip(b"\n"), name)
            if number != expected:
                raise CannotOpen(f"{name} is damaged: pieces of it are missing or moved")
            yield piece
    if not last:
        raise CannotOpen(f"{name} is damaged: its end is missing")


def _decrypted(cipher: Fernet, token: bytes, name: str) -> tuple[int, bool, bytes]:
    try:
        text = cipher.decrypt(token)
    except InvalidToken:
        raise CannotOpen(
            f"{name} cannot be opened: it is damaged, or was kept under another key. "
            "Set LSCP_FILE_KEY to the key that it was kept under."
        ) from None
    number, last = HEAD.unpack_from(text)
    return number, last, text[HEAD.size :]


def _cipher() -> Fernet:
    digest = hashlib.sha256(home.secret("file-key").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
