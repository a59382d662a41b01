"""Pages of proof-reading: handing a report in, what was found, the report with its findings."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from lscp.core import policy, trail
from lscp.core.pages import declared, downloads, navigation, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import reporting_year, year_label
from lscp.core.time import today
from lscp.core.workflow import OutOfReach
from lscp.report import readings
from lscp.report.forms import ProofForm
from lscp.report.models import ProofReading
from lscp.report.policy import PROOF_READ
from lscp.report.proof.shown import where

navigation("report:proofs", "Proof-read a report", permission=PROOF_READ)
LARGEST = 200 << 20
YEARS = 10
RECENT = 10
REFRESH = 3  # seconds
BLOCKS, LISTED = 60, 50
COLUMNS = ("file", "page", "line", "cell", "text", "rule", "claim", "expected", "how", "verdict")
VERDICTS = ("wrong", "doubtful", "right")


@declared(permission=PROOF_READ, posts=True)
def proofs(request: HttpRequest) -> HttpResponse:
    """Take a report to be proof-read, and list the last ones."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        given = form.answers()
        year = int(given["year"]) if given["year"] else None
        file = given["file"]
        one = readings.receive(
            file.name or "A file without a name", file.chunks(), by=actor_of(request), year=year
        )
        return redirect("report:proof", one.pk)
    return page(
        request, "report/proofs.html", form=form, days=readings.DAYS,
        errors=form.summary() if form.is_bound else [],
        recent=readings.within(actor_of(request)).defer("blocks", "findings").order_by(
            "-asked_at")[:RECENT],
        status=400 if form.errors else 200,
    )  # fmt: skip


@declared(permission=PROOF_READ)
def proof(request: HttpRequest, reading: UUID) -> HttpResponse:
    """Show how far a report is; then what was found: wrong and doubtful, or what is asked for."""
    one = _seen(request, reading, "proof")
    waiting, still = one.state in readings.OPEN, "still" in request.GET
    verdict = request.GET.get("verdict", "")
    if verdict not in ("", *VERDICTS):
        raise Http404("There is no such verdict")
    chosen = [verdict] if verdict else ["wrong", "doubtful"]
    found = [each for kind in chosen for each in one.findings if each["verdict"] == kind]
    answer = page(
        request, "report/proof.html", proof=one, waiting=waiting, still=still, verdict=verdict,
        shown=Paginator(found, LISTED).get_page(request.GET.get("page")), where=where,
        year=year_label(one.year) if one.year else "", days=readings.DAYS,
        breadcrumbs=_breadcrumbs(),
    )  # fmt: skip
    if waiting and not still:
        answer["Refresh"] = str(REFRESH)
    return answer


@declared(permission=PROOF_READ)
def document(request: HttpRequest, reading: UUID) -> HttpResponse:
    """Show a report with what was found in it, marked, some of it at a time."""
    one = _done(request, reading, "document")
    return page(
        request, "report/proof_document.html", proof=one, findings=one.findings,
        shown=Paginator(one.blocks, BLOCKS).get_page(request.GET.get("page")),
        breadcrumbs=[*_breadcrumbs(), {"text": one.file_name, "href": f"/proof-reading/{one.pk}/"}],
    )  # fmt: skip


@declared(permission=PROOF_READ)
def findings(request: HttpRequest, reading: UUID, kind: str) -> HttpResponse:
    """Give all that was found as a file: each statement that was checked, whatever its verdict."""
    one = _done(request, reading, "findings")
    trail.write(
        trail.Kind.EXPORTED, actor_of(request), PROOF_READ, subject=one, format=kind,
        rows=len(one.findings),
    )  # fmt: skip
    if kind == "json":
        answer: HttpResponse = JsonResponse(
            one.findings, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        answer["Content-Disposition"] = 'attachment; filename="proof.json"'
        return answer
    rows = [[each[name] for name in COLUMNS] for each in one.findings]
    answer = HttpResponse(downloads.as_csv(COLUMNS, rows), content_type=downloads.CSV)
    answer["Content-Disposition"] = 'attachment; filename="proof.csv"'
    return answer


@declared(permission=PROOF_READ, posts=True)
def throw_away(request: HttpRequest, reading: UUID) -> HttpResponse:
    """Ask whether a report and its findings are to go, and throw them away."""
    one = _found(request, reading)
    if request.method == "POST":
        readings.forget(one, by=actor_of(request))
        messages.success(request, "The report and what was found in it are gone.")
        return redirect("report:proofs")
    return page(request, "report/proof_throw_away.html", proof=one, breadcrumbs=_breadcrumbs())


def _form(request: HttpRequest) -> ProofForm:
    limit = min(settings.LSCP_UPLOAD_LIMIT, LARGEST)
    over = int(request.META.get("CONTENT_LENGTH") or 0) > settings.LSCP_UPLOAD_LIMIT
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    running = reporting_year(today())
    years = [(str(each), year_label(each)) for each in range(running, running - YEARS, -1)]
    return ProofForm(
        *sent, limit=limit // 1024**2, over=over,
        choices={"year": years}, initial={"year": str(running - 1)},
    )  # fmt: skip


def _found(request: HttpRequest, reading: UUID, **more: Any) -> ProofReading:
    found = readings.within(actor_of(request)).filter(pk=reading, **more).first()
    if found is None:
        raise OutOfReach(policy.NO_SUCH_RECORD)
    return found


def _seen(request: HttpRequest, reading: UUID, page: str, **more: Any) -> ProofReading:
    found = _found(request, reading, **more)
    trail.write(trail.Kind.VIEWED, actor_of(request), PROOF_READ, subject=found, page=page)
    return found


def _done(request: HttpRequest, reading: UUID, page: str) -> ProofReading:
    return _seen(request, reading, page, state=ProofReading.State.DONE)


def _breadcrumbs() -> list[dict[str, str]]:
    return [{"text": "Proof-read a report", "href": "/proof-reading/"}]
