"""What a meeting agreed: who does it by when, and what became of it."""

from datetime import date
from typing import Any
from uuid import UUID

from lscp.access.models import User
from lscp.allegations.models import AgreedAction, Allegation, Meeting
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_MEETING
from lscp.allegations.queries.users import user_at
from lscp.allegations.workflow import AGREED_ACTION, LIVE, AgreedState
from lscp.core import notify, policy
from lscp.core.actions import action
from lscp.core.named import name_on
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused, stated

from .file import Held, go_with, held, kept_out, name_again, tell_service

DO_ACTION, SERVICE = "allegations.do_action", "allegations.move_action"
TO_DO = notify.message(
    "allegations.action_agreed", "It was agreed that you do something by {due_on}"
)
MOVED = notify.message("allegations.action_moved", "What you are to do is now due by {due_on}")
DROPPED = notify.message(
    "allegations.action_dropped", "Something that you were to do is not needed any more"
)
DONE = notify.message("allegations.action_done", "Something that a meeting agreed is done")


@action(AGREED_ACTION, "Agree an action")
def agree_action(
    agreed: AgreedAction, *, by: Actor, what: str, due_on: date, uses: str,
    allegation: Allegation | None = None, meeting: Meeting | None = None,
    organisation: UUID | str = "", user_name: str = "", name: str = "",
) -> None:  # fmt: skip
    """Record what somebody is to do by a day: a user, who sees it; or somebody else by name."""
    about = _file(agreed, allegation, meeting, by)
    agreed.what = stated(what, "Enter what is to be done", "what")
    agreed.agreed_on, agreed.due_on = today(), _to_come(due_on)
    agreed.team_id, agreed.organisation_id = about.team_id, about.organisation_id
    agreed.authority = about.authority
    go_with(agreed, held(about))
    _owned(agreed, about, by, uses, organisation, user_name, name)
    if agreed.owner_id:
        name_on(agreed, agreed.owner_id, source=agreed.pk, opens_restricted=agreed.restricted)
        if agreed.owner_id != by.user:
            notify.tell(agreed.owner_id, about=TO_DO, due_on=due_on, link=page_of(agreed))


@action(AGREED_ACTION, "Record that it is done")
def do_action(agreed: AgreedAction, *, by: Actor, done: str) -> None:
    """Record what was done, as its owner or for them."""
    agreed.ended_with = stated(done, "Enter what was done", "done")
    agreed.ended_on = today()
    if by.team != agreed.team_id:
        tell_service(agreed, DONE, SERVICE)


@action(AGREED_ACTION, "Record that it is not needed")
def drop_action(agreed: AgreedAction, *, by: Actor, because: str) -> None:
    """Record that nobody has to do it any more, and why; its owner is told."""
    agreed.ended_with = stated(because, "Enter why it is not needed", "because")
    agreed.ended_on = today()
    _tell_owner(agreed, DROPPED, by)


@action(AGREED_ACTION, "Move it to another day")
def move_action(agreed: AgreedAction, *, by: Actor, due_on: date, because: str) -> None:
    """Agree on another day, and say why; its owner is told."""
    if due_on == agreed.due_on:
        raise Refused("It is due on this day already.", field="due_on")
    agreed.due_on = _to_come(due_on)
    agreed.moved_because = stated(because, "Enter why it is moved", "because")
    _tell_owner(agreed, MOVED, by, due_on=due_on)


@action(AGREED_ACTION, "Hand it over with its allegation")
def hand_over_action(agreed: AgreedAction, *, by: Actor, file: Held) -> None:
    """Hold the action as its file is held; what somebody kept out was to do, another takes over."""
    if agreed.state == AgreedState.AGREED and agreed.owner_id in file.shut_to:
        agreed.owner_id, agreed.owner_name = file.lead, "" if file.lead else "Nobody yet"
    go_with(agreed, file)
    if agreed.owner_id and agreed.state != AgreedState.DESTROYED:
        name_again(agreed, [agreed.owner_id], source=agreed.pk, file=file)


def _file(
    agreed: AgreedAction, allegation: Allegation | None, meeting: Meeting | None, by: Actor
) -> Allegation:
    """Return the file that an action belongs to, as it is or by the meeting that agreed it."""
    if meeting is not None:
        agreed.meeting = policy.found(Meeting.objects.filter(pk=meeting.pk), by, VIEW_MEETING)
    of = agreed.meeting.allegation if agreed.meeting else allegation
    if of is None:
        raise TypeError("An action belongs to a file, or to a meeting of one")
    about = policy.found(Allegation.objects.filter(pk=of.pk), by, VIEW_ALLEGATION)
    if about.state not in LIVE:
        raise Refused("This allegation is closed. Reopen it before you agree on an action.")
    agreed.allegation = about
    return about


def _owned(
    agreed: AgreedAction, about: Allegation, by: Actor, uses: str, organisation: UUID | str,
    user_name: str, name: str,
) -> None:  # fmt: skip
    if uses == "me":
        agreed.owner_id = by.user
    elif uses == "no":
        agreed.owner_name = stated(name, "Enter who is to do it", "name")
    else:
        owner: User = user_at(organisation, user_name, DO_ACTION)
        if owner.pk in kept_out(about):
            raise Refused(f"{owner} is kept out of this file.", field="user_name")
        agreed.owner = owner


def _to_come(day: date) -> date:
    if day < today():
        raise Refused("The day must be today or in the future", field="due_on")
    return day


def _tell_owner(agreed: AgreedAction, about: str, by: Actor, **details: Any) -> None:
    if agreed.owner_id and agreed.owner_id != by.user:
        notify.tell(agreed.owner_id, about=about, link=page_of(agreed), **details)
