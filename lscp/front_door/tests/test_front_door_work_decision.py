"""What becomes of a contact: proposed, decided and reopened, refused, and on its page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from lscp.core.models import Named, Notification, RunningClock
from lscp.core.named import name_on
from lscp.core.policy import visible_to
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import Changed, NotAllowed, Refused
from lscp.front_door import actions
from lscp.front_door.models import Contact, ContactChild, FormerDecision, Referral
from lscp.front_door.policy import VIEW_CONTACT
from lscp.front_door.tests.front_door_records import Records
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
BORN = date(2016, 5, 4)
AMELIA = {"given": "Amelia", "family": "Okafor", "date_of_birth": BORN}
BEN = {"given": "Ben", "family": "Okafor", "date_of_birth": BORN}
DECIDED = {"because": "A neighbour’s quarrel", "told": "We have advised the family"}


@pytest.fixture
def contact(officer, manager):
    return made(officer)


def made(officer, *children, **more):
    told = {
        "source": "1D", "identity": "given", "referrer_name": "Ada Neighbour",
        "referrer_telephone": "020 7946 0018", "worries": "Shouting at night", "consent": "given",
    }  # fmt: skip
    return actions.record_contact(by=officer, children=list(children) or [AMELIA], **told | more)


def identify(contact, by):
    """Make a record of each child of a contact."""
    with acting(by):
        children = list(ContactChild.objects.filter(contact=contact).order_by("given"))
    for child in children:
        contact = actions.identify_child(contact, by=by, child=child, person="new")
    with acting(by):
        rows = ContactChild.objects.filter(contact=contact).order_by("given")
        return [each.person for each in rows.select_related("person")]


def referrals(contact, by):
    with acting(by):
        return list(Referral.objects.filter(contact=contact))


def sees(actor, contact):
    with acting(actor):
        rows = Contact.objects.filter(pk=contact.pk)
        return visible_to(rows, actor, VIEW_CONTACT).exists()


def page(name, contact):
    return reverse(f"front_door:{name}", args=[contact.pk])


def test_propose_outcome(contact, officer, manager):
    done = actions.propose_outcome(contact, by=officer, outcome="advice", because="A quarrel")
    assert (done.state, done.proposed, done.proposed_by_id) == ("proposed", "advice", officer.user)
    told = Notification.objects.filter(about="front_door.outcome_proposed")
    assert [each.user for each in told] == [manager.user]
    again = actions.propose_outcome(done, by=officer, outcome="no_action", because="I was wrong")
    assert (again.state, again.proposed) == ("proposed", "no_action")


def test_propose_outcome_is_refused(contact, officer):
    with pytest.raises(Refused, match="Select an outcome"):
        actions.propose_outcome(contact, by=officer, outcome="", because="A quarrel")
    with pytest.raises(Refused, match="Enter the reasons"):
        actions.propose_outcome(contact, by=officer, outcome="advice", because="")


def test_decide_contact(contact, manager):
    done = actions.decide_contact(contact, by=manager, outcome="advice", **DECIDED)
    assert (done.state, done.outcome, done.decided_on) == ("decided", "advice", today())
    assert (done.told, done.told_on) == ("We have advised the family", None), "by telephone"
    clocks = RunningClock.objects.filter(subject=contact.pk)
    stopped = dict(clocks.values_list("clock", "stopped_on"))
    assert stopped == {"contact_decision": today(), "referrer_told": None}


def test_a_signed_in_referrer_is_told_by_the_decision(someone, officer, manager):
    school = someone("school_lead")
    contact = actions.submit_contact(
        by=school, authority="E09000020", children=[AMELIA], worries="Bruises", consent="given"
    )
    done = actions.decide_contact(contact, by=manager, outcome="no_action", **DECIDED)
    assert done.told_on == today()
    told = Notification.objects.get(user=school.user, about="front_door.referrer_told")
    assert str(contact.pk) in told.link
    assert not told.details


def test_decide_contact_is_refused(contact, officer, manager):
    with pytest.raises(NotAllowed):
        actions.decide_contact(contact, by=officer, outcome="advice", **DECIDED)
    for outcome, more, match in (
        ("", {}, "Select an outcome"),
        ("advice", {"because": ""}, "Enter the reasons"),
        ("advice", {"told": " "}, "what the referrer is told"),
        ("early_help", {}, "which early help"),
        ("passed", {}, "another authority"),
        ("passed", {"authority": "E09000020"}, "another authority"),
        ("passed", {"authority": "outside"}, "name of the authority"),
        ("passed", {"authority": "E09000033"}, "has no front door"),
        ("referral", {}, "Say who each child is"),
        ("open_case", {}, "Say who each child is"),
    ):
        with pytest.raises(Refused, match=match):
            actions.decide_contact(contact, by=manager, outcome=outcome, **DECIDED | more)
    identify(contact, officer)
    with pytest.raises(Refused, match="No case is open"):
        actions.decide_contact(contact, by=manager, outcome="open_case", **DECIDED)
    assert not referrals(contact, manager)


def test_siblings_are_referred_together(officer, manager):
    contact = made(officer, AMELIA, BEN)
    children = identify(contact, officer)
    done = actions.decide_contact(contact, by=manager, outcome="referral", **DECIDED)
    found = referrals(done, manager)
    assert {each.child_id for each in found} == {each.pk for each in children}
    assert {(each.received_on, each.source, each.state) for each in found} == {
        (contact.received_on, "1D", "received")
    }


def test_a_child_whose_case_is_open_is_not_referred_again(officer, manager):
    first = made(officer, AMELIA)
    amelia, = identify(first, officer)  # fmt: skip
    actions.decide_contact(first, by=manager, outcome="referral", **DECIDED)
    again = made(officer, AMELIA)
    with acting(officer):
        child = ContactChild.objects.get(contact=again)
    actions.identify_child(again, by=officer, child=child, person=amelia.pk)
    with pytest.raises(Refused, match="new information on an open case is never a referral"):
        actions.decide_contact(again, by=manager, outcome="referral", **DECIDED)
    actions.add_child(again, by=officer, **BEN)
    with acting(officer):
        ben = ContactChild.objects.get(contact=again, given="Ben")
    actions.identify_child(again, by=officer, child=ben, person="new")
    done = actions.decide_contact(again, by=manager, outcome="referral", **DECIDED)
    assert len(referrals(done, manager)) == 1
    third = made(officer, AMELIA)
    with acting(officer):
        child = ContactChild.objects.get(contact=third)
    actions.identify_child(third, by=officer, child=child, person=amelia.pk)
    told = actions.decide_contact(third, by=manager, outcome="open_case", **DECIDED)
    assert told.outcome == "open_case"
    assert not referrals(told, manager)


def test_a_case_that_was_closed_since_the_contact_came_in_is_followed_by_the_referral(
    officer, manager
):
    contact = made(officer, AMELIA, received_on=today() - timedelta(days=3))
    (amelia,) = identify(contact, officer)
    closed_on = today() - timedelta(days=1)
    Records(manager).referral(
        amelia, today() - timedelta(days=90), state="closed", closed_on=closed_on, reason="RC7"
    )
    actions.decide_contact(contact, by=manager, outcome="referral", **DECIDED)
    (referral,) = referrals(contact, manager)
    assert referral.received_on == closed_on


def test_a_child_whose_record_is_not_open_to_the_manager_is_not_referred_by_them(
    officer, manager, someone
):
    there = someone("front_door_officer", authority="E09000033")
    hidden = people.record_person(by=there, **AMELIA)
    name_on(hidden, officer.user)
    contact = made(officer, AMELIA)
    with acting(officer):
        child = ContactChild.objects.get(contact=contact)
    actions.identify_child(contact, by=officer, child=child, person=hidden.pk)
    with pytest.raises(Refused, match="not open to you"):
        actions.decide_contact(contact, by=manager, outcome="referral", **DECIDED)


def test_what_is_passed_to_early_help_is_open_to_it(contact, manager, someone, cast):
    help_there = someone("early_help_manager")
    assert not sees(help_there, contact)
    done = actions.decide_contact(
        contact, by=manager, outcome="early_help", early_help=str(cast.kensington_help.pk),
        **DECIDED,
    )  # fmt: skip
    assert done.passed_to == cast.kensington_help
    assert sees(help_there, contact)
    assert Notification.objects.filter(user=help_there.user).exists()


def test_what_is_passed_to_another_authority_is_open_to_its_front_door(contact, manager, someone):
    there = someone("front_door_officer", authority="E09000033")
    assert not sees(there, contact)
    actions.decide_contact(contact, by=manager, outcome="passed", authority="E09000033", **DECIDED)
    assert sees(there, contact)


def test_what_is_passed_outside_says_where_to(contact, manager):
    done = actions.decide_contact(
        contact, by=manager, outcome="passed", authority="outside",
        passed_to_other="Dorset Council", **DECIDED,
    )  # fmt: skip
    assert done.passed_to_other == "Dorset Council"
    assert done.passed_to is None


def test_reopen_contact(contact, manager, someone, cast):
    help_there = someone("early_help_manager")
    early_help = {"early_help": str(cast.kensington_help.pk)}
    actions.decide_contact(contact, by=manager, outcome="early_help", **early_help, **DECIDED)
    done = actions.reopen_contact(contact, by=manager, because="The school called")
    assert (done.state, done.outcome, done.decided_on, done.told) == ("received", "", None, "")
    assert not sees(help_there, contact)
    with acting(manager):
        former = FormerDecision.objects.get(contact=contact)
    assert (former.outcome, former.reopened_because) == ("early_help", "The school called")
    clocks = RunningClock.objects.filter(subject=contact.pk, stopped_on=None)
    assert clocks.count() == 2
    assert Named.objects.filter(source=contact.pk, until=None).count() == 0


def test_reopen_contact_is_refused(contact, officer, manager, someone):
    with pytest.raises(Refused, match="it is received"):
        actions.reopen_contact(contact, by=manager, because="Why")
    identify(contact, officer)
    done = actions.decide_contact(contact, by=manager, outcome="referral", **DECIDED)
    with pytest.raises(Refused, match="led to a referral"):
        actions.reopen_contact(done, by=manager, because="Why")
    there = someone("front_door_manager", authority="E09000033")
    other = made(officer)
    passed = {"outcome": "passed", "authority": "E09000033"}
    actions.decide_contact(other, by=manager, **passed, **DECIDED)
    with pytest.raises(Refused, match="front door that decided"):
        actions.reopen_contact(other, by=there, because="Why")


def test_two_officers_decide_one_contact_at_once(contact, manager, someone, signed_in):
    other = someone("front_door_manager", name="Theo Marsh")
    actions.decide_contact(contact, by=other, seen=contact.version, outcome="advice", **DECIDED)
    with pytest.raises(Changed) as changed:
        actions.decide_contact(
            contact, by=manager, seen=contact.version, outcome="no_action", **DECIDED
        )
    assert [each.by for each in changed.value.since] == ["Theo Marsh"]
    sent = {"outcome": "no_action", "seen": contact.version, **DECIDED}
    answer = signed_in(manager).post(page("decide_contact", contact), sent)
    assert answer.status_code == 409
    for words in ("Theo Marsh", "Decide the outcome", "it is decided", DECIDED["told"]):
        assert words in answer.text, words


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_is_told_what_the_other_did(
    contact, manager, someone
):
    other = someone("front_door_manager", name="Theo Marsh")
    together = Barrier(2)

    def decide(by, outcome):
        together.wait()
        try:
            done = actions.decide_contact(
                contact, by=by, seen=contact.version, outcome=outcome, **DECIDED
            )
        except Changed as changed:
            return [each.by for each in changed.since]
        finally:
            connection.close()
        return done.outcome

    with ThreadPoolExecutor(2) as threads:
        asked = {manager.name: (manager, "advice"), other.name: (other, "no_action")}
        waiting = {name: threads.submit(decide, *each) for name, each in asked.items()}
        said = {name: each.result(30) for name, each in waiting.items()}
    first, = [name for name, each in said.items() if isinstance(each, str)]  # fmt: skip
    second, = set(said) - {first}  # fmt: skip
    assert said[second] == [first]
    with acting(manager):
        assert Contact.objects.get(pk=contact.pk).outcome == asked[first][1]


def test_the_pages_of_a_decision(contact, officer, manager, signed_in, cast):
    browser = signed_in(officer)
    where = page("propose_outcome", contact)
    assert "Select an outcome" in browser.post(where, {}).text
    browser.post(where, {"outcome": "early_help", "because": "A quarrel"})
    assert (
        "Passed to early help. A quarrel. Orla Finn" in browser.get(page("contact", contact)).text
    )
    browser = signed_in(manager)
    where = page("decide_contact", contact)
    shown = browser.get(where).text
    for words in ("Orla Finn proposes: Passed to early help", "Amelia Okafor", "A quarrel"):
        assert words in shown, words
    answer = browser.post(where, {"outcome": "early_help", **DECIDED})
    assert "Select which early help it is passed to" in answer.text
    sent = {"outcome": "early_help", "early_help": str(cast.kensington_help.pk), **DECIDED}
    answer = browser.post(where, sent, follow=True)
    for words in ("The contact is decided", "Kensington early help", "To be told by telephone",
                  "Mina Vale", "Open it again", "Tell the referrer"):  # fmt: skip
        assert words in answer.text, words
    where = page("reopen_contact", contact)
    assert "Enter the reason" in browser.post(where, {}).text
    answer = browser.post(where, {"because": "The school called"}, follow=True)
    for words in ("Decided before, and taken back", "The school called", "Not rated"):
        assert words in answer.text, words
