"""Who sees full values, small numbers included, and of which authorities."""

from django.conf import settings

from lscp.access.models import Organisation
from lscp.access.roles import Role
from lscp.core.policy import Actor, Reach, grant, permission

VIEW_INTERNAL = permission("measures.view_internal", "See full values, small numbers included")
VIEW_APART = permission(
    "measures.view_apart",
    "See full values of what stands apart, as the register of the LADO, of years that are over",
)

for role in (Role.BUSINESS_MANAGER, Role.SCRUTINEER, Role.EXECUTIVE):
    grant(role, Reach.ALL, VIEW_INTERNAL, VIEW_APART)
for role in (
    Role.ANALYST, Role.RETURNS_OFFICER, Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER,
    Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.CONFERENCE_CHAIR, Role.LADO,
    Role.EXPLOITATION_LEAD,
):  # fmt: skip
    grant(role, Reach.AUTHORITY, VIEW_INTERNAL)
for role in (Role.ANALYST, Role.LADO):
    grant(role, Reach.AUTHORITY, VIEW_APART)


def authorities(actor: Actor, permission: str) -> tuple[str, ...]:
    """Return the partnership's authorities whose figures and returns a permission reaches.

    Whoever works for the partnership itself has all its authorities for their own.
    """
    members = tuple(settings.LSCP_MEMBERS)
    reaches = actor.grants.get(permission, frozenset())
    if Reach.ALL in reaches:
        return members
    if Reach.AUTHORITY not in reaches:
        return ()
    if actor.authority:
        return tuple(each for each in members if each == actor.authority)
    return members if _of_partnership(actor) else ()


def _of_partnership(actor: Actor) -> bool:
    if actor.organisation is None:
        return False
    return Organisation.objects.filter(pk=actor.organisation, kind="partnership").exists()
