"""The pages of meetings and of what they agreed: for the service, and for who is invited."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from lscp.allegations.models import AgreedAction, Meeting
from lscp.allegations.tests.allegations_records import allegation
from lscp.core.scope import acting
from lscp.core.time import today

pytestmark = pytest.mark.django_db
TOMORROW = today() + timedelta(days=1)


def day(name, on):
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return {f"{name}_{part}": number for part, number in parts.items()}


@pytest.fixture
def file(lado):
    return allegation(lado, sector="school", against_pupil=True)


@pytest.fixture
def officer(someone):
    return someone("police_officer", name="Priya Nair")


@pytest.fixture
def called(lado, file, officer, signed_in):
    """A meeting that was called, and somebody invited to it, on the pages."""
    client = signed_in(lado)
    where = f"/allegations/{file.pk}/meetings/new/"
    asked = client.get(where).text
    assert "Neville Tranter" in asked
    assert "it is an offence to publish" in asked
    sent = {"sort": "first", **day("starts_on", TOMORROW), "starts_time": "2.30pm",
            "minutes_long": "90", "adult": "The coach", "chair": str(lado.user)}  # fmt: skip
    wrong = client.post(where, sent)
    assert wrong.status_code == 400
    assert "Enter the place or the link" in wrong.text
    answer = client.post(where, {**sent, "place": "Room 2"})
    with acting(lado):
        meeting = Meeting.objects.get()
    assert answer.url == f"/allegations/meetings/{meeting.pk}/"
    sent = {"uses": "yes", "organisation": str(officer.organisation), "agency": "police"}
    wrong = client.post(f"{answer.url}invite/", {**sent, "user_name": "Nobody Atall"})
    assert "Nobody of that name uses this system at Metropolitan Police" in wrong.text
    assert 'href="#user_name"' in wrong.text
    client.post(f"{answer.url}invite/", {**sent, "user_name": "Priya"})
    return answer.url


def test_whoever_is_invited_sees_the_meeting_and_no_way_to_the_file(
    called, file, lado, officer, signed_in, someone
):
    for who, may in ((lado, True), (officer, False)):
        text = signed_in(who).get(called).text
        assert "The coach" in text
        assert "Priya Nair" in text
        assert "it is an offence to publish" in text, "whoever is invited must know"
        assert (file.reference in text, "Neville Tranter" in text) == (may, False)
        assert (f"/allegations/{file.pk}/" in text, "Record the meeting" in text) == (may, may)
    assert signed_in(officer).get(f"/allegations/{file.pk}/").status_code in (403, 404)
    assert signed_in(someone("police_officer")).get(called).status_code == 404
    assert "Room 2" in signed_in(officer).get("/allegations/meetings/").text
    answered = signed_in(officer).post(f"{called}answer/", {"comes": "yes"}, follow=True)
    assert "Will come" in answered.text


def test_the_calendar_file_names_nobody_and_counts_its_changes(
    called, lado, officer, signed_in, someone
):
    where = f"{called}calendar/"
    assert signed_in(someone("police_officer")).get(where).status_code == 404
    first = signed_in(officer).get(where)
    assert first["Content-Type"].startswith("text/calendar")
    sent = {**day("starts_on", TOMORROW), "starts_time": "16:00", "minutes_long": "60",
            "place": "Room 3"}  # fmt: skip
    signed_in(lado).post(f"{called}move/", sent)
    events = [_event(answer) for answer in (first, signed_in(officer).get(where))]
    assert [each["sequence"] for each in events] == [0, 1]
    assert events[0]["uid"] == events[1]["uid"]
    assert [str(each["location"]) for each in events] == ["Room 2", "Room 3"]
    assert events[1]["dtend"].dt - events[1]["dtstart"].dt == timedelta(hours=1)
    for name in ("Tranter", "coach", "llegation", "Adomako"):
        assert name not in first.text
    signed_in(lado).post(f"{called}cancel/", {"because": "Not needed"})
    cancelled = _event(signed_in(officer).get(where))
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 2)


def _event(answer):
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_the_notes_are_shown_to_the_invited_once_they_are_sent_round(
    called, lado, officer, signed_in
):
    with acting(lado):
        meeting = Meeting.objects.get()
        came = str(meeting.invitations.get().pk)
    with time_machine.travel(meeting.starts_at + timedelta(hours=2)):
        client = signed_in(lado)
        wrong = client.post(f"{called}record/", {"meets_again": "yes", "came": [came]})
        assert "Enter the notes of the meeting" in wrong.text
        assert "Enter the day of the next meeting" in wrong.text
        client.post(f"{called}record/", {"notes": "He said so", "came": [came],
                                         "meets_again": "no"})  # fmt: skip
        shown = client.get(called).text
        assert "He said so" in shown
        assert "By agency: Police, 1 of 1." in shown
        assert "He said so" not in signed_in(officer).get(called).text
        assert "Send the notes to all others yourself" in client.get(f"{called}send-notes/").text
        client.post(f"{called}send-notes/")
        assert "He said so" in signed_in(officer).get(called).text


def test_what_a_meeting_agreed_is_done_by_its_owner_who_sees_that_alone(
    called, file, lado, officer, signed_in, someone
):
    client = signed_in(lado)
    sent = {"what": "Send the rota", **day("due_on", TOMORROW), "uses": "yes",
            "organisation": str(officer.organisation)}  # fmt: skip
    wrong = client.post(f"{called}actions/new/", sent)
    assert "Enter their name or email address" in wrong.text
    client.post(f"{called}actions/new/", {**sent, "user_name": "Priya Nair"})
    client.post(f"/allegations/{file.pk}/actions/new/",
                {**sent, "what": "Look it up", "uses": "me"})  # fmt: skip
    with acting(lado):
        theirs = AgreedAction.objects.get(owner=officer.user)
        ours = AgreedAction.objects.get(owner=lado.user)
    where = f"/allegations/actions/{theirs.pk}/"
    assert "Send the rota" in signed_in(officer).get("/work/").text
    page = signed_in(officer).get(where).text
    assert "Send the rota" in page
    assert file.reference not in page
    assert signed_in(officer).get(f"/allegations/actions/{ours.pk}/").status_code == 404
    assert signed_in(someone("police_officer")).get(where).status_code == 404
    later = TOMORROW + timedelta(days=2)
    client.post(f"{where}move/", {**day("due_on", later), "because": "Half-term"})
    assert "Half-term" in client.get(where).text
    signed_in(officer).post(f"{where}done/", {"done": "It is sent"})
    assert "It is sent" in client.get(where).text
    client.post(f"/allegations/actions/{ours.pk}/drop/", {"because": "Found it"})
    shown = client.get(f"/allegations/{file.pk}/").text
    assert "Not needed any more" in shown
    assert "Allegations management meeting" in shown
