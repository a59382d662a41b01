"""Keys of partners' systems: made, digested, and known again.

A key holds 256 bits of chance, so that a plain digest keeps it: there is nothing to guess.
"""

import hashlib
import secrets

from lscp.access.models import ApiKey
from lscp.access.workflow import KeyState, OpenState
from lscp.core.time import today

PREFIX = "lscp_"  # so that a key is found where it was left in a file
SHOWN = len(PREFIX) + 4


def new_token() -> str:
    """Return a new key, as a system sends it."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def digest_of(token: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(token.encode()).hexdigest()


def key_of(token: str) -> ApiKey | None:
    """Return the key that was sent, where it opens anything today."""
    return ApiKey.objects.filter(
        digest=digest_of(token), state=KeyState.ISSUED, to_on__gte=today(),
        organisation__state=OpenState.OPEN,
    ).select_related("organisation").first()  # fmt: skip
