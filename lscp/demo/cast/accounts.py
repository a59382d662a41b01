"""The accounts of the demonstration: one for each role, and some more of the other authority."""

import base64
import hashlib
from typing import TYPE_CHECKING

from lscp.core import home
from lscp.core.policy import Actor
from lscp.demo.cast.tables import rows

if TYPE_CHECKING:
    from lscp.access.models import User


class NotBuilt(LookupError):
    """An account of the demonstration was asked for, and it is not here."""


def roles() -> dict[str, str]:
    """Return each account’s name → its role and organisation, in words."""
    from lscp.access.roles import Role

    names = {row["key"]: row["name"] for row in rows("organisations")}
    return {
        row["name"]: f"{Role(row['role']).label}, {names[row['organisation']]}"
        for row in rows("accounts")
    }


def address(name: str) -> str:
    """Return the e-mail address of an account. Nothing is ever delivered there."""
    return f"{name}@example.org"


def secret(name: str) -> str:
    """Return the secret of an account's second factor, made from one of the installation."""
    digest = hashlib.sha256(f"{home.secret('demo-codes')}:{name}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def actor(name: str) -> Actor:
    """Return somebody of the demonstration, acting in their role."""
    from lscp.access import acting

    user = _user(name)
    return acting.actor(user, acting.memberships(user)[0])


def code(name: str) -> str:
    """Return the code that an account's authenticator app shows now.

    Raises NotBuilt of an account that only happens to bear the name: its app has another secret.
    """
    from lscp.access import sign_in_factors

    user = _user(name)
    if not sign_in_factors.has_app_of(user, secret(name)):
        raise NotBuilt(f"The account {name} here is not the demonstration’s")
    return sign_in_factors.code_now(user)


def _user(name: str) -> "User":
    from lscp.access.models import User

    user = User.objects.filter(username=name).first()
    if user is None:
        raise NotBuilt("The demonstration is not built here: `lscp demo` does so")
    return user
