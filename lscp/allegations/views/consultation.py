"""Consultations: what somebody asked, and what the LADO advised."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path

from lscp.allegations import actions
from lscp.allegations.forms import consultation as forms
from lscp.allegations.models import Adult, Consultation, Report
from lscp.allegations.policy import (
    VIEW_ADULT,
    VIEW_CONSULTATION,
    VIEW_CONSULTATION_ROWS,
    VIEW_REPORT,
)
from lscp.allegations.queries import adults, consulted, onward
from lscp.core import worklists
from lscp.core.pages import Filter, action_page, list_page, record_page
from lscp.core.policy import Actor
from lscp.core.time import today

Known = Mapping[str, Any]

worklists.listed("allegations.Consultation", title=str, permission=VIEW_CONSULTATION)

COLUMNS = {
    "Received": "received_on", "Who asked": "get_agency_display", "Sector": "get_sector_display",
    "Kind of concern": "get_category_display", "State": "get_state_display",
    "Advised": "get_advised_display", "Ended": "ended_on",
}  # fmt: skip
CLOCKS = [("late", "Late"), ("today", "Due today"), ("coming", "Coming")]

consultations = list_page(
    Consultation, permission=VIEW_CONSULTATION, title="Consultations", ordering="-received_on",
    columns={"Consultation": "reference", **COLUMNS}, offers=[actions.record_consultation],
    filters={"State": "state", "Sector": "sector", "Who asked": "agency",
             "Time limit": Filter("clock", CLOCKS, consulted.by_clock)},
    empty="There is no consultation that you may see. One is recorded when somebody asks for "
    "advice.",
)  # fmt: skip
consultation_rows = list_page(
    Consultation, permission=VIEW_CONSULTATION_ROWS, title="Consultations without names",
    ordering="-received_on", columns=COLUMNS, filters={"State": "state", "Sector": "sector"},
    empty="There is no consultation yet.",
)  # fmt: skip
consultation = record_page(
    Consultation, "allegations/consultation.html", permission=VIEW_CONSULTATION,
    context=consulted.around,
    offers=[actions.advise, actions.name_adult, actions.name_employer],
    rows=lambda actor: Consultation.objects.select_related(
        "adult", "employer", "report", "advised_by", "team__organisation"
    ),
)  # fmt: skip


def _employers(_: Any, actor: Actor) -> Known:
    return {"employer": adults.employers_to_choose(actor)}


def _of_report(report: Report, actor: Actor) -> Known:
    """Return what a report says, to be put into words that name nobody."""
    there = onward.of_report(report, actor)["workplaces"]
    return {
        "received_on": report.received_on, "agency": report.agency, "sector": report.sector,
        "caller": report.reporter_name, "employer": str(there[0].record.pk) if there else "",
    }  # fmt: skip


def _record(**more: Any) -> Any:
    return action_page(
        actions.record_consultation, forms.ConsultationForm, choices=_employers,
        template="allegations/consultation_new.html", done="The consultation is recorded",
        **{"initial": lambda _, actor: {"received_on": today()}, **more},
    )  # fmt: skip


record_consultation = _record()
consult_about = _record(within={"adult": (Adult, VIEW_ADULT)})
consult_on_report = _record(within={"report": (Report, VIEW_REPORT)}, initial=_of_report)
name_adult = action_page(
    actions.name_adult, forms.AdultChoiceForm, done="It is recorded whom it is about",
    template="allegations/consultation_adult.html",
    choices=lambda record, actor: {"adult": consulted.adults_to_choose(actor)},
)  # fmt: skip
name_employer = action_page(
    actions.name_employer, forms.EmployerChoiceForm, choices=_employers,
    done="It is recorded which employer it is about",
)  # fmt: skip
advise = action_page(actions.advise, forms.AdviseForm, done="The advice is recorded")

CONSULTATIONS = "allegations/consultations/"
OF_CONSULTATION = {
    "name_adult": ("who", name_adult),
    "name_employer": ("employer", name_employer),
    "advise": ("advise", advise),
}
urlpatterns: list[URLPattern] = [
    path(CONSULTATIONS, consultations, name="consultations"),
    path(f"{CONSULTATIONS}rows/", consultation_rows, name="consultation_rows"),
    path(f"{CONSULTATIONS}record/", record_consultation, name="record_consultation"),
    path("allegations/adults/<uuid:adult>/consultations/new/", consult_about,
         name="consult_about"),
    path("allegations/reports/<uuid:report>/consultations/new/", consult_on_report,
         name="consult_on_report"),
    path(f"{CONSULTATIONS}<uuid:pk>/", consultation, name="consultation"),
    *(path(f"{CONSULTATIONS}<uuid:pk>/{end}/", view, name=name)
      for name, (end, view) in OF_CONSULTATION.items()),
]  # fmt: skip
