"""Questions about meetings: which are to come, who is invited and came, what they agreed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from lscp.allegations.models import AgreedAction, Allegation, Meeting
from lscp.allegations.policy import VIEW_ACTION, VIEW_ALLEGATION, VIEW_MEETING
from lscp.allegations.workflow import LIVE, MeetingState
from lscp.core.policy import Actor, may, near, visible_to
from lscp.core.scope import acting
from lscp.core.time import LONDON, now
from lscp.core.vocab import codes
from lscp.people import queries as people

from .users import chairs

Known = Mapping[str, Any]
CALL, AGREE = "allegations.call_meeting", "allegations.agree_action"


def to_come(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings that are called, from this morning on."""
    morning = now().astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Meeting.objects.filter(near(Meeting, actor, VIEW_MEETING))
    return rows.filter(state=MeetingState.CALLED, starts_at__gte=morning).select_related("chair")


def around(meeting: Meeting, actor: Actor, *, full: bool = True, **_: Any) -> dict[str, Any]:
    """Return what the page of a meeting shows beside it; the notes as far as they were sent."""
    invited = list(meeting.invitations.order_by("agency", "name").select_related("user"))
    file = visible_to(Allegation.objects.filter(pk=meeting.allegation_id), actor, VIEW_ALLEGATION)
    agreed = AgreedAction.objects.filter(meeting=meeting.pk).select_related("owner")
    return {
        "invited": invited,
        "attendance": attendance(invited),
        "file": file.first(),
        "agreed": list(visible_to(agreed, actor, VIEW_ACTION).order_by("due_on", "pk")),
        "shows_notes": full or bool(meeting.notes_sent_on),
        "may_agree": full and bool(may(actor, AGREE)),
        "reporting": reporting_of(meeting, actor),
    }


def around_action(agreed: AgreedAction, actor: Actor) -> dict[str, Any]:
    """Return what the page of an agreed action shows beside it: as much as its reader may see."""
    file = visible_to(Allegation.objects.filter(pk=agreed.allegation_id), actor, VIEW_ALLEGATION)
    held = Meeting.objects.filter(agreed_actions=agreed.pk)
    return {
        "file": file.first(), "meeting": visible_to(held, actor, VIEW_MEETING).first(),
        "reporting": reporting_of(agreed, actor),
    }  # fmt: skip


def reporting_of(record: Meeting | AgreedAction, actor: Actor) -> Known:
    """Return whether reporting is restricted, which those who see no more of the file must know."""
    with acting(replace(actor.reaching_all(VIEW_ALLEGATION), counts=True)):
        known = Allegation.objects.filter(pk=record.allegation_id, reporting_restricted=True)
        return {"reporting_restricted": known.exists()}


def attendance(invited: list[Any]) -> list[dict[str, Any]]:
    """Return, for each agency in the order of the code set, how many were invited and came."""
    names, found = codes("lado/agency"), []
    for agency, label in names.items():
        those = [each for each in invited if each.agency == agency]
        if those:
            came = sum(each.came is True for each in those)
            found.append({"agency": label, "invited": len(those), "came": came})
    return found


def of_file(allegation: Allegation, actor: Actor) -> dict[str, Any]:
    """Return the meetings of a file and what they agreed, and whether more can be called."""
    held = visible_to(Meeting.objects.filter(allegation=allegation.pk), actor, VIEW_MEETING)
    agreed = visible_to(
        AgreedAction.objects.filter(allegation=allegation.pk), actor, VIEW_ACTION
    ).select_related("owner")
    goes_on = allegation.state in LIVE
    return {
        "meetings": list(held.order_by("-starts_at", "pk")),
        "agreed": list(agreed.order_by("state", "due_on", "pk")),
        "may_call": goes_on and bool(may(actor, CALL)),
        "may_agree": goes_on and bool(may(actor, AGREE)),
    }


def to_call(allegation: Allegation, actor: Actor) -> Known:
    """Return who can chair a meeting of a file."""
    return {"chair": [(str(user), name) for user, name in chairs(allegation).items()]}


def first_known(allegation: Allegation, actor: Actor) -> Known:
    """Return how a meeting is called where nothing else is said."""
    return {"adult": str(allegation.adult or ""), "chair": str(actor.user), "minutes_long": 60}


def as_it_is(meeting: Meeting, actor: Actor) -> Known:
    """Return when and where a meeting is to be held."""
    at = meeting.starts_at.astimezone(LONDON)
    return {
        "starts_on": at.date(), "starts_time": at.time(), "minutes_long": meeting.minutes_long,
        "place": meeting.place,
    }  # fmt: skip


def to_attend(meeting: Meeting, actor: Actor) -> Known:
    """Return who is invited, to say who came."""
    rows = meeting.invitations.order_by("agency", "name")
    return {"came": [(str(each.pk), f"{each}, {each.get_agency_display()}") for each in rows]}


def places(_: Any, actor: Actor) -> Known:
    """Return the organisations at which somebody can be found by name."""
    return {"organisation": people.organisations()}
