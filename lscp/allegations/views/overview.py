"""The landing page of the LADO service: what waits for it, and where everything is."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from lscp.allegations.policy import VIEW_ALLEGATION
from lscp.allegations.queries import overview as counts
from lscp.core.pages import declared, navigation, page
from lscp.core.pages.kinds import actor_of

navigation("allegations:overview", "Allegations", permission=VIEW_ALLEGATION)


@declared(permission=VIEW_ALLEGATION)
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits for the service, each number with its list."""
    actor = actor_of(request)
    return page(
        request, "allegations/overview.html", numbers=counts.numbers(actor),
        limits=counts.limits(actor),
    )  # fmt: skip


urlpatterns: list[URLPattern] = [path("allegations/", overview, name="overview")]
