"""Meetings: called, people invited, moved, held, notes sent round; the invited see that alone."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from lscp.allegations import actions
from lscp.allegations.models import Invitation, Meeting
from lscp.allegations.tests.allegations_records import allegation, closed
from lscp.core.models import Named, Notification
from lscp.core.scope import acting
from lscp.core.time import LONDON, today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db
VIEW, VIEW_FILE = "allegations.view_meeting", "allegations.view_allegation"
VIEW_ADULT = "allegations.view_adult"
TOMORROW, TEN = today() + timedelta(days=1), time(10)


@pytest.fixture
def file(lado):
    return allegation(lado)


@pytest.fixture
def officer(someone):
    return someone("police_officer", name="Priya Nair")


def call(by, file, **facts):
    known = {"sort": "first", "starts_on": TOMORROW, "starts_time": TEN, "place": "Room 2"}
    return actions.call_meeting(by=by, allegation=file, **{**known, **facts})


def invite(meeting, by, who, agency="police"):
    return actions.invite(
        meeting, by=by, uses="yes", organisation=who.organisation, user_name=who.name,
        agency=agency,
    )  # fmt: skip


@pytest.fixture
def meeting(file, lado, officer):
    return invite(call(lado, file), lado, officer)


def invited(meeting, by):
    with acting(by):
        return list(Invitation.objects.filter(meeting=meeting).order_by("name"))


def told(actor):
    rows = Notification.objects.filter(user=actor.user).order_by("queued_at", "about")
    return list(rows.values_list("about", flat=True))


def held(meeting, by, **facts):
    with time_machine.travel(meeting.starts_at + timedelta(hours=2)):
        return actions.record_meeting(meeting, by=by, **{"notes": "All agreed", **facts})


def test_call_meeting(file, lado, lado_support, other_lado, sees):
    made = call(lado_support, file, sort="discussion", chair=str(lado.user), minutes_long=90)
    assert (made.state, made.sort, made.minutes_long) == ("called", "discussion", 90)
    assert made.starts_at == datetime.combine(TOMORROW, TEN, LONDON)
    assert (made.chair_id, made.adult, made.team_id) == (lado.user, "Neville Tranter", lado.team)
    assert sees(lado, made, VIEW)
    assert not sees(other_lado, made, VIEW)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_on": today() - timedelta(days=1)}, "must be in the future"),
        ({"place": " "}, "Enter the place"),
        ({"sort": "party"}, "what sort of meeting"),
        ({"minutes_long": 601}, "between 1 and 600"),
    ],
)
def test_call_meeting_is_refused(file, lado, facts, why):
    with pytest.raises(Refused, match=why):
        call(lado, file, **facts)


def test_call_meeting_is_for_the_service_of_a_file_that_goes_on(
    file, lado, other_lado, officer, someone
):
    with pytest.raises(Refused, match="somebody of the service to chair"):
        call(lado, file, chair=str(officer.user))
    with pytest.raises(Refused, match="closed. Reopen it"):
        call(lado, closed(lado))
    with pytest.raises(NotAllowed):
        call(officer, file)
    with pytest.raises(OutOfReach):
        call(other_lado, file)


def test_invite_lets_a_user_see_the_meeting_and_nothing_else(
    meeting, file, lado, officer, someone, sees
):
    colleague = someone("police_officer")
    assert sees(officer, meeting, VIEW)
    assert not sees(colleague, meeting, VIEW)
    assert not sees(officer, file, VIEW_FILE)
    assert not sees(officer, file.adult, VIEW_ADULT)
    assert told(officer) == ["allegations.meeting_invited"]
    assert told(colleague) == []
    [one] = invited(meeting, officer)
    assert (one.user_id, one.name, one.agency) == (officer.user, "Priya Nair", "police")


def test_invite_somebody_who_does_not_use_the_system(meeting, lado):
    actions.invite(meeting, by=lado, uses="no", name="Father Doyle", agency="faith")
    assert [each.name for each in invited(meeting, lado)] == ["Father Doyle", "Priya Nair"]


def test_invite_is_refused(meeting, lado, officer, someone, cast):
    for name, why in (("Nobody Atall", "Nobody of that name"), (" ", "Enter their name")):
        with pytest.raises(Refused, match=why):
            actions.invite(meeting, by=lado, uses="yes", organisation=cast.police.pk,
                           user_name=name, agency="police")  # fmt: skip
    with pytest.raises(Refused, match="invited already"):
        invite(meeting, lado, officer)
    someone("police_officer", name="Priya Nair")
    with pytest.raises(Refused, match="Several people at Metropolitan Police"):
        invite(meeting, lado, officer)
    with pytest.raises(Refused, match="does not let them see this"):
        invite(meeting, lado, someone("executive", name="Esme Hall"))
    with pytest.raises(Refused, match="Select the organisation"):
        actions.invite(meeting, by=lado, uses="yes", user_name="Priya", agency="police")
    with pytest.raises(Refused, match="Enter whom you invite"):
        actions.invite(meeting, by=lado, uses="no", name="", agency="police")
    with pytest.raises(Refused, match="agency that they come for"):
        actions.invite(meeting, by=lado, uses="no", name="A", agency="circus")


def test_a_lado_who_is_invited_to_a_meeting_of_another_does_not_run_it(
    meeting, lado, other_lado, sees
):
    invite(meeting, lado, other_lado, agency="other_lado")
    assert sees(other_lado, meeting, VIEW)
    with pytest.raises(OutOfReach):
        actions.cancel_meeting(meeting, by=other_lado, because="I would rather not")
    actions.answer_invitation(meeting, by=other_lado, comes=True)


def test_answer_invitation(meeting, lado, officer):
    actions.answer_invitation(meeting, by=officer, comes=True)
    assert invited(meeting, lado)[0].reply == "comes"
    assert told(lado) == []
    actions.answer_invitation(meeting, by=officer, comes=False)
    assert invited(meeting, lado)[0].reply == "cannot"
    assert told(lado) == ["allegations.invitation_refused"]


def test_answer_invitation_is_for_the_invited(meeting, someone, lado, lado_support):
    with pytest.raises(OutOfReach):
        actions.answer_invitation(meeting, by=someone("police_officer"), comes=True)
    with pytest.raises(OutOfReach):
        actions.answer_invitation(meeting, by=lado_support, comes=True)


def test_move_meeting_tells_the_invited_who_answer_anew(meeting, lado, officer):
    actions.answer_invitation(meeting, by=officer, comes=True)
    with pytest.raises(Refused, match="already"):
        actions.move_meeting(meeting, by=lado, starts_on=TOMORROW, starts_time=TEN,
                             place="Room 2")  # fmt: skip
    moved = actions.move_meeting(meeting, by=lado, starts_on=TOMORROW, starts_time=time(15),
                                 place="Room 3")  # fmt: skip
    assert (moved.sequence, moved.place) == (1, "Room 3")
    assert moved.starts_at.astimezone(LONDON).time() == time(15)
    assert invited(meeting, lado)[0].reply == ""
    assert told(officer)[-1] == "allegations.meeting_moved"


def test_cancel_meeting(meeting, lado, officer):
    with pytest.raises(Refused, match="why it is cancelled"):
        actions.cancel_meeting(meeting, by=lado, because=" ")
    done = actions.cancel_meeting(meeting, by=lado, because="The police asked for time")
    assert (done.state, done.sequence) == ("cancelled", 1)
    assert told(officer)[-1] == "allegations.meeting_cancelled"


def test_record_meeting(meeting, lado, officer):
    with pytest.raises(Refused, match="still to come"):
        actions.record_meeting(meeting, by=lado, notes="What was said")
    actions.invite(meeting, by=lado, uses="no", name="Father Doyle", agency="faith")
    came = [each.pk for each in invited(meeting, lado) if each.agency == "police"]
    done = held(meeting, lado, came=came)
    assert (done.state, done.notes) == ("held", "All agreed")
    assert [(each.agency, each.came) for each in invited(meeting, lado)] == [
        ("faith", False), ("police", True)
    ]  # fmt: skip


def test_record_meeting_calls_the_next_one(meeting, lado, officer, sees):
    with pytest.raises(Refused, match="the day and the time"):
        held(meeting, lado, meets_again=True)
    later = TOMORROW + timedelta(days=14)
    held(meeting, lado, meets_again=True, next_on=later, next_time=TEN)
    with acting(lado):
        again = Meeting.objects.get(state="called")
    assert (again.sort, again.starts_at) == ("review", datetime.combine(later, TEN, LONDON))
    assert again.adult == meeting.adult
    with time_machine.travel(meeting.starts_at + timedelta(hours=3)):
        assert sees(officer, again, VIEW)
    assert [each.user_id for each in invited(again, lado)] == [officer.user]
    assert told(officer)[-1] == "allegations.meeting_invited"


def test_circulate_notes(meeting, lado, officer):
    done = held(meeting, lado)
    sent = actions.circulate_notes(done, by=lado)
    assert sent.notes_sent_on == today()
    assert told(officer)[-1] == "allegations.notes_circulated"
    with pytest.raises(Refused, match="already"):
        actions.circulate_notes(sent, by=lado)


def test_circulate_notes_where_nobody_uses_the_system(file, lado):
    made = call(lado, file)
    actions.invite(made, by=lado, uses="no", name="Father Doyle", agency="faith")
    with pytest.raises(Refused, match="yourself"):
        actions.circulate_notes(held(made, lado), by=lado)


def test_a_meeting_names_nobody_in_what_is_told(meeting):
    rows = Notification.objects.filter(about__startswith="allegations.")
    assert rows.exists()
    assert not any("Tranter" in f"{each.details} {each.link}" for each in rows)


def test_who_is_invited_is_named_for_as_long_as_the_meeting_is(meeting, officer):
    named = Named.objects.get(subject=meeting.pk, party=officer.user)
    assert (named.source, named.until, named.opens_restricted) == (meeting.pk, None, False)
