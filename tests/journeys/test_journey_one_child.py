"""One child and several agencies: each reads its own chronology; two records merge, and part."""

import pytest

from lscp.access.models import Organisation
from lscp.core.time import today
from lscp.people import actions
from tests.cast import join

KINDS = ("person", "person_with_a_phone", "person_without_scripts")


class Colleague:
    """What people of several agencies do, one after the other, at the same screen."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def opens(self, child, more=""):
        self.person.goes_to(f"/people/{child.pk}/{more}")

    def fills(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def writes_in_the_chronology(self, words, *, for_all):
        self.person.follows("Add to the chronology")
        for part, number in (
            ("Day", today().day),
            ("Month", today().month),
            ("Year", today().year),
        ):
            self.fills(part, str(number))
        self.page.get_by_label("What kind of event is it?").select_option("Concern")
        self.fills("What happened?", words)
        answer = "Yes" if for_all else "No"
        self.page.get_by_label(answer, exact=True).check()
        self.person.presses("Add to the chronology")

    def reads(self, *said):
        for words in said:
            assert words in self.person.reads(), words

    def does_not_read(self, *said):
        for words in said:
            assert words not in self.person.reads(), words


@pytest.fixture(params=KINDS)
def colleague(request):
    """People at a wide screen, with a phone, and without scripts."""
    return Colleague(request.getfixturevalue(request.param))


@pytest.fixture
def care(colleague):
    """A team manager of children's social care."""
    return join(None, "team_manager", _place("social_care"), name="Mo Dixon")


@pytest.fixture
def child(care):
    """A child whom they recorded."""
    return actions.record_person(
        by=care, given="Amara", family="Nwosu", date_of_birth=today().replace(day=1, year=2018)
    )


def _place(kind):
    return Organisation.objects.filter(kind=kind).order_by("name").first()


def test_three_agencies_read_one_chronology_each_its_own(colleague, care, child):
    school, police = _place("school"), _place("police")
    for place, capacity in ((school, "school"), (police, "police")):
        actions.involve(
            child, by=care, capacity=capacity, organisation=place, opens_to="organisation"
        )
    lead, officer = join(None, "school_lead", school), join(None, "police_officer", police)

    colleague.person.comes_in_as(lead)
    colleague.opens(child)
    colleague.person.follows("Chronology")
    colleague.writes_in_the_chronology("Came without a coat", for_all=False)
    colleague.reads("Came without a coat")

    colleague.person.comes_in_as(officer)
    colleague.opens(child, "chronology/")
    colleague.does_not_read("Came without a coat")
    colleague.writes_in_the_chronology("A call to the house", for_all=True)
    colleague.reads("A call to the house", "Born", police.name)

    colleague.person.comes_in_as(care)
    colleague.opens(child, "chronology/")
    colleague.reads("A call to the house", "School or college attended began")
    colleague.does_not_read("Came without a coat")

    colleague.person.comes_in_as(lead)
    colleague.opens(child, "chronology/")
    colleague.reads("Came without a coat", "A call to the house")
    colleague.page.get_by_label("Agency").select_option(police.name)
    colleague.person.presses("Apply filters")
    colleague.reads("A call to the house", "Showing 1 of")
    colleague.does_not_read("Came without a coat")


def test_two_records_of_one_child_are_merged_and_parted_again(colleague, care, child):
    twin = actions.record_person(by=care, given="Mara", family="Nwosu")
    colleague.person.comes_in_as(care)
    colleague.opens(child)
    colleague.opens(twin)
    colleague.person.presses("Merge with another record of this person")
    colleague.person.presses("Merge with another record of this person")
    colleague.reads("There is a problem", "Select the record of the same person")
    colleague.page.get_by_label("Amara Nwosu, born", exact=False).first.check()
    colleague.fills("How do you know that it is the same person?", "The same birth certificate")
    colleague.person.presses("Merge with another record of this person")
    colleague.reads("was merged into", "Mara Nwosu")
    colleague.person.follows("another record of this person")
    colleague.reads("This page shows what is recorded on 2 records", "Amara Nwosu", "Mara Nwosu")
    colleague.person.follows("Mara Nwosu")
    colleague.person.presses("Take the merge back")
    colleague.fills("Why?", "They are cousins")
    colleague.person.presses("Take the merge back")
    colleague.does_not_read("was merged into")
    colleague.opens(child)
    colleague.does_not_read("Mara Nwosu", "2 records")
