"""The annual figures on one page, and as one download."""

import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from lscp.allegations.policy import VIEW_FIGURES
from lscp.allegations.queries import figures as annual
from lscp.core import trail, wording, workbook
from lscp.core.figures import Figure
from lscp.core.pages import declared, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import year_label
from lscp.core.policy import Actor
from lscp.measures import places
from lscp.measures.policy import authorities

INTERNAL = "Full values, small numbers included: do not publish or pass on this sheet."
PUBLISHED = (
    "For publication: counts from 1 to 5 are suppressed, and so is what would reveal them. "
    "Quarters are never published."
)
COUNTED = (
    "A consultation is no referral. A change is the difference divided by the earlier year’s "
    "number."
)


@declared(permission=VIEW_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a year and place, beside the year before and what is published."""
    actor = actor_of(request)
    known = annual.years()
    shown = places.shown(settings.LSCP_MEMBERS)
    found = _asked(request, actor, known, shown)
    return page(
        request, "allegations/figures.html", annual=found, years=known, places=shown,
        said=_said, query=f"?authority={found.place}&year={found.year}",
        breadcrumbs=[
            {"text": "Allegations", "href": "/allegations/"}, {"text": "Annual figures"},
        ],
    )  # fmt: skip


@declared(permission=VIEW_FIGURES)
def figures_excel(request: HttpRequest) -> HttpResponse:
    """Give the same as a workbook: a sheet of full values, and one for publication."""
    actor = actor_of(request)
    found = _asked(request, actor, annual.years(), places.shown(settings.LSCP_MEMBERS))
    rows = list(_rows(found))
    trail.write(trail.Kind.EXPORTED, actor, VIEW_FIGURES, format="xlsx", rows=len(rows))
    answer = HttpResponse(_book(found, rows), content_type=workbook.TYPE)
    name = f"lado-{found.place}-{found.year}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(
    request: HttpRequest, actor: Actor, known: list[int], shown: dict[str, str]
) -> annual.Annual:
    """Return the figures that are asked for; of the newest year that is kept, where none is."""
    own = authorities(actor, VIEW_FIGURES)
    newest = known[min(1, len(known) - 1)]
    text = request.GET.get("year", "")
    year = newest if not text else int(text) if text.isdecimal() else None
    place = request.GET.get("authority", "") or next(iter((*own, *shown)))
    if year not in known or place not in shown:
        raise Http404("There are no figures of that year or authority")
    return annual.annual(place, year, own)


def _said(figure: Figure | None) -> str:
    return "no figure" if figure is None else wording.of_figure(figure)


def _rows(found: annual.Annual) -> Iterator[tuple[str, annual.Line]]:
    for table in found.tables:
        for line in table.lines:
            yield table.title, line


def _book(found: annual.Annual, rows: list[tuple[str, annual.Line]]) -> bytes:
    now, before = found.headings
    columns = [workbook.Column("Table", 44), workbook.Column("Counted", 48)]
    full = [*columns, *(workbook.Column(each, 14) for each in (now, before, "Change"))]
    sheets = [
        workbook.Sheet(
            "Full values" if found.full else "As published", full,
            [(title, line.words, _cell(line.now), _cell(line.before), line.change)
             for title, line in rows],
        ),
        workbook.Sheet(
            "For publication", [*columns, workbook.Column(now, 14)],
            [(title, line.words, line.published) for title, line in rows
             if line.published != annual.NEVER],
        ),
    ]  # fmt: skip
    title = f"Figures of the LADO, {places.name(found.place)}, {year_label(found.year)}"
    notes = [*[INTERNAL] * found.full, PUBLISHED, COUNTED]
    notes += ["Counted from made-up records."] * found.made_up
    held = io.BytesIO()
    workbook.write_to(held, title, notes, sheets, in_memory=True)
    return held.getvalue()


def _cell(figure: Figure | None) -> Any:
    return figure.value if figure and figure.value is not None else _said(figure)


urlpatterns: list[URLPattern] = [
    path("allegations/figures/", figures, name="figures"),
    path("allegations/figures/figures.xlsx", figures_excel, name="figures_excel"),
]
