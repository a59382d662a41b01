"""What the front door tells of a child: to a social worker all, to a school what it did itself."""

from datetime import date, timedelta

import pytest

from lscp.core.chronology import chronology
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door import actions
from lscp.front_door.models import ContactChild
from lscp.people import actions as people
from lscp.people.models import Person

pytestmark = pytest.mark.django_db
AMELIA = {"given": "Amelia", "family": "Okafor", "date_of_birth": date(2016, 5, 4)}


@pytest.fixture
def school(someone):
    return someone("school_lead")


@pytest.fixture
def child(front_door, school, cast):
    """A child whom the school works with."""
    made = people.record_person(by=front_door, **AMELIA)
    return people.involve(made, by=front_door, capacity="school", opens_to="organisation",
                          organisation=cast.kensington_school)  # fmt: skip


@pytest.fixture
def contact(school, front_door, child):
    """What the school told the front door of them, and who it was about."""
    made = actions.submit_contact(
        by=school, authority="E09000020", children=[AMELIA], worries="Bruises", consent="given"
    )
    with acting(front_door):
        told_of = ContactChild.objects.get(contact=made.pk)
    return actions.identify_child(made, by=front_door, child=told_of, person=str(child.pk))


def words_to(actor, person):
    """Return what somebody is told of a child by the front door: words and what stands below."""
    with acting(actor):
        told = chronology([person.pk], actor)
    of_front_door = ("Contact", "Referral", "Assessment")
    return [(each.on, each.words, each.more) for each in told if each.kind in of_front_door]


def test_a_social_worker_reads_contact_referral_and_assessment(
    contact, child, opened, assessed, worker, team_manager, school
):
    ago = today() - timedelta(days=9)
    case = opened(child=child, contact=contact, received_on=ago)
    assessed(case)
    actions.close_referral(case, by=team_manager, reason="RC7", closed_on=today(), because="Done")
    told = words_to(worker, child)
    assert told[:3] == [
        (ago, "Referral received", "Schools"), (ago, "Assessment started", ""),
        (ago, "Child seen alone", ""),
    ]  # fmt: skip
    for each in (
        (today(), "Contact received", "Schools"),
        (today(), "Referral accepted", "Primary need: Abuse or neglect"),
        (today(), "Case allocated", ""),
        (today(), "Assessment authorised", "Leads to: A child in need plan"),
    ):
        assert each in told, told
    assert "Case closed" in [words for _, words, _ in told]


def test_a_school_reads_that_it_told_the_front_door_and_no_more(
    contact, child, opened, assessed, school
):
    assessed(opened(child=child, contact=contact))
    assert words_to(school, child) == [(today(), "Contact made with the front door", "")]


def test_a_school_does_not_read_what_others_told(front_door, child, school, someone, contact):
    other = someone("school_lead", authority="E09000033")
    assert words_to(other, child) == []
    practice = someone("health_lead")
    assert words_to(practice, child) == []


def test_each_is_told_once_to_who_may_read_it_in_two_ways(contact, child, front_door):
    told = words_to(front_door, child)
    assert [words for _, words, _ in told] == ["Contact received"]


def test_a_school_is_told_nothing_of_a_child_whom_the_front_door_added(
    contact, front_door, school, cast
):
    kin = people.record_person(by=front_door, given="Ben", family="Okafor", is_adult=False)
    people.involve(kin, by=front_door, capacity="school", opens_to="organisation",
                   organisation=cast.kensington_school)  # fmt: skip
    added = actions.add_child(contact, by=front_door, given="Ben", family="Okafor")
    with acting(front_door):
        told_of = ContactChild.objects.get(contact=contact.pk, given="Ben")
    actions.identify_child(added, by=front_door, child=told_of, person=str(kin.pk))
    assert words_to(school, kin) == []
    assert [words for _, words, _ in words_to(front_door, kin)] == ["Contact received"]


def test_no_further_action_is_told(refer, front_door):
    done = actions.take_no_action(refer(), by=front_door, because="Advice was enough")
    told = [words for _, words, _ in words_to(front_door, Person(pk=done.child_id))]
    assert told == ["Referral received", "No further action on the referral"]
