"""What every page is: for whom, about what; and how it answers where something is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_http_methods, require_safe

from lscp.core import policy, scope, trail
from lscp.core.policy import Actor
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

View = Callable[..., HttpResponse]
Inner = Callable[..., HttpResponse]
PUBLIC = "public"  # the permission of a page that asks for none


@dataclass(frozen=True)
class PageKind:
    """What is known of a page without asking for it, so that sweeps can try it."""

    kind: str  # list, record, action, steps, or view: an ordinary function
    permission: str
    model: type[models.Model] | None = None
    action: Any = None
    posts: bool = False  # takes POST too
    about: str = ""  # the argument of its address that names the record: pk
    within: tuple[tuple[str, type[models.Model], str], ...] = ()  # (argument, model, permission)
    also_needs: tuple[str, ...] = ()  # permissions that parts of it ask for
    rows: Any = None  # of a record: a function of the actor, where that is not all that there are


PAGES: list[tuple[PageKind, View]] = []


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in a request: as their membership says, or the public."""
    found: Actor = getattr(request, "actor", policy.PUBLIC)
    return found


def guarded(kind: PageKind, inner: Inner) -> View:
    """Return a view of a page: refusals are recorded, once and after all else was undone.

    `inner` is called with the request, the actor and the parts of the address.
    """

    def view(request: HttpRequest, **address: Any) -> HttpResponse:
        actor = actor_of(request)
        try:
            return inner(request, actor, **address)
        except Refused as refused:
            record_refusal(refused, actor, kind, address)
            return _answer(request, refused, actor)

    asking = require_http_methods(["GET", "HEAD", "POST"]) if kind.posts else require_safe
    view.page = inner  # type: ignore[attr-defined]
    return _declare(asking(view), kind)


def declared(*, permission: str, posts: bool = False) -> Callable[[Inner], View]:
    """Declare an ordinary function view: what it needs, or PUBLIC.

    One that needs a permission runs as the actor, in one transaction, and refuses as all pages do.
    """

    def declare(function: Inner) -> View:
        if permission == PUBLIC:
            return _declare(function, PageKind("view", PUBLIC, posts=posts))

        @wraps(function)
        def inner(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
            with scope.acting(actor):
                policy.require(actor, permission)
                return function(request, **address)

        return wraps(function)(guarded(PageKind("view", permission, posts=posts), inner))

    return declare


def record_refusal(refused: Refused, actor: Actor, kind: PageKind, address: Any) -> None:
    """Write a refusal to the trail in a transaction of its own, unless it is there already."""
    if refused.recorded or (actor.user is None and isinstance(refused, NotAllowed)):
        return  # whoever has not signed in is asked to, which is no refusal
    asked: dict[str, Any] = {
        f"asked_{name}": each for name, each in address.items() if isinstance(each, UUID)
    }
    why = type(refused).__name__
    with transaction.atomic():
        trail.write(trail.Kind.REFUSED, actor, kind.permission, why=why, **asked)
    refused.recorded = True


def pages_by_name() -> dict[str, tuple[PageKind | None, View]]:
    """Return every page of the site by the name of its address; None where it declares nothing."""
    return {name: (getattr(view, "kind", None), view) for name, view in _named(get_resolver(), "")}


def _named(resolver: URLResolver, before: str) -> Iterator[tuple[str, View]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inside = f"{before}{each.namespace}:" if each.namespace else before
            yield from _named(each, inside)
        elif isinstance(each, URLPattern):
            yield f"{before}{each.name or each.pattern}", each.callback


def _declare(view: View, kind: PageKind) -> View:
    view.kind = kind  # type: ignore[attr-defined]
    view.permission = kind.permission  # type: ignore[attr-defined]
    PAGES.append((kind, view))
    return view


def _answer(request: HttpRequest, refused: Refused, actor: Actor) -> HttpResponse:
    if isinstance(refused, NotAllowed) and actor.user is None:
        return redirect_to_login(request.get_full_path())
    if isinstance(refused, OutOfReach):
        raise Http404(refused.sentence) from None
    # Answered here, not raised: Django would log the sentence, which may name somebody.
    from lscp.core.views import forbidden

    return forbidden(request, refused.sentence)
