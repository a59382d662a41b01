"""From a membership to the actor that the kernel asks: role, holder, grants, broken glass."""

from collections.abc import Mapping
from uuid import UUID

from lscp.access.models import GrantChange, Membership, User
from lscp.core.policy import GRANTS, Actor, Reach, open_names
from lscp.core.time import today


def memberships(user: User) -> list[Membership]:
    """Return the roles that somebody holds today, in the order to offer them in."""
    held = user.memberships.open_on(today()).select_related("organisation", "team")
    return list(held.order_by("from_on", "id"))


def choose(user: User, chosen: str | None) -> Actor:
    """Return somebody acting in the role that they chose, if they still hold it; else the first."""
    held = memberships(user)
    membership = next((each for each in held if str(each.pk) == chosen), held[0] if held else None)
    return actor(user, membership)


def actor(user: User, membership: Membership | None) -> Actor:
    """Return somebody who signed in, acting in one of their roles, or in none."""
    name = user.get_full_name() or user.get_username()
    if membership is None:
        return Actor(user.pk, name, "", title="none")
    return Actor(
        user=user.pk,
        name=name,
        role=membership.role,
        title=membership.get_role_display(),
        membership=membership.pk,
        organisation=membership.organisation_id,
        team=membership.team_id,
        authority=membership.organisation.authority,
        grants=grants(membership.role),
        glass=_glass(user.pk),
    )


def grants(role: str) -> Mapping[str, frozenset[Reach]]:
    """Return what a role may do: the default grants, with what the partnership changed."""
    held = dict(GRANTS.get(role, {}))
    for changed in GrantChange.objects.filter(role=role).order_by("id"):
        held[changed.permission] = frozenset(Reach(each) for each in changed.reaches)
    return {name: reaches for name, reaches in held.items() if reaches}


def needs_second_factor(user: User) -> bool:
    """Say whether a role that somebody holds is granted anything about people's records."""
    from lscp.core.policy import PERMISSIONS

    held = (grants(each.role) for each in memberships(user))
    return any(PERMISSIONS[name].of for each in held for name in each if name in PERMISSIONS)


def may_sign_in(user: User) -> bool:
    """Say whether an account is open: active, and with a role that runs today."""
    return user.is_active and bool(memberships(user))


def _glass(user: UUID) -> tuple[UUID, ...]:
    broken = open_names((user,)).filter(kind="glass")
    return tuple(broken.values_list("subject", flat=True))
