"""What the tables of the front door cannot hold, whoever writes: the census forbids it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door.models import Referral
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
DAY = today() - timedelta(days=30)


@pytest.fixture
def manager(someone):
    return someone("front_door_manager")


@pytest.fixture
def child(manager):
    return people.record_person(
        by=manager, given="Amelia", family="Okafor", date_of_birth=date(2016, 5, 4)
    )


def episode(child, by, start, end=None, **more):
    """Write a referral past its actions, as nothing but the constraints would stop it."""
    known = {
        "state": "closed" if end else "open", "primary_need": "N1", "no_further_action": False,
        "closure_reason": "RC7" if end else "", "source": "2A", "version": 1,
        "authority": by.authority, "closed_on": end,
    }  # fmt: skip
    with acting(by), writing(), transaction.atomic():
        row = Referral(
            child=child, received_on=start, team_id=by.team, organisation_id=by.organisation,
            **known | more,
        )  # fmt: skip
        row.save()
    return row


def test_a_child_has_one_open_episode(child, manager):
    episode(child, manager, DAY)
    with pytest.raises(IntegrityError, match="one_episode"):
        episode(child, manager, DAY + timedelta(days=5))


def test_episodes_of_a_child_do_not_overlap_and_may_follow_each_other(child, manager):
    episode(child, manager, DAY, DAY + timedelta(days=10))
    with pytest.raises(IntegrityError, match="one_episode"):
        episode(child, manager, DAY + timedelta(days=9))
    assert episode(child, manager, DAY + timedelta(days=10))


def test_each_authority_has_episodes_of_its_own(child, manager):
    episode(child, manager, DAY)
    assert episode(child, manager, DAY, authority="E09000033")


@pytest.mark.parametrize(
    ("how", "name"),
    [
        ({"state": "closed", "closed_on": DAY}, "closed_with_a_reason"),
        ({"closure_reason": "RC7"}, "closed_with_a_reason"),
        ({"primary_need": ""}, "no_action_has_no_need"),
        ({"state": "no_action", "no_further_action": True}, "no_action_has_no_need"),
    ],
)
def test_a_referral_is_closed_with_a_reason_and_needs_one_where_it_is_taken_on(
    child, manager, how, name
):
    with pytest.raises(IntegrityError, match=name), acting(manager):
        episode(child, manager, DAY, **how)
