"""What officers do with a contact: each action done, refused and on its page."""

from datetime import date

import pytest
from django.urls import reverse

from lscp.core.models import Entry
from lscp.core.scope import acting
from lscp.core.workflow import OutOfReach, Refused
from lscp.front_door import actions
from lscp.front_door.actions.contact_work import NEW, NOBODY
from lscp.front_door.models import ContactAdult, ContactChild, Sharing
from lscp.people import actions as people
from lscp.people.models import Person

pytestmark = pytest.mark.django_db
BORN = date(2016, 5, 4)
AMELIA = {"given": "Amelia", "family": "Okafor", "date_of_birth": BORN}


@pytest.fixture
def contact(officer):
    return made(officer)


def made(officer, *, children=(AMELIA,), **more):
    """Record a contact, as an officer does whom somebody called."""
    told = {
        "source": "1D", "identity": "given", "referrer_name": "Ada Neighbour",
        "referrer_telephone": "020 7946 0018", "worries": "Shouting at night", "consent": "given",
    }  # fmt: skip
    return actions.record_contact(by=officer, children=list(children), **told | more)


@pytest.fixture
def only():
    """Return the only part of a kind that a contact has, as somebody sees it."""

    def look(part, contact, actor):
        with acting(actor):
            return part.objects.get(contact=contact)

    return look


@pytest.fixture
def amelia(officer):
    return people.record_person(by=officer, **AMELIA)


def page(name, contact, *more):
    return reverse(f"front_door:{name}", args=[contact.pk, *more])


def test_add_child(contact, officer):
    done = actions.add_child(contact, by=officer, given="Ben", home="2")
    with acting(officer):
        assert done.children.get(given="Ben").home == 2
    assert Entry.objects.filter(name="front_door.add_child", kind="did").count() == 1


def test_add_child_is_refused(contact, officer, someone):
    with pytest.raises(Refused, match="Enter a name, an age"):
        actions.add_child(contact, by=officer, sex="F")
    elsewhere = someone("front_door_officer", authority="E09000033")
    with pytest.raises(OutOfReach):
        actions.add_child(contact, by=elsewhere, given="Ben")


def test_add_child_page(contact, officer, signed_in):
    browser = signed_in(officer)
    where = page("add_child", contact)
    assert "Enter a name, an age" in browser.post(where, {"seen": contact.version}).text
    browser.post(where, {"given": "Ben", "home": "2", "seen": contact.version})
    text = browser.get(page("contact", contact)).text
    assert "Ben" in text
    assert "Household 2" in text


def test_add_adult(contact, officer, only):
    actions.add_adult(contact, by=officer, name="Ngozi Okafor", stands_as="parent", home=1)
    assert only(ContactAdult, contact, officer).name_key == "ngozi okafor"
    with pytest.raises(Refused, match="who each adult is"):
        actions.add_adult(contact, by=officer, name="Ngozi Okafor", stands_as="")


def test_add_adult_page(contact, officer, signed_in):
    browser = signed_in(officer)
    where = page("add_adult", contact)
    assert "Select who they are" in browser.post(where, {}).text
    asked = {"name": "Ngozi Okafor", "stands_as": "harms", "is_referrer": "no", "home": "1"}
    browser.post(where, asked | {"relationship": "mother", "seen": contact.version})
    text = browser.get(page("contact", contact)).text
    assert "Ngozi Okafor: parent or carer who is said to harm or neglect, mother" in text


def test_identify_child(contact, officer, amelia, only):
    child = only(ContactChild, contact, officer)
    done = actions.identify_child(contact, by=officer, child=child, person=str(amelia.pk))
    same = only(ContactChild, contact, officer)
    assert (same.person_id, same.identified_by_id) == (amelia.pk, officer.user)
    assert not done.restricted
    actions.identify_child(contact, by=officer, child=child, person=NOBODY)
    assert only(ContactChild, contact, officer).person_id is None


def test_identify_child_as_somebody_new(contact, officer, only):
    child = only(ContactChild, contact, officer)
    actions.identify_child(contact, by=officer, child=child, person=NEW)
    with acting(officer):
        known = Person.objects.get(pk=only(ContactChild, contact, officer).person_id)
        assert (str(known), known.date_of_birth) == ("Amelia Okafor", BORN)


def test_identify_child_who_is_not_born_yet(officer, only):
    due = date(2099, 1, 1)
    contact = made(officer, children=[{"family": "Okafor", "expected_on": due}])
    child = only(ContactChild, contact, officer)
    actions.identify_child(contact, by=officer, child=child, person=NEW)
    with acting(officer):
        known = Person.objects.get(pk=only(ContactChild, contact, officer).person_id)
        assert known.expected_on == due


def test_identify_child_as_a_record_that_was_merged_means_the_one_that_stands(
    contact, officer, amelia, only, someone
):
    manager = someone("front_door_manager")
    other = people.record_person(by=officer, given="Amy", family="Okafor", date_of_birth=BORN)
    people.merge_person(other, by=manager, into=amelia, reason="The same child")
    child = only(ContactChild, contact, officer)
    actions.identify_child(contact, by=officer, child=child, person=other.pk)
    assert only(ContactChild, contact, officer).person_id == amelia.pk


def test_identify_child_is_refused(contact, officer, amelia, someone, only):
    child = only(ContactChild, contact, officer)
    adult = people.record_person(by=officer, given="Ada", family="Okafor", is_adult=True)
    with pytest.raises(Refused, match="an adult"):
        actions.identify_child(contact, by=officer, child=child, person=adult.pk)
    elsewhere = someone("front_door_officer", authority="E09000033")
    hidden = people.record_person(by=elsewhere, given="Amelia", family="Okafor")
    with pytest.raises(OutOfReach):
        actions.identify_child(contact, by=officer, child=child, person=hidden.pk)
    with pytest.raises(Refused, match="Nobody has said"):
        actions.identify_child(contact, by=officer, child=child, person=NOBODY)
    other = made(officer)
    with pytest.raises(Refused, match="another contact"):
        actions.identify_child(other, by=officer, child=child, person=amelia.pk)
    no_name = made(officer, children=[{"age_said": "6"}])
    nameless = only(ContactChild, no_name, officer)
    with pytest.raises(Refused, match="name is not known"):
        actions.identify_child(no_name, by=officer, child=nameless, person=NEW)
    twice = made(officer, children=[AMELIA, {"given": "Ben"}])
    with acting(officer):
        first, second = twice.children.order_by("given")
    actions.identify_child(twice, by=officer, child=first, person=amelia.pk)
    with pytest.raises(Refused, match="is this person already"):
        actions.identify_child(twice, by=officer, child=second, person=amelia.pk)


def test_identify_child_page(contact, officer, amelia, signed_in, only):
    browser = signed_in(officer)
    child = only(ContactChild, contact, officer)
    where = page("identify_child", contact, child.pk)
    shown = browser.get(where).text
    for words in ("Amelia Okafor, born 4 May 2016", "They may be on record already", "same"):
        assert words in shown, words
    assert "Select who this child is" in browser.post(where, {}).text
    browser.post(where, {"person": str(amelia.pk), "seen": contact.version})
    text = browser.get(page("contact", contact)).text
    assert reverse("people:person", args=[amelia.pk]) in text
    assert "Change who this is" in text
    seen = Entry.objects.filter(kind="viewed", name="front_door.view_contact", subject=contact.pk)
    assert seen.filter(person=amelia.pk).exists()


def test_rate_risk(contact, officer, signed_in):
    done = actions.rate_risk(contact, by=officer, risk="amber", because="Two children under 5")
    assert (done.risk, done.risk_because) == ("amber", "Two children under 5")
    with pytest.raises(Refused, match="Enter the reasons"):
        actions.rate_risk(contact, by=officer, risk="red", because=" ")
    with pytest.raises(Refused, match="how urgent"):
        actions.rate_risk(contact, by=officer, risk="blue", because="Why")
    browser = signed_in(officer)
    where = page("rate_risk", contact)
    assert "Select how urgent" in browser.post(where, {}).text
    browser.post(where, {"risk": "red", "because": "A baby", "seen": done.version})
    assert "Red: act now. A baby" in browser.get(page("contact", contact)).text


def test_record_sharing(contact, officer, cast, signed_in, only):
    asked = {
        "organisation": str(cast.police.pk), "what": "The address", "basis": "public_task",
        "purpose": "To look for the father",
    }  # fmt: skip
    actions.record_sharing(contact, by=officer, **asked)
    assert only(Sharing, contact, officer).decided_by == "Orla Finn, Front door officer"
    for name, match in (
        ("organisation", "with whom"), ("what", "what is shared"), ("purpose", "the purpose"),
        ("basis", "lawful basis"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=match):
            actions.record_sharing(contact, by=officer, **asked | {name: ""})
    browser = signed_in(officer)
    where = page("record_sharing", contact)
    assert "Select the lawful basis" in browser.post(where, {}).text
    browser.post(where, asked | {"what": "What the school said"})
    text = browser.get(page("contact", contact)).text
    for words in ("Metropolitan Police", "What the school said", "To look for the father"):
        assert words in text, words


def test_what_is_personal_is_not_in_the_trail(contact, officer, amelia, only):
    actions.add_adult(contact, by=officer, name="Ngozi Okafor", stands_as="parent")
    actions.rate_risk(contact, by=officer, risk="red", because="Zephyrine")
    actions.identify_child(
        contact, by=officer, child=only(ContactChild, contact, officer), person=amelia.pk
    )
    said = [str(vars(each)) for each in Entry.objects.all()]
    assert not [each for each in said if "Okafor" in each or "Zephyrine" in each]
