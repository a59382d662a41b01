"""The form for everybody, without an account. It keeps nothing but what is sent."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lscp.core import scope
from lscp.core.pages import PUBLIC, carried_page, declared, navigation, page
from lscp.core.policy import Actor
from lscp.front_door import actions
from lscp.front_door.forms import public as forms
from lscp.front_door.queries import front_doors
from lscp.front_door.queries.submitted import PUBLIC_FORM, referred_to

ALL = "everybody"


def _words(actor: Actor) -> str:
    return "" if actor.user else "Worried about a child?"


navigation("front_door:tell_us", _words)


@declared(permission=PUBLIC)
def tell_us(request: HttpRequest) -> HttpResponse:
    """Say what to do in danger and out of hours, before anything is asked."""
    return page(request, "front_door/public_start.html", telephones=settings.LSCP_FRONT_DOOR)


def _received(request: HttpRequest, answers: Any, once: UUID) -> HttpResponse:
    if _too_many(request, "tell_us"):
        return _wait(request)
    made = actions.receive_contact(by=PUBLIC_FORM, once=once, **forms.told(answers))
    return page(
        request, "front_door/public_sent.html", reference=made.reference,
        may_be_told=made.to_tell_from is not None, telephones=settings.LSCP_FRONT_DOOR,
    )  # fmt: skip


tell_us_form = carried_page(
    forms.public_steps(), send=_received, choices=lambda: {"authority": front_doors.authorities()},
    step="front_door/public_step.html", check="front_door/public_check.html",
)  # fmt: skip


@declared(permission=PUBLIC, posts=True)
def tell_us_more(request: HttpRequest) -> HttpResponse:
    """Take what is added by a reference; whether it is known is not said."""
    form = forms.AddForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status, errors = (400, form.summary()) if form.is_bound else (200, [])
        answer = page(
            request, "front_door/public_add.html", form=form, errors=errors, status=status
        )
    elif _too_many(request, "tell_us_more"):
        answer = _wait(request)
    else:
        _added(**form.answers())
        answer = page(request, "front_door/public_added.html", telephones=settings.LSCP_FRONT_DOOR)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _added(reference: str, words: str) -> None:
    with scope.acting(PUBLIC_FORM):
        contact = referred_to(reference)
    if contact is not None:
        actions.add_to_contact(contact, by=PUBLIC_FORM, words=words)


def _too_many(request: HttpRequest, what: str) -> bool:
    from allauth.core import ratelimit

    return not ratelimit.consume(request, action=what, key=ALL)


def _wait(request: HttpRequest) -> HttpResponse:
    return page(
        request, "front_door/public_wait.html", status=429, telephones=settings.LSCP_FRONT_DOOR
    )


urlpatterns = [
    path("tell-us/", tell_us, name="tell_us"),
    path("tell-us/form/", tell_us_form, name="tell_us_form"),
    path("tell-us/add/", tell_us_more, name="tell_us_more"),
]
