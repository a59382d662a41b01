"""What a reader asks a page of figures for: which year, and which of the two views."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lscp.core import policy, trail
from lscp.core.figures import PARTNERSHIP, Figure
from lscp.core.pages.kinds import PUBLIC, PageKind, actor_of, guarded, record_refusal
from lscp.core.policy import Actor
from lscp.core.workflow import NotAllowed
from lscp.measures import places, queries
from lscp.measures.indicators import load
from lscp.measures.models import View
from lscp.measures.policy import VIEW_APART, VIEW_INTERNAL, authorities

# For everybody; whoever asks for full values needs the permission.
PAGE = PageKind("view", PUBLIC, also_needs=(VIEW_INTERNAL, VIEW_APART))


@dataclass(frozen=True)
class Asked:
    """The year and view of a page, of those that there are; and whose full values may be seen.

    `apart` are the authorities whose full values of what stands apart may be seen.
    """

    year: int | None
    years: tuple[int, ...]
    view: str
    full: tuple[str, ...]  # authorities
    apart: tuple[str, ...] = ()

    @property
    def internal(self) -> bool:
        """Say whether full values are shown, at least of some."""
        return self.view == View.INTERNAL

    @property
    def may_see_internal(self) -> bool:
        """Say whether the reader can be offered full values."""
        return bool(self.full)

    @property
    def full_of(self) -> list[str]:
        """Return the names of those whose full values are shown; none where that is everybody."""
        return [] if self._is_whole() else [places.name(each) for each in self.full]

    def view_of(self, authority: str) -> str:
        """Return the view that a place's figures are shown in.

        Who sees one authority's full values does not see the sum of both: the other's are in it.
        """
        seen = self._is_whole() or authority in self.full
        return self.view if seen else View.PUBLISHED

    def only(self, authority: str) -> "Asked":
        """Return the same of one place alone: the view is then the one that it is shown in."""
        return replace(self, view=self.view_of(authority))

    def of(self, indicator: str) -> "Asked":
        """Return the same of one indicator: full values are of whom they may be seen of it."""
        known = load().get(indicator)
        if known is None or not known.apart:
            return self
        return replace(self, full=self.apart, view=self.view if self.apart else View.PUBLISHED)

    def figures(self, years: Iterable[int], **which: Any) -> list[Figure]:
        """Return figures of some years, each place's in the view that it is shown in."""
        wanted = list(years)
        shown = queries.figures(wanted, view=self.view, **which)
        if not self.internal or self._is_whole() and set(self.full) <= set(self.apart):
            return shown
        hidden = queries.figures(wanted, view=View.PUBLISHED, **which)
        mixed = [each for each in shown if self._sees(each)]
        mixed += [each for each in hidden if not self._sees(each)]
        return sorted(mixed, key=lambda each: int(each.year))

    def _sees(self, figure: Figure) -> bool:
        of = self.of(figure.indicator)
        return of.view_of(figure.authority) == View.INTERNAL

    def query(self, **other: object) -> str:
        """Return the end of an address that asks for the same again, but for what is given."""
        same = {"year": self.year, "view": self.view if self.internal else None}
        given = {name: value for name, value in {**same, **other}.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def _is_whole(self) -> bool:
        return set(settings.LSCP_MEMBERS) <= set(self.full)


def authority_of(figure: str) -> str:
    """Return the place of a figure's name: of IND004.E09000020.2022, E09000020."""
    parts = figure.split(".")
    return parts[1] if len(parts) > 1 else PARTNERSHIP


def page_of_figures(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of figures: it is given what the reader asks for, if the reader may see it.

    Who asks for full values and has not signed in is sent to do so, and then on to the page.
    """

    @wraps(view)
    def answer(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        return view(request, _asked(request, actor), **address)

    return wraps(view)(guarded(PAGE, answer))


def note_download(request: HttpRequest, asked: Asked, form: str, rows: int) -> None:
    """Write to the trail that full values were taken away; what is published is for everybody."""
    if asked.internal:
        actor = actor_of(request)
        trail.write(trail.Kind.EXPORTED, actor, VIEW_INTERNAL, format=form, rows=rows)


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    """Return what is asked for; the newest year where none is said."""
    view = request.GET.get("view", View.PUBLISHED)
    if view not in View.values:
        raise Http404(f"There is no view {view}")
    full = authorities(actor, VIEW_INTERNAL)
    if view == View.INTERNAL and not full:
        _refuse(actor)
    years = tuple(queries.years(view))
    text = request.GET.get("year", "")
    newest = years[-1] if years else None
    year = newest if not text else int(text) if text.isdecimal() else None
    if text and year not in years:
        if year not in queries.years(View.INTERNAL):
            raise Http404(f"There are no figures of {text}")
        year = newest  # the year is running: it is published when it is over
    return Asked(year, years, view, full, authorities(actor, VIEW_APART))


def _refuse(actor: Actor) -> None:
    refused = NotAllowed(
        policy.may(actor, VIEW_INTERNAL).reason
        or "You may see full values, but your organisation serves no authority of this partnership."
    )
    record_refusal(refused, actor, replace(PAGE, permission=VIEW_INTERNAL), {})
    raise refused
