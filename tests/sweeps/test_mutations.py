"""What the sweeps are worth: with a scope, grant, clock or line of the trail gone, they fail."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import Q

from lscp.core import policy, row_security, running, trail
from lscp.core.workflow import WORKFLOWS
from lscp.people.models import Person
from tests.cast import KENSINGTON
from tests.sweeps import test_locks as locks
from tests.sweeps import test_pages as pages
from tests.sweeps import test_running as clocks

ROLE = "social_worker"


@pytest.fixture(autouse=True)
def _undone(undone):
    """Nothing stays of a mutation."""


def test_with_nothing_taken_away_they_pass(partnership):
    locks.check(partnership, Person, ROLE)
    pages.check_reach(partnership, ROLE, only={"people:person"})
    pages.check_refusals(partnership, ROLE, only={"access:grants"})
    clocks.check()


def test_without_the_scope_they_fail(partnership, monkeypatch):
    monkeypatch.setattr(policy, "within", lambda *_: Q())
    with pytest.raises(AssertionError):
        locks.check(partnership, Person, ROLE)


def test_without_the_second_lock_they_fail(partnership, monkeypatch):
    monkeypatch.setattr(row_security, "fingerprint", lambda _: "another")
    assert Person in row_security.stale(connection)


def test_without_a_grant_they_fail(partnership, monkeypatch):
    held = dict(policy.GRANTS[ROLE])
    del held["people.view_person"], held["people.view_summary"]
    monkeypatch.setitem(policy.GRANTS, ROLE, held)
    with pytest.raises(AssertionError):
        pages.check_reach(partnership, ROLE, only={"people:person"})


def test_with_a_grant_too_many_they_fail(partnership, monkeypatch):
    more = {**policy.GRANTS[ROLE], "access.view_grants": frozenset({policy.Reach.ALL})}
    monkeypatch.setitem(policy.GRANTS, ROLE, more)
    with pytest.raises(AssertionError):
        pages.check_refusals(partnership, ROLE, only={"access:grants"})


def test_without_a_clock_they_fail(partnership, monkeypatch):
    monkeypatch.setattr(running, "wind", lambda *_: None)
    partnership.break_glass(KENSINGTON)
    with pytest.raises(AssertionError):
        clocks.check()


def test_with_a_clock_left_out_of_its_workflow_they_fail(partnership, monkeypatch):
    glass = WORKFLOWS["access.BreakGlass"]
    monkeypatch.setitem(WORKFLOWS, glass.of, glass)  # the one below takes its place
    replace(glass, clocks=())
    with pytest.raises(AssertionError):
        clocks.check_table()


def test_without_a_line_of_the_trail_they_fail(partnership, monkeypatch):
    monkeypatch.setattr(trail, "write", lambda *_, **__: None)
    with pytest.raises(AssertionError):
        pages.check_refusals(partnership, ROLE, only={"access:grants"})
    with pytest.raises(AssertionError):
        pages.check_reach(partnership, ROLE, only={"people:person"})
