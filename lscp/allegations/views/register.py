"""The register’s adults and employers: found, recorded, recognised."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path, reverse

from lscp.allegations import actions
from lscp.allegations.forms import register as forms
from lscp.allegations.models import Adult, Consultation, Employer, Post, Report
from lscp.allegations.policy import VIEW_ADULT, VIEW_CONSULTATION, VIEW_EMPLOYER, VIEW_REPORT
from lscp.allegations.queries import adults as people
from lscp.allegations.queries import onward, workplaces
from lscp.core.pages import Check, Column, action_page, list_page, record_page, steps_page
from lscp.core.policy import Actor

Known = Mapping[str, Any]
OF_ADULT = ("given", "family", "born_on", "address", "postcode", "own_children", "support_person")
OF_EMPLOYER = ("name", "sector", "postcode", "organisation_known")
STEPS = [forms.WhoForm, forms.WorkForm, forms.HomeForm]
CHECK_ADULT = Check("allegations/adult_check.html", people.perhaps)
CHECK_EMPLOYER = Check("allegations/employer_check.html", workplaces.perhaps)

adults = list_page(
    Adult, permission=VIEW_ADULT, title="Adults on the register", ordering=("family", "given"),
    rows=people.known, search=people.named_like, offers=[actions.record_adult],
    columns={
        "Name": Column(str, reads=("given", "family")),
        "Born": "born_on",
        "Why found": Column(lambda row: getattr(row, "found_by", ""), reads=("given", "family")),
    },
    empty="No adult is on the register that you may see.",
)  # fmt: skip
adult = record_page(
    Adult, "allegations/adult.html", permission=VIEW_ADULT, context=people.around,
    offers=[actions.amend_adult, actions.add_adult_name, actions.add_post, actions.link_person,
            actions.merge_adult, actions.destroy_adult],
    rows=lambda actor: Adult.objects.select_related("team__organisation", "merged_into"),
)  # fmt: skip
employers = list_page(
    Employer, permission=VIEW_EMPLOYER, title="Employers on the register", ordering="name",
    rows=workplaces.known, search=workplaces.named_like, offers=[actions.record_employer],
    columns={"Name": "name", "Sector": "get_sector_display", "Postcode": "postcode"},
    filters={"Sector": "sector"}, empty="No employer is on the register that you may see.",
)  # fmt: skip
employer = record_page(
    Employer, "allegations/employer.html", permission=VIEW_EMPLOYER, context=workplaces.around,
    offers=[actions.amend_employer, actions.add_employer_name, actions.merge_employer,
            actions.destroy_employer],
    rows=lambda actor: Employer.objects.select_related(
        "team__organisation", "merged_into", "organisation_known"
    ),
)  # fmt: skip
adults_of_report = record_page(
    Report, "allegations/adults_of_report.html", permission=VIEW_REPORT, about="report",
    context=onward.of_report,
)  # fmt: skip
adults_of_consultation = record_page(
    Consultation, "allegations/adults_of_consultation.html", permission=VIEW_CONSULTATION,
    about="consultation", context=onward.of_consultation,
    rows=lambda actor: Consultation.objects.select_related("adult", "employer"),
)  # fmt: skip


def _employers(_: Any, actor: Actor) -> Known:
    return {"employer": people.employers_to_choose(actor)}


def _of_report(report: Report, actor: Actor) -> Known:
    """Return what a report says of its adult, to be corrected by what the LADO knows."""
    given, family = onward.name_halves(report.adult_name)
    there = onward.of_report(report, actor)["workplaces"]
    return {
        "given": given, "family": family, "born_on": report.adult_born_on,
        "job": report.adult_job, "basis": report.adult_basis,
        "own_children": report.own_children,
        "employer": str(there[0].record.pk) if there else "",
    }  # fmt: skip


def _of_consultation(consultation: Consultation, actor: Actor) -> Known:
    return {"employer": str(consultation.employer_id or "")}


def _employer_of_report(report: Report, actor: Actor) -> Known:
    return {"name": report.employer_name, "sector": report.sector}


def _organisations(_: Any, actor: Actor) -> Known:
    return {"organisation_known": workplaces.organisations()}


def _as_known(record: Any, actor: Actor) -> Known:
    fields = OF_ADULT if isinstance(record, Adult) else OF_EMPLOYER
    return {name: getattr(record, f"{name}_id", None) or getattr(record, name) for name in fields}


def _refer_report(adult: Adult, report: Report) -> str:
    return reverse("allegations:refer_report", args=[report.pk, adult.pk])


def _name_in(adult: Adult, consultation: Consultation) -> str:
    return reverse("allegations:adults_of_consultation", args=[consultation.pk])


def _back_to_report(employer: Employer, report: Report) -> str:
    return reverse("allegations:adults_of_report", args=[report.pk])


def _record_adult(**more: Any) -> Any:
    return steps_page(
        actions.record_adult, STEPS, check=CHECK_ADULT, choices=_employers,
        done="The adult is on the register", **more,
    )  # fmt: skip


def _record_employer(**more: Any) -> Any:
    return steps_page(
        actions.record_employer, [forms.EmployerForm], check=CHECK_EMPLOYER,
        choices=_organisations, done="The employer is on the register", **more,
    )  # fmt: skip


record_adult = _record_adult()
record_adult_of_report = _record_adult(
    within={"report": (Report, VIEW_REPORT)}, initial=_of_report, to=_refer_report
)
record_adult_of_consultation = _record_adult(
    within={"consultation": (Consultation, VIEW_CONSULTATION)}, initial=_of_consultation,
    to=_name_in,
)  # fmt: skip
record_employer = _record_employer()
record_employer_of_report = _record_employer(
    beside={"report": (Report, VIEW_REPORT)}, initial=_employer_of_report, to=_back_to_report
)
amend_adult = action_page(actions.amend_adult, forms.AmendAdultForm, initial=_as_known)
add_adult_name = action_page(
    actions.add_adult_name, forms.NameForm, done="The name is added",
    initial=lambda adult, actor: {"given": adult.given, "family": adult.family},
)  # fmt: skip
add_post = action_page(
    actions.add_post, forms.PostForm, choices=_employers, done="It is added where they work"
)
end_post = action_page(
    actions.end_post, forms.EndPostForm, within={"post": (Post, VIEW_ADULT)},
    done="It is recorded that they left",
)  # fmt: skip
link_person = action_page(
    actions.link_person, forms.PersonForm, done="The link is recorded",
    choices=lambda adult, actor: {"person": people.persons(adult, actor)},
    initial=lambda adult, actor: {"person": str(adult.person_id or "")},
)  # fmt: skip
merge_adult = action_page(
    actions.merge_adult, forms.MergeForm, done="The two records are one",
    choices=lambda adult, actor: {"into": people.other_records(adult, actor)},
)  # fmt: skip
destroy_adult = action_page(
    actions.destroy_adult, template="allegations/adult_destroy.html",
    done="The record of the adult is destroyed",
)  # fmt: skip
amend_employer = action_page(
    actions.amend_employer, forms.EmployerForm, initial=_as_known, choices=_organisations
)
add_employer_name = action_page(
    actions.add_employer_name, forms.EmployerNameForm, done="The name is added"
)
merge_employer = action_page(
    actions.merge_employer, forms.MergeForm, done="The two records are one",
    choices=lambda employer, actor: {"into": workplaces.other_records(employer, actor)},
)  # fmt: skip
destroy_employer = action_page(
    actions.destroy_employer, template="allegations/employer_destroy.html",
    done="The record of the employer is destroyed",
)  # fmt: skip

ADULTS, EMPLOYERS = "allegations/adults/", "allegations/employers/"
REPORT, CONSULTATION = (
    "allegations/reports/<uuid:report>/", "allegations/consultations/<uuid:consultation>/",
)  # fmt: skip
OF_ONE_ADULT = {
    "amend_adult": ("amend", amend_adult),
    "add_adult_name": ("names/add", add_adult_name),
    "add_post": ("posts/add", add_post),
    "end_post": ("posts/<uuid:post>/end", end_post),
    "link_person": ("person", link_person),
    "merge_adult": ("merge", merge_adult),
    "destroy_adult": ("destroy", destroy_adult),
}
OF_ONE_EMPLOYER = {
    "amend_employer": ("amend", amend_employer),
    "add_employer_name": ("names/add", add_employer_name),
    "merge_employer": ("merge", merge_employer),
    "destroy_employer": ("destroy", destroy_employer),
}
urlpatterns: list[URLPattern] = [
    path(ADULTS, adults, name="adults"),
    path(f"{ADULTS}record/", record_adult, name="record_adult"),
    path(f"{ADULTS}<uuid:pk>/", adult, name="adult"),
    *(path(f"{ADULTS}<uuid:pk>/{end}/", view, name=name)
      for name, (end, view) in OF_ONE_ADULT.items()),
    path(EMPLOYERS, employers, name="employers"),
    path(f"{EMPLOYERS}record/", record_employer, name="record_employer"),
    path(f"{EMPLOYERS}<uuid:pk>/", employer, name="employer"),
    *(path(f"{EMPLOYERS}<uuid:pk>/{end}/", view, name=name)
      for name, (end, view) in OF_ONE_EMPLOYER.items()),
    path(f"{REPORT}adult/", adults_of_report, name="adults_of_report"),
    path(f"{REPORT}adult/record/", record_adult_of_report, name="record_adult_of_report"),
    path(f"{REPORT}employer/record/", record_employer_of_report, name="record_employer_of_report"),
    path(f"{CONSULTATION}adult/", adults_of_consultation, name="adults_of_consultation"),
    path(f"{CONSULTATION}adult/record/", record_adult_of_consultation,
         name="record_adult_of_consultation"),
]  # fmt: skip
