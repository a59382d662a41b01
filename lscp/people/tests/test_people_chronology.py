"""A chronology's entries: held by who recorded them, shared on purpose, withdrawn with a reason."""

from datetime import timedelta

import pytest

from lscp.access.models import Team
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions
from lscp.people.models import Involvement

pytestmark = pytest.mark.django_db
ENTRY = {"happened_on": today(), "kind": "concern", "words": "Came without a coat"}
VIEW = "people.view_entry"


@pytest.fixture
def lead(child, social_worker, someone, cast):
    """The safeguarding lead of the child's school."""
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation",
    )  # fmt: skip
    return someone("school_lead")


@pytest.fixture
def officer(child, social_worker, someone, cast):
    """A police officer who works with the child."""
    actions.involve(
        child, by=social_worker, capacity="police", organisation=cast.police, opens_to="team",
        team=cast.police_child_abuse,
    )  # fmt: skip
    return someone("police_officer", team=cast.police_child_abuse)


def test_record_entry_is_seen_by_ones_own_organisation(
    child, lead, officer, social_worker, someone, cast, sees
):
    entry = actions.record_entry(by=lead, person=child, **ENTRY)
    assert entry.organisation == cast.kensington_school
    assert sees(someone("school_lead"), entry, VIEW)
    for other in officer, social_worker, someone("front_door_officer"):
        assert not sees(other, entry, VIEW)


def test_record_entry_of_an_officer_is_not_for_the_whole_force(child, officer, someone, cast, sees):
    entry = actions.record_entry(by=officer, person=child, **ENTRY)
    assert sees(officer, entry, VIEW)
    assert sees(someone("police_officer", team=cast.police_child_abuse), entry, VIEW)
    with writing():
        traffic = Team.objects.create(organisation=cast.police, name="Traffic", version=1)
    assert not sees(someone("police_officer", team=traffic), entry, VIEW)


def test_record_entry_of_social_care_is_open_to_its_front_door(
    child, social_worker, someone, cast, sees
):
    entry = actions.record_entry(by=social_worker, person=child, **ENTRY)
    assert sees(someone("front_door_officer", team=cast.kensington_protection), entry, VIEW)
    other = someone("front_door_officer", authority=cast.WESTMINSTER)
    assert not sees(other, entry, VIEW)


def test_share_entry(child, lead, officer, social_worker, someone, cast, sees):
    entry = actions.record_entry(by=lead, person=child, **ENTRY)
    with pytest.raises(Refused, match="Choose"):
        actions.share_entry(entry, by=lead)
    actions.share_entry(entry, by=lead, organisations=[str(cast.police.pk)])
    assert sees(officer, entry, VIEW)
    assert not sees(social_worker, entry, VIEW)
    shared = actions.share_entry(entry, by=lead, for_all=True)
    assert shared.for_all
    assert sees(social_worker, entry, VIEW)
    with pytest.raises(Refused, match="Another organisation recorded this"):
        actions.share_entry(entry, by=social_worker, for_all=True)


def test_an_entry_for_all_reaches_who_comes_later_and_leaves_with_them(
    child, lead, social_worker, someone, cast, sees
):
    entry = actions.record_entry(by=lead, person=child, for_all=True, **ENTRY)
    practice = someone("health_lead")
    assert not sees(practice, entry, VIEW)
    actions.involve(
        child, by=social_worker, capacity="gp", organisation=cast.kensington_gp,
        opens_to="organisation",
    )  # fmt: skip
    assert sees(practice, entry, VIEW)
    with acting(social_worker):
        made = Involvement.objects.get(organisation=cast.kensington_gp)
    actions.end_involvement(child, by=social_worker, fact=made, to_on=today())
    assert not sees(practice, entry, VIEW)


def test_withdraw_entry(child, lead, officer, sees):
    entry = actions.record_entry(by=lead, person=child, for_all=True, **ENTRY)
    with pytest.raises(Refused, match="Another organisation"):
        actions.withdraw_entry(entry, by=officer, reason="x")
    gone = actions.withdraw_entry(entry, by=lead, reason="Another child")
    assert (gone.state, gone.wrong_because) == ("withdrawn", "Another child")
    with pytest.raises(Refused, match="must be recorded"):
        actions.share_entry(gone, by=lead, for_all=True)


def test_record_entry_is_refused(child, lead, someone, cast):
    with pytest.raises(Refused, match="today or in the past"):
        actions.record_entry(
            by=lead, person=child, **{**ENTRY, "happened_on": today() + timedelta(days=1)}
        )
    with pytest.raises(OutOfReach):
        actions.record_entry(
            by=someone("school_lead", authority=cast.WESTMINSTER), person=child, **ENTRY
        )
    with pytest.raises(NotAllowed):
        actions.record_entry(by=someone("analyst"), person=child, **ENTRY)
