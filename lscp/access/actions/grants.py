"""Changing the table of grants: which role may do what, and how far it reaches."""

from collections.abc import Sequence

from lscp.access.acting import about_people
from lscp.access.models import GrantChange
from lscp.access.roles import NEVER_SEE_PEOPLE, Role
from lscp.access.workflow import GRANT_CHANGE
from lscp.core.actions import action
from lscp.core.policy import PERMISSIONS, Actor, Reach
from lscp.core.time import now
from lscp.core.workflow import Refused

NEVER = "No record of a person is ever open to the {role}. This is not a matter of grants."
KEPT = frozenset({"access.change_grant", "access.view_grants"})


@action(GRANT_CHANGE, "Change a grant")
def change_grant(
    change: GrantChange, *, by: Actor, role: str, permission: str, reaches: Sequence[str],
    reason: str,
) -> None:  # fmt: skip
    """Say anew how far a role reaches with a permission; no reach takes the grant away."""
    if permission not in PERMISSIONS:
        raise Refused("Choose one of the permissions.")
    if role in NEVER_SEE_PEOPLE and about_people(permission):
        raise Refused(NEVER.format(role=Role(role).label.lower()))
    if role == by.role and permission in KEPT:
        raise Refused("You cannot take from your own role the right to change grants.")
    change.role, change.permission, change.reason = role, permission, reason
    change.reaches = sorted(str(Reach(each)) for each in reaches)
    change.at = now()
