"""Making a report to the LADO, by whichever way, and adding to it."""

from datetime import date
from typing import Any
from uuid import uuid4

from lscp.access.models import User
from lscp.allegations.models import Report, ReportAddition
from lscp.allegations.models.report import Channel
from lscp.allegations.workflow import REPORT
from lscp.core import notify
from lscp.core.actions import action, also
from lscp.core.named import name_on
from lscp.core.policy import NO_SUCH_RECORD, Actor
from lscp.core.time import now
from lscp.core.workflow import OutOfReach, Refused, stated

from .told import arrive, come_from, hold, tell_of, tell_service

ARRIVED = notify.message("allegations.report_arrived", "A report to the LADO came in")
IN_DANGER = notify.message(
    "allegations.report_in_danger",
    "A report to the LADO says that a child is in immediate danger. Look at it now",
)
ADDED = notify.message("allegations.report_added_to", "Something was added to a report to the LADO")
REPORTER = "Whoever made the report"


@action(REPORT, "Report to the LADO")
def submit_report(
    report: Report, *, by: Actor, authority: str, agency: str, about_service: bool = False,
    reporter_role: str = "", reporter_telephone: str = "", **told: Any,
) -> None:  # fmt: skip
    """Record what I, as a professional, tell the LADO; of my organisation only I see it."""
    if by.user is None or by.organisation is None:
        raise Refused("Only somebody who acts for an organisation can do this.")
    report.channel = Channel.PROFESSIONAL
    report.reporter_id, report.reporter_organisation_id = by.user, by.organisation
    hold(report, by, authority, about_service=about_service)
    name_on(report, by.user, opens_restricted=True)
    arrive(report)
    come_from(
        report, agency=agency, reporter_name=by.name, reporter_role=reporter_role or by.title,
        reporter_telephone=reporter_telephone, reporter_email=User.objects.get(pk=by.user).email,
    )  # fmt: skip
    tell_of(report, **told)
    _tell(report)


@action(REPORT, "Receive a report")
def receive_report(
    report: Report, *, by: Actor, authority: str, agency: str, about_service: bool = False,
    reporter_name: str = "", reporter_role: str = "", reporter_email: str = "",
    reporter_telephone: str = "", **told: Any,
) -> None:  # fmt: skip
    """Record what came by the public form."""
    report.channel = Channel.PUBLIC
    hold(report, by, authority, about_service=about_service)
    arrive(report)
    come_from(
        report, agency=agency, reporter_name=reporter_name, reporter_role=reporter_role,
        reporter_email=reporter_email, reporter_telephone=reporter_telephone,
    )  # fmt: skip
    tell_of(report, **told)
    _tell(report)


@action(REPORT, "Take down a report")
def take_down_report(
    report: Report, *, by: Actor, agency: str, authority: str = "", about_service: bool = False,
    received_on: date | None = None, reporter_name: str = "", reporter_role: str = "",
    reporter_email: str = "", reporter_telephone: str = "", **told: Any,
) -> None:  # fmt: skip
    """Record, in the LADO service, what somebody told who called or wrote."""
    report.channel = Channel.LADO
    hold(report, by, authority or by.authority, about_service=about_service)
    arrive(report, received_on)
    come_from(
        report, agency=agency, reporter_name=reporter_name, reporter_role=reporter_role,
        reporter_email=reporter_email, reporter_telephone=reporter_telephone,
    )  # fmt: skip
    tell_of(report, **told)
    if by.team != report.team_id or report.immediate_danger:
        _tell(report)


@action(REPORT, "Add to the report")
def add_to_report(report: Report, *, by: Actor, words: str) -> None:
    """Record something more, from whoever made the report or from the LADO service."""
    theirs = by.user is None or by.user == report.reporter_id
    if not theirs and by.team != report.team_id:
        raise OutOfReach(NO_SUCH_RECORD)
    said = stated(words, "Enter what you want to add", "words")
    name = REPORTER if theirs else f"{by.name}, {by.place}".rstrip(", ")
    also(
        ReportAddition(
            pk=uuid4(), report=report, at=now(), by=name, is_reporters=theirs, words=said
        )
    )
    if theirs:
        tell_service(report, ADDED)


def _tell(report: Report) -> None:
    tell_service(report, IN_DANGER if report.immediate_danger else ARRIVED)
