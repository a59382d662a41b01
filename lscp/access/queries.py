"""Questions about organisations and the people who hold roles in them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from lscp.access import acting
from lscp.access.models import GrantChange, Membership, Memberships, Organisation, Team
from lscp.access.roles import Role, belongings
from lscp.core import notify, policy, vocab
from lscp.core.policy import Actor, Reach
from lscp.core.time import today

REACH_WORDS = {
    Reach.TEAM: "own team", Reach.ORGANISATION: "own organisation",
    Reach.AUTHORITY: "own authority", Reach.NAMED: "named", Reach.ALL: "all",
}  # fmt: skip


def authorities() -> list[tuple[str, str]]:
    """Return the authorities of the partnership: ONS code and name."""
    names = vocab.codes("dfe/local_authority")
    return [(code, names.get(code, code)) for code in settings.LSCP_MEMBERS]


def staffed_team(
    authority: str, roles: Collection[str], kinds: Collection[str] = ("social_care",)
) -> Team | None:
    """Return the team that most people of some roles are in today, in one authority’s services."""
    today_there = Membership.objects.open_on(today()).filter(role__in=roles)
    teams = Team.objects.filter(
        organisation__kind__in=kinds, organisation__authority=authority,
        organisation__state="open", state="open",
    )  # fmt: skip
    staffed = teams.annotate(there=Count("memberships", filter=Q(memberships__in=today_there)))
    found = staffed.filter(there__gt=0).order_by("-there", "name").select_related("organisation")
    return found.first() if authority else None


def held_now() -> Memberships:
    """Return the memberships that run today or later and were not stopped."""
    held: Memberships = Membership.objects.filter(state="held")
    return held.exclude(to_on__lt=today())


def roles_to_give(by: Actor, organisation: Organisation) -> list[tuple[str, str]]:
    """Return the roles that somebody may give in an organisation."""
    return [
        (role, Role(role).label) for role, belongs in belongings().items()
        if belongs.granted_by == by.role and belongs.fits(organisation.kind)
    ]  # fmt: skip


def open_teams(organisation: Organisation) -> list[tuple[str, str]]:
    """Return the teams of an organisation, to choose one."""
    return [(str(team.pk), team.name) for team in organisation.teams.filter(state="open")]


def organisations_for(by: Actor) -> list[tuple[str, str]]:
    """Return the organisations that somebody may see, to choose one."""
    rows = policy.visible_to(Organisation.objects.all(), by, "access.view_organisation")
    return [(str(each.pk), each.name) for each in rows]


def colleagues(holder: Membership) -> list[tuple[str, str]]:
    """Return who else holds a role in the same organisation today, to choose a deputy."""
    held = Membership.objects.filter(organisation=holder.organisation_id).open_on(today())
    others = held.exclude(user=holder.user_id).select_related("user")
    found = {str(each.user_id): str(each.user) for each in others}
    return sorted(found.items(), key=lambda pair: pair[1])


def above(organisation: Organisation) -> Iterator[Organisation]:
    """Give what an organisation is a part of, from the nearest on."""
    within = organisation.within
    while within is not None:
        yield within
        within = within.within


def within_reach(organisation: Organisation, by: Actor, permission: str) -> Organisation:
    """Return an organisation that an actor's permission reaches. Raises OutOfReach."""
    return policy.found(Organisation.objects.filter(pk=organisation.pk), by, permission)


def leads(organisation: UUID | None, authority: str) -> list[UUID]:
    """Return the organisations whose information governance lead answers for a record.

    Of the one that holds it, what that is a part of, and its authority, those that have a lead,
    the nearest first; where none has, the partnership.
    """
    known = Organisation.objects.filter(pk=organisation).first() if organisation else None
    near = [known, *above(known)] if known else []
    serving = Organisation.objects.filter(kind="authority", authority=authority).exclude(
        authority=""
    )  # fmt: skip
    partnership = Organisation.objects.filter(kind="partnership")
    asked = dict.fromkeys(each.pk for each in (*near, *serving))
    return _with_lead(asked) or _with_lead(each.pk for each in partnership) or list(asked)[:1]


@notify.finds_people
def people_of(
    parties: Collection[UUID], passes: Callable[[notify.Grants], bool] | None
) -> set[UUID]:
    """Return the users among parties, and who holds a role in them today whose grants pass."""
    held = Membership.objects.open_on(today()).filter(
        Q(user__in=parties) | Q(team__in=parties) | Q(organisation__in=parties)
    )
    rows = set(held.values_list("user", "role"))
    roles = {role for _, role in rows}
    if passes:
        roles = {role for role in roles if passes(acting.grants(role))}
    return {user for user, role in rows if role in roles}


def _with_lead(organisations: Iterable[UUID]) -> list[UUID]:
    asked = list(organisations)
    held = Membership.objects.filter(
        organisation__in=asked, role=Role.INFORMATION_GOVERNANCE
    ).open_on(today())
    found = set(held.values_list("organisation", flat=True))
    return [each for each in asked if each in found]


def called(rows: Any, text: str) -> Any:
    """Return the memberships of people of some name or address."""
    for word in text.split():
        rows = rows.filter(
            Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
            | Q(user__email__icontains=word)
        )  # fmt: skip
    return rows


def said(reaches: Collection[str]) -> str:
    """Return how far a grant reaches, in words."""
    return ", ".join(REACH_WORDS[Reach(each)] for each in sorted(reaches)) or "Not granted"


def said_reach(change: GrantChange) -> str:
    """Return how far a changed grant reaches, in words."""
    return said(change.reaches)


def table_of_grants(role: str) -> list[dict[str, Any]]:
    """Return every permission, how far a role reaches with it, and how far by default."""
    held, first = acting.grants(role), policy.GRANTS.get(role, {})
    return [
        {
            "title": known.title, "name": name, "reach": said(held.get(name, ())),
            "default": said(first.get(name, ())),
            "changed": held.get(name, frozenset()) != first.get(name, frozenset()),
        }
        for name, known in sorted(policy.PERMISSIONS.items())
    ]  # fmt: skip
