"""What one front door passes to the other is theirs from then on, and nothing of it is lost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lscp.core.models import Notification, RunningClock
from lscp.core.policy import Reach, system, visible_to
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.core.worklists import Whose, worklist
from lscp.front_door import actions
from lscp.front_door.models import Contact, ContactDocument
from lscp.front_door.policy import VIEW_CONTACT
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
WESTMINSTER = "E09000033"
DECIDED = {"because": "They moved to Pimlico", "told": "Westminster has it now"}
AMELIA = {"given": "Amelia", "family": "Okafor", "date_of_birth": date(2016, 5, 4)}
ANN = {"name": "Ann Okafor", "stands_as": "parent", "telephone": "020 7946 0000"}


@pytest.fixture
def school(someone, officer):
    return someone("school_lead")


@pytest.fixture
def there(someone):
    """An officer of the front door in Westminster."""
    return someone("front_door_officer", authority=WESTMINSTER)


@pytest.fixture
def told(school):
    return actions.submit_contact(
        by=school, authority="E09000020", children=[AMELIA], adults=[ANN], consent="given",
        worries="Bruises on both arms",
    )  # fmt: skip


def passed(contact, manager):
    return actions.decide_contact(
        contact, by=manager, outcome="passed", authority=WESTMINSTER, **DECIDED
    )


def theirs(officer):
    """Return the open contacts that somebody sees in their inbox."""
    with acting(officer):
        rows = Contact.objects.filter(decided_on=None, authority=officer.authority)
        return list(visible_to(rows, officer, VIEW_CONTACT))


def page(name, contact):
    return reverse(f"front_door:{name}", args=[contact.pk])


def test_what_is_passed_is_a_contact_of_the_other_front_door(told, manager, school, there):
    with time_machine.travel(today() + timedelta(days=7)):
        before = passed(told, manager)
        made, = theirs(there)  # fmt: skip
        assert (made.received_on, made.channel) == (today(), "passed")
    assert (before.state, before.passed_to_id) == ("decided", made.organisation_id)
    assert (made.state, made.authority, made.team_id) == ("received", WESTMINSTER, there.team)
    assert made.passed_from_id == told.pk
    assert (made.worries, made.source, made.referrer_id) == (told.worries, "2A", school.user)
    assert made.reference != told.reference
    with acting(there):
        assert [(each.given, each.person) for each in made.children.all()] == [("Amelia", None)]
        assert [(each.name, each.telephone) for each in made.adults.all()] == [
            ("Ann Okafor", "020 7946 0000")
        ]
    clocks = RunningClock.objects.filter(subject=made.pk, stopped_on=None)
    assert {(each.clock, each.starts_on, each.team) for each in clocks} == {
        (name, made.received_on, there.team) for name in ("contact_decision", "referrer_told")
    }
    about = Notification.objects.filter(user=there.user, about="front_door.contact_passed")
    assert [each.link for each in about] == [page("contact", made)]


def test_whoever_passed_it_on_does_not_read_what_becomes_of_it(told, manager, there):
    passed(told, manager)
    made, = theirs(there)  # fmt: skip
    with acting(manager):
        assert not Contact.objects.filter(pk=made.pk).exists()


def test_both_sides_and_whoever_told_it_see_where_it_is(told, manager, school, there, signed_in):
    passed(told, manager)
    made, = theirs(there)  # fmt: skip
    assert (
        "has it as a contact of its own since" in signed_in(manager).get(page("contact", told)).text
    )
    text = signed_in(there).get(page("contact", made)).text
    for words in ("Passed on by", "Kensington social care", "They moved to Pimlico",
                  page("contact", told)):  # fmt: skip
        assert words in text, words
    assert "Westminster social care" in signed_in(school).get(page("submitted_contact", told)).text
    shown = signed_in(school).get(page("submitted_contact", made)).text
    assert "it passed your contact on" in shown


def test_what_is_added_afterwards_is_told_to_both(told, manager, school, there):
    passed(told, manager)
    actions.add_to_contact(told, by=school, words="He is limping")
    added = Notification.objects.filter(about="front_door.contact_added_to")
    assert {each.user for each in added} >= {manager.user, there.user}


def test_what_was_passed_is_not_opened_again_but_passed_back(told, manager, someone, there):
    done = passed(told, manager)
    with pytest.raises(Refused, match="pass it back"):
        actions.reopen_contact(done, by=manager, because="A mistake")
    head = someone("front_door_manager", authority=WESTMINSTER)
    made, = theirs(there)  # fmt: skip
    actions.decide_contact(made, by=head, outcome="passed", authority="E09000020", **DECIDED)
    back, = theirs(manager)  # fmt: skip
    assert back.passed_from_id == made.pk


def test_what_is_restricted_is_restricted_there_too(
    officer, manager, there, child, someone_granted
):
    made = actions.record_contact(
        by=officer, children=[AMELIA, {"given": "Ben"}], source="10", identity="unknown",
        worries="Shouting", consent="given",
    )  # fmt: skip
    with acting(officer):
        amelia = made.children.get(given="Amelia")
    made = actions.identify_child(made, by=officer, child=amelia, person=str(child.pk))
    guardian = someone_granted(
        {"people.restrict_person": Reach.AUTHORITY, "people.view_person": Reach.AUTHORITY}
    )
    people.restrict_person(
        child, by=guardian, reason="A colleague’s child", stays=[manager.user, officer.user]
    )
    passed(made, manager)
    assert theirs(there) == []
    with acting(system("Counts", VIEW_CONTACT, counts=True)):
        found = Contact.objects.get(passed_from=made.pk)
        assert found.restricted
        assert found.children.count() == 2


def test_whoever_is_merely_asked_adds_nothing_to_a_contact(contact, ask, police, school, officer):
    ask(police)
    sentence = "Only the front door and whoever made this contact can add to it"
    with pytest.raises(Refused, match=sentence):
        actions.add_to_contact(contact, by=police, words="We know them")
    paper = SimpleUploadedFile("note.pdf", b"%PDF-1.4\n%%EOF\n")
    with pytest.raises(Refused, match=sentence):
        actions.attach_to_contact(contact, by=police, document=paper)
    mine = actions.submit_contact(
        by=police, authority="E09000020", children=[AMELIA], consent="given", worries="At night"
    )
    actions.add_to_contact(mine, by=police, words="And again")


def test_early_help_that_made_a_contact_takes_no_document_of_it(
    officer, someone, cast, signed_in, installation
):
    helper = someone("early_help_manager", organisation=cast.kensington_help)
    made = actions.submit_contact(
        by=helper, authority="E09000020", children=[AMELIA], consent="given", worries="Tired"
    )
    paper = SimpleUploadedFile("note.pdf", b"%PDF-1.4\n%%EOF\n")
    actions.attach_to_contact(made, by=officer, document=paper)
    with acting(officer):
        document = ContactDocument.objects.get()
    where = reverse("front_door:contact_document", args=[document.pk])
    assert signed_in(helper).get(where).status_code == 404
    assert signed_in(officer).get(where).status_code == 200


def test_early_help_that_made_a_contact_reads_no_names_of_it_in_its_worklist(
    officer, someone, cast
):
    helper = someone("early_help_manager", organisation=cast.kensington_help)
    made = actions.submit_contact(
        by=helper, authority="E09000020", children=[AMELIA], consent="given", worries="Tired"
    )
    actions.add_child(made, by=officer, given="Bose")
    with acting(helper):
        assert not any(group.rows for group in worklist(helper, Whose.ORGANISATION))
    with acting(officer):
        assert any(group.rows for group in worklist(officer, Whose.TEAM))


def test_an_escalation_leads_back_to_the_contact_that_it_is_about(
    told, school, officer, signed_in, someone, cast
):
    browser = signed_in(school)
    said = {"answering": officer.organisation, "theme": "decision", "reason": "He is not safe",
            "wanted": "Look again"}  # fmt: skip
    raised = browser.post(f"/contacts-you-made/{told.pk}/disagree/", said).url
    shown = browser.get(raised).text
    assert f"Contact {told.reference}" in shown
    assert page("submitted_contact", told) in shown
    assert "Amelia" not in shown
    manager = someone("service_manager", team=cast.kensington_assessment)
    assert page("contact", told) in signed_in(manager).get(raised).text
    other = someone("early_help_manager", organisation=cast.kensington_care)
    text = signed_in(other).get(raised).text
    assert "Contact. It is not open to you" in text
    assert told.reference not in text


@pytest.mark.parametrize("role", ["analyst", "scrutineer"])
def test_contacts_without_names(told, someone, signed_in, role):
    text = signed_in(someone(role)).get(reverse("front_door:contact_rows")).text
    for words in ("A professional who signed in", "Schools", "Nothing is hidden or rounded here"):
        assert words in text, words
    for words in ("Amelia", "Bruises", told.reference):
        assert words not in text, words


@pytest.mark.parametrize("name", ["contact_rows", "referral_rows"])
def test_an_analyst_has_no_rows_of_the_other_authority(told, opened, someone, signed_in, name):
    opened()
    analyst = someone("analyst", authority=WESTMINSTER)
    assert (
        "whose full numbers you see" in signed_in(analyst).get(reverse(f"front_door:{name}")).text
    )
    assert signed_in(someone("school_lead")).get(reverse(f"front_door:{name}")).status_code == 403
