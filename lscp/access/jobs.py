"""What is done about accounts every night."""

from lscp.access import acting, sign_in_guard
from lscp.access.actions import lock_account
from lscp.access.models import AccountLock, Membership
from lscp.core import jobs
from lscp.core.policy import Actor


@jobs.nightly("access.lock_dormant_accounts", may=(lock_account.name,))
def lock_dormant_accounts(by: Actor) -> None:
    """Lock the accounts that nobody has signed in to for long."""
    locked = AccountLock.objects.filter(state="locked").values("user")
    held = Membership.objects.filter(user__in=acting.dormant()).exclude(user__in=locked)
    for each in held.order_by("user", "-from_on").distinct("user"):
        lock_account(by=by, holder=each, why=AccountLock.Why.DORMANT)


@jobs.nightly("access.forget_ended_sessions")
def forget_ended_sessions(by: Actor) -> None:
    """Delete what is kept of sessions that are over."""
    sign_in_guard.forget_ended_sessions()
