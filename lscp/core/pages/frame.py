"""How a page is rendered, and what an area declares to all of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from lscp.core.policy import PUBLIC, Actor

Notice = Callable[[], str]
NOTICES: list[Notice] = []
Words = str | Callable[[Actor], str]
NAVIGATION: list[tuple[str, Words, str]] = []


def notice(function: Notice) -> Notice:
    """Declare a notice for every page: a function that returns its words, or none."""
    NOTICES.append(function)
    return function


def navigation(name: str, words: Words, *, permission: str = "") -> None:
    """Declare a page for the navigation, by the name of its address, and who is offered it.

    Where the words depend on who is there, they are a function of the actor; none, no page.
    """
    NAVIGATION.append((name, words, permission))


def around(request: HttpRequest) -> dict[str, Any]:
    """Return what stands around every page: its notices, and the pages that are offered."""
    if getattr(request, "bare", False):
        return {}
    actor = getattr(request, "actor", PUBLIC)
    offered = [
        (name, said)
        for name, words, permission in NAVIGATION
        if not permission or actor.grants.get(permission)
        if (said := words(actor) if callable(words) else words)
    ]
    return {"notices": [said for each in NOTICES if (said := each())], "navigation": offered}


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page: a template that extends core/layout.html, with what it shows."""
    return HttpResponse(render_to_string(template, context, request), status=status)


def bare(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """Return a page that asks nothing of the database, for when something is at fault."""
    request.bare = True  # type: ignore[attr-defined]
    return HttpResponse(render_to_string(template, {"bare": True}, request), status=status)
