"""Marks of entries, seals and anchors: HMAC-SHA256 with a key that the database never sees.

Whoever changes a row as the database's superuser can work out every plain hash again, but not
these. The key is the installation's secret `trail-key`.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from uuid import UUID

from lscp.core import home

APART = "\x1f"  # stands in no value: names have no such character, and JSON writes it otherwise
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BLOCK = 64


class Key:
    """A key, ready to mark: the two halves of HMAC are begun once, which saves most of its time."""

    def __init__(self, secret: str) -> None:
        given = sha256(f"the trail of OpenLSCP {secret}".encode()).digest().ljust(BLOCK, b"\0")
        self.inner = sha256(bytes(byte ^ 0x36 for byte in given))
        self.outer = sha256(bytes(byte ^ 0x5C for byte in given))
        self.name = self.mark(b"name").hex()[:8]

    def mark(self, message: bytes) -> bytes:
        """Return the mark of a message."""
        inner, outer = self.inner.copy(), self.outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


def key() -> Key:
    """Return the key of this installation."""
    return _key(os.environ.get("LSCP_HOME"), os.environ.get("LSCP_TRAIL_KEY"))


@cache
def _key(_home: str | None, _given: str | None) -> Key:
    return Key(home.secret("trail-key"))


def said(
    number: int, at: datetime, kind: str, user: UUID | None, membership: UUID | None, role: str,
    organisation: UUID | None, name: str, subject_type: str, subject: UUID | None,
    person: UUID | None, after: Sequence[int], detail: str,
) -> bytes:  # fmt: skip
    """Return what an entry says, as its mark is made of; SAID gives the same in the database."""
    parts = (
        "entry", number, (at - EPOCH) // MICROSECOND, kind, user or "", membership or "", role,
        organisation or "", name, subject_type, subject or "", person or "",
        "{" + ",".join(map(str, after)) + "}", detail,
    )  # fmt: skip
    return APART.join(map(str, parts)).encode()


_EMPTY = "coalesce({}::text, '')"
SAID = "convert_to(concat_ws(chr(31), 'entry', {}), 'UTF8')".format(
    ", ".join((
        "id", "(extract(epoch FROM at) * 1000000)::bigint", "kind", _EMPTY.format('"user"'),
        _EMPTY.format("membership"), "role", _EMPTY.format("organisation"), "name",
        "subject_type", _EMPTY.format("subject"), _EMPTY.format("person"), "after::text",
        "detail::text",
    ))
)  # fmt: skip
