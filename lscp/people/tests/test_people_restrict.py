"""A restricted record cannot be found by those outside, nor anything about the person."""

import pytest

from lscp.core.models import RunningClock
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions
from lscp.people.models import ChronologyEntry, Person

pytestmark = pytest.mark.django_db
WHY = "A colleague’s child"


@pytest.fixture
def guardian(someone_granted, cast):
    """Somebody who may restrict what their authority holds."""
    reach = (Reach.AUTHORITY, Reach.NAMED)
    names = ("people.restrict_person", "people.lift_restriction", "people.view_person",
             "people.merge_person")  # fmt: skip
    return someone_granted(dict.fromkeys(names, reach), team=cast.kensington_protection)


def test_restrict_person(child, social_worker, manager, guardian, sees):
    entry = actions.record_entry(
        by=social_worker, person=child, happened_on=today(), kind="visit", words="Seen alone"
    )
    shut = actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    assert shut.restricted_because == WHY
    assert sees(social_worker, child)
    assert sees(guardian, child)
    assert not sees(manager, child)
    with acting(manager):
        assert not Person.objects.filter(pk=child.pk).exists()
        assert not ChronologyEntry.objects.filter(pk=entry.pk).exists()
    with acting(social_worker):
        assert ChronologyEntry.objects.get(pk=entry.pk).restricted
    with pytest.raises(OutOfReach):
        actions.add_need(child, by=manager, kind="health", words="x")


def test_what_is_recorded_about_a_restricted_person_is_restricted(
    child, social_worker, manager, guardian, sees
):
    actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    entry = actions.record_entry(
        by=social_worker, person=child, happened_on=today(), kind="visit", words="Seen alone"
    )
    assert entry.restricted
    assert sees(social_worker, entry, "people.view_entry")
    assert not sees(manager, entry, "people.view_entry")


def test_lift_restriction(child, social_worker, manager, guardian, sees):
    entry = actions.record_entry(
        by=social_worker, person=child, happened_on=today(), kind="visit", words="Seen alone"
    )
    actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    with pytest.raises(Refused, match="already"):
        actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    lifted = actions.lift_restriction(child, by=guardian, reason="They moved away")
    assert (lifted.restricted, lifted.restricted_because) == (False, None)
    assert sees(manager, child)
    assert sees(manager, entry, "people.view_entry")
    with pytest.raises(Refused, match="not restricted"):
        actions.lift_restriction(child, by=guardian, reason="x")


def test_a_merged_record_is_restricted_with_the_one_that_stands(
    child, social_worker, manager, guardian, sees
):
    twin = actions.record_person(by=social_worker, given="Amara", family="Bell")
    merged = actions.merge_person(twin, by=guardian, into=child, reason="Same")
    with pytest.raises(Refused, match="this one follows"):
        actions.restrict_person(merged, by=guardian, reason=WHY, stays=[social_worker.user])
    actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    assert not sees(manager, twin)
    assert sees(social_worker, twin)
    actions.lift_restriction(child, by=guardian, reason="Over")
    assert sees(manager, twin)


def test_restrict_person_is_refused(child, manager, guardian, cast):
    with pytest.raises(NotAllowed):
        actions.restrict_person(child, by=manager, reason=WHY, stays=[manager.user])
    for stays in [], [cast.kensington_assessment.pk]:
        with pytest.raises(Refused, match="at least one person"):
            actions.restrict_person(child, by=guardian, reason=WHY, stays=stays)


def test_a_clock_about_the_person_is_restricted_too(child, social_worker, guardian):
    clock = RunningClock.objects.create(
        subject_type="people.Person", subject=child.pk, person=child.pk, clock="assessment",
        edition="2023", starts_on=today(), due_on=today(),
    )  # fmt: skip
    actions.restrict_person(child, by=guardian, reason=WHY, stays=[social_worker.user])
    clock.refresh_from_db()
    assert clock.restricted
