"""What a reader asks a page of figures for: which year, and which of the two views."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lscp.measures import queries
from lscp.measures.models import View


@dataclass(frozen=True)
class Asked:
    """The year and view of a page, of those that there are."""

    year: int | None
    years: tuple[int, ...]
    view: str
    may_see_internal: bool

    @property
    def internal(self) -> bool:
        """Say whether full values are shown."""
        return self.view == View.INTERNAL

    def query(self, **other: object) -> str:
        """Return the end of an address that asks for the same again, but for what is given."""
        same = {"year": self.year, "view": self.view if self.internal else None}
        given = {name: value for name, value in {**same, **other}.items() if value}
        return f"?{urlencode(given)}" if given else ""


def page_of_figures(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of figures: it is given what the reader asks for, if the reader may see it.

    Who asks for full values and has not signed in is sent to do so, and then on to the page.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("view", View.PUBLISHED)
        if wanted == View.INTERNAL and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, _asked(request, wanted), *args, **kwargs)

    return require_safe(answer)


def _asked(request: HttpRequest, view: str) -> Asked:
    """Return what is asked for; the newest year where none is said."""
    may = request.user.has_perm("measures.view_internal")
    if view not in View.values:
        raise Http404(f"There is no view {view}")
    if view == View.INTERNAL and not may:
        raise PermissionDenied(
            "Full values, small numbers included, are for people who were given that permission."
        )
    years = tuple(queries.years())
    text = request.GET.get("year", "")
    newest = years[-1] if years else None
    year = newest if not text else int(text) if text.isdecimal() else None
    if text and year not in years:
        raise Http404(f"There are no figures of {text}")
    return Asked(year, years, view, may)
