"""Accounts that lock: those that nobody uses, and those that must not be used."""

from datetime import timedelta

import pytest

from lscp.access import acting, actions, jobs
from lscp.access.models import AccountLock, Membership, User
from lscp.core.time import now
from lscp.core.workflow import OutOfReach, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(someone, cast):
    return someone("organisation_administrator", organisation=cast.police)


@pytest.fixture
def officer(someone, cast):
    return someone("police_officer", organisation=cast.police)


def held(actor):
    return Membership.objects.get(pk=actor.membership)


def user(actor):
    return User.objects.get(pk=actor.user)


@pytest.fixture
def asleep(officer):
    """An account that nobody has signed in to for 91 days."""
    long_ago = now() - timedelta(days=91)
    User.objects.filter(pk=officer.user).update(date_joined=long_ago, last_login=long_ago)
    return officer


def test_lock_account_takes_every_role_away_until_it_is_unlocked(officer, administrator):
    lock = actions.lock_account(by=administrator, holder=held(officer))
    assert acting.choose(user(officer), None).grants == {}
    assert not acting.may_sign_in(user(officer))
    actions.unlock_account(lock, by=administrator)
    assert acting.choose(user(officer), None).role == "police_officer"
    assert acting.may_sign_in(user(officer))


def test_lock_account_is_refused_twice_and_of_oneself(officer, administrator):
    actions.lock_account(by=administrator, holder=held(officer))
    with pytest.raises(Refused, match="locked already"):
        actions.lock_account(by=administrator, holder=held(officer))
    with pytest.raises(Refused, match="your own account"):
        actions.lock_account(by=administrator, holder=held(administrator))


def test_unlock_account_is_refused_to_another_organisation(officer, administrator, someone, cast):
    lock = actions.lock_account(by=administrator, holder=held(officer))
    other = someone("organisation_administrator", organisation=cast.icb)
    with pytest.raises(OutOfReach):
        actions.unlock_account(lock, by=other)


def test_a_dormant_account_cannot_sign_in_even_before_the_night(asleep):
    assert not acting.may_sign_in(user(asleep))


def test_dormant_accounts_lock_every_night_once(asleep, administrator):
    jobs.lock_dormant_accounts()
    jobs.lock_dormant_accounts()
    lock = AccountLock.objects.get()
    assert (lock.user_id, lock.why) == (asleep.user, "dormant")
    actions.unlock_account(lock, by=administrator)
    assert acting.may_sign_in(user(asleep))
    jobs.lock_dormant_accounts()
    assert AccountLock.objects.count() == 1


def test_locked_accounts_on_their_page(officer, administrator, signed_in):
    client = signed_in(administrator)
    answer = client.post(f"/roles-held/{officer.membership}/lock/", follow=True)
    assert "The account is locked" in answer.text
    lock = AccountLock.objects.get()
    assert str(user(officer)) in client.get("/locked-accounts/").text
    answer = client.post(f"/locked-accounts/{lock.pk}/unlock/", follow=True)
    assert "The account is unlocked" in answer.text
