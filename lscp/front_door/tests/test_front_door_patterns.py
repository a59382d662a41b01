"""Repeat contacts, and separated parents who accuse each other: shown, and never dismissed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door import actions
from lscp.front_door.models import Contact, ContactChild
from lscp.front_door.queries import patterns
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Ngozi Okafor", "stands_as": "parent", "is_referrer": True, "home": 1}
FATHER = {"name": "Emeka Okafor", "stands_as": "harms", "is_referrer": False, "home": 2}


@pytest.fixture
def amelia(officer):
    return people.record_person(
        by=officer, given="Amelia", family="Okafor", date_of_birth=date(2016, 5, 4)
    )


@pytest.fixture
def record(officer, amelia):
    """Record a contact about Amelia, and say who she is."""

    def make(*adults, child=amelia, **more):
        told = {
            "source": "1A", "identity": "given", "referrer_name": "Ada Neighbour",
            "worries": "Shouting", "consent": "given", "children": [{"given": "Amelia"}],
        }  # fmt: skip
        made = actions.record_contact(by=officer, adults=adults, **told | more)
        with acting(officer):
            said = ContactChild.objects.get(contact=made)
        if child:
            actions.identify_child(made, by=officer, child=said, person=child.pk)
        return made

    return make


def found(contact, officer):
    with acting(officer):
        known = Contact.objects.get(pk=contact.pk)
        people_of = [each.person_id for each in known.children.all() if each.person_id]
        others = patterns.repeated(known, people_of, officer)
        return others, patterns.accusations(known, list(known.adults.all()), others)


def test_contacts_about_the_same_child_within_12_months_are_repeats(record, officer):
    recent = record(received_on=today() - timedelta(days=300))
    record(received_on=today() - timedelta(days=400))
    record(child=None)
    here = record()
    others, _ = found(here, officer)
    assert [each.pk for each in others] == [recent.pk]


def test_repeats_are_shown_across_agencies(record, officer, cast, signed_in):
    record(source="2A", referrer_organisation=str(cast.kensington_school.pk))
    here = record(source="6", referrer_organisation=str(cast.police.pk))
    text = signed_in(officer).get(reverse("front_door:contact", args=[here.pk])).text
    assert "Elm Street School" in text
    assert "Metropolitan Police" in text


def test_separated_parents_who_accuse_each_other_are_a_pattern(record, officer, signed_in):
    first = record(MOTHER, FATHER)
    second = record(
        {**MOTHER, "is_referrer": False, "stands_as": "harms"},
        {**FATHER, "name": "EMEKA  OKAFOR", "is_referrer": True, "stands_as": "parent"},
    )
    for here, other, by, against in (
        (first, second, "Emeka Okafor", "Ngozi Okafor"),
        (second, first, "Ngozi Okafor", "EMEKA  OKAFOR"),
    ):
        _, (pattern,) = found(here, officer)
        assert pattern.other.pk == other.pk
        assert (pattern.here, pattern.there) == ([by], [pattern.there[0]])
        text = signed_in(officer).get(reverse("front_door:contact", args=[here.pk])).text
        assert "A pattern to look at" in text
        assert "does not mean that either contact is untrue" in text
        assert against.split()[0] in text


def test_the_name_of_the_referrer_counts_as_well(record, officer):
    record({"name": "Ngozi Okafor", "stands_as": "harms"}, referrer_name="Emeka Okafor")
    here = record({"name": "Emeka Okafor", "stands_as": "harms"}, referrer_name="Ngozi Okafor")
    assert len(found(here, officer)[1]) == 1


def test_one_accusation_alone_is_no_pattern(record, officer):
    record(MOTHER, FATHER)
    here = record(MOTHER, FATHER)
    assert found(here, officer)[1] == []


def test_each_household_stands_by_itself(record, officer, signed_in):
    here = record(MOTHER, FATHER)
    text = signed_in(officer).get(reverse("front_door:contact", args=[here.pk])).text
    one, two = text.index("Household 1"), text.index("Household 2")
    assert one < text.index("Ngozi Okafor") < two < text.index("Emeka Okafor:")
