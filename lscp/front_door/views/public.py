"""The form for everybody, without an account. It keeps nothing but what is sent."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lscp.core import scope
from lscp.core.pages import (
    PUBLIC,
    adding_page,
    carried_page,
    declared,
    navigation,
    page,
    too_many,
)
from lscp.core.policy import Actor
from lscp.front_door import actions
from lscp.front_door.forms import public as forms
from lscp.front_door.queries import front_doors
from lscp.front_door.queries.submitted import PUBLIC_FORM, referred_to

HELD = "front_door/public_wait.html"


def _words(actor: Actor) -> str:
    return "" if actor.user else "Worried about a child?"


navigation("front_door:tell_us", _words)


@declared(permission=PUBLIC)
def tell_us(request: HttpRequest) -> HttpResponse:
    """Say what to do in danger and out of hours, before anything is asked."""
    return page(request, "front_door/public_start.html", **_telephones())


def _received(request: HttpRequest, answers: Any, once: UUID) -> HttpResponse:
    if too_many(request, "tell_us"):
        return page(request, HELD, status=429, **_telephones())
    made = actions.receive_contact(by=PUBLIC_FORM, once=once, **forms.told(answers))
    return page(
        request, "front_door/public_sent.html", reference=made.reference,
        may_be_told=made.to_tell_from is not None, telephones=settings.LSCP_FRONT_DOOR,
    )  # fmt: skip


tell_us_form = carried_page(
    forms.public_steps(), send=_received, choices=lambda: {"authority": front_doors.authorities()},
    step="front_door/public_step.html", check="front_door/public_check.html",
)  # fmt: skip


def _added(reference: str, words: str) -> None:
    with scope.acting(PUBLIC_FORM):
        contact = referred_to(reference)
    if contact is not None:
        actions.add_to_contact(contact, by=PUBLIC_FORM, words=words)


def _telephones() -> dict[str, Any]:
    return {"telephones": settings.LSCP_FRONT_DOOR}


tell_us_more = adding_page(
    "FD", add=_added, limit="tell_us_more", ask="front_door/public_add.html",
    added="front_door/public_added.html", held=HELD, context=_telephones,
)  # fmt: skip
urlpatterns = [
    path("tell-us/", tell_us, name="tell_us"),
    path("tell-us/form/", tell_us_form, name="tell_us_form"),
    path("tell-us/add/", tell_us_more, name="tell_us_more"),
]
