"""An officer is invited, sets up a second factor, and finds the child they are named for, no other.

In an emergency they break the glass of another child; the information governance lead reviews it.
"""

from datetime import date
from itertools import count

import pytest

from lscp.access import sign_in_factors
from lscp.access.models import Organisation, Team
from lscp.core.models import Notification
from lscp.people import actions as people
from tests.cast import join
from tests.journeys.conftest import NARROW, PASSWORD, WIDE, _visit

NUMBER = count(1)
REASON = "The child was found alone at a station at night, and nobody at the team answers."


@pytest.fixture
def without_scripts_too(site, browser):
    """Open a browser of another person that runs no JavaScript."""
    with _visit(site, browser, viewport=NARROW, java_script_enabled=False) as visitor:
        yield visitor


@pytest.fixture
def another(site, browser):
    """Open a browser of another person at a wide screen."""
    with _visit(site, browser, viewport=WIDE) as visitor:
        yield visitor


class Cast:
    """Who takes part, and the two children whom a social worker works with."""

    def __init__(self):
        self.number = next(NUMBER)
        self.email = f"rosa.hill.{self.number}@example.org"
        self.police = Organisation.objects.get(name="Metropolitan Police")
        team = Team.objects.get(name="Assessment", organisation__name="Kensington social care")
        self.worker = join(None, "social_worker", team=team)
        self.named, self.other = (self.child(name) for name in ("Ada", "Ben"))

    def child(self, name):
        return people.record_person(
            by=self.worker, given=name, family=f"Stone{self.number}", sex="2",
            date_of_birth=date(2016, 5, 4),
        )  # fmt: skip

    def names_the_officer_on_a_child(self):
        people.involve(
            self.named, by=self.worker, capacity="police", organisation=self.police,
            opens_to="user", worker="Rosa Hill", email=self.email,
        )  # fmt: skip

    def invitation(self):
        return Notification.objects.filter(address=self.email).latest("queued_at").link


def fills(person, **answers):
    for label, answer in answers.items():
        person.page.get_by_label(label.replace("_", " "), exact=True).fill(answer)


def invites_the_officer(person, cast):
    person.comes_in_as(join(None, "organisation_administrator", cast.police))
    person.goes_to("/organisations/")
    person.follows("Metropolitan Police")
    person.takes_a_picture("organisation")
    person.arrives_by(person.page.get_by_role("button", name="Invite somebody"))
    person.presses("Invite somebody")
    assert "Enter their first name" in person.reads()
    person.page.get_by_label("What is their first name?").fill("Rosa")
    person.page.get_by_label("What is their last name?").fill("Hill")
    person.page.get_by_label("What is their work email address?").fill(cast.email)
    person.page.get_by_label("Which role?").select_option("Police safeguarding officer")
    person.presses("Invite somebody")
    assert "The invitation is sent" in person.reads()
    assert "No password chosen yet" in person.reads()


def chooses_a_password_and_sets_up_a_second_factor(person, cast):
    person.goes_to(cast.invitation())
    person.page.get_by_label("New password").fill(PASSWORD)
    person.arrives_by(person.page.get_by_role("main").get_by_role("button").last)
    person.goes_to("/sign-in/")
    person.page.get_by_label("User name or email address").fill(cast.email)
    person.page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.presses("Sign in")
    person.goes_to("/")
    assert "Set up an authenticator app" in person.page.title()
    key = person.page.locator(".lscp-key code").inner_text().replace(" ", "")
    code = sign_in_factors.code_of(key)
    person.page.get_by_label("Code that your app shows", exact=True).fill(code)
    person.presses("Set up")
    person.presses("Continue")


def finds_the_child_they_are_named_for_and_no_other(person, cast):
    cast.names_the_officer_on_a_child()
    person.goes_to("/people/")
    for name, is_found in (("Ada", True), ("Ben", False)):
        person.page.get_by_label("Who are you looking for?").fill(f"{name} Stone{cast.number}")
        person.presses("Search")
        links = person.page.get_by_role("main").get_by_role("link", name=f"{name} Stone")
        assert (links.count() > 0) is is_found, name
    answer = person.page.goto(f"{person.site}/people/{cast.other.pk}/")
    assert answer.status == 404
    person.goes_to(f"/people/{cast.named.pk}/")
    assert f"Ada Stone{cast.number}" in person.reads()


def breaks_the_glass_of_the_other_child(person, cast):
    person.goes_to("/break-glass/")
    person.arrives_by(person.page.get_by_role("button", name="Open a record in an emergency"))
    person.presses("Open a record in an emergency")
    assert "Enter why you need to see the record now" in person.reads()
    person.page.get_by_label("Why do you need to see this person’s record now?").fill(REASON)
    person.page.get_by_label("Name and date of birth").check()
    fills(
        person, First_name="Ben", Last_name=f"Stone{cast.number}", Day="4", Month="5", Year="2016"
    )
    person.presses("Open a record in an emergency")
    person.follows("Open the record")
    assert f"Ben Stone{cast.number}" in person.reads()


def reviews_it(person):
    council = Organisation.objects.get(name="Kensington and Chelsea")
    lead = join(None, "information_governance", council, name="Ines Moss")
    person.comes_in_as(lead)
    person.goes_to("/work/?whose=organisation")
    person.follows("Review why a record was opened in an emergency", exact=False)
    assert REASON in person.reads()
    person.arrives_by(person.page.get_by_role("button", name="Review it"))
    person.page.get_by_label("It was justified").check()
    person.presses("Review it")
    assert "The review is recorded" in person.reads()
    person.goes_to("/trail/")
    person.takes_a_picture("trail")


def walks(administrator, officer, lead):
    cast = Cast()
    # The lead is there before, so that the review is theirs.
    join(None, "information_governance", Organisation.objects.get(name="Kensington and Chelsea"))
    invites_the_officer(administrator, cast)
    chooses_a_password_and_sets_up_a_second_factor(officer, cast)
    finds_the_child_they_are_named_for_and_no_other(officer, cast)
    breaks_the_glass_of_the_other_child(officer, cast)
    reviews_it(lead)


def test_an_officer_is_invited_finds_their_child_and_breaks_the_glass(
    person, person_with_a_phone, another
):  # fmt: skip
    walks(person, person_with_a_phone, another)


def test_the_same_at_the_other_width(person, person_with_a_phone):
    walks(person_with_a_phone, person, person_with_a_phone)


def test_the_same_without_javascript(person_without_scripts, without_scripts_too, person):
    walks(person_without_scripts, without_scripts_too, person)


def test_an_administrator_gives_a_system_a_key_that_is_shown_once(person):
    police = Organisation.objects.get(name="Metropolitan Police")
    person.comes_in_as(join(None, "organisation_administrator", police))
    person.goes_to("/keys/")
    person.arrives_by(person.page.get_by_role("button", name="Issue a key"))
    person.page.get_by_label("Which system is the key for?").fill("The command and control system")
    person.presses("Issue a key")
    assert "Your new key" in person.reads()
    person.follows("See all keys")
    assert "The command and control system" in person.reads()
    person.takes_a_picture("keys")
