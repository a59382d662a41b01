"""Pages of checking returns: how all of them stand, and what was found in each.

What is found names children, so every page here is for people who may check returns, each those
of their own authority, and the trail says who looked. Addresses name checks and findings by
number, never a child.
"""

import io
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lscp.core import policy, trail
from lscp.core.pages import declared, navigation, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import year_label
from lscp.core.workflow import OutOfReach
from lscp.measures import places
from lscp.measures.downloads import EXCEL
from lscp.measures.policy import authorities
from lscp.returns import workbook
from lscp.submissions import checks as actions
from lscp.submissions import deadlines, forms
from lscp.submissions import findings as queries
from lscp.submissions.models import Check, Finding
from lscp.submissions.policy import CHECK
from lscp.submissions.upload_views import PAGES, begun, limits, sent, uploads

navigation("submissions:checks", "Check returns", permission=CHECK)
SHOWN_AT_ONCE = 50
RECENT = 10
REFRESH = 3  # seconds


@declared(permission=CHECK, posts=True)
def board(request: HttpRequest) -> HttpResponse:
    """Show how each authority's return stands, and take a file to be checked."""
    form = forms.UploadForm(*sent(request), **limits(request))
    if form.is_valid():
        files = uploads([form.answers()["file"]])
        return redirect("submissions:check", begun(request, files).pk)
    return page(
        request, "submissions/checks.html", form=form, errors=form.summary(),
        standings=queries.board(authorities(actor_of(request), CHECK)),
        recent=queries.within(actor_of(request)).order_by("-asked_at")[:RECENT],
        place=places.name,
        verified=deadlines.verified(), status=400 if form.errors else 200,
    )  # fmt: skip


@declared(permission=CHECK)
def check(request: HttpRequest, check: UUID) -> HttpResponse:
    """Show how far a check is; then what it found, by rule and by module."""
    one = _found(request, check)
    if one.state in actions.OPEN:
        actions.revive(one)
        one.refresh_from_db()
    waiting, still = one.state in actions.OPEN, "still" in request.GET
    if not waiting:
        _note_view(request, one, "check")
    answer = page(
        request, "submissions/check.html", check=one, waiting=waiting, still=still,
        again=PAGES[one.collection],
        **({} if waiting or one.state == Check.State.FAILED else _results(one)),
        breadcrumbs=_breadcrumbs(one)[:-1],
    )  # fmt: skip
    if waiting and not still:
        answer["Refresh"] = str(REFRESH)
    return answer


@declared(permission=CHECK)
def findings(request: HttpRequest, check: UUID) -> HttpResponse:
    """Show what a check found: all of it, of one rule, of one module, or what is new."""
    one = _seen(request, check, "findings")
    asked = {name: request.GET.get(name, "") for name in ("rule", "module", "since")}
    found = queries.chosen(one, **asked)
    if not found.exists() and any(asked.values()):
        raise Http404("This check found nothing of that")
    return _listed(request, one, found, _title(**asked), rule=asked["rule"])


@declared(permission=CHECK)
def gone(request: HttpRequest, check: UUID) -> HttpResponse:
    """Show what the check before found, and this one no longer does."""
    one = _seen(request, check, "gone")
    return _listed(request, one, queries.gone(one), "Put right since the check before", gone=True)


@declared(permission=CHECK)
def children(request: HttpRequest, check: UUID) -> HttpResponse:
    """Show how much was found about each child."""
    one = _seen(request, check, "children")
    found = Paginator(queries.by_child(one), SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    return page(
        request, "submissions/check_children.html", check=one, children=found,
        about=_about(one), breadcrumbs=_breadcrumbs(one),
    )  # fmt: skip


@declared(permission=CHECK)
def child(request: HttpRequest, finding: int) -> HttpResponse:
    """Show all that a check found about the child of one finding."""
    one = _finding(request, finding, "child")
    if not one.child:
        raise Http404("This finding is about no one child")
    found = queries.of_child(one)
    return _listed(request, one.submission, found, f"Child {one.child}")


@declared(permission=CHECK, posts=True)
def finding(request: HttpRequest, finding: int) -> HttpResponse:
    """Show one finding with its notes; take a note on a query that is true after all."""
    one = _finding(request, finding, "finding")
    form = forms.NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and one.kind != "query":
        raise PermissionDenied("An error has to be put right: notes are for queries.")
    if form.is_valid():
        queries.note(one, form.answers()["text"], by=actor_of(request))
        messages.success(request, "The note was kept. The next check will carry it forward.")
        return redirect("submissions:finding", one.pk)
    [(_, notes)] = queries.with_notes(one.submission, [one])
    return page(
        request, "submissions/finding.html", check=one.submission, finding=one, notes=notes,
        message=queries.message(one.submission.collection, one.rule),
        form=form, errors=form.summary(),
        about=_about(one.submission), breadcrumbs=_breadcrumbs(one.submission),
        status=400 if form.errors else 200,
    )  # fmt: skip


@declared(permission=CHECK)
def excel(request: HttpRequest, check: UUID) -> HttpResponse:
    """Give all that a check found as a workbook."""
    one, held = _done(request, check), io.BytesIO()
    rows = one.errors + one.queries
    trail.write(
        trail.Kind.EXPORTED, actor_of(request), CHECK, subject=one, format="xlsx", rows=rows
    )
    title = f"Check of a return. {one.get_collection_display()}: {_about(one)}"
    workbook.write_to(held, title, _notes(one), queries.sheets(one))
    answer = HttpResponse(held.getvalue(), content_type=EXCEL)
    name = f"check-{one.collection}-{one.authority}-{one.year}-{one.done_at:%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found(request: HttpRequest, check: UUID, **more: Any) -> Check:
    found = queries.within(actor_of(request)).filter(pk=check, **more).first()
    if found is None:
        raise OutOfReach(policy.NO_SUCH_RECORD)
    return found


def _done(request: HttpRequest, check: UUID) -> Check:
    return _found(request, check, state=Check.State.DONE)


def _seen(request: HttpRequest, check: UUID, page: str) -> Check:
    found = _done(request, check)
    _note_view(request, found, page)
    return found


def _finding(request: HttpRequest, finding: int, page: str) -> Finding:
    checks = queries.within(actor_of(request))
    found = Finding.objects.select_related("submission").filter(pk=finding, submission__in=checks)
    one = found.first()
    if one is None:
        raise OutOfReach(policy.NO_SUCH_RECORD)
    _note_view(request, one.submission, page)
    return one


def _note_view(request: HttpRequest, check: Check, page: str) -> None:
    trail.write(trail.Kind.VIEWED, actor_of(request), CHECK, subject=check, page=page)


def _about(check: Check) -> str:
    return f"{places.name(check.authority)}, {year_label(check.year or 0)}"


def _breadcrumbs(check: Check) -> list[dict[str, str]]:
    return [
        {"text": "Check returns", "href": "/checks/"},
        {"text": _about(check) if check.year else check.file_name,
         "href": f"/checks/{check.pk}/"},
    ]  # fmt: skip


def _results(check: Check) -> dict[str, Any]:
    return {
        "about": _about(check),
        "rules": queries.by_rule(check),
        "modules": queries.by_module(check),
        "compared": queries.compared(check),
        "explained": queries.explained(check),
        "message": partial(queries.message, check.collection),
        "not_run": queries.not_run(check),
    }


def _title(*, rule: str, module: str, since: str) -> str:
    parts = [f"rule {rule}" if rule else "", f"module {module}" if module else ""]
    word = {queries.NEW: "New", queries.STILL: "Still there"}.get(since, "Findings")
    of = ", ".join(part for part in parts if part)
    return f"{word}: {of}" if of else {"Findings": "All findings"}.get(word, word)


def _listed(
    request: HttpRequest, check: Check, found: Any, title: str, *, rule: str = "",
    gone: bool = False,
) -> HttpResponse:  # fmt: skip
    shown = Paginator(found, SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    message = partial(queries.message, check.collection)
    return page(
        request, "submissions/findings.html", check=check, title=title, shown=shown, gone=gone,
        listed=queries.with_notes(check, shown), about=_about(check),
        rule_message=message(rule) if rule else "", message=message,
        query=f"?{kept.urlencode()}" if kept else "", breadcrumbs=_breadcrumbs(check),
    )  # fmt: skip


def _notes(check: Check) -> list[str]:
    made_up = ["The children in this return are made up."] if check.made_up else []
    last = ", ".join(each["name"] for each in check.files if each["last"])
    return [
        f"File: {check.file_name}. Checked {check.done_at:%Y-%m-%d %H:%M} UTC.",
        f"Errors, which have to be put right: {check.errors:,}.",
        f"Queries, which may be true, and then are explained: {check.queries:,}.",
        "This file names children. Keep it as safely as the return itself.",
        *([f"Compared with last year’s return: {last}."] if last else []),
        *made_up,
    ]
