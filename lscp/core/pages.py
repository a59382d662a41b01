"""Pages: how one is rendered, and what an area declares to all of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

Notice = Callable[[], str]
NOTICES: list[Notice] = []
NAVIGATION: list[tuple[str, str, str]] = []


def notice(function: Notice) -> Notice:
    """Declare a notice for every page: a function that returns its words, or none."""
    NOTICES.append(function)
    return function


def navigation(name: str, words: str, *, permission: str = "") -> None:
    """Declare a page for the navigation, by the name of its address, and who is offered it."""
    NAVIGATION.append((name, words, permission))


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page: a template that extends core/layout.html, with what it shows."""
    notices = [words for each in NOTICES if (words := each())]
    offered = [
        (name, words)
        for name, words, permission in NAVIGATION
        if not permission or request.user.has_perm(permission)
    ]
    around = {"notices": notices, "navigation": offered}
    return HttpResponse(render_to_string(template, {**around, **context}, request), status=status)


def bare(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """Return a page that asks nothing of the database, for when something is at fault."""
    return HttpResponse(render_to_string(template, {"bare": True}, request), status=status)
