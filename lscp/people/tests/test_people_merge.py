"""Merging two records of one person, and taking it back with nothing lost."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lscp.core.named import name_on
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions, naming
from lscp.people.models import Name

pytestmark = pytest.mark.django_db
REASON = "The same birth certificate"
ENTRY = {"happened_on": today(), "kind": "concern", "words": "A bruise"}


@pytest.fixture
def front_door(someone, cast):
    """A manager of the front door, whose role reaches the whole authority."""
    return someone("front_door_manager", team=cast.kensington_protection)


@pytest.fixture
def elsewhere(someone, cast):
    """A social worker of another team."""
    return someone("social_worker", team=cast.kensington_protection)


@pytest.fixture
def twin(elsewhere):
    """The same child, recorded by another team under another name."""
    return actions.record_person(by=elsewhere, given="Amara", family="Bell")


def test_merge_person(child, twin, front_door, social_worker, elsewhere, sees):
    assert not sees(social_worker, twin)
    merged = actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    assert (merged.state, merged.merged_into) == ("merged", child)
    assert sees(social_worker, merged)
    assert sees(elsewhere, child)
    with acting(social_worker):
        assert set(naming.together(child)) == set(naming.together(merged)) == {child.pk, twin.pk}
        assert Name.objects.get(person=twin).family == "Bell"  # no fact moves


def test_merge_person_lets_in_who_comes_later(child, twin, front_door, social_worker, cast,
                                              someone, sees):  # fmt: skip
    actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    lead = someone("school_lead")
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation",
    )  # fmt: skip
    assert sees(lead, twin, "people.view_summary")
    actions.take_back_merge(twin, by=front_door, reason="Two children")
    assert sees(lead, child, "people.view_summary")
    assert not sees(lead, twin, "people.view_summary")


def test_take_back_merge_leaves_all_as_it_was(child, twin, front_door, social_worker, elsewhere,
                                              sees):  # fmt: skip
    actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    with pytest.raises(Refused, match="must be"):
        actions.add_need(twin, by=front_door, kind="health", words="Asthma")
    with pytest.raises(Refused, match="is born"):
        actions.take_back_unborn_merge(
            actions.merge_person(child_of(elsewhere), by=front_door, into=child, reason=REASON),
            by=front_door, reason="x",
        )  # fmt: skip
    apart = actions.take_back_merge(twin, by=front_door, reason="Two children")
    assert (apart.state, apart.merged_into, apart.shown_name) == ("known", None, "Amara Bell")
    assert sees(elsewhere, twin)
    assert not sees(social_worker, twin)


def child_of(actor):
    return actions.record_person(by=actor, given="A", family="Bell", date_of_birth=today())


def test_a_merged_record_is_shown_where_the_other_is_not_open(
    child, someone, cast, sees, signed_in
):
    names = ("people.merge_person", "people.take_back_merge", "people.view_person",
             "people.view_summary")  # fmt: skip
    of_both = someone_granted_all(someone, names)
    there = actions.record_person(
        by=someone("social_worker", team=cast.westminster_assessment), given="A", family="Bell"
    )
    actions.merge_person(child, by=of_both, into=there, reason=REASON)
    officer = someone("front_door_officer", team=cast.kensington_protection)
    assert sees(officer, child)
    assert not sees(officer, there)
    assert "not open to you" in signed_in(officer).get(f"/people/{child.pk}/").text
    manager = someone("front_door_manager", team=cast.kensington_protection)
    with pytest.raises(Refused, match="not open to you"):
        actions.take_back_merge(child, by=manager, reason="Two")


def someone_granted_all(someone, names):
    return replace(someone("service_manager"), grants=dict.fromkeys(names, frozenset({Reach.ALL})))


def test_merge_of_an_unborn_child(social_worker, manager):
    one, other = (actions.record_unborn(by=social_worker, expected_on=today()) for _ in range(2))
    merged = actions.merge_person(one, by=manager, into=other, reason=REASON)
    with pytest.raises(Refused, match="not born"):
        actions.take_back_merge(merged, by=manager, reason="x")
    assert actions.take_back_unborn_merge(merged, by=manager, reason="x").state == "unborn"


def test_merged_entries_shared_with_all_reach_those_of_either(
    child, twin, front_door, social_worker, elsewhere, sees
):
    mine = actions.record_entry(by=elsewhere, person=twin, **ENTRY)
    shared = actions.record_entry(by=elsewhere, person=twin, for_all=True, **ENTRY)
    actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    assert not sees(social_worker, mine, "people.view_entry")
    assert sees(social_worker, shared, "people.view_entry")
    actions.take_back_merge(twin, by=front_door, reason="Two children")
    assert not sees(social_worker, shared, "people.view_entry")


def test_who_was_let_in_for_a_time_is_let_in_to_the_other_for_no_longer(
    child, twin, front_door, someone, sees, time_machine
):
    chair, until = someone("conference_chair"), now() + timedelta(days=28)
    name_on(twin, chair.user, until=until, source=uuid4())
    actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    assert sees(chair, child)
    time_machine.move_to(until + timedelta(hours=1))
    assert not sees(chair, child)


def test_merge_person_is_refused(child, twin, front_door, social_worker, someone, cast):
    with pytest.raises(Refused, match="same record"):
        actions.merge_person(child, by=front_door, into=child, reason=REASON)
    with pytest.raises(NotAllowed):
        actions.merge_person(twin, by=social_worker, into=child, reason=REASON)
    manager = someone("team_manager", team=cast.kensington_assessment)
    with pytest.raises(OutOfReach):
        actions.merge_person(child, by=manager, into=twin, reason=REASON)
    actions.merge_person(twin, by=front_door, into=child, reason=REASON)
    third = actions.record_person(by=social_worker, given="A", family="N")
    with pytest.raises(Refused, match="merged itself"):
        actions.merge_person(third, by=front_door, into=twin, reason=REASON)


def test_a_restricted_record_merges_with_no_open_one(child, twin, front_door, social_worker, cast):
    actions.allocate(child, by=front_door, user=str(social_worker.user))
    everything = {**front_door.grants, "people.restrict_person": frozenset({Reach.AUTHORITY})}
    able = replace(front_door, grants=everything)
    actions.restrict_person(child, by=able, reason="A colleague’s", stays=[social_worker.user])
    with pytest.raises(Refused, match="restricted"):
        actions.merge_person(twin, by=front_door, into=child, reason=REASON)
