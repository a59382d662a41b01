"""Who somebody is when they act: their role, whom they act for, and what the role is granted."""

import pytest

from lscp.access.roles import Role
from lscp.core import policy
from lscp.core.policy import Reach

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_home_in_the_cast(someone, role):
    who = someone(role)
    assert who.role == role
    assert who.membership
    assert who.organisation


def test_somebody_acts_for_the_authority_that_their_organisation_serves(someone, cast):
    assert someone("social_worker").authority == cast.KENSINGTON
    assert someone("social_worker", authority=cast.WESTMINSTER).authority == cast.WESTMINSTER
    assert someone("social_worker", team=cast.westminster_protection).team == (
        cast.westminster_protection.pk
    )
    assert someone("police_officer").authority == ""


def test_a_throw_away_role_has_what_the_test_gave_it_and_no_more(someone_granted, monkeypatch):
    monkeypatch.setitem(policy.PERMISSIONS, "test.look", policy.Permission("test.look", "Look"))
    monkeypatch.setitem(policy.PERMISSIONS, "test.act", policy.Permission("test.act", "Act"))
    who = someone_granted({"test.look": Reach.TEAM})
    assert policy.may(who, "test.look")
    refused = policy.may(who, "test.act")
    assert not refused
    assert refused.reason.endswith("may not do this: act.")


def test_somebody_signed_in_is_let_onto_a_page(someone, signed_in):
    assert "Sign out" in signed_in(someone("analyst")).get("/privacy/").text
