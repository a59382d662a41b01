"""Pages of writing the census of what is recorded here: asking for it, what was found, the file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lscp.core import policy, trail
from lscp.core.pages import declared, navigation, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import year_label
from lscp.core.policy import may
from lscp.core.time import today
from lscp.core.workflow import OutOfReach
from lscp.measures import places
from lscp.measures.policy import authorities
from lscp.submissions import census as writing
from lscp.submissions.forms import WriteCensusForm
from lscp.submissions.models import Census
from lscp.submissions.policy import CHECK, WRITE

navigation("submissions:censuses", "Write the census", permission=WRITE)
RECENT = 10
REFRESH = 3  # seconds


@declared(permission=WRITE, posts=True)
def censuses(request: HttpRequest) -> HttpResponse:
    """Ask which census is to be written, and list the last that were."""
    actor = actor_of(request)
    own = [(each, places.name(each)) for each in authorities(actor, WRITE)]
    form = WriteCensusForm(
        request.POST if request.method == "POST" else None,
        choices={
            "authority": own,
            "year": [(str(y), year_label(y)) for y in writing.years(today())],
        },
        initial={"authority": own[0][0] if len(own) == 1 else ""},
    )
    if form.is_bound and form.is_valid():
        given = form.answers()
        one = writing.ask(by=actor, authority=given["authority"], year=int(given["year"]))
        return redirect("submissions:census", one.pk)
    return page(
        request, "submissions/censuses.html", form=form, place=places.name,
        errors=form.summary() if form.is_bound else [],
        recent=writing.within(actor).order_by("-asked_at")[:RECENT],
        status=400 if form.errors else 200,
    )  # fmt: skip


@declared(permission=WRITE)
def census(request: HttpRequest, census: UUID) -> HttpResponse:
    """Show how far a census is; then how many children are in it, and what the check found."""
    one = _found(request, census)
    waiting, still = one.state in writing.OPEN, "still" in request.GET
    trail.write(trail.Kind.VIEWED, actor_of(request), WRITE, subject=one)
    answer = page(
        request, "submissions/census.html", census=one, waiting=waiting, still=still,
        about=f"{places.name(one.authority)}, {year_label(one.year)}",
        may_check=bool(may(actor_of(request), CHECK)),
        breadcrumbs=[{"text": "Write the census", "href": "/census/"}],
    )  # fmt: skip
    if waiting and not still:
        answer["Refresh"] = str(REFRESH)
    return answer


@declared(permission=WRITE)
def census_file(request: HttpRequest, census: UUID) -> HttpResponse:
    """Hand out the file of a census, as it was written."""
    one = _found(request, census)
    answer = HttpResponse(
        writing.taken_out(one, by=actor_of(request)), content_type="application/xml"
    )
    answer["Content-Disposition"] = f'attachment; filename="{one.file_name}"'
    return answer


def _found(request: HttpRequest, census: UUID) -> Census:
    found = writing.within(actor_of(request)).select_related("checked").filter(pk=census).first()
    if found is None:
        raise OutOfReach(policy.NO_SUCH_RECORD)
    return found
