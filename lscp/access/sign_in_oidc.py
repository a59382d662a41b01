"""Signing in through an organisation's own system, by OpenID Connect.

`LSCP_OIDC` names the systems; the rest is set for each (docs/signing-in.md). An organisation may
speak only for addresses of its own domains, so that none can sign in somebody of another.
"""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from lscp.access.models import User


class Organisations(DefaultSocialAccountAdapter):
    """Somebody signs in where an account has their address, or has known them before."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say that nobody makes an account for themselves."""
        return False

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> Any:
        """Return the systems of the settings; none is kept in the database."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        known = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in known.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse an answer whose two parts are about different people, or that asks for more."""
        account = sociallogin.account
        subjects = {part["sub"] for part in _parts(account.extra_data)}
        if len(subjects) != 1 or sociallogin.state.get("process") not in (None, "login"):
            raise PermissionDenied
        account.extra_data = {}  # what else it said is of no use here, and is not kept
        if account.pk:
            account.save(update_fields=["extra_data"])

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Return the account of an address that the organisation may and does vouch for."""
        address = _vouched(sociallogin)
        found = User.objects.filter(email=address).first() if address else None
        if found is None:
            return None
        # Known as theirs from now on: else the password would be wiped as a stranger's.
        EmailAddress.objects.update_or_create(
            user=found, email=address, defaults={"verified": True, "primary": True}
        )
        return found, address


def offered(request: HttpRequest) -> list[dict[str, str]]:
    """Return the organisations' systems to sign in with, each with its address."""
    providers = Organisations(request).list_providers(request)
    onward = {"next": request.GET["next"]} if request.GET.get("next") else {}
    return [{"name": each.name, "url": each.get_login_url(request, **onward)} for each in providers]


def _vouched(sociallogin: Any) -> str:
    domains = sociallogin.provider.app.settings["domains"]
    for part in _parts(sociallogin.account.extra_data):
        address = str(part.get("email") or "").lower()
        if part.get("email_verified") is True and address.rpartition("@")[2] in domains:
            return address
    return ""


def _parts(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (said[part] for part in ("userinfo", "id_token") if said.get(part))
