"""What the tables of the front door cannot hold, whoever writes: the census forbids it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door.models import Assessment, Referral
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
DAY = today() - timedelta(days=30)


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
        ({"state": "no_action", "primary_need": ""}, "no_action_has_no_need"),
        ({"state": "received", "primary_need": ""}, "no_action_has_no_need"),
        ({"decided_on": DAY}, "decided_on_decided_by"),
    ],
)
def test_a_referral_is_closed_with_a_reason_and_needs_one_where_it_is_taken_on(
    child, manager, how, name
):
    with pytest.raises(IntegrityError, match=name), acting(manager):
        episode(child, manager, DAY, **how)


def test_an_episode_closes_after_it_starts(child, manager):
    with pytest.raises(IntegrityError, match="closes_after_it_starts|range lower bound"):
        episode(child, manager, DAY, DAY - timedelta(days=1))


def test_episodes_closed_after_an_assessment_have_one(child, manager):
    with pytest.raises(IntegrityError, match="closed_when_done"):
        episode(child, manager, DAY, DAY, closure_reason="RC8")


@pytest.fixture
def worker(someone):
    return someone("social_worker")


def assessment(case, by, **more):
    """Write an assessment past its actions."""
    known = {
        "state": "started", "referred_on": case.received_on, "started_on": case.received_on,
        "child_id": case.child_id, "referral_id": case.pk, "version": 1, "factors": ["4B"],
    }  # fmt: skip
    if more.get("state") == "authorised":
        known |= {"authorised_on": case.received_on, "authorised_by_id": by.user}
    with acting(by), writing(), transaction.atomic():
        row = Assessment(
            team_id=by.team, organisation_id=by.organisation, authority=by.authority,
            **known | more,
        )  # fmt: skip
        row.save()
    return row


def test_a_case_has_one_open_assessment(child, manager, worker):
    case = episode(child, manager, DAY)
    assessment(case, worker, state="authorised")
    assessment(case, worker)
    with pytest.raises(IntegrityError, match="one_open_assessment"):
        assessment(case, worker)


@pytest.mark.parametrize(
    ("how", "name"),
    [
        ({"started_on": DAY - timedelta(days=1)}, "assessed_after_referred"),
        ({"authorised_on": DAY}, "assessment_authorised"),
        ({"state": "authorised", "authorised_on": None}, "assessment_authorised"),
        ({"state": "authorised", "authorised_by_id": None}, "authorised_on_authorised_by"),
        (
            {"state": "authorised", "authorised_on": DAY - timedelta(days=1)},
            "assessment_ends_after_it_starts",
        ),
        ({"factors": ["21", "4B"]}, "no_factors_alone"),
        ({"state": "authorised", "factors": []}, "authorised_with_factors"),
        ({"referred_on": DAY - timedelta(days=1)}, "assessed_while_open"),
    ],
)
def test_an_assessment_that_the_census_forbids_is_not_kept(child, manager, worker, how, name):
    case = episode(child, manager, DAY)
    with pytest.raises(IntegrityError, match=name):
        assessment(case, worker, **how)


@pytest.mark.parametrize(
    "how",
    [
        {"state": "received", "primary_need": "", "no_further_action": None},
        {"state": "no_action", "primary_need": "", "no_further_action": True},
        {"end": DAY},
    ],
)
def test_only_an_open_case_is_assessed(child, manager, worker, how):
    case = episode(child, manager, DAY, **how)
    with pytest.raises(IntegrityError, match="assessed_while_open"):
        assessment(case, worker)


@pytest.mark.parametrize("how", [{}, {"state": "authorised", "authorised_on": today()}])
def test_no_case_is_closed_before_its_assessments_are(child, manager, worker, how):
    case = episode(child, manager, DAY)
    assessment(case, worker, **how)
    case.state, case.closed_on, case.closure_reason = "closed", DAY, "RC7"
    refused = pytest.raises(IntegrityError, match="closed_when_done")
    with refused, acting(manager), writing(), transaction.atomic():
        case.save()
