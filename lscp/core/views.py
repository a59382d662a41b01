"""Pages that the law asks of a public body, and those for when something is at fault."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lscp.core.pages import PUBLIC, bare, declared, page


@declared(permission=PUBLIC)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return page(request, "core/accessibility.html", contact=settings.LSCP_CONTACT)


@declared(permission=PUBLIC)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the privacy notice."""
    return page(request, "core/privacy.html", contact=settings.LSCP_CONTACT)


@declared(permission=PUBLIC)
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Show which cookies there are."""
    return page(request, "core/cookies.html", settings=settings)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that an address or form was not understood."""
    return bare(request, "core/400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that a page is not for this person, and why if that is known."""
    return page(request, "core/403.html", status=403, reason=str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form had been open too long, or was sent without cookies."""
    return bare(request, "core/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that there is no such page."""
    return page(request, "core/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return bare(request, "core/500.html", status=500)
