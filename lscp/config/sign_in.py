"""The systems of organisations that people may sign in with, from the environment."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def organisations() -> list[dict[str, Any]]:
    """Return what allauth is told of each system that `LSCP_OIDC` names. See docs/signing-in.md."""
    names = os.environ.get("LSCP_OIDC", "").replace(",", " ").split()
    return [_organisation(name) for name in names]


def _organisation(name: str) -> dict[str, Any]:
    """Return one: LSCP_OIDC_<NAME>_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _DOMAINS, and _TITLE."""
    domains = _of(name, "domains").lower().replace(",", " ").split()
    return {
        "provider_id": name.lower(),
        "name": os.environ.get(f"LSCP_OIDC_{name.upper()}_TITLE", name.title()),
        "client_id": _of(name, "client_id"),
        "secret": _of(name, "client_secret"),
        "settings": {
            "server_url": _of(name, "issuer"),
            "domains": domains,
            "email_authentication": True,
            "oauth_pkce_enabled": True,
        },
    }


def _of(name: str, what: str) -> str:
    variable = f"LSCP_OIDC_{name}_{what}".upper()
    value = os.environ.get(variable, "").strip()
    if not value:
        raise ImproperlyConfigured(f"LSCP_OIDC names {name}: set {variable} too")
    return value
