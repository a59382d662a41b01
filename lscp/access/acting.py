"""From a membership to the actor that the kernel asks: role, holder, grants, broken glass."""

from collections.abc import Mapping
from datetime import timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from lscp.access.models import AccountLock, GrantChange, Membership, User
from lscp.access.roles import NEVER_SEE_PEOPLE
from lscp.core import exact
from lscp.core.lookups import Glass
from lscp.core.policy import GRANTS, PERMISSIONS, Actor, Reach, open_names
from lscp.core.time import now, today


def memberships(user: User) -> list[Membership]:
    """Return the roles that somebody holds today, in the order to offer them in."""
    held = Membership.objects.filter(user=user).open_on(today())
    wanted = held.select_related("organisation", "team", "deputy_for")
    found = wanted.annotate(broken_glass=Glass(user.pk, now())).order_by()
    return sorted(found, key=attrgetter("from_on", "pk"))


def choose(user: User, chosen: str | None) -> Actor:
    """Return somebody acting in the role that they chose, if they still hold it; else the first."""
    held = memberships(user)
    membership = next((each for each in held if str(each.pk) == chosen), held[0] if held else None)
    return actor(user, membership)


def actor(user: User, membership: Membership | None) -> Actor:
    """Return somebody who signed in, acting in one of their roles, or in none."""
    name = str(user)
    if membership is None:
        return Actor(user.pk, name, "", title="none")
    broken = getattr(membership, "broken_glass", None)
    broken = _glass(user.pk).values_list("subject", flat=True) if broken is None else broken
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
        glass=tuple(broken),
        place=membership.team.name if membership.team else membership.organisation.name,
        acts_for=membership.deputy_for.user_id if membership.deputy_for else None,
    )


def grants(role: str) -> Mapping[str, frozenset[Reach]]:
    """Return what a role may do: the default grants, with what the partnership changed."""
    held = dict(GRANTS.get(role, {}))
    latest = GrantChange.objects.filter(role=role).order_by("permission", "-at")
    for changed in latest.distinct("permission"):
        held[changed.permission] = frozenset(Reach(each) for each in changed.reaches)
    return {
        name: reaches for name, reaches in held.items()
        if reaches and not (role in NEVER_SEE_PEOPLE and about_people(name))
    }  # fmt: skip


def about_people(permission: str) -> bool:
    """Say whether a permission is about records of the people whom agencies work with."""
    known = PERMISSIONS.get(permission)
    if known is None or not known.of:
        return False
    from django.apps import apps

    return bool(getattr(apps.get_model(known.of), "second_lock", True))


def needs_second_factor(user: User) -> bool:
    """Say whether a role that somebody holds is granted anything about people."""
    held = {each.role for each in memberships(user)}
    known = (PERMISSIONS.get(name) for role in held for name in grants(role))
    return any(each and (each.of or each.second_factor) for each in known)


def may_sign_in(user: User) -> bool:
    """Say whether an account is open: active, in use, and with a role that runs today."""
    return user.is_active and bool(memberships(user)) and not is_dormant(user)


def is_dormant(user: User) -> bool:
    """Say whether nobody has signed in to an account for as long as locks it."""
    return dormant().filter(pk=user.pk).exists()


def dormant() -> QuerySet[User]:
    """Return the accounts that nobody signed in to for long, since they were made or unlocked."""
    before = now() - timedelta(days=settings.LSCP_DORMANT_DAYS)
    unlocked = AccountLock.objects.filter(unlocked_on__gt=before.date()).values("user")
    quiet = User.objects.filter(Q(last_login=None) | Q(last_login__lt=before), is_active=True)
    return quiet.filter(date_joined__lt=before).exclude(pk__in=unlocked)


def _glass(user: UUID) -> QuerySet[Any]:
    return open_names((user,), exact.PERSON).filter(kind="glass").values("subject")
