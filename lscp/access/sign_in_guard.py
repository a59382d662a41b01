"""What each request of somebody signed in must pass: sessions end, and second factors are set up.

A session ends when nothing was done for a while, after a working day, and once the account is no
longer open. Whoever needs a second factor and has none can reach nothing but setting it up.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import urlencode

from lscp.access import acting
from lscp.core.time import now

BEGAN, SEEN, FACTOR = "access.began", "access.seen", "access.factor"
MINUTE = 60
SET_UP = "mfa_activate_totp"
# What can be reached while a second factor is missing: setting it up, and what is for everyone.
WITHOUT_FACTOR = {
    SET_UP, "account_reauthenticate", "account_logout", "access:sign_out", "account_stay",
    "core:accessibility", "core:privacy", "core:cookies",
}  # fmt: skip
WORDS = {
    "idle": "You were signed out because nothing was done for {minutes} minutes. Sign in again.",
    "long": "You were signed out after a working day. Sign in again.",
    "closed": "You were signed out because your account is closed.",
}
Answer = Callable[[HttpRequest], HttpResponse]


def guarded(get_response: Answer) -> Answer:
    """End sessions that are over, and hold back whoever has to set up a second factor."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            stopped = _ended(request) or _held_back(request)
            if stopped:
                return stopped
            request.idle_age = settings.SESSION_IDLE_AGE  # type: ignore[attr-defined]  # for pages
        return get_response(request)

    return answer


def is_open(user: Any) -> bool:
    """Say whether an account may sign in."""
    return acting.may_sign_in(user)


def has_second_factor(user: Any) -> bool:
    """Say whether somebody has set up an authenticator app."""
    kept = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP)
    return kept.exists()


def needs_second_factor(user: Any) -> bool:
    """Say whether somebody holds a role that sees people's records."""
    return acting.needs_second_factor(user)


def begin(request: HttpRequest) -> None:
    """Begin to count the time that a session may last."""
    request.session[BEGAN] = request.session[SEEN] = _moment()
    ask_again(request)


def ask_again(request: HttpRequest) -> None:
    """Forget that this session's person was seen to have the second factor they need."""
    request.session.pop(FACTOR, None)


def end_sessions(user: Any, *, but: str = "") -> None:
    """End the sessions of somebody, all but the one of that key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def forget_ended_sessions() -> None:
    """Delete the sessions whose time is over, what was noted of them, and attempts that are past.

    Attempts are counted by network address, which is kept no longer than it counts.
    """
    SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [now()])
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _ended(request: HttpRequest) -> HttpResponse | None:
    moment, session = _moment(), request.session
    if SEEN not in session:
        begin(request)
    why = ""
    if moment - session[BEGAN] > settings.SESSION_COOKIE_AGE:
        why = "long"
    elif moment - session[SEEN] > settings.SESSION_IDLE_AGE:
        why = "idle"
    elif moment - session[SEEN] >= min(MINUTE, settings.SESSION_IDLE_AGE // 30):  # not every time
        why = "" if is_open(request.user) else "closed"
        session[SEEN] = moment
        UserSession.objects.create_from_request(request)
    return _sign_out(request, why) if why else None


def _sign_out(request: HttpRequest, why: str) -> HttpResponse:
    request.ended = why  # type: ignore[attr-defined]  # for the trail
    logout(request)
    messages.info(request, WORDS[why].format(minutes=settings.SESSION_IDLE_AGE // MINUTE))
    to_sign_in, here = resolve_url(settings.LOGIN_URL), request.get_full_path()
    if request.method == "GET" and request.path != to_sign_in:
        here = f"{to_sign_in}?{urlencode({'next': here})}"
    return HttpResponseRedirect(here if here.startswith(to_sign_in) else to_sign_in)


def _held_back(request: HttpRequest) -> HttpResponse | None:
    if request.session.get(FACTOR) or not needs_second_factor(request.user):
        return None
    if has_second_factor(request.user):
        request.session[FACTOR] = True
        return None
    return None if _name(request) in WITHOUT_FACTOR else redirect(SET_UP)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _moment() -> int:
    return int(now().timestamp())
