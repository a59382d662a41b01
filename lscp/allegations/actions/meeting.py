"""Allegations management meetings: called, people invited, moved, held, notes sent round.

Whoever is invited is named on the meeting and sees it, and never the file.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from lscp.access.models import User
from lscp.allegations.models import Allegation, Invitation, Meeting
from lscp.allegations.policy import VIEW_ALLEGATION
from lscp.allegations.queries.users import chairs, user_at
from lscp.allegations.workflow import LIVE, MEETING, MeetingState
from lscp.core import notify, policy
from lscp.core.actions import action, also
from lscp.core.named import name_on
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.core.time import LONDON, now, today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated

from .file import Held, go_with, held, kept_out, name_again

ANSWER_INVITATION = "allegations.answer_invitation"
INVITED = notify.message(
    "allegations.meeting_invited", "You are invited to a meeting. Say whether you can come"
)
MOVED = notify.message("allegations.meeting_moved", "A meeting that you are invited to was moved")
CANCELLED = notify.message(
    "allegations.meeting_cancelled", "A meeting that you were invited to will not be held"
)
CANNOT_COME = notify.message(
    "allegations.invitation_refused", "Somebody cannot come to a meeting that you chair"
)
NOTES = notify.message(
    "allegations.notes_circulated", "The notes of a meeting that you were invited to are ready"
)


@action(MEETING, "Call a meeting")
def call_meeting(
    meeting: Meeting, *, by: Actor, allegation: Allegation, sort: str, starts_on: date,
    starts_time: time, minutes_long: int = 60, place: str = "", adult: str = "",
    chair: User | str = "",
) -> None:  # fmt: skip
    """Call an initial discussion or a meeting about one allegation; those invited come later."""
    about = policy.found(Allegation.objects.filter(pk=allegation.pk), by, VIEW_ALLEGATION)
    if about.state not in LIVE:
        raise Refused("This allegation is closed. Reopen it before you call a meeting.")
    if sort not in Meeting.Sort.values:
        raise Refused("Select what sort of meeting it is", field="sort")
    meeting.allegation, meeting.sort = about, sort
    _put(meeting, starts_on, starts_time, minutes_long, place)
    meeting.adult = stated(adult or str(about.adult), "Enter whom it is about", "adult")
    meeting.chair_id = _chair(about, chair, by)
    meeting.team_id, meeting.organisation_id = about.team_id, about.organisation_id
    meeting.authority = about.authority
    go_with(meeting, held(about))


@action(MEETING, "Invite somebody")
def invite(
    meeting: Meeting, *, by: Actor, uses: str, agency: str, organisation: UUID | str = "",
    user_name: str = "", name: str = "",
) -> None:  # fmt: skip
    """Invite a user, found by name at an organisation; or somebody else by name and agency."""
    if agency not in codes("lado/agency", on=today()):
        raise Refused("Select the agency that they come for", field="agency")
    if uses == "no":
        named = stated(name, "Enter whom you invite", "name")
        also(Invitation(meeting=meeting, name=named, agency=agency))
        return
    user = user_at(organisation, user_name, ANSWER_INVITATION)
    if user.pk in kept_out(meeting.allegation):
        raise Refused(f"{user} is kept out of this file.", field="user_name")
    if meeting.invitations.filter(user=user).exists():
        raise Refused(f"{user} is invited already.", field="user_name")
    also(Invitation(meeting=meeting, user=user, name=str(user), agency=agency))
    name_on(meeting, user.pk, source=meeting.pk, opens_restricted=meeting.restricted)
    notify.tell(user.pk, about=INVITED, link=page_of(meeting))


@action(MEETING, "Answer the invitation")
def answer_invitation(meeting: Meeting, *, by: Actor, comes: bool) -> None:
    """Say, as somebody who is invited, whether one comes."""
    invited = own_invitation(meeting, by)
    if invited is None:
        raise Refused("You are not invited to this meeting, so there is nothing to answer.")
    invited.reply = Invitation.Reply.COMES if comes else Invitation.Reply.CANNOT
    also(invited)
    if not comes:
        notify.tell(meeting.chair_id, about=CANNOT_COME, link=page_of(meeting))


@action(MEETING, "Move the meeting")
def move_meeting(
    meeting: Meeting, *, by: Actor, starts_on: date, starts_time: time, minutes_long: int = 60,
    place: str = "",
) -> None:  # fmt: skip
    """Hold it at another time or place; whoever is invited is told, and answers anew."""
    before = meeting.starts_at, meeting.minutes_long, meeting.place
    _put(meeting, starts_on, starts_time, minutes_long, place)
    if before == (meeting.starts_at, meeting.minutes_long, meeting.place):
        raise Refused("This is when and where it is to be held already.", field="starts_on")
    meeting.sequence += 1
    for invited in meeting.invitations.exclude(reply=""):
        invited.reply = ""
        also(invited)
    _tell(meeting, MOVED)


@action(MEETING, "Cancel the meeting")
def cancel_meeting(meeting: Meeting, *, by: Actor, because: str) -> None:
    """Record that it is not held, and why; whoever is invited is told."""
    meeting.cancelled_because = stated(because, "Enter why it is cancelled", "because")
    meeting.sequence += 1
    _tell(meeting, CANCELLED)


@action(MEETING, "Record the meeting")
def record_meeting(
    meeting: Meeting, *, by: Actor, came: Iterable[UUID | str] = (), notes: str,
    next_on: date | None = None, next_time: time | None = None, meets_again: bool = False,
) -> None:  # fmt: skip
    """Record who came, what was said, and when they meet again; that meeting is then called."""
    if meeting.starts_at > now():
        raise Refused("This meeting is still to come. Move it, if it was held earlier.")
    meeting.notes = stated(notes, "Enter the notes of the meeting", "notes")
    chosen = {UUID(str(each)) for each in came}
    for invited in meeting.invitations.all():
        invited.came = invited.pk in chosen
        also(invited)
    if meets_again:
        _meet_again(meeting, by, next_on, next_time)


@action(MEETING, "Send the notes round")
def circulate_notes(meeting: Meeting, *, by: Actor) -> None:
    """Show the notes to those who were invited, as far as they use this system."""
    if meeting.notes_sent_on:
        raise Refused("The notes were sent round already.")
    if not meeting.invitations.exclude(user=None).exists():
        raise Refused("Nobody who was invited uses this system. Send them the notes yourself.")
    meeting.notes_sent_on = today()
    _tell(meeting, NOTES)


@action(MEETING, "Hand it over with its allegation")
def hand_over_meeting(meeting: Meeting, *, by: Actor, file: Held) -> None:
    """Hold the meeting as its file is held; whoever is invited still sees it, if they may."""
    go_with(meeting, file)
    if meeting.state == MeetingState.DESTROYED:
        return
    invited = meeting.invitations.exclude(user=None).values_list("user", flat=True)
    name_again(meeting, [each for each in invited if each], source=meeting.pk, file=file)
    leaves = file.before or meeting.chair_id in file.shut_to
    if meeting.state == MeetingState.CALLED and leaves and file.lead:
        meeting.chair_id = file.lead


def own_invitation(meeting: Meeting, by: Actor) -> Invitation | None:
    """Return the invitation of whoever acts, or of the one whose deputy they are."""
    users = [each for each in (by.user, by.acts_for) if each]
    found = meeting.invitations.filter(user__in=users)
    return next((each for each in found if each.user_id == by.user), None) or found.first()


def _put(meeting: Meeting, on: date, at: time, minutes_long: int, place: str) -> None:
    meeting.starts_at = datetime.combine(on, at, LONDON)
    if meeting.starts_at < now():
        raise Refused("The meeting must be in the future", field="starts_on")
    if not 1 <= minutes_long <= 600:
        raise Refused("It must take between 1 and 600 minutes", field="minutes_long")
    meeting.minutes_long = minutes_long
    meeting.place = stated(place, "Enter the place, or the link to join", "place")


def _chair(allegation: Allegation, chair: User | str, by: Actor) -> UUID:
    """Return who chairs: somebody of the service to whom the file is open; unasked, who acts."""
    pk = chair.pk if isinstance(chair, User) else UUID(chair) if chair else by.user
    if pk not in chairs(allegation):
        raise Refused("Select somebody of the service to chair it", field="chair")
    assert pk
    return pk


def _meet_again(meeting: Meeting, by: Actor, on: date | None, at: time | None) -> None:
    if on is None or at is None:
        raise Refused("Enter the day and the time of the next meeting", field="next_on")
    again = call_meeting(
        by=by, allegation=meeting.allegation, sort=Meeting.Sort.REVIEW, starts_on=on,
        starts_time=at, minutes_long=meeting.minutes_long, place=meeting.place,
        adult=meeting.adult, chair=str(meeting.chair_id),
    )  # fmt: skip
    invite_again(again, by=by, those=meeting.invitations.all())


@action(MEETING, "Invite the same people")
def invite_again(meeting: Meeting, *, by: Actor, those: Iterable[Invitation]) -> None:
    """Invite those who were invited to the meeting before, with whom they come for."""
    shut = kept_out(meeting.allegation)
    for each in those:
        if each.user_id in shut:
            continue
        also(Invitation(meeting=meeting, user_id=each.user_id, name=each.name, agency=each.agency))
        if each.user_id:
            name_on(meeting, each.user_id, source=meeting.pk, opens_restricted=meeting.restricted)
    _tell(meeting, INVITED)


def _tell(meeting: Meeting, about: str) -> None:
    users = meeting.invitations.exclude(user=None).values_list("user", flat=True)
    notify.tell([each for each in users if each], about=about, link=page_of(meeting))
