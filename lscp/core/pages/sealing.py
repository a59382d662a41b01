"""What a page carries on for whoever reads it, encrypted: for as long as a session lasts.

Each use has a mark of its own, so that what was sealed for one is nothing to another.
"""

import base64
import hashlib
import json
from typing import Any

from django.conf import settings


def seal(mark: str, said: Any) -> str:
    """Return something as text that only this installation can read. It must be JSON."""
    return _box(mark).encrypt(json.dumps(said).encode()).decode()


def unseal(mark: str, token: str) -> Any:
    """Return what was sealed; None where it is too long ago, or not from here."""
    from cryptography.fernet import InvalidToken

    try:
        return json.loads(_box(mark).decrypt(token.encode(), ttl=settings.SESSION_COOKIE_AGE))
    except (InvalidToken, ValueError):
        return None


def _box(mark: str) -> Any:
    from cryptography.fernet import Fernet  # it takes its time to start

    key = hashlib.sha256(f"{mark}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
