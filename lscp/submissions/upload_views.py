"""Pages that take what is to be checked: the file of a census, the files of an SSDA903 return."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lscp.core.pages import declared, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import reporting_year, year_label
from lscp.core.time import today
from lscp.measures import places
from lscp.measures.policy import authorities
from lscp.submissions import checks as actions
from lscp.submissions import forms
from lscp.submissions.models import Check
from lscp.submissions.policy import CHECK
from lscp.submissions.uploads import Upload

PAGES: dict[str, str] = {
    Check.Collection.CIN: "submissions:checks",
    Check.Collection.SSDA903: "submissions:check_looked_after",
}
PATIENCE = 1.5  # seconds in which a small return is checked before the next page is shown
YEARS = 10  # to choose from: the running one, and those before it


@declared(permission=CHECK, posts=True)
def check_looked_after(request: HttpRequest) -> HttpResponse:
    """Ask for the files of an SSDA903 return, whose it is and of which year; begin to check it."""
    own = [(each, places.name(each)) for each in authorities(actor_of(request), CHECK)]
    running = reporting_year(today())
    years = [(str(each), year_label(each)) for each in range(running, running - YEARS, -1)]
    form = forms.CheckLookedAfterForm(
        *sent(request), **limits(request),
        choices={"authority": own, "year": years},
        initial={"authority": own[0][0] if len(own) == 1 else "", "year": str(running - 1)},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        given = form.answers()
        files = [*uploads(given["this_year"]), *uploads(given["last_year"], last=True)]
        return redirect("submissions:check", begun(
            request, files, collection=Check.Collection.SSDA903,
            authority=given["authority"], year=int(given["year"]),
        ).pk)  # fmt: skip
    return page(
        request, "submissions/check_looked_after.html", form=form,
        errors=form.summary() if form.is_bound else [],
        breadcrumbs=[{"text": "Check returns", "href": "/checks/"}],
        status=400 if form.errors else 200,
    )  # fmt: skip


def begun(request: HttpRequest, files: Sequence[Upload], **more: Any) -> Check:
    """Begin to check an upload, and wait a moment, since most are checked in less.

    The worker can see the upload only when it is committed.
    """
    check = actions.receive(files, by=actor_of(request), **more)
    transaction.on_commit(lambda: actions.start(check).join(PATIENCE))
    return check


def uploads(files: Sequence[UploadedFile], *, last: bool = False) -> list[Upload]:
    """Return files that were sent as they are handed in."""
    return [
        Upload(each.name or "A file without a name", each.chunks(), last=last) for each in files
    ]


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """Return what was sent with a form, if it was."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def limits(request: HttpRequest) -> dict[str, Any]:
    """Return how large an upload may be, in MiB, and whether this one is larger."""
    limit = settings.LSCP_UPLOAD_LIMIT
    over = int(request.META.get("CONTENT_LENGTH") or 0) > limit
    return {"limit": limit // 1024**2, "over": over}
