"""Pages of the scorecard, one for each indicator, and its figures as files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lscp.core.figures import Figure, Origin
from lscp.core.indicators import Indicator
from lscp.core.pages import navigation, notice, page
from lscp.core.periods import year_label
from lscp.core.waiting import waiting
from lscp.measures import beside, downloads, places, queries
from lscp.measures import detail as details
from lscp.measures import scorecard as scorecards
from lscp.measures.asked import Asked, note_download, page_of_figures
from lscp.measures.indicators import load
from lscp.measures.trends import POLARITY

AREAS = ("Inner London", "England")

navigation("measures:scorecard", "Scorecard")


@notice
def made_up() -> str:
    """Say that figures here are counted from made-up records, where any are."""
    if queries.made_up():
        return "The records here are made up. No child, family, referral or plan in them is real."
    return ""


@page_of_figures
def scorecard(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show every indicator, by theme."""
    theme = request.GET.get("theme", "")
    known = load()
    titles = scorecards.in_order(each.theme for each in known.values())
    if theme and theme not in titles:
        raise Http404(f"There is no theme {theme}")
    chosen = [each for each in known.values() if theme in ("", each.theme)]
    version = beside.version()
    themes = scorecards.scorecard(
        chosen, _totals_and_months(chosen, asked), asked.year or 0,
        places=places.shown(settings.LSCP_MEMBERS),
        areas=AREAS,
        official={each.id: beside.of(version, each.id, asked.year or 0) for each in chosen},
    )  # fmt: skip
    return page(
        request, "measures/scorecard.html", asked=asked, themes=themes, titles=titles, theme=theme,
        places=places.shown(settings.LSCP_MEMBERS), areas=AREAS, polarity=POLARITY,
        members=[places.name(each) for each in settings.LSCP_MEMBERS],
        origins=scorecards.origins(themes),
        waiting=waiting(request.actor),  # type: ignore[attr-defined]
    )  # fmt: skip


@page_of_figures
def indicator(request: HttpRequest, asked: Asked, identifier: str) -> HttpResponse:
    """Show one indicator: its definition, its charts, each with a table, and what to ask of it."""
    one = _known(identifier)
    asked = asked.of(one.id)
    found = asked.figures(asked.years, indicator=one.id)
    shown = places.shown(settings.LSCP_MEMBERS)
    version = beside.version()
    return page(
        request, "measures/indicator.html", asked=asked, indicator=one, places=shown, areas=AREAS,
        polarity=POLARITY[one.better],
        detail=details.detail(
            one, found, asked.year or 0, places=shown, areas=AREAS,
            official={year: beside.of(version, one.id, year) for year in asked.years},
        ),
        breadcrumbs=[
            {"text": "Scorecard", "href": f"/{asked.query()}"},
            {"text": one.theme, "href": f"/{asked.query(theme=one.theme)}"},
            {"text": one.title},
        ],
    )  # fmt: skip


@page_of_figures
def figures_csv(request: HttpRequest, asked: Asked, identifier: str) -> HttpResponse:
    """Give an indicator's figures as CSV, in the view that is asked for."""
    one = _known(identifier)
    asked = asked.of(one.id)
    found = asked.figures(asked.years, indicator=one.id)
    note_download(request, asked, "csv", len(found))
    return _file(downloads.as_csv(found), downloads.CSV, f"{_name(one, asked)}.csv")


@page_of_figures
def figures_excel(request: HttpRequest, asked: Asked, identifier: str) -> HttpResponse:
    """Give an indicator's figures as a workbook, in the view that is asked for."""
    one = _known(identifier)
    asked = asked.of(one.id)
    found = asked.figures(asked.years, indicator=one.id)
    note_download(request, asked, "xlsx", len(found))
    book = downloads.as_excel(found, title=f"{one.id} {one.title}", notes=_notes(one, asked, found))
    return _file(book, downloads.EXCEL, f"{_name(one, asked)}.xlsx")


def _known(identifier: str) -> Indicator:
    one = load().get(identifier)
    if one is None:
        raise Http404(f"There is no indicator {identifier}")
    return one


def _totals_and_months(chosen: list[Indicator], asked: Asked) -> list[Figure]:
    years = [year for year in asked.years if year <= (asked.year or 0)]
    ids = [each.id for each in chosen]
    return asked.figures(years, indicator=ids, breakdown=["", "month"])


def _name(one: Indicator, asked: Asked) -> str:
    return f"{one.id}-{asked.view}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _view(asked: Asked) -> str:
    published = "Published view: counts from 1 to 5, and what would reveal them, are suppressed."
    if not asked.internal:
        return published
    of = f" of {' and '.join(asked.full_of)}; all else as published" if asked.full_of else ""
    return f"Internal view: full values{of}. Do not publish."


def _notes(one: Indicator, asked: Asked, found: list[Figure]) -> list[str]:
    years = f"{year_label(asked.years[0])} to {year_label(asked.years[-1])}" if asked.years else ""
    return [
        one.definition,
        f"Years: {years}. Source of the definition: {one.source}. Version {one.version}.",
        _view(asked),
        *["Counted from made-up records."] * any(f.source == Origin.DEMONSTRATION for f in found),
        *one.caveats,
    ]
