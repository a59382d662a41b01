"""Signing in and out in the trail: the one place that listens to what allauth and Django tell.

A failure says which account it was about, if there is one, and why; never what was typed.
"""

from dataclasses import replace
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from lscp.access import acting, sign_in_guard
from lscp.core import policy, trail
from lscp.core.trail import Kind

SIGN_IN, SIGN_OUT = "access.sign_in", "access.sign_out"


def _as(user: Any) -> policy.Actor:
    """Return an account in the first of its roles, so that its organisation finds the entry."""
    return acting.actor(user, next(iter(acting.memberships(user)), None))


def refused(user: Any, *, why: str) -> None:
    """Record that a sign-in failed."""
    known = {"account": user.pk} if user else {}
    of = replace(policy.PUBLIC, organisation=_as(user).organisation) if user else policy.PUBLIC
    trail.write(Kind.SIGN_IN_FAILED, of, SIGN_IN, why=why, **known)


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: Any, **more: Any) -> None:
    """Record a sign-in, and through what; the time that the session may last begins."""
    sign_in_guard.begin(request)
    method = "organisation" if more.get("sociallogin") else "password"
    trail.write(Kind.SIGNED_IN, _as(user), SIGN_IN, method=method)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **more: Any) -> None:
    """Record a sign-out, whoever asked for it."""
    if user and user.pk:
        why = getattr(request, "ended", "asked")
        trail.write(Kind.SIGNED_OUT, _as(user), SIGN_OUT, why=why)


@receiver(factors.authentication_failed)
def code_refused(user: Any, **more: Any) -> None:
    """Record that the password was right, and the second factor was not."""
    refused(user, why="second-factor")


@receiver(account.password_changed)
@receiver(account.password_reset)
@receiver(account.password_set)
def password_changed(user: Any, signal: Any, **more: Any) -> None:
    """Record that a password was changed, by its owner or through the link in an e-mail."""
    name = "reset_password" if signal is account.password_reset else "change_password"
    trail.write(Kind.DID, _as(user), f"access.{name}")
    if signal is account.password_reset:
        sign_in_guard.end_sessions(user)


@receiver(factors.authenticator_added)
@receiver(factors.authenticator_removed)
@receiver(factors.authenticator_reset)
def factor_changed(
    request: HttpRequest, user: Any, authenticator: Any, signal: Any, **more: Any
) -> None:
    """Record that a second factor was changed, and end the sessions that began without it."""
    verbs = {factors.authenticator_added: "add", factors.authenticator_removed: "remove"}
    name = f"access.{verbs.get(signal, 'renew')}_second_factor"
    trail.write(Kind.DID, _as(user), name, method=str(authenticator.type))
    sign_in_guard.ask_again(request)
    sign_in_guard.end_sessions(user, but=request.session.session_key or "")
