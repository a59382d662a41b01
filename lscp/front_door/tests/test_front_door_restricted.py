"""A contact about a restricted child is restricted, and open to those let in to the child."""

from datetime import date, timedelta

import pytest

from lscp.core.models import Named, RunningClock
from lscp.core.named import name_on
from lscp.core.policy import Reach, visible_to
from lscp.core.scope import acting
from lscp.core.workflow import OutOfReach
from lscp.front_door import actions
from lscp.front_door.actions.contact_work import NOBODY
from lscp.front_door.models import Contact, ContactChild
from lscp.front_door.policy import VIEW_CHECK, VIEW_CONTACT
from lscp.people import actions as people
from lscp.people.models import Person

pytestmark = pytest.mark.django_db
TOLD = {
    "source": "1D", "identity": "given", "referrer_name": "Ada Neighbour", "worries": "Shouting",
    "consent": "given",
}  # fmt: skip


@pytest.fixture
def colleague(someone):
    return someone("front_door_officer")


@pytest.fixture
def guardian(someone_granted):
    names = ("people.restrict_person", "people.lift_restriction", "people.view_person")
    return someone_granted(dict.fromkeys(names, (Reach.AUTHORITY, Reach.NAMED)))


@pytest.fixture
def children(officer):
    return [
        people.record_person(by=officer, given=given, family="Okafor",
                             date_of_birth=date(2016, 5, 4))
        for given in ("Amelia", "Ben")
    ]  # fmt: skip


@pytest.fixture
def contact(officer, children):
    told = [{"given": each.shown_name} for each in children]
    made = actions.record_contact(by=officer, children=told, **TOLD)
    for person in children:
        identify(made, officer, person)
    return made


def identify(contact, by, person):
    with acting(by):
        child = ContactChild.objects.get(contact=contact, given=person.shown_name)
    return actions.identify_child(contact, by=by, child=child, person=person.pk)


def restrict(person, by, *stays):
    return people.restrict_person(person, by=by, reason="A colleague’s child",
                                  stays=[each.user for each in stays])  # fmt: skip


def sees(actor, record, permission=VIEW_CONTACT):
    rows = type(record).objects.filter(pk=record.pk)
    with acting(actor):
        second = rows.exists()
        first = visible_to(rows, actor, permission).exists()
    assert first == second
    return first


def clocks(contact):
    return set(RunningClock.objects.filter(subject=contact.pk).values_list("restricted", flat=True))


def test_a_contact_is_shut_with_its_child_and_open_to_those_let_in(
    contact, children, officer, colleague, guardian
):
    assert sees(colleague, contact)
    assert clocks(contact) == {False}
    restrict(children[0], guardian, officer)
    assert sees(officer, contact)
    assert not sees(colleague, contact)
    assert clocks(contact) == {True}
    with pytest.raises(OutOfReach):
        actions.rate_risk(contact, by=colleague, risk="red", because="Why")
    rated = actions.rate_risk(contact, by=officer, risk="red", because="Why")
    assert rated.restricted, "an action on it does not open it"
    assert clocks(contact) == {True}


def test_what_a_partner_answered_is_shut_and_freed_with_the_contact(
    contact, children, officer, colleague, guardian, someone, cast
):
    partner = someone("mash_partner", organisation=cast.police)
    check = actions.ask_check(by=officer, contact=contact, asked=str(cast.police.pk))
    actions.answer_check(check, by=partner, holds=True, answer="An arrest", concern="some")
    restrict(children[0], guardian, officer)
    assert sees(officer, check, VIEW_CHECK)
    assert not sees(colleague, check, VIEW_CHECK)
    assert not sees(partner, check, VIEW_CHECK)
    assert clocks(check) == {True}
    people.lift_restriction(children[0], by=guardian, reason="It is over")
    assert sees(colleague, check, VIEW_CHECK)
    assert sees(partner, check, VIEW_CHECK)
    assert clocks(check) == {False}


def test_it_is_freed_with_the_last_restricted_child(
    contact, children, officer, colleague, guardian
):
    first, second = (restrict(each, guardian, officer) for each in children)
    people.lift_restriction(first, by=guardian, reason="No colleague’s child any more")
    assert not sees(colleague, contact)
    people.lift_restriction(second, by=guardian, reason="No colleague’s child any more")
    assert sees(colleague, contact)
    assert clocks(contact) == {False}
    assert not Named.objects.filter(subject=contact.pk, kind="opened").exists()


def test_who_is_let_in_to_one_of_two_restricted_children_reads_of_neither(
    contact, children, officer, colleague, guardian
):
    restrict(children[0], guardian, officer, colleague)
    assert sees(colleague, contact)
    restrict(children[1], guardian, officer)
    assert not sees(colleague, contact)
    assert sees(officer, contact)


def test_who_is_let_in_later_is_let_in_here_too_and_for_as_long(
    contact, children, officer, colleague, guardian
):
    restrict(children[0], guardian, officer)
    let_in = name_on(children[0], colleague.user, opens_restricted=True)
    assert sees(colleague, contact)
    Named.objects.filter(pk=let_in.pk).update(until=let_in.since - timedelta(hours=1))
    assert not sees(colleague, contact)


def test_being_let_in_opens_the_restriction_alone(contact, children, officer, someone, guardian):
    social_worker = someone("social_worker")
    with acting(officer):
        Contact.objects.get(pk=contact.pk)
    restrict(children[0], guardian, officer, social_worker)
    other_team = someone("social_worker", authority="E09000033")
    name_on(children[0], other_team.user, opens_restricted=True)
    assert not sees(other_team, contact), "their role never reached it"


def test_a_child_who_is_restricted_already_shuts_the_contact_when_they_are_identified(
    children, officer, colleague, guardian
):
    told = [{"given": children[0].shown_name}]
    contact = actions.record_contact(by=officer, children=told, **TOLD)
    restrict(children[0], guardian, officer)
    assert sees(colleague, contact)
    assert identify(contact, officer, children[0]).restricted
    assert not sees(colleague, contact)
    assert clocks(contact) == {True}
    with acting(officer):
        child = ContactChild.objects.get(contact=contact)
    done = actions.identify_child(contact, by=officer, child=child, person=NOBODY)
    assert not done.restricted
    assert sees(colleague, contact)


def test_a_restricted_child_is_suggested_to_nobody_who_may_not_see_them(
    children, officer, colleague, guardian, signed_in
):
    child = {"given": "Amelia", "family": "Okafor", "date_of_birth": date(2016, 5, 4)}
    contact = actions.record_contact(by=officer, children=[child], **TOLD)
    where = f"/front-door/contacts/{contact.pk}/"
    link = Person.get_absolute_url(children[0])
    assert link in signed_in(colleague).get(where).text
    restrict(children[0], guardian, officer)
    assert link not in signed_in(colleague).get(where).text
    assert link in signed_in(officer).get(where).text
