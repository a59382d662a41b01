"""Referrals, the cases that they open, and their assessments: one line a page."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path

from lscp.core import worklists
from lscp.core.pages import Filter, action_page, list_page, navigation, record_page
from lscp.core.policy import Actor
from lscp.front_door import actions
from lscp.front_door.case_sheet import about_referral, around_assessment, around_referral
from lscp.front_door.forms import referral as forms
from lscp.front_door.models import Assessment, Referral
from lscp.front_door.policy import VIEW_ASSESSMENT, VIEW_REFERRAL, VIEW_REFERRAL_ROWS
from lscp.front_door.queries import cases
from lscp.front_door.queries.unnamed import full_values
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

Known = Mapping[str, Any]

navigation("front_door:referrals", "Referrals", permission=VIEW_REFERRAL)
worklists.listed(
    "front_door.Referral", title=cases.called, permission=VIEW_REFERRAL, reads=("child",)
)
worklists.listed(
    "front_door.Assessment", title=cases.called, permission=VIEW_ASSESSMENT, reads=("child",)
)

referrals = list_page(
    Referral, permission=VIEW_REFERRAL, title="Referrals", ordering="-received_on",
    rows=cases.all_referrals,
    columns={
        "Child": cases.called, "Received": "received_on", "State": "get_state_display",
        "Primary need": "get_primary_need_display", "Team": "team.name",
        "Worker": "worker.get_full_name", "Closed": "closed_on",
    },
    filters={"State": "state", "Team": Filter("team", cases.teams_of),
             "Worker": Filter("worker", cases.oneself)},
    empty="There is no referral that you may see. A contact that is decided as a referral is "
    "listed here.",
)  # fmt: skip
referral_rows = list_page(
    Referral, permission=VIEW_REFERRAL_ROWS, title="Referrals without names",
    ordering="-received_on", filters={"State": "state"},
    rows=full_values(Referral), template="front_door/rows.html",
    empty="There is no referral yet in the authorities whose full numbers you see.",
    columns={
        "Received": "received_on", "Authority": "authority", "Source": "get_source_display",
        "State": "get_state_display", "Primary need": "get_primary_need_display",
        "No further action": "no_further_action", "Closed": "closed_on",
        "Reason for closure": "get_closure_reason_display",
    },
)  # fmt: skip
referral = record_page(
    Referral, "front_door/referral.html", permission=VIEW_REFERRAL, context=around_referral,
    offers=[actions.accept_referral, actions.take_no_action, actions.allocate_referral,
            actions.amend_need, actions.close_referral, actions.correct_referral],
    rows=lambda actor: Referral.objects.select_related(
        "team__organisation", "organisation", "worker", "decided_by", "closed_by"
    ),
)  # fmt: skip
assessment = record_page(
    Assessment, "front_door/assessment.html", permission=VIEW_ASSESSMENT,
    context=around_assessment,
    offers=[actions.write_assessment, actions.record_visit, actions.record_review_point,
            actions.submit_assessment, actions.authorise_assessment, actions.return_assessment,
            actions.correct_assessment],
    rows=lambda actor: Assessment.objects.select_related(
        "team__organisation", "organisation", "worker", "authorised_by"
    ),
)  # fmt: skip


def _of_child(child: Person, actor: Actor) -> Known:
    return {"called": str(child)}


def _to_allocate(record: Referral, actor: Actor) -> Known:
    return cases.to_allocate(record, actor)


def _as_allocated(record: Referral, actor: Actor) -> Known:
    return {"team": str(record.team_id), "worker": str(record.worker_id or "")}


def _as_written(record: Assessment, actor: Actor) -> Known:
    asked = forms.WriteForm.base_fields
    return {name: getattr(record, name) for name in asked if hasattr(record, name)}


def _of_referral(action: Any, form: Any, **more: Any) -> Any:
    return action_page(
        action, form, context=about_referral, template="front_door/referral_form.html", **more
    )


def _of_assessment(action: Any, *form: Any, **more: Any) -> Any:
    return action_page(
        action, *form, context=around_assessment, template="front_door/assessment_form.html",
        **more,
    )  # fmt: skip


record_referral = action_page(
    actions.record_referral, forms.RecordReferralForm, within={"child": (Person, VIEW_SUMMARY)},
    context=_of_child, template="front_door/referral_form.html", done="The referral is recorded",
)  # fmt: skip
accept_referral = _of_referral(
    actions.accept_referral, forms.AcceptForm, done="The child’s case is open"
)
take_no_action = _of_referral(
    actions.take_no_action, forms.NoActionForm, done="It is recorded that no action is taken"
)
allocate_referral = _of_referral(
    actions.allocate_referral, forms.AllocateReferralForm, choices=_to_allocate,
    initial=_as_allocated, done="The case is allocated",
)  # fmt: skip
amend_need = _of_referral(
    actions.amend_need, forms.NeedsForm,
    initial=lambda record, actor: {"needs": [record.primary_need]},
    done="The primary need is amended",
)  # fmt: skip
close_referral = _of_referral(actions.close_referral, forms.CloseForm, done="The case is closed")
correct_referral = _of_referral(
    actions.correct_referral, forms.CorrectReferralForm, done="The case is corrected",
    initial=lambda record, actor: {
        "source": record.source, "needs": [record.primary_need], "closed_on": record.closed_on,
        "reason": record.closure_reason,
    },
)  # fmt: skip
start_assessment = action_page(
    actions.start_assessment, forms.StartForm, within={"referral": (Referral, VIEW_REFERRAL)},
    context=about_referral, template="front_door/referral_form.html",
    done="The assessment is started",
)  # fmt: skip
record_visit = _of_assessment(
    actions.record_visit, forms.VisitForm, done="The visit is recorded",
    initial=lambda record, actor: {"because": record.not_seen_because},
)  # fmt: skip
record_review_point = _of_assessment(
    actions.record_review_point, forms.ReviewForm, done="The review is recorded"
)
write_assessment = _of_assessment(
    actions.write_assessment, forms.WriteForm, initial=_as_written,
    done="What you wrote is kept",
)  # fmt: skip
submit_assessment = _of_assessment(
    actions.submit_assessment, done="The assessment is sent to the manager"
)
return_assessment = _of_assessment(
    actions.return_assessment, forms.ReturnForm, done="The assessment is returned"
)
authorise_assessment = _of_assessment(
    actions.authorise_assessment, forms.AuthoriseForm, done="The assessment is authorised"
)
correct_assessment = _of_assessment(
    actions.correct_assessment, forms.CorrectAssessmentForm, done="The assessment is corrected",
    initial=lambda record, actor: {
        "factors": record.factors, "seen_on": record.seen_on, "seen_alone": record.seen_alone,
    },
)  # fmt: skip

OF_REFERRAL = {
    "accept_referral": ("accept", accept_referral),
    "take_no_action": ("no-action", take_no_action),
    "allocate_referral": ("allocate", allocate_referral),
    "amend_need": ("need", amend_need),
    "close_referral": ("close", close_referral),
    "correct_referral": ("correct", correct_referral),
}
OF_ASSESSMENT = {
    "record_visit": ("visit", record_visit),
    "record_review_point": ("review", record_review_point),
    "write_assessment": ("write", write_assessment),
    "submit_assessment": ("send", submit_assessment),
    "return_assessment": ("return", return_assessment),
    "authorise_assessment": ("authorise", authorise_assessment),
    "correct_assessment": ("correct", correct_assessment),
}
REFERRAL, ASSESSMENT = "referrals/<uuid:pk>/", "assessments/<uuid:pk>/"
urlpatterns: list[URLPattern] = [
    path("referrals/", referrals, name="referrals"),
    path("referrals/rows/", referral_rows, name="referral_rows"),
    path("people/<uuid:child>/referrals/new/", record_referral, name="record_referral"),
    path(REFERRAL, referral, name="referral"),
    path("referrals/<uuid:referral>/assessments/new/", start_assessment, name="start_assessment"),
    *(path(f"{REFERRAL}{end}/", view, name=name) for name, (end, view) in OF_REFERRAL.items()),
    path(ASSESSMENT, assessment, name="assessment"),
    *(path(f"{ASSESSMENT}{end}/", view, name=name) for name, (end, view) in OF_ASSESSMENT.items()),
]
