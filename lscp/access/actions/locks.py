"""Locking an account that nobody uses or that must not be used, and unlocking it."""

from lscp.access.models import AccountLock, Membership, User
from lscp.access.workflow import ACCOUNT_LOCK
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused


@action(ACCOUNT_LOCK, "Lock the account")
def lock_account(
    lock: AccountLock, *, by: Actor, holder: Membership, why: str = AccountLock.Why.ASKED
) -> None:
    """Lock somebody's account: they can do nothing more, in any of their roles."""
    user = User.objects.select_for_update().get(pk=holder.user_id)
    if user.pk == by.user:
        raise Refused("You cannot lock your own account. Ask another administrator.")
    if user.locks.filter(state="locked").exists():
        raise Refused("This account is locked already.")
    lock.user, lock.why, lock.locked_on = user, why, today()
    lock.organisation, lock.team = holder.organisation, holder.team
    lock.authority = holder.authority


@action(ACCOUNT_LOCK, "Unlock the account")
def unlock_account(lock: AccountLock, *, by: Actor) -> None:
    """Let somebody sign in again; the days without signing in are counted anew."""
    if lock.user_id == by.user:
        raise Refused("You cannot unlock your own account. Ask another administrator.")
    lock.unlocked_on = today()
