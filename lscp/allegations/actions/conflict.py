"""A conflict: an allegation about somebody of the LADO service, their colleague or relative.

It goes to the other authority, and they are kept out of it by name: the file is restricted, and
opens to people of the receiving service one by one.
"""

from dataclasses import replace
from uuid import UUID

from lscp.access.models import User
from lscp.allegations.models import Adult, Allegation, Consultation, KeptOut, Report
from lscp.allegations.models.allegation import Closing
from lscp.allegations.policy import VIEW_ALLEGATION
from lscp.allegations.queries.services import service_of
from lscp.allegations.queries.users import stand_in_for, user_at, working_at
from lscp.allegations.workflow import (
    ADULT,
    ALLEGATION,
    CONSULTATION,
    REPORT,
    AgreedState,
    MeetingState,
)
from lscp.core import notify
from lscp.core.actions import action, also
from lscp.core.named import name_for_now, name_on
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused, stated

from .agreed_action import hand_over_action
from .allegation import keep
from .file import (
    Held,
    adults,
    agreed,
    consultations,
    employers,
    go_with,
    held,
    kept_out,
    meetings,
    open_to,
    others_of,
    reports,
    show_employers,
    whole,
)
from .meeting import hand_over_meeting

LET_IN = notify.message(
    "allegations.let_in", "You are let in to a restricted file of the LADO service"
)
PASSED = notify.message(
    "allegations.passed", "The LADO of another authority passed an allegation to you"
)


@action(ALLEGATION, "Keep somebody out")
def keep_out(
    allegation: Allegation, *, by: Actor, because: str, user: User | None = None,
    organisation: UUID | str = "", user_name: str = "",
) -> None:  # fmt: skip
    """Keep somebody out of a file, and of all others on the adult, by name; it is restricted."""
    shut = user or user_at(organisation, user_name)
    why = stated(because, "Enter why they are kept out", "because")
    out = kept_out(allegation)
    if shut.pk in out:
        raise Refused(f"{shut} is kept out already.", field="user_name")
    stays = _staying(allegation, by) - {shut.pk}
    if not stays:
        raise Refused(
            "Nobody would be left to whom this file is open. Let somebody in first, or pass it to "
            "the LADO of the other authority and say that you are kept out.", field="user_name",
        )  # fmt: skip
    also(KeptOut(allegation=allegation, user=shut, because=why, on=today()))
    lead = by.user if by.user in stays else min(stays)
    allegation.restricted = True
    _go(allegation, by, held(allegation, open_to=stays, shut_to=out | {shut.pk}, lead=lead))
    for other in others_of(allegation, by, without=shut.pk):
        keep_out(other, by=whole(by, keep_out.name), because=why, user=shut)


@action(ALLEGATION, "Let somebody in")
def let_in(allegation: Allegation, *, by: Actor, user: User | UUID | str) -> None:
    """Open a restricted file to somebody of the service that holds it; never to who is kept out."""
    if not allegation.restricted:
        raise Refused("This file is not restricted: it is open to the whole service.")
    pk = _allowed(user, allegation.team_id, kept_out(allegation), "user")
    if pk in open_to(allegation):
        raise Refused("They are let in already.", field="user")
    _go(allegation, by, held(allegation, open_to=open_to(allegation) | {pk}))
    notify.tell(pk, about=LET_IN, link=page_of(allegation))


@action(ALLEGATION, "Pass it to another LADO service")
def pass_allegation(
    allegation: Allegation, *, by: Actor, authority: str, because: str, conflict: bool = False,
    keeps_me_out: bool = False, to: User | UUID | str = "",
) -> None:  # fmt: skip
    """Hand the file to the LADO service of another authority of the partnership, with all of it.

    In a conflict it is restricted, and opens to one person there alone.
    """
    organisation, team = service_of(authority)
    if team.pk == allegation.team_id:
        raise Refused("This service holds it already. Select the other.", field="authority")
    allegation.passed_because = stated(because, "Enter why it is passed", "because")
    out, leaving = kept_out(allegation), frozenset(working_at(allegation.team_id))
    if conflict and keeps_me_out and by.user and by.user not in out:
        why = allegation.passed_because
        also(KeptOut(allegation=allegation, user_id=by.user, because=why, on=today()))
        out |= {by.user}
    shut = allegation.restricted or conflict
    lead = _allowed(to, team.pk, out, "to") if shut else None
    before = allegation.team_id
    allegation.restricted = shut
    _go(allegation, by, Held(
        team=team.pk, organisation=organisation.pk, authority=authority, restricted=shut,
        source=allegation.pk, open_to=frozenset({lead} if lead else ()),
        shut_to=out | leaving if shut else out, lead=lead, before=before,
    ))  # fmt: skip
    notify.tell(lead or team.pk, about=PASSED, link=page_of(allegation), holding=VIEW_ALLEGATION)


@action(ALLEGATION, "Pass it outside the partnership")
def pass_outside(allegation: Allegation, *, by: Actor, passed_to: str, because: str) -> None:
    """Close a file that went to the LADO of an authority that does not use this system."""
    allegation.passed_to = stated(passed_to, "Enter to which authority", "passed_to")
    allegation.passed_because = stated(because, "Enter why it is passed", "because")
    if any(each.state == MeetingState.CALLED for each in meetings(allegation, by)):
        raise Refused("A meeting is still to come. Record or cancel it first.")
    if any(each.state == AgreedState.AGREED for each in agreed(allegation, by)):
        raise Refused("Something that was agreed is still to be done. Record or drop it first.")
    if allegation.evaluated_on is None:
        allegation.evaluated_on, allegation.evaluated_by_id = today(), by.user
        allegation.evaluation = allegation.passed_because
    allegation.closing, allegation.closed_on = Closing.PASSED, today()
    allegation.closed_by_id = by.user
    keep(allegation)


@action(ADULT, "Hand it over with the allegation")
def hand_over_adult(adult: Adult, *, by: Actor, file: Held, stays: bool = False) -> None:
    """Hold the adult as the file on them is held; `stays`: the service before has another file."""
    here = adult.team_id
    go_with(adult, file)
    if file.before and file.team and adult.team_id != file.team:  # another service holds them
        name_on(adult, file.team, source=file.source)
    if stays and here == file.before and here:
        name_on(adult, here, source=file.source)


@action(REPORT, "Hand it over with the allegation")
def hand_over_report(report: Report, *, by: Actor, file: Held) -> None:
    """Hold the report as its file is held; whoever made it stays named on it, if they may."""
    go_with(report, file)


@action(CONSULTATION, "Hand it over with the allegation")
def hand_over_consultation(consultation: Consultation, *, by: Actor, file: Held) -> None:
    """Hold the consultation as its file is held."""
    go_with(consultation, file)


def _go(allegation: Allegation, by: Actor, file: Held) -> None:
    """Hold a file and all that belongs to it another way; whoever does so sees it until then."""
    go_with(allegation, file)
    if by.user and by.user not in file.open_to:
        name_for_now(allegation, by.user)
    known = adults(allegation, by)
    came_of = consultations(allegation, by)
    stays = bool(file.before) and any(
        each.team_id == file.before for each in others_of(allegation, by)
    )
    for each in meetings(allegation, by):
        hand_over_meeting(each, by=whole(by, hand_over_meeting.name), file=file)
    for agreed_action in agreed(allegation, by):
        hand_over_action(agreed_action, by=whole(by, hand_over_action.name), file=file)
    of_adult = replace(file, shut_to=kept_out(allegation)) if stays else file
    for adult in known:
        hand_over_adult(adult, by=whole(by, hand_over_adult.name), file=of_adult, stays=stays)
    for consultation in came_of:
        hand_over_consultation(consultation, by=whole(by, hand_over_consultation.name), file=file)
    for report in reports(allegation, came_of, by):
        hand_over_report(report, by=whole(by, hand_over_report.name), file=file)
    show_employers(employers(allegation, known, by), file)


def _staying(allegation: Allegation, by: Actor) -> frozenset[UUID]:
    """Return to whom a file is open, or will be once it is restricted.

    Of another service, which did not ask for it, all who work there.
    """
    if allegation.restricted:
        return open_to(allegation)
    if by.team == allegation.team_id and by.user:
        return frozenset({by.user})
    return frozenset(working_at(allegation.team_id)) - kept_out(allegation)


def _allowed(user: User | UUID | str, team: UUID | None, out: frozenset[UUID], field: str) -> UUID:
    """Return somebody of a service to whom a restricted file may be opened. Raises Refused."""
    if not user:
        raise Refused("Select to whom the file is opened", field=field)
    pk = user.pk if isinstance(user, User) else UUID(str(user))
    stand_in = stand_in_for(out).get(pk)
    if pk in out:
        raise Refused("They are kept out of this file, and cannot be let in.", field=field)
    if stand_in:
        raise Refused(
            f"They are the deputy of {stand_in}, who is kept out of this file.", field=field
        )
    if pk not in working_at(team):
        raise Refused("Select somebody of the service that holds the file", field=field)
    return pk
