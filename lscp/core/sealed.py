"""Files kept encrypted: who has the disk or a backup but not the key has nothing.

A file is encrypted piece by piece (Fernet: AES-128 and HMAC-SHA-256), so that memory does not
grow with it. Each piece carries its number and whether it is the last, so that none can be cut
off, left out or moved without notice. The key is `LSCP_FILE_KEY`, or made up once and kept in the
installation's secrets.
"""

import base64
import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.fernet import Fernet, InvalidToken

from lscp.core import home

PIECE = 1 << 20
HEAD = struct.Struct(">Q?")  # the piece's number, and whether it is the last


class CannotOpen(ValueError):
    """A kept file that is damaged, or was kept under another key."""


class Sealing:
    """A file to write to, that encrypts what it is given."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.cipher, self.number, self.held = file, _cipher(), 0, bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.held += data
        while len(self.held) > PIECE:
            self._put(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self.held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self.file.write(self.cipher.encrypt(HEAD.pack(self.number, last) + piece) + b"\n")
        self.number += 1


class Opening:
    """A file to read from, that decrypts a kept one and notices what is missing of it."""

    def __init__(self, path: Path) -> None:
        self.pieces, self.held = pieces(path), bytearray()

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises CannotOpen."""
        while len(self.held) < size and (piece := next(self.pieces, None)) is not None:
            self.held += piece
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken


@contextmanager
def writing(target: Path) -> Iterator[Sealing]:
    """Give a file to write to; what was written is kept whole, and on disk, or not at all."""
    beside = target.with_suffix(".writing")
    try:
        with beside.open("wb") as file:
            sealing = Sealing(file)
            yield sealing
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def pieces(path: Path) -> Iterator[bytes]:
    """Give what a kept file holds, piece by piece. Raises CannotOpen."""
    cipher, last = _cipher(), False
    with path.open("rb") as file:
        for expected, token in enumerate(file):
            number, last, piece = _decrypted(cipher, token.rstrip(b"\n"), path.name)
            if number != expected:
                raise CannotOpen(f"{path.name} is damaged: pieces of it are missing or moved")
            yield piece
    if not last:
        raise CannotOpen(f"{path.name} is damaged: its end is missing")


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
