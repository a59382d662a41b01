"""Original files, kept encrypted: who has the disk or a backup but not the key has nothing.

A file is encrypted piece by piece (Fernet: AES-128 and HMAC-SHA-256), so that memory does not
grow with it. Each piece carries its number and whether it is the last, so that none can be cut
off, left out or moved without notice. The key is `LSCP_FILE_KEY`, or made up once and kept in
the installation's secrets.
"""

import base64
import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from lscp.core import home

PIECE = 1 << 20
HEAD = struct.Struct(">Q?")


class CannotOpen(ValueError):
    """A kept file that is damaged, or was kept under another key."""


def keep(source: Path, name: str) -> str:
    """Keep a copy of a file, encrypted, and return the name it is kept by."""
    cipher, target = _cipher(), home.private("kept") / f"{name}.enc"
    beside = target.with_suffix(".writing")
    with beside.open("wb") as writing:
        for number, piece, last in _pieces(source):
            writing.write(cipher.encrypt(HEAD.pack(number, last) + piece) + b"\n")
        writing.flush()
        os.fsync(writing.fileno())
    os.replace(beside, target)
    return target.name


def opened(name: str) -> Iterator[bytes]:
    """Yield a kept file's content, piece by piece. Raises CannotOpen."""
    cipher, last = _cipher(), False
    with (home.private("kept") / name).open("rb") as reading:
        for expected, token in enumerate(reading):
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


def _pieces(source: Path) -> Iterator[tuple[int, bytes, bool]]:
    with source.open("rb") as reading:
        number, piece = 0, reading.read(PIECE)
        while True:
            following = reading.read(PIECE)
            yield number, piece, not following
            if not following:
                return
            number, piece = number + 1, following


def _cipher() -> Fernet:
    digest = hashlib.sha256(home.secret("file-key").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
