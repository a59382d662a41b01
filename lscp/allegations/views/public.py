"""The form to the LADO, for everybody without an account. It keeps nothing but what is sent."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from lscp.access.queries import authorities
from lscp.allegations import actions
from lscp.allegations.forms import report as forms
from lscp.allegations.queries.reports import PREFIX, PUBLIC_FORM, referred_to
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

HELD = "allegations/public_wait.html"


def _words(actor: Actor) -> str:
    return "" if actor.user else "Worried about an adult who works with children?"


navigation("allegations:tell_lado", _words)


def _telephones() -> dict[str, Any]:
    return {"telephones": settings.LSCP_LADO}


@declared(permission=PUBLIC)
def tell_lado(request: HttpRequest) -> HttpResponse:
    """Say what to do in danger and out of hours, before anything is asked."""
    return page(request, "allegations/public_start.html", **_telephones())


def _received(request: HttpRequest, answers: Any, once: UUID) -> HttpResponse:
    if too_many(request, "tell_lado"):
        return page(request, HELD, status=429, **_telephones())
    made = actions.receive_report(by=PUBLIC_FORM, once=once, **forms.gathered(answers))
    return page(
        request, "allegations/public_sent.html", reference=made.reference,
        may_be_told=bool(made.reporter_telephone or made.reporter_email), **_telephones(),
    )  # fmt: skip


def _added(reference: str, words: str) -> None:
    with scope.acting(PUBLIC_FORM):
        report = referred_to(reference)
    if report is not None:
        actions.add_to_report(report, by=PUBLIC_FORM, words=words)


tell_lado_form = carried_page(
    forms.PUBLIC, send=_received, choices=lambda: {"authority": authorities()},
    step="allegations/public_step.html", check="allegations/public_check.html",
)  # fmt: skip
tell_lado_more = adding_page(
    PREFIX, add=_added, limit="tell_lado_more", ask="allegations/public_add.html",
    added="allegations/public_added.html", held=HELD, context=_telephones,
)  # fmt: skip

urlpatterns: list[URLPattern] = [
    path("tell-the-lado/", tell_lado, name="tell_lado"),
    path("tell-the-lado/form/", tell_lado_form, name="tell_lado_form"),
    path("tell-the-lado/add/", tell_lado_more, name="tell_lado_more"),
]
