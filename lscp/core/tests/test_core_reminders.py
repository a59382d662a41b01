"""Who is reminded of what, on which days, and that nothing restricted is counted for others."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from lscp.core import notify, worklists
from lscp.core.jobs import worker
from lscp.core.models import Notification, RunningClock
from lscp.core.policy import Reach
from lscp.core.reminders import REMINDED, remind
from lscp.core.tests.specimen.models import Visit
from lscp.core.tests.specimen.policy import VIEW

pytestmark = pytest.mark.django_db
WEDNESDAY, SATURDAY, CHRISTMAS = date(2026, 11, 25), date(2026, 11, 28), date(2026, 12, 25)


@pytest.fixture(autouse=True)
def _before():
    """Whoever is reminded has held their role for weeks, whenever this runs."""
    with time_machine.travel("2026-11-02 09:00 +00:00"):
        yield


@pytest.fixture(autouse=True)
def _visits(monkeypatch):
    monkeypatch.setitem(
        worklists.KINDS, "specimen.Visit", worklists.Kind("specimen.Visit", str, VIEW)
    )


@pytest.fixture
def manager(someone_granted):
    return someone_granted({REMINDED: Reach.ORGANISATION, VIEW: Reach.ORGANISATION})


def due(day, *, kind="specimen.Visit", restricted=False, stopped_on=None, **answers):
    RunningClock.objects.create(
        subject_type=kind, subject=uuid4(), clock="assessment", edition="2023",
        starts_on=day, due_on=day, restricted=restricted, stopped_on=stopped_on, **answers,
    )  # fmt: skip


def told(on=WEDNESDAY):
    with time_machine.travel(f"{on} 02:30 +00:00"):
        remind()
    rows = Notification.objects.order_by("about")
    return [(row.user, notify.sentence(row)) for row in rows]


def test_somebody_is_told_once_of_all_that_they_answer(manager):
    for days in (-9, -1, 0, 1):
        due(WEDNESDAY + timedelta(days=days), user=manager.user, team=manager.team)
    due(WEDNESDAY, user=manager.user, stopped_on=WEDNESDAY)
    words = "Of what you are to do, 2 things are late and 1 due today"
    assert told() == [(manager.user, words)]
    assert Notification.objects.get().link == "/work/?whose=user"


def test_of_a_team_those_are_told_who_are_to_be(manager, someone_granted):
    someone_granted({})
    due(WEDNESDAY, team=manager.team, organisation=manager.organisation)
    assert told() == [(manager.user, "In your team, 0 things are late and 1 due today")]


def test_what_no_team_answers_is_told_to_the_organisation(manager):
    due(WEDNESDAY, organisation=manager.organisation)
    assert told() == [(manager.user, "In your organisation, 0 things are late and 1 due today")]


def test_what_is_restricted_is_counted_for_whoever_answers_it_alone(manager):
    due(WEDNESDAY, restricted=True, team=manager.team)
    assert told() == []
    due(WEDNESDAY, restricted=True, team=manager.team, user=manager.user)
    assert len(told()) == 1


def test_each_is_told_of_the_kinds_that_their_role_can_open(manager, someone_granted):
    other = someone_granted({REMINDED: Reach.TEAM, "access.view_glass": Reach.TEAM})
    due(WEDNESDAY, team=manager.team)
    due(WEDNESDAY, team=manager.team, kind="access.BreakGlass")
    due(WEDNESDAY, team=manager.team, kind="people.Person")  # in nobody's worklist
    words = "In your team, 0 things are late and 1 due today"
    assert sorted(told()) == sorted([(manager.user, words), (other.user, words)])


def test_a_grant_that_was_changed_counts(manager, monkeypatch):
    due(WEDNESDAY, team=manager.team)
    monkeypatch.setattr("lscp.access.acting.grants", lambda role: {REMINDED: {Reach.ALL}})
    assert told() == []


def test_what_stands_apart_is_counted_only_for_whom_it_is_open(someone_granted, monkeypatch):
    monkeypatch.setattr(Visit, "apart", True)
    inside = someone_granted({REMINDED: Reach.TEAM, VIEW: (Reach.TEAM, Reach.NAMED)})
    someone_granted({REMINDED: Reach.ORGANISATION, VIEW: Reach.NAMED})
    named = someone_granted({VIEW: Reach.NAMED})
    due(WEDNESDAY, team=inside.team, organisation=inside.organisation)
    due(WEDNESDAY, organisation=inside.organisation)  # further than their team
    due(WEDNESDAY, organisation=inside.organisation, user=named.user)
    assert told() == [
        (inside.user, "In your team, 0 things are late and 1 due today"),
        (named.user, "Of what you are to do, 0 things are late and 1 due today"),
    ]


@pytest.mark.parametrize("day", [SATURDAY, CHRISTMAS])
def test_nobody_is_reminded_on_a_day_that_is_no_working_day(manager, day):
    due(day, user=manager.user)
    assert told(day) == []


def test_nothing_due_is_told_to_nobody(manager):
    due(WEDNESDAY + timedelta(days=1), user=manager.user)
    assert told() == []
    assert worker.do_waiting() == 0
