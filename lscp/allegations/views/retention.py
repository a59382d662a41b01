"""The end of files: which are due, held for an inquiry, or destroyed by a signed action."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from lscp.access.signing import ask_to_sign, signed_at
from lscp.allegations import actions
from lscp.allegations.forms import retention as forms
from lscp.allegations.models import Allegation, Consultation, Report
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT
from lscp.allegations.queries import due
from lscp.allegations.queries.allegations import about
from lscp.core import scope
from lscp.core.fields import ActionForm
from lscp.core.pages import Column, Filter, action_page, list_page
from lscp.core.pages.kinds import View, guarded
from lscp.core.pages.moves import Move
from lscp.core.policy import Actor

FORM = "allegations/allegation_form.html"


class Signed(Move):
    """The page of an action that is signed: whoever does it has just shown again who they are."""

    signed: datetime | None = None

    def __call__(self, request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        """Answer a request; first, where the record is within reach, ask for the signature."""
        with scope.acting(actor):
            record, _ = self.place(actor, address)
            self.refuse_now(record, actor)
        one = copy(self)  # this page serves many at once
        one.signed = signed_at(request)
        return one.answered(request, actor, **address) if one.signed else ask_to_sign(request)

    def answered(self, request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        """Answer a request that was signed."""
        return super().__call__(request, actor, **address)

    def do(
        self, record: Any, actor: Actor, answers: Mapping[str, Any], seen: int | None,
        once: UUID | None,
    ) -> Any:  # fmt: skip
        """Destroy it, and say when whoever does so signed."""
        return super().do(record, actor, {**answers, "signed_at": self.signed}, seen, once)


def _signed(action: Any, form: type[ActionForm], *, to: str, template: str, **more: Any) -> View:
    move = Signed(
        action, form, initial=None, choices=None, within=None, context=more.get("context"),
        to=lambda _, **__: reverse(to), done="It is destroyed", template=template, about="pk",
    )  # fmt: skip
    return guarded(move.kind, move)


to_destroy = list_page(
    Allegation, permission=VIEW_ALLEGATION, title="Allegations to destroy",
    ordering="keep_until", rows=due.to_destroy, template="allegations/to_destroy.html",
    columns={
        "Allegation": "reference", "Closed": "closed_on", "Outcome": "get_outcome_display",
        "Kept until": Column("keep_until", sort="keep_until"),
        "Held": Column(due.is_held, reads=("held_on",)),
    },
    filters={"Held": Filter("held_on", due.HELD, due.by_hold)},
    empty="No allegation has been kept long enough. You are told when one has.",
)  # fmt: skip
consultations_to_destroy = list_page(
    Consultation, permission=VIEW_CONSULTATION, title="Consultations to destroy",
    ordering="keep_until", rows=due.consultations_to_destroy,
    template="allegations/to_destroy.html",
    columns={
        "Consultation": "reference", "Ended": "ended_on",
        "Kept until": Column("keep_until", sort="keep_until"),
    },
    empty="No consultation has been kept long enough. You are told when one has.",
)  # fmt: skip
reports_to_destroy = list_page(
    Report, permission=VIEW_REPORT, title="Reports to destroy", ordering="ended_on",
    rows=due.reports_to_destroy, template="allegations/to_destroy.html",
    columns={
        "Report": "reference", "State": "get_state_display",
        "Taken up or ended": Column("ended_on", sort="ended_on"),
    },
    empty="No report has been kept long enough.",
)  # fmt: skip
hold_allegation = action_page(
    actions.hold_allegation, forms.HoldForm, context=about, template=FORM, done="The file is held"
)
release_allegation = action_page(
    actions.release_allegation, forms.ReleaseForm, context=about, template=FORM,
    done="The file is not held any more",
)  # fmt: skip
destroy_allegation = _signed(
    actions.destroy_allegation, forms.DestroyForm, to="allegations:to_destroy",
    template="allegations/destroy.html", context=about,
)  # fmt: skip
destroy_consultation = _signed(
    actions.destroy_consultation, forms.DestroyConsultationForm,
    to="allegations:consultations_to_destroy", template="allegations/destroy.html",
)  # fmt: skip
destroy_report = _signed(
    actions.destroy_report, forms.DestroyConsultationForm, to="allegations:reports_to_destroy",
    template="allegations/destroy.html",
)  # fmt: skip

FILE = "allegations/<uuid:pk>/"
urlpatterns = [
    path("allegations/to-destroy/", to_destroy, name="to_destroy"),
    path(
        "allegations/to-destroy/consultations/", consultations_to_destroy,
        name="consultations_to_destroy",
    ),
    path("allegations/to-destroy/reports/", reports_to_destroy, name="reports_to_destroy"),
    path("allegations/reports/<uuid:pk>/destroy/", destroy_report, name="destroy_report"),
    path(f"{FILE}hold/", hold_allegation, name="hold_allegation"),
    path(f"{FILE}release/", release_allegation, name="release_allegation"),
    path(f"{FILE}destroy/", destroy_allegation, name="destroy_allegation"),
    path(
        "allegations/consultations/<uuid:pk>/destroy/", destroy_consultation,
        name="destroy_consultation",
    ),
]  # fmt: skip
