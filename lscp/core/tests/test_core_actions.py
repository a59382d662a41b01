"""An action does all or nothing, in the order of the kernel, and a refusal is on record once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection

from lscp.core import actions as kernel
from lscp.core import clocks, records, running, scope
from lscp.core.models import RunningClock, Transition
from lscp.core.models.trail import Entry
from lscp.core.policy import Reach
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.models import Child, Visit
from lscp.core.tests.specimen.workflow import VISIT
from lscp.core.workflow import WORKFLOWS, Changed, NotAllowed, OutOfReach, Refused, Runs

DAY = date(2026, 1, 5)
GRANTS = {
    "specimen.view_child": Reach.TEAM,
    "specimen.record_child": Reach.TEAM,
    "specimen.plan_visit": Reach.TEAM,
    "specimen.hold_visit": Reach.TEAM,
    "specimen.move_visit": Reach.TEAM,
}


@pytest.fixture
def worker(someone_granted, cast):
    return someone_granted(GRANTS, team=cast.kensington_assessment)


@pytest.fixture
def visit(worker):
    child = actions.record_child(by=worker, name="A child")
    return actions.plan_visit(by=worker, child=child, on=DAY, place="home")


def entries(**which):
    return list(Entry.objects.filter(**which).order_by("id"))


@pytest.mark.django_db
def test_an_action_sets_facts_moves_the_state_and_leaves_history_and_trail(visit, worker):
    held = actions.hold_visit(visit, by=worker, notes="All were at home", told=None)
    assert (held.state, held.version, held.notes) == ("held", 2, "All were at home")
    last = Transition.objects.get(subject=visit.pk, version=2)
    assert (last.before, last.after, last.action) == ("planned", "held", "specimen.hold_visit")
    assert (last.changed, last.person, last.by) == (["notes", "state"], visit.child_id, worker.name)
    (entry,) = entries(name="specimen.hold_visit")
    assert (entry.kind, entry.user, entry.subject) == ("did", worker.user, visit.pk)
    assert "All were at home" not in str(entry.detail)


@pytest.mark.django_db
def test_a_new_record_is_held_by_whoever_made_it(visit, worker):
    assert (visit.team_id, visit.organisation_id) == (worker.team, worker.organisation)
    assert (visit.authority, visit.restricted) == (worker.authority, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("why", "error", "sentence"),
    [
        ("role", NotAllowed, r"may not do this: record the visit\."),
        ("reach", OutOfReach, "no such record, or it is not open to you"),
        ("state", Refused, "it is held, and must be planned"),
        ("facts", Refused, "Say what was seen"),
    ],
)
def test_a_refusal_changes_nothing_and_is_on_record_once(
    visit, worker, someone_granted, cast, why, error, sentence
):
    actor, notes = worker, "All were at home"
    if why == "role":
        actor = someone_granted(
            {"specimen.move_visit": Reach.TEAM}, team=cast.kensington_assessment
        )
    elif why == "reach":
        actor = someone_granted(GRANTS, team=cast.kensington_protection)
    elif why == "state":
        visit = actions.hold_visit(visit, by=worker, notes=notes, told=None)
    else:
        notes = "nothing"
    before = Transition.objects.count(), len(entries(kind="did"))
    with pytest.raises(error, match=sentence) as refused:
        actions.hold_visit(visit, by=actor, notes=notes, told=None)
    assert refused.value.recorded
    (entry,) = entries(kind="refused")
    assert (entry.user, entry.name) == (actor.user, "specimen.hold_visit")
    assert (Transition.objects.count(), len(entries(kind="did"))) == before
    with scope.acting(worker):
        assert Visit.objects.get().notes == visit.notes


@pytest.mark.django_db
def test_another_area_can_object_and_then_nothing_is_done(visit, worker, monkeypatch):
    monkeypatch.setattr(kernel, "OBJECTIONS", {})

    @kernel.objects_to("specimen.move_visit")
    def not_on_a_monday(record, *, by, on):
        if on.weekday() == 0:
            raise Refused("Not on a Monday")

    with pytest.raises(Refused, match="Not on a Monday"):
        actions.move_visit(visit, by=worker, on=date(2026, 1, 12))
    assert [each.name for each in entries(kind="refused")] == ["specimen.move_visit"]
    assert actions.move_visit(visit, by=worker, on=date(2026, 1, 13)).version == 2


def test_the_second_of_two_is_told_what_the_first_did(visit, worker):
    actions.move_visit(visit, by=worker, on=date(2026, 1, 6))
    with pytest.raises(Changed, match="Somebody else changed this") as changed:
        actions.hold_visit(visit, by=worker, seen=visit.version, notes="All were in", told=None)
    assert [each.action for each in changed.value.since] == ["specimen.move_visit"]
    held = actions.hold_visit(visit, by=worker, seen=2, notes="All were in", told=None)
    assert (held.version, held.on) == (3, date(2026, 1, 6))


@pytest.mark.django_db
def test_what_is_sent_twice_is_made_once(worker):
    once = uuid4()
    first, again = (actions.record_child(by=worker, once=once, name="A child") for _ in range(2))
    assert first == again
    assert len(entries(name="specimen.record_child")) == 1


@pytest.mark.django_db
def test_a_record_about_a_restricted_person_is_restricted_from_the_start(worker):
    child = actions.record_child(by=worker, name="A child")
    child.restricted = True
    visit = actions.plan_visit(by=worker, child=child, on=DAY, place="home")
    assert visit.restricted


@pytest.mark.django_db
def test_where_the_trail_cannot_be_written_nothing_is_done(worker, monkeypatch):
    from lscp.core import trail

    def fails(*_, **__):
        raise trail.NotRecorded("No room")

    monkeypatch.setattr(trail, "write", fails)
    with pytest.raises(trail.NotRecorded):
        actions.record_child(by=worker, name="A child")
    with scope.acting(worker):
        assert not Child.objects.exists()
    assert not Transition.objects.exists()


@pytest.mark.django_db
def test_a_clock_is_wound_from_two_dates_and_again_where_they_are_corrected(visit, monkeypatch):
    monkeypatch.setitem(WORKFLOWS, VISIT.of, VISIT)  # the copy below registers itself
    timed = replace(VISIT, clocks=[Runs("assessment", starts_on="on", stops_on="moved_on")])
    visit.moved_on = None
    running.wind(visit, timed)
    clock = RunningClock.objects.get()
    assert (clock.starts_on, clock.due_on, clock.stopped_on) == (DAY, date(2026, 3, 9), None)
    assert (clock.edition, clock.team, clock.person) == ("2023", visit.team_id, visit.child_id)
    visit.on, visit.moved_on = date(2026, 1, 6), date(2026, 1, 7)
    running.wind(visit, timed)
    clock.refresh_from_db()
    assert (clock.due_on, clock.stopped_on) == (date(2026, 3, 10), date(2026, 1, 7))
    visit.on = date(2126, 1, 1)
    with pytest.raises(Refused, match="bank-holiday table"):
        running.wind(visit, timed)
    visit.on = None
    running.wind(visit, timed)
    assert not RunningClock.objects.exists()


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("first_review", date(2026, 1, 31), date(2026, 4, 30)),  # the last day of a shorter month
        ("first_review", date(2027, 11, 29), date(2028, 2, 29)),
        ("assessment", date(2025, 12, 24), date(2026, 3, 2)),  # over Christmas
    ],
)
def test_when_a_clock_is_due(name, start, due):
    assert clocks.due(clocks.clock(name, start), start) == due


@pytest.mark.django_db(transaction=True)
def test_of_two_who_act_at_once_one_waits_and_then_sees_what_the_other_did(visit, worker):
    """Two real connections: the second one waits for the row, not for luck."""
    has_it, may_end = Event(), Event()

    def slow():
        try:
            with scope.acting(worker), records.writing():
                held = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
                has_it.set()
                assert may_end.wait(10)
                actions.hold_visit(held, by=worker, notes="All were in", told=None)
        finally:
            connection.close()

    def fast():
        try:
            assert has_it.wait(10)
            may_end.set()
            with pytest.raises(Refused, match="it is held|Somebody else"):
                actions.hold_visit(visit, by=worker, seen=visit.version, notes="Out", told=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        for each in [both.submit(slow), both.submit(fast)]:
            each.result(timeout=30)
    with scope.acting(worker):
        assert Visit.objects.get().notes == "All were in"
    assert Transition.objects.filter(action="specimen.hold_visit").count() == 1
