"""Reports: made by who signed in, taken down by the LADO, and decided on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import URLPattern, path, reverse

from lscp.access.queries import authorities
from lscp.allegations import actions
from lscp.allegations import report_sheet as sheet
from lscp.allegations.forms import report as forms
from lscp.allegations.models import Report
from lscp.allegations.policy import VIEW_REPORT, VIEW_REPORTED
from lscp.allegations.queries import reports as queries
from lscp.core import worklists
from lscp.core.pages import (
    Column,
    Filter,
    action_page,
    list_page,
    navigation,
    record_page,
    steps_page,
)
from lscp.core.policy import NO_SUCH_RECORD, Actor
from lscp.core.time import today
from lscp.core.workflow import OutOfReach

Known = Mapping[str, Any]

worklists.listed(
    "allegations.Report", title=lambda report: "A report to the LADO", permission=VIEW_REPORT
)
navigation("allegations:reports_you_made", "Tell the LADO", permission=VIEW_REPORTED)

COLUMNS: dict[str, Column | str | Callable[[Any], Any]] = {
    "Reference": "reference",
    "Adult": Column(sheet.adult, reads=("adult_name", "adult_job")),
    "Employer": "employer_name",
    "Urgency": Column(sheet.urgency, reads=("immediate_danger", "restricted")),
    "Received": Column("received_at", sort="received_at"),
    "To be taken up by": Column(sheet.to_take_up, reads=("received_on",)),
}
FILTERS: dict[str, Filter | str] = {
    "Came in by": "channel",
    "Sector": "sector",
}
CLOCKS = [("late", "Late"), ("today", "Due today"), ("coming", "Coming")]

reports = list_page(
    Report, permission=VIEW_REPORT, title="Reports to the LADO", columns=COLUMNS,
    ordering="received_at", rows=queries.waiting, offers=[actions.take_down_report],
    filters={"To be taken up": Filter("ended_on", CLOCKS, queries.by_clock), **FILTERS},
    empty="No report waits. What comes in is listed here, what is most urgent first.",
    template="allegations/reports.html",
)  # fmt: skip
all_reports = list_page(
    Report, permission=VIEW_REPORT, title="All reports to the LADO",
    columns={**COLUMNS, "State": "get_state_display"}, ordering="-received_at",
    rows=queries.all_reports, search=queries.referenced, filters={"State": "state", **FILTERS},
    empty="There is no report yet that you may see.", template="allegations/all_reports.html",
)  # fmt: skip
report = record_page(
    Report, "allegations/report.html", permission=VIEW_REPORT, context=sheet.around,
    offers=[
        actions.pass_report, actions.end_report, actions.answer_reporter, actions.add_to_report,
    ],
)  # fmt: skip
reports_you_made = list_page(
    Report, permission=VIEW_REPORTED, title="Reports you made to the LADO",
    ordering="-received_at", rows=queries.made_by, link="allegations:report_you_made",
    columns={
        "Reference": "reference",
        "Received": Column("received_at", sort="received_at"),
        "State": Column(sheet.state, reads=("state",)),
        "You were last told": "told_on",
    },
    offers=[actions.submit_report], template="allegations/reports_you_made.html",
    empty="You have not reported anything to the LADO here.",
)  # fmt: skip
report_you_made = record_page(
    Report, "allegations/report_you_made.html", permission=VIEW_REPORTED, rows=queries.made_by,
    context=lambda report, actor: {
        **sheet.as_its_maker_sees_it(report), "telephones": settings.LSCP_LADO,
    },
)  # fmt: skip


def _page_of_maker(report: Report) -> str:
    return reverse("allegations:report_you_made", args=[report.pk])


def _only_the_service(report: Report, actor: Actor) -> Known:
    """Show the page to who holds the report: whoever made it has one of their own."""
    if actor.team != report.team_id:
        raise OutOfReach(NO_SUCH_RECORD)
    return {}


def _only_its_maker(report: Report, actor: Actor) -> Known:
    """Show the page to nobody else, not even to a deputy: it may be about one of them."""
    if actor.user is None or report.reporter_id != actor.user:
        raise OutOfReach(NO_SUCH_RECORD)
    return {"back": _page_of_maker(report), "caption": str(report)}


def _places(_: Any, actor: Actor) -> Known:
    return {"authority": authorities()}


def _other_places(report: Report, actor: Actor) -> Known:
    return {"authority": [each for each in authorities() if each[0] != report.authority]}


submit_report = steps_page(
    actions.submit_report, forms.SUBMITTED, choices=_places, gathered=forms.gathered,
    to=_page_of_maker, done="The LADO has your report",
    initial=lambda _, actor: {"authority": actor.authority, "reporter_role": actor.title},
)  # fmt: skip
take_down_report = steps_page(
    actions.take_down_report, forms.TAKEN_DOWN, choices=_places, gathered=forms.gathered,
    done="The report is recorded",
    initial=lambda _, actor: {"authority": actor.authority, "received_on": today()},
)  # fmt: skip
add_to_report = action_page(actions.add_to_report, forms.AddToReportForm, context=_only_the_service)
add_to_report_you_made = action_page(
    actions.add_to_report, forms.AddToReportForm, to=_page_of_maker, context=_only_its_maker,
    done="The LADO has what you added",
)  # fmt: skip
pass_report = action_page(
    actions.pass_report, forms.PassReportForm, choices=_other_places, done="The report is passed on"
)
end_report = action_page(actions.end_report, forms.EndReportForm, done="The report is ended")
answer_reporter = action_page(
    actions.answer_reporter, forms.AnswerReporterForm, template="allegations/report_answer.html",
    done="The answer is recorded",
)  # fmt: skip

MADE, REPORT = "allegations/reports-you-made/", "allegations/reports/<uuid:pk>/"
OF_REPORT = {
    "add_to_report": add_to_report, "pass_report": pass_report, "end_report": end_report,
    "answer_reporter": answer_reporter,
}  # fmt: skip
urlpatterns: list[URLPattern] = [
    path(MADE, reports_you_made, name="reports_you_made"),
    path(f"{MADE}new/", submit_report, name="submit_report"),
    path(f"{MADE}<uuid:pk>/", report_you_made, name="report_you_made"),
    path(f"{MADE}<uuid:pk>/add/", add_to_report_you_made, name="add_to_report_you_made"),
    path("allegations/reports/", reports, name="reports"),
    path("allegations/reports/all/", all_reports, name="all_reports"),
    path("allegations/reports/new/", take_down_report, name="take_down_report"),
    path(REPORT, report, name="report"),
    *(
        path(f"{REPORT}{name.replace('_', '-')}/", view, name=name)
        for name, view in OF_REPORT.items()
    ),
]
