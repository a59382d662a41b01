"""What signing in keeps secret: sealed, so that a copy of the database signs nobody in.

The key is outside the database: `LSCP_SECOND_FACTOR_KEY`, or made up once and kept in the home.
"""

import base64
import hashlib
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.core.signing import JSONSerializer

from lscp.core import home


class KeyLost(RuntimeError):
    """A secret that was sealed with another key than this installation's."""


def seal(text: bytes) -> bytes:
    """Return a secret as it is kept."""
    return _box(home.secret("second-factor-key")).encrypt(text)


def unseal(kept: bytes) -> bytes:
    """Return a secret that was kept. Raises KeyLost."""
    try:
        return _box(home.secret("second-factor-key")).decrypt(kept)
    except InvalidToken:
        raise KeyLost(
            "Second factors were kept under another key. Put the secret `second-factor-key` back, "
            "or take the second factors away so that people set up new ones."
        ) from None


class Sealed:
    """Writes sessions sealed, since the key of an app that is being set up lies in one."""

    def dumps(self, session: dict[str, Any]) -> bytes:
        """Return a session as it is kept."""
        return seal(JSONSerializer().dumps(session))

    def loads(self, kept: bytes) -> Any:
        """Return a session that was kept; nothing of one that was kept under another key."""
        try:
            return JSONSerializer().loads(unseal(kept))
        except KeyLost:
            return {}


@lru_cache
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))
