"""Every kind of page, by who works through them: wide, on a phone, and without scripts.

The pages are those of the specimen, so that each kind is seen in all its states.
"""

from dataclasses import replace
from datetime import date

import pytest

from lscp.access.models import Team
from lscp.core.policy import GRANTS, Reach
from lscp.core.tests.specimen import actions
from tests.cast import join

pytestmark = pytest.mark.urls("lscp.core.tests.specimen.urls")

VERBS = (
    "view_visit", "view_child", "plan_visit", "move_visit", "hold_visit", "arrange_visit",
    "redo_visit", "record_child",
)  # fmt: skip
ROLE = "worker_of_journeys"


@pytest.fixture
def worker(site, django_db_blocker, monkeypatch):
    """Somebody who may visit children, with a team, acting."""
    granted = dict.fromkeys((f"specimen.{verb}" for verb in VERBS), frozenset([Reach.TEAM]))
    granted["specimen.export_visits"] = frozenset([Reach.ALL])
    monkeypatch.setitem(GRANTS, ROLE, granted)
    with django_db_blocker.unblock():
        team = Team.objects.get(name="Assessment", organisation__name="Kensington social care")
        yield join(None, ROLE, team=team, name="Priya Shah")


@pytest.fixture
def given_visits(worker):
    """Plan some visits to children, and return them."""

    def plan(count, name):
        return [
            actions.plan_visit(
                by=worker, child=actions.record_child(by=worker, name=f"{name} {n}"),
                on=date(2026, 5, n + 1), place="home",
            )
            for n in range(count)
        ]  # fmt: skip

    return plan


def enters_a_day(person, day):
    for part, value in zip(("Day", "Month", "Year"), day, strict=True):
        person.page.get_by_label(part, exact=True).fill(value)


def finds_and_moves_a_visit(person, visits, worker, name):
    """Search, open, be told what is wrong, be told what changed, and move the visit."""
    person.goes_to("/specimen/visits/")
    person.presses("Search")
    assert "Enter what to search for" in person.reads()
    person.page.get_by_label("Search").fill(name)
    person.presses("Search")
    assert name not in person.page.url
    person.page.get_by_label("Where").select_option("At home")
    person.presses("Apply filters")
    assert name in person.reads()
    person.follows("Next page : Page 2")
    person.follows("A visit")
    person.arrives_by(person.page.get_by_role("button", name="Move the visit"))
    enters_a_day(person, ("31", "2", "2026"))
    person.presses("Move the visit")
    assert person.page.title().startswith("Error: ")
    person.follows("The day of the visit must be a real date")
    assert person.page.evaluate("document.activeElement.id") == "on-day"
    enters_a_day(person, ("9", "June", "2026"))
    moved = next(each for each in visits if str(each.pk) in person.page.url)
    actions.move_visit(moved, by=replace(worker, name="Sam Lee"), on=date(2026, 6, 1))
    person.presses("Move the visit")
    assert "Sam Lee" in person.reads()
    assert person.page.title().startswith("Error: ")
    person.presses("Move the visit")
    assert "Your answers are saved" in person.reads()
    assert "9 June 2026" in person.reads()


def arranges_a_visit_in_steps(person, visits):
    """Take a step, leave, come back, go on, change an answer, and send all once."""
    address = f"/specimen/children/{visits[0].child_id}/visits/arrange/"
    person.goes_to(address)
    person.presses("Continue")
    person.follows("Enter the day of the visit")
    enters_a_day(person, ("27", "5", "2026"))
    person.presses("Continue")
    person.goes_to(address)
    person.arrives_by(person.page.get_by_role("button", name="Continue with").first)
    person.page.get_by_label("At school").check()
    person.presses("Continue")
    person.page.get_by_label("Whom do you ask for?").fill("The head")
    person.presses("Continue")
    person.arrives_by(person.page.get_by_role("link", name="Change When is the visit?"))
    enters_a_day(person, ("28", "5", "2026"))
    person.presses("Continue")
    assert "28 May 2026" in person.reads()
    person.presses("Arrange a visit")
    assert "Your answers are saved" in person.reads()


def test_a_worker_moves_and_arranges_visits(person, worker, given_visits):
    visits = given_visits(5, "Ada")
    person.comes_in_as(worker)
    finds_and_moves_a_visit(person, visits, worker, "Ada")
    arranges_a_visit_in_steps(person, visits)


def test_a_worker_does_so_on_a_phone(person_with_a_phone, worker, given_visits):
    visits = given_visits(5, "Ben")
    person_with_a_phone.comes_in_as(worker)
    finds_and_moves_a_visit(person_with_a_phone, visits, worker, "Ben")
    arranges_a_visit_in_steps(person_with_a_phone, visits)


def test_a_worker_does_so_without_scripts(person_without_scripts, worker, given_visits):
    visits = given_visits(1, "Cy")
    person_without_scripts.comes_in_as(worker)
    arranges_a_visit_in_steps(person_without_scripts, visits)


def test_a_visit_is_printed_without_its_buttons(person, worker, given_visits):
    [visit] = given_visits(1, "Di")
    person.comes_in_as(worker)
    person.goes_to(f"/specimen/visits/{visit.pk}/")
    person.page.emulate_media(media="print")
    assert not person.page.get_by_role("button", name="Move the visit").is_visible()
