"""What is late goes up to the next person, by the rules of the table, and names nothing."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from lscp.core import clocks, notify, worklists
from lscp.core.late import TOLD, rules, tell_of_late
from lscp.core.models import Notification, RunningClock
from lscp.core.policy import Reach
from lscp.core.tests.specimen.models import Visit
from lscp.core.tests.specimen.policy import VIEW
from lscp.core.worklists import Whose

pytestmark = pytest.mark.django_db
WEDNESDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _before():
    """Whoever is told has held their role for weeks, whenever this runs."""
    with time_machine.travel("2026-11-02 09:00 +00:00"):
        yield


@pytest.fixture(autouse=True)
def _visits(monkeypatch):
    monkeypatch.setitem(
        worklists.KINDS, "specimen.Visit", worklists.Kind("specimen.Visit", str, VIEW)
    )


@pytest.fixture
def manager(someone_granted):
    return someone_granted({TOLD[Whose.TEAM]: Reach.TEAM, VIEW: Reach.TEAM})


@pytest.fixture
def above(someone_granted):
    return someone_granted({TOLD[Whose.ORGANISATION]: Reach.ORGANISATION, VIEW: Reach.NAMED})


@pytest.fixture
def due(manager):
    """Let a clock run that was due on a day."""

    def make(day, clock="contact_decision", kind="specimen.Visit", **more):
        held = {"team": manager.team, "organisation": manager.organisation}
        RunningClock.objects.create(
            subject_type=kind, subject=uuid4(), clock=clock, edition="2023",
            starts_on=day, due_on=day, **held | more,
        )  # fmt: skip

    return make


def told(on=WEDNESDAY):
    with time_machine.travel(f"{on} 02:30 +00:00"):
        tell_of_late()
    rows = Notification.objects.order_by("about")
    return [(row.user, notify.sentence(row)) for row in rows]


def test_what_is_late_goes_to_whoever_manages_the_team(manager, above, due):
    due(TUESDAY)
    due(MONDAY)
    due(WEDNESDAY)  # not late yet
    words = "In your team, 2 things are late and need you to step in"
    assert told() == [(manager.user, words)]
    assert Notification.objects.get().link == "/work/?whose=team&when=late"


def test_what_is_later_goes_to_whoever_answers_for_the_organisation(manager, above, due):
    due(FRIDAY)  # three working days, the weekend not counted
    assert told() == [
        (above.user, "In your organisation, 1 things are so late that they need you to step in"),
        (manager.user, "In your team, 1 things are late and need you to step in"),
    ]


def test_a_partner_s_late_answer_goes_to_the_partner_alone(manager, above, due):
    due(TUESDAY, "mash_check", team=None)
    assert [user for user, _ in told()] == [above.user]


def test_what_is_restricted_or_done_or_under_no_rule_goes_to_nobody(manager, above, due):
    due(FRIDAY, restricted=True)
    due(FRIDAY, stopped_on=FRIDAY)
    due(FRIDAY, "first_review")
    assert told() == []


def test_each_is_told_of_the_kinds_that_their_role_can_open(manager, above, due):
    due(FRIDAY, kind="core.Escalation")
    assert told() == []


def test_what_stands_apart_goes_to_whom_it_is_open(manager, above, due, monkeypatch):
    monkeypatch.setattr(Visit, "apart", True)
    due(FRIDAY)
    assert [user for user, _ in told()] == [manager.user]


def test_nobody_is_told_on_a_day_that_is_no_working_day(manager, due):
    due(FRIDAY)
    assert told(SATURDAY) == []


def test_each_rule_is_about_a_clock_that_there_is_and_someone_who_answers():
    known = {each.id for each in clocks.all_clocks()}
    assert {each.clock for each in rules()} <= known
    assert {each.whose for each in rules()} <= set(TOLD)
    assert all(each.late_by > 0 for each in rules())
