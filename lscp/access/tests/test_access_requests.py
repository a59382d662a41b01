"""A request about a person's records: found by exact identifier, open to the lead for some days."""

from datetime import date, timedelta

import pytest

from lscp.access import actions
from lscp.access.acting import actor
from lscp.access.models import Membership, RecordsRequest, User
from lscp.core.policy import visible_to
from lscp.core.scope import acting
from lscp.core.time import now
from lscp.core.workflow import NotAllowed, Refused
from lscp.people import actions as people
from lscp.people.models import Person

pytestmark = pytest.mark.django_db
ASKED = {"reference": "SAR 12", "reason": "A copy of all records", "scheme": "nhs",
         "value": "943 476 5919"}  # fmt: skip


@pytest.fixture
def holder(someone, cast):
    return someone("social_worker", team=cast.kensington_assessment)


@pytest.fixture
def child(holder):
    return people.record_person(
        by=holder, given="Ada", family="Okafor", date_of_birth=date(2015, 6, 9), sex="2",
        scheme="nhs", value="9434765919",
    )  # fmt: skip


@pytest.fixture
def lead(someone, cast):
    return someone("information_governance", organisation=cast.kensington)


def sees(who, person):
    user, held = User.objects.get(pk=who.user), Membership.objects.get(pk=who.membership)
    who = actor(user, held)
    with acting(who):
        rows = Person.objects.filter(pk=person.pk)
        return visible_to(rows, who, "people.view_person").exists()


def test_find_for_request_opens_the_person_for_some_days(lead, child, time_machine):
    assert not sees(lead, child)
    asked = actions.find_for_request(by=lead, **ASKED)
    assert (asked.person, asked.state) == (child.pk, "open")
    assert sees(lead, child)
    time_machine.move_to(now() + timedelta(days=32))
    assert not sees(lead, child)


def test_a_request_opens_the_records_that_were_merged_into_one_too(lead, child, someone):
    manager = someone("team_manager", team=child.team)
    other = people.record_person(by=manager, given="Adah", family="Okafor")
    people.merge_person(other, by=manager, into=child, reason="One girl, recorded twice")
    asked = actions.find_for_request(by=lead, **ASKED)
    assert sees(lead, child)
    assert sees(lead, other)
    actions.close_request(asked, by=lead)
    assert not sees(lead, other)


def test_close_request_shuts_the_person(lead, child):
    asked = actions.find_for_request(by=lead, **ASKED)
    actions.close_request(asked, by=lead)
    assert not sees(lead, child)


def test_find_for_request_is_refused_where_the_organisation_does_not_answer(
    someone, child, cast
):  # fmt: skip
    for organisation in cast.westminster, cast.police, cast.kensington_school:
        other = someone("information_governance", organisation=organisation)
        with pytest.raises(Refused, match="has exactly this identifier"):
            actions.find_for_request(by=other, **ASKED)
        assert not sees(other, child)


def test_find_for_request_is_refused(lead, someone, child):
    with pytest.raises(Refused, match="has exactly this identifier"):
        actions.find_for_request(by=lead, **{**ASKED, "value": "4010232137"})
    with pytest.raises(Refused, match="NHS"):
        actions.find_for_request(by=lead, **{**ASKED, "value": "1"})
    with pytest.raises(NotAllowed):
        actions.find_for_request(by=someone("police_officer"), **ASKED)


def test_requests_on_their_pages(lead, child, signed_in):
    client = signed_in(lead)
    assert "Enter the identifier" in client.post("/records-requests/new/", {}).text
    answer = client.post("/records-requests/new/", ASKED, follow=True)
    assert "The person is found" in answer.text
    assert sees(lead, child)
    with acting(lead):
        asked = RecordsRequest.objects.get()
    assert "SAR 12" in client.get("/records-requests/").text
    answer = client.post(f"/records-requests/{asked.pk}/close/", follow=True)
    assert "The request is closed" in answer.text
    assert not sees(lead, child)
