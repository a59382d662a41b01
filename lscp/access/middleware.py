"""Who acts in a request: read once, when something first asks, and anew with each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from lscp.access import acting
from lscp.core.policy import PUBLIC, Actor

CHOSEN = "acting"  # in the session: the role that somebody chose to act in


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Set `request.actor`: nobody (PUBLIC), or who signed in, in the role that they chose."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return PUBLIC
    return acting.choose(request.user, request.session.get(CHOSEN))
