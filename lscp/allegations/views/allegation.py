"""Allegations: the file, from its evaluation to its outcome: one line a page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import URLPattern, path

from lscp.allegations import actions
from lscp.allegations.forms import allegation as forms
from lscp.allegations.models import (
    Adult,
    Allegation,
    AllegationDocument,
    Consultation,
    Report,
    Safeguard,
    Strand,
)
from lscp.allegations.policy import VIEW_ADULT, VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT
from lscp.allegations.queries import allegations as files
from lscp.allegations.queries.outcomes import outcomes
from lscp.core import worklists
from lscp.core.attachments.downloads import download_page
from lscp.core.pages import Column, Filter, action_page, list_page, record_page
from lscp.core.policy import Actor
from lscp.core.time import today

Known = Mapping[str, Any]

worklists.listed("allegations.Allegation", title=str, permission=VIEW_ALLEGATION)

COLUMNS: dict[str, Column | str | Callable[[Any], Any]] = {
    "Allegation": "reference",
    "Adult": Column(
        lambda row: row.adult or files.NOT_OPEN, reads=("adult.given", "adult.family")
    ),
    "Employer": "employer.name",
    "Category": "get_category_display",
    "Received": "received_on",
    "State": "get_state_display",
    "Reporting": Column(files.reporting, reads=("reporting_restricted",)),
}  # fmt: skip
CLOCKS = [("late", "Late"), ("today", "Due today"), ("coming", "Coming")]
LIVE = [("received", "To be evaluated"), ("open", "Threshold met: open")]

allegations = list_page(
    Allegation, permission=VIEW_ALLEGATION, title="Open allegations", ordering="received_on",
    rows=files.open_allegations, template="allegations/allegations.html",
    columns={**COLUMNS, "Next due": Column(lambda row: row.due_on, reads=("received_on",))},
    filters={"State": Filter("state", LIVE), "Sector": "sector", "Category": "category",
             "Time limit": Filter("due_on", CLOCKS, files.by_clock)},
    empty="No allegation is open. A referral is recorded from the page of the adult it is about.",
)  # fmt: skip
all_allegations = list_page(
    Allegation, permission=VIEW_ALLEGATION, title="All allegations", ordering="-received_on",
    rows=files.all_allegations, search=files.referenced, template="allegations/allegations.html",
    columns={**COLUMNS, "Closed": "closed_on", "Outcome": "get_outcome_display"},
    filters={"State": "state", "Sector": "sector", "Category": "category", "Outcome": "outcome"},
    empty="There is no allegation yet that you may see.",
)  # fmt: skip
allegation = record_page(
    Allegation, "allegations/allegation.html", permission=VIEW_ALLEGATION, context=files.around,
    offers=[
        actions.weigh_threshold, actions.meet_threshold, actions.close_below_threshold,
        actions.review_allegation, actions.open_strand, actions.put_safeguard,
        actions.confirm_suspension, actions.require_notice, actions.give_notice,
        actions.record_step, actions.add_child_concerned, actions.attach_to_allegation,
        actions.restrict_reporting, actions.lift_reporting, actions.correct_adult,
        actions.close_allegation, actions.reopen_allegation, actions.keep_out, actions.let_in,
        actions.pass_allegation, actions.pass_outside, actions.hold_allegation,
        actions.release_allegation, actions.destroy_allegation,
    ],
    rows=lambda actor: Allegation.objects.select_related(
        "adult", "employer", "report", "consultation", "team", "organisation", "evaluated_by",
        "closed_by",
    ),
)  # fmt: skip
allegation_document = download_page(AllegationDocument, permission=VIEW_ALLEGATION)


def _to_record(_: Any, actor: Actor) -> Known:
    return {"employer": files.employers(actor)}


def _of_report(report: Report, actor: Actor) -> Known:
    """Return what a report says, to be corrected by what the LADO knows."""
    same = ("received_on", "aware_on", "agency", "sector", "happened")
    elsewhere = (report.other_work, report.own_children)
    return {
        **{name: getattr(report, name) for name in same}, "basis": report.adult_basis,
        "other_work": "\n\n".join(filter(None, elsewhere)),
    }  # fmt: skip


def _of_consultation(consultation: Consultation, actor: Actor) -> Known:
    same = ("agency", "sector", "category")
    return {
        **{name: getattr(consultation, name) for name in same}, "received_on": today(),
        "happened": consultation.summary, "employer": str(consultation.employer_id or ""),
    }  # fmt: skip


def _record(within: Any, **more: Any) -> Any:
    return action_page(
        actions.record_allegation, forms.RecordForm, choices=_to_record,
        within={**within, "adult": (Adult, VIEW_ADULT)}, template="allegations/allegation_new.html",
        done="The referral is recorded", **more,
    )  # fmt: skip


def _on(action: Any, *form: Any, template: str = "form", context: Any = None, **more: Any) -> Any:
    return action_page(
        action, *form, template=f"allegations/allegation_{template}.html",
        context=context or files.about, **more,
    )  # fmt: skip


def _of_strand(record: Allegation, actor: Actor, strand: Strand) -> Known:
    return {**files.about(record, actor), "part": f"{strand}, since {strand.started_on:%-d %B %Y}"}


def _of_safeguard(record: Allegation, actor: Actor, safeguard: Safeguard) -> Known:
    return {
        **files.about(record, actor),
        "part": f"{safeguard}, since {safeguard.since:%-d %B %Y}",
    }


def _weighed(record: Allegation, actor: Actor) -> Known:
    return {**files.about(record, actor), "criteria": files.criteria(record)}


def _before_closing(record: Allegation, actor: Actor) -> Known:
    return {
        **files.about(record, actor), "missing": files.missing(record),
        "consequences": outcomes().values(),
    }  # fmt: skip


record_allegation = _record({}, initial=lambda adult, actor: {"received_on": today()})
refer_report = _record({"report": (Report, VIEW_REPORT)}, initial=_of_report)
refer_consultation = _record(
    {"consultation": (Consultation, VIEW_CONSULTATION)}, initial=_of_consultation
)
correct_adult = _on(
    actions.correct_adult, forms.AdultForm, done="It is corrected whom it is about",
    choices=lambda record, actor: {"adult": files.other_adults(record, actor)},
)  # fmt: skip
add_child_concerned = _on(
    actions.add_child_concerned, forms.ChildForm, done="The child is added",
    choices=lambda record, actor: {"person": files.known_children(actor)},
)  # fmt: skip
weigh_threshold = _on(
    actions.weigh_threshold, forms.WeighForm, template="threshold", context=_weighed,
    done="It is recorded how the criterion was weighed",
)  # fmt: skip
meet_threshold = _on(
    actions.meet_threshold, forms.MeetForm, template="threshold", context=_weighed,
    done="The threshold is met, and the file is open",
)  # fmt: skip
close_below_threshold = _on(
    actions.close_below_threshold, forms.BelowForm, template="threshold", context=_weighed,
    done="It is closed below the threshold",
)  # fmt: skip
open_strand = _on(actions.open_strand, forms.StrandForm, done="The strand is recorded")
end_strand = _on(
    actions.end_strand, forms.EndStrandForm, within={"strand": (Strand, VIEW_ALLEGATION)},
    context=_of_strand, done="The end of the strand is recorded",
)  # fmt: skip
put_safeguard = _on(actions.put_safeguard, forms.SafeguardForm, done="The safeguard is recorded")
end_safeguard = _on(
    actions.end_safeguard, forms.EndSafeguardForm, context=_of_safeguard,
    within={"safeguard": (Safeguard, VIEW_ALLEGATION)}, done="The safeguard has ended",
)  # fmt: skip
confirm_suspension = _on(
    actions.confirm_suspension, forms.ConfirmForm, done="The confirmation is recorded"
)
review_allegation = _on(
    actions.review_allegation, forms.ReviewForm, done="The review is recorded",
    initial=lambda record, actor: {"on": today()},
)  # fmt: skip
require_notice = _on(actions.require_notice, forms.RequireForm, done="The duty is recorded")
give_notice = _on(actions.give_notice, forms.NoticeForm, done="It is recorded that they were told")
record_step = _on(actions.record_step, forms.StepForm, done="It is recorded what was done")
attach_to_allegation = _on(
    actions.attach_to_allegation, forms.AttachForm, done="The document is attached"
)
restrict_reporting = _on(actions.restrict_reporting, done="Reporting is restricted")
lift_reporting = _on(
    actions.lift_reporting, forms.LiftForm, done="The reporting restriction has ended"
)
close_allegation = _on(
    actions.close_allegation, forms.CloseForm, template="close", context=_before_closing,
    done="The allegation is closed",
)  # fmt: skip
reopen_allegation = _on(
    actions.reopen_allegation, forms.ReopenForm, done="The allegation is open again"
)

OF_ALLEGATION = {
    "correct_adult": ("adult", correct_adult),
    "add_child_concerned": ("children/add", add_child_concerned),
    "weigh_threshold": ("weigh", weigh_threshold),
    "meet_threshold": ("threshold", meet_threshold),
    "close_below_threshold": ("below", close_below_threshold),
    "open_strand": ("strands/open", open_strand),
    "end_strand": ("strands/<uuid:strand>/end", end_strand),
    "put_safeguard": ("safeguards/record", put_safeguard),
    "end_safeguard": ("safeguards/<uuid:safeguard>/end", end_safeguard),
    "confirm_suspension": ("suspension", confirm_suspension),
    "review_allegation": ("review", review_allegation),
    "require_notice": ("duty", require_notice),
    "give_notice": ("told", give_notice),
    "record_step": ("steps", record_step),
    "attach_to_allegation": ("attach", attach_to_allegation),
    "restrict_reporting": ("restrict-reporting", restrict_reporting),
    "lift_reporting": ("lift-reporting", lift_reporting),
    "close_allegation": ("close", close_allegation),
    "reopen_allegation": ("reopen", reopen_allegation),
}
ALLEGATION, ADULT = "allegations/<uuid:pk>/", "adults/<uuid:adult>/"
urlpatterns: list[URLPattern] = [
    path("allegations/open/", allegations, name="allegations"),
    path("allegations/all/", all_allegations, name="all_allegations"),
    path(f"allegations/{ADULT}allegations/new/", record_allegation, name="record_allegation"),
    path(f"allegations/reports/<uuid:report>/{ADULT}refer/", refer_report, name="refer_report"),
    path(
        f"allegations/consultations/<uuid:consultation>/{ADULT}refer/",
        refer_consultation,
        name="refer_consultation",
    ),  # fmt: skip
    path("allegations/documents/<uuid:pk>/", allegation_document, name="allegation_document"),
    path(ALLEGATION, allegation, name="allegation"),
    *(path(f"{ALLEGATION}{end}/", view, name=name) for name, (end, view) in OF_ALLEGATION.items()),
]
