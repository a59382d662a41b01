"""How accounts sign in here: what allauth asks of this site, and the words it says."""

import logging
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lscp.access import sign_in_trail
from lscp.access.models import User
from lscp.access.sign_in_guard import is_open
from lscp.core.notify import message, tell, ways
from lscp.core.time import now

WRONG = (
    "The user name or password is not right. Check both; the password tells capital letters from "
    "small ones"
)
TOO_MANY = "There were too many attempts. Wait 5 minutes, then try again"
RESET = (
    "Somebody asked to set a new password for your account. If it was you, use this link within "
    "3 hours; it works once. If it was not you, you need do nothing."
)
IF_NOT = "If it was not you, tell your organisation’s administrator at once."
# What a person is told was done with their account, by allauth's name for it.
TOLD = {
    name: message(f"access.{name}", f"{sentence} {IF_NOT}")
    for name, sentence in {
        "password_changed": "Your password was changed.",
        "password_reset": "Your password was set anew.",
        "totp_activated": "An authenticator app was set up for your account.",
        "totp_deactivated": "Your authenticator app was removed.",
        "recovery_codes_generated": "You have new recovery codes. The old ones no longer work.",
        "webauthn_added": "A security key was added to your account.",
        "webauthn_removed": "A security key was removed from your account.",
        "account_connected": "You signed in through your organisation for the first time.",
    }.items()
}
log = logging.getLogger(__name__)


class Accounts(DefaultAccountAdapter):
    """Accounts are made by invitation; only open ones sign in; each step leaves a trail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": "The current password is not right",
        "incorrect_password": "The password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that nobody makes an account for themselves."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Turn away an account that is closed, asleep, or of somebody who left."""
        if is_open(user):
            return None
        clear_login(request)
        sign_in_trail.refused(user, why="closed")
        return self.respond_user_inactive(request, user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a failure, and about which account, if there is one; never what was typed."""
        typed = credentials.get("username") or credentials.get("email") or ""
        named = Q(username__iexact=typed) | Q(email=typed.lower()) if typed else Q(pk=None)
        sign_in_trail.refused(User.objects.filter(named).first(), why="password")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask again who somebody is, unless they signed in or said so in the last minutes."""
        records = get_authentication_records(self.request, self.request.user)
        age = now().timestamp() - records[-1]["at"] if records else None
        if age is not None and age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **more)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use a code from your authenticator app, or a recovery code",
            "mfa_reauthenticate:webauthn": "Use a security key",
        }
        known = super().get_reauthentication_methods(user)
        return [{**each, "description": words[each["id"]]} for each in known]

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send the link, but to nobody whose organisation signs them in and who has no password.

        At once, since the link must not wait in the database. A failure is logged and not shown:
        it would say that there is an account.
        """
        if not is_open(user) or not has_password(user):
            return
        link = settings.LSCP_ADDRESS + urlsplit(context["password_reset_url"]).path
        try:
            ways.chosen().send(ways.Letter(email, RESET, link, reference=str(uuid4())))
        except Exception as fault:  # whatever a mail server may do
            log.error("A link for a new password could not be sent: %s", type(fault).__name__)

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        """Tell somebody that their account changed: what was done, and nothing about them."""
        told = TOLD.get(template_prefix.rpartition("/")[2])
        if told:
            tell(user.pk, about=told, link=reverse("mfa_index"))


def has_password(user: Any) -> bool:
    """Say whether somebody signs in with a password, or was invited and has yet to choose one."""
    return user.has_usable_password() or not SocialAccount.objects.filter(user=user).exists()
