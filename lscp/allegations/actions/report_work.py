"""What the LADO does with a report: takes it up, passes it on, ends it, answers who made it."""

from uuid import uuid4

from django.urls import reverse

from lscp.allegations.models import Report, ReportAddition
from lscp.allegations.policy import VIEW_REPORTED
from lscp.allegations.queries.services import held_by_service
from lscp.allegations.workflow import REPORT
from lscp.core import notify
from lscp.core.actions import action, also
from lscp.core.named import name_for_now
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.workflow import Refused, stated

from .report import IN_DANGER
from .told import keep_from, tell_service

PASSED = notify.message(
    "allegations.report_passed", "The LADO of another authority passed a report to you"
)
ANSWERED = notify.message("allegations.reporter_answered", "You have an answer to what you sent us")


@action(REPORT, "Take up the report")
def take_up_report(report: Report, *, by: Actor) -> None:
    """Record that it became a consultation or an allegation, which calls this."""
    report.ended_on, report.ended_because = today(), ""


@action(REPORT, "Pass it to the LADO of another authority")
def pass_report(
    report: Report, *, by: Actor, authority: str, because: str, about_service: bool = False
) -> None:
    """Hand it to the LADO service whose setting it is; or because it is about this service."""
    if authority == report.authority or not authority:
        raise Refused("Select another authority", field="authority")
    if report.kept_from:
        raise Refused("It is about somebody who works in or with a LADO service, and was sent to "
                      "yours for that reason. It stays here.")  # fmt: skip
    report.passed_because = stated(because, "Enter why it is passed", "because")
    if by.user:
        name_for_now(report, by.user)
    if about_service:
        keep_from(report, report.authority, to=authority)
    else:
        held_by_service(report, authority)
    tell_service(report, IN_DANGER if report.immediate_danger else PASSED)


@action(REPORT, "End it: not for the LADO")
def end_report(report: Report, *, by: Actor, because: str) -> None:
    """Record why the LADO does nothing about it."""
    report.ended_because = stated(because, "Enter the reasons", "because")
    report.ended_on = today()


@action(REPORT, "Answer whoever made it")
def answer_reporter(report: Report, *, by: Actor, told: str) -> None:
    """Record what whoever made the report is told; if they sign in, they read it here."""
    said = stated(told, "Enter what they are told", "told")
    also(
        ReportAddition(
            pk=uuid4(), report=report, at=now(), by=f"{by.name}, {by.title}", is_answer=True,
            words=said,
        )
    )  # fmt: skip
    report.told_on = today()
    if report.reporter_id:
        notify.tell(
            report.reporter_id, about=ANSWERED, holding=VIEW_REPORTED,
            link=reverse("allegations:report_you_made", args=[report.pk]),
        )  # fmt: skip
