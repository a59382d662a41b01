"""The end of a file: held for an inquiry, or destroyed when it has been kept long enough.

What is destroyed leaves a tombstone: its reference, its days, who destroyed it and why. All that
belongs to it goes too, each by an action of its own.
"""

from datetime import datetime
from typing import Any

from lscp.allegations.models import AgreedAction, Allegation, Consultation, Meeting, Report
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION
from lscp.allegations.queries.consulted import kept_until
from lscp.allegations.queries.retention import keep_until
from lscp.allegations.workflow import (
    AGREED_ACTION,
    ALLEGATION,
    MEETING,
    REPORT,
    AllegationState,
    ConsultationState,
    ReportState,
)
from lscp.core import erasure
from lscp.core.actions import action
from lscp.core.named import unname
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused, stated

from .consultation import destroy_consultation
from .file import (
    adults,
    agreed,
    consultation_of,
    everything,
    meetings,
    others_concern,
    reports,
    whole,
)
from .register import destroy_adult
from .signed import check_reference, check_signed


@action(ALLEGATION, "Hold it for an inquiry")
def hold_allegation(allegation: Allegation, *, by: Actor, because: str) -> None:
    """Keep a file although its time comes: an inquiry, a claim or a court needs it."""
    if allegation.held_on:
        raise Refused("This file is held already.")
    allegation.held_because = stated(because, "Enter what needs it", "because")
    allegation.held_on = today()


@action(ALLEGATION, "End the hold")
def release_allegation(allegation: Allegation, *, by: Actor, because: str) -> None:
    """Record that nothing needs the file any more, and why."""
    if allegation.held_on is None:
        raise Refused("This file is not held.")
    reason = stated(because, "Enter why it need not be held any more", "because")
    allegation.held_because = f"{allegation.held_because}\n\nReleased: {reason}"
    allegation.held_on = None


@action(ALLEGATION, "Destroy the file")
def destroy_allegation(
    allegation: Allegation, *, by: Actor, reference: str, because: str,
    signed_at: datetime | None,
) -> None:  # fmt: skip
    """Destroy a file whose time has come, with all that belongs to it, signed by whoever does so.

    `signed_at` is when they last showed who they are: by a second factor or their password.
    """
    check_signed(signed_at)
    _check_time(allegation)
    check_reference(allegation, reference)
    reason = _naming_nobody(stated(because, "Enter why it is destroyed", "because"), allegation)
    came_of = _left(consultation_of(allegation, by))
    goes = [allegation, *came_of]
    lonely = not others_concern(adults(allegation, by), by, besides=goes)
    for meeting in meetings(allegation, by):
        destroy_meeting(meeting, by=whole(by, destroy_meeting.name))
    for each in agreed(allegation, by):
        destroy_action(each, by=whole(by, destroy_action.name))
    _destroy_reports(reports(allegation, came_of, by), by, besides=goes)
    for consultation in came_of:
        destroy_consultation(consultation, by=whole(by, destroy_consultation.name), with_file=True)
    if lonely and allegation.adult:
        besides = [each.pk for each in goes]
        destroy_adult(allegation.adult, by=whole(by, destroy_adult.name), besides=besides)
    erasure.erase(allegation)
    allegation.destroyed_on, allegation.destroyed_by_id = today(), by.user
    allegation.destroyed_because = reason


@action(MEETING, "Destroy it with its file")
def destroy_meeting(meeting: Meeting, *, by: Actor) -> None:
    """Empty a meeting; nobody who was invited sees it any more."""
    unname(source=meeting.pk, subject=meeting.pk)
    erasure.erase(meeting)
    meeting.destroyed_on = today()


@action(AGREED_ACTION, "Destroy it with its file")
def destroy_action(agreed_action: AgreedAction, *, by: Actor) -> None:
    """Empty what was agreed; whoever was to do it sees it no more, and nothing waits for them."""
    unname(source=agreed_action.pk, subject=agreed_action.pk)
    erasure.erase(agreed_action)
    agreed_action.ended_on = agreed_action.ended_on or today()
    agreed_action.destroyed_on = today()


@action(REPORT, "Destroy the report")
def destroy_report(
    report: Report, *, by: Actor, reference: str = "", signed_at: datetime | None = None,
    with_file: bool = False,
) -> None:  # fmt: skip
    """Empty a report that need not be kept, signed; or with its file. Its maker sees it no more."""
    if not with_file:
        check_signed(signed_at)
        check_reference(report, reference)
        if _came_of(report, by):
            raise Refused("What came of it is still kept. It is destroyed with that.")
        if report.state == ReportState.ENDED and report.ended_on:
            until = kept_until(report.ended_on, "report")
            if until > today():
                raise Refused(f"It is kept until {day_label(until)}.")
    if report.reporter_id:
        unname(subject=report.pk, party=report.reporter_id)
    erasure.erase(report)
    report.ended_on = report.ended_on or today()
    report.destroyed_on = today()


def _check_time(allegation: Allegation) -> None:
    """Raise Refused of a file that is held, or is to be kept longer."""
    if allegation.held_on:
        raise Refused("This file is held for an inquiry. End the hold first.")
    born_on = allegation.adult.born_on if allegation.adult else None
    known = keep_until(allegation.received_on, born_on).until
    until = max(filter(None, (allegation.keep_until, known)))
    if until > today():
        raise Refused(f"This file is kept until {day_label(until)}.")


def _naming_nobody(reason: str, allegation: Allegation) -> str:
    """Return the reason, which outlives the file. Raises Refused where it names the adult."""
    adult = allegation.adult
    words = {each.lower() for each in reason.replace("’", " ").replace("'", " ").split()}
    names = f"{adult.given} {adult.family}".lower().split() if adult else []
    if any(name.strip(".,;:") in {word.strip(".,;:()") for word in words} for name in names):
        raise Refused("The reason outlives the file. Name nobody in it.", field="because")
    return reason


def _left(consultations: list[Consultation]) -> list[Consultation]:
    return [each for each in consultations if each.state != ConsultationState.DESTROYED]


def _destroy_reports(those: list[Report], by: Actor, *, besides: list[Any]) -> None:
    """Destroy the reports that nothing else came of, which is kept longer."""
    gone = {each.pk for each in besides}
    for report in those:
        others = {each.pk for each in _came_of(report, by)} - gone
        if report.state != ReportState.DESTROYED and not others:
            destroy_report(report, by=whole(by, destroy_report.name), with_file=True)


def _came_of(report: Report, by: Actor) -> list[Any]:
    """Return what came of a report and is not destroyed, whoever sees it."""
    files = Allegation.objects.filter(report=report.pk).exclude(state=AllegationState.DESTROYED)
    asked = Consultation.objects.filter(report=report.pk)
    return [
        *everything(files, by, VIEW_ALLEGATION),
        *_left(everything(asked, by, VIEW_CONSULTATION)),
    ]
