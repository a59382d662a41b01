"""Pages of what was loaded, where a figure comes from, and how figures stand to official ones."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from lscp.core.pages import declared, navigation, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import year_label
from lscp.measures import places
from lscp.measures.asked import Asked, authority_of, page_of_figures
from lscp.measures.official.tables import tables
from lscp.measures.policy import authorities
from lscp.measures.reconcile import Verdict
from lscp.submissions import compared, queries
from lscp.submissions.policy import VIEW_LOAD

navigation("submissions:reconciliation", "Compare with official statistics")
navigation("submissions:loads", "Loads", permission=VIEW_LOAD)
SHOWN_AT_ONCE = 50


@declared(permission=VIEW_LOAD)
def loads(request: HttpRequest) -> HttpResponse:
    """Show every return that was loaded, when and by whom; those that were replaced too."""
    own = authorities(actor_of(request), VIEW_LOAD)
    shown = Paginator(queries.loads(own), SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    return page(request, "submissions/loads.html", loads=shown, place=places.name)


@page_of_figures
def trace(request: HttpRequest, asked: Asked, name: str) -> HttpResponse:
    """Show where a figure comes from: its definition, its rows, its files."""
    shown = asked.of(name.partition(".")[0]).only(authority_of(name))
    try:
        found = queries.trace(name, view=shown.view)
    except queries.NoSuch as error:
        raise Http404(str(error)) from error
    figure, indicator = found.figure, found.indicator
    label = indicator.breakdown(figure.breakdown).label(figure.category) if figure.breakdown else ""
    return page(
        request, "submissions/trace.html", asked=shown, trace=found, label=label,
        place=places.name, whose_loads=authorities(actor_of(request), VIEW_LOAD),
        year=year_label(int(figure.year)),
        breadcrumbs=[
            {"text": "Scorecard", "href": f"/{asked.query()}"},
            {"text": indicator.title, "href": f"/indicators/{indicator.id}/{asked.query()}"},
            {"text": "Where this figure comes from"},
        ],
    )  # fmt: skip


@page_of_figures
def reconciliation(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show how our figures stand to the official ones: table by table, or one table's cells."""
    table, verdict = request.GET.get("table", ""), request.GET.get("verdict", "")
    if (table and table not in tables()) or (verdict and verdict not in list(Verdict)):
        raise Http404("There is no such table or outcome")
    all_of_year = compared.of_year(asked.year, asked) if asked.year else ()
    chosen = [
        each for each in all_of_year
        if (not table or each.table == table) and (not verdict or each.verdict == verdict)
    ]  # fmt: skip
    cells = Paginator(chosen, SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    return page(
        request, "submissions/reconciliation.html", asked=asked, table=table, verdict=verdict,
        verdicts=list(Verdict), summary=compared.summary(all_of_year), known=tables(),
        cells=cells if table or verdict else None, places=places.shown(settings.LSCP_MEMBERS),
    )  # fmt: skip
