"""The two addresses for partners' systems. No session and no cookie counts here: the key alone."""

from collections.abc import Sequence
from typing import Any

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from lscp.access import keys
from lscp.access.models import ApiKey
from lscp.core import trail
from lscp.core.pages import PUBLIC, declared
from lscp.core.policy import PUBLIC as NOBODY
from lscp.core.policy import Actor
from lscp.front_door.actions import receive_contact

from .places import a_place

LARGEST = 2_000_000  # bytes of a request
LATER, SOON = {"Retry-After": "60"}, {"Retry-After": "1"}


@declared(permission=PUBLIC, posts=True)
@csrf_exempt  # a browser sends cookies unasked, and never a key
def send_contacts(request: HttpRequest) -> HttpResponse:
    """Take contacts from a partner's system, each for itself."""
    if request.method != "POST":
        return _problem(405, "Send contacts by POST.", Allow="POST")
    key = _key(request)
    if key is None:
        return _unknown(request)
    with a_place() as free:
        if not free:
            return _problem(429, "Others are sending. Wait a second, then send again.", **SOON)
        return _taken(request, key)


@declared(permission=PUBLIC)
@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """Describe the interface, for whoever writes a system that sends."""
    from .description import description

    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


def _taken(request: HttpRequest, key: ApiKey) -> HttpResponse:
    """Take what was sent with a key, unless it is too much in a minute."""
    if not ratelimit.consume(request, action="send_contacts", key=str(key.pk)):
        return _problem(429, "Wait a minute, then send again.", **LATER)
    from .receiving import contacts_of, receive, sender  # pydantic takes its time to start

    by = sender(key)
    problem, body = _body(request)
    try:
        contacts = [] if problem else contacts_of(body)
    except ValueError as error:
        problem = _problem(400, str(error))
    if problem:
        _record(by, key, trail.Kind.REFUSED, why=problem.status_code)
        return problem
    results = receive(contacts, key)
    kept = sum(each.outcome == "received" for each in results)
    _record(by, key, trail.Kind.DID, found=len(results), count=kept)
    return _answer(_status(kept, len(results)), results)


def _key(request: HttpRequest) -> ApiKey | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return keys.key_of(token.strip()) if scheme.lower() == "bearer" else None


def _body(request: HttpRequest) -> tuple[HttpResponse | None, bytes]:
    """Return what was sent, or what is wrong with it before it was looked into."""
    if request.content_type != "application/json":
        return _problem(415, "Send JSON: application/json."), b""
    too_large = _problem(413, f"Send {LARGEST:,} bytes at most, in several requests.")
    said = request.headers.get("Content-Length", "0")
    if not said.isdecimal() or int(said) > LARGEST:
        return too_large, b""
    body = request.read(LARGEST + 1)
    return (too_large, b"") if len(body) > LARGEST else (None, body)


def _unknown(request: HttpRequest) -> HttpResponse:
    """Refuse a key that opens nothing; from one address, so often and no more."""
    if not ratelimit.consume(request, action="send_refused"):
        return _problem(429, "Wait a minute, then send again.", **LATER)
    with transaction.atomic():
        trail.write(trail.Kind.REFUSED, NOBODY, receive_contact.name, why="key")
    return _problem(401, "Send a key that is in use.", **{"WWW-Authenticate": "Bearer"})


def _record(by: Actor, key: ApiKey, kind: trail.Kind, **said: Any) -> None:
    with transaction.atomic():
        trail.write(kind, by, receive_contact.name, how="request", key=key.pk, **said)


def _status(kept: int, sent: int) -> int:
    if kept == sent:
        return 200
    return 207 if kept else 422


def _answer(status: int, results: Sequence[Any]) -> HttpResponse:
    told = [each.model_dump(mode="json") for each in results]
    return _json({"results": told}, status)


def _problem(status: int, why: str, **headers: str) -> HttpResponse:
    return _json({"why": why}, status, **headers)


def _json(told: dict[str, Any], status: int, **headers: str) -> HttpResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store", **headers})


urlpatterns = [
    path("api/contacts", send_contacts, name="send_contacts"),
    path("api/openapi.json", describe, name="describe"),
]
