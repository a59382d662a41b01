"""Questions about organisations and the people who hold roles in them."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from lscp.access import acting
from lscp.access.models import Membership, Memberships, Organisation
from lscp.access.roles import Role
from lscp.core import notify, policy, vocab
from lscp.core.policy import Actor
from lscp.core.time import today


def authorities() -> list[tuple[str, str]]:
    """Return the authorities of the partnership: ONS code and name."""
    names = vocab.codes("dfe/local_authority")
    return [(code, names.get(code, code)) for code in settings.LSCP_MEMBERS]


def held_now() -> Memberships:
    """Return the memberships that run today or later and were not stopped."""
    held: Memberships = Membership.objects.filter(state="held")
    return held.exclude(to_on__lt=today())


def above(organisation: Organisation) -> Iterator[Organisation]:
    """Give what an organisation is a part of, from the nearest on."""
    within = organisation.within
    while within is not None:
        yield within
        within = within.within


def within_reach(organisation: Organisation, by: Actor, permission: str) -> Organisation:
    """Return an organisation that an actor's permission reaches. Raises OutOfReach."""
    return policy.found(Organisation.objects.filter(pk=organisation.pk), by, permission)


def leads(organisation: UUID | None, authority: str) -> set[UUID]:
    """Return the organisations whose information governance lead answers for a record.

    The one that holds it, what that is a part of, and the authority; where none of them has a
    lead, the partnership.
    """
    known = Organisation.objects.filter(pk=organisation).first() if organisation else None
    nearest = [known, *above(known)] if known else []
    serving = Organisation.objects.filter(kind="authority", authority=authority)
    asked = {each.pk for each in nearest} | {each.pk for each in serving if authority}
    found = _with_lead(asked)
    partnership = Organisation.objects.filter(kind="partnership").values_list("pk", flat=True)
    return found or _with_lead(set(partnership)) or asked


@notify.finds_people
def people_of(parties: Collection[UUID], holding: str) -> set[UUID]:
    """Return the users among parties, and who holds a role in them today; of a permission alone."""
    held = Membership.objects.open_on(today()).filter(
        Q(user__in=parties) | Q(team__in=parties) | Q(organisation__in=parties)
    )
    rows = set(held.values_list("user", "role"))
    roles = {role for _, role in rows}
    if holding:
        roles = {role for role in roles if acting.grants(role).get(holding)}
    return {user for user, role in rows if role in roles}


def _with_lead(organisations: Collection[UUID]) -> set[UUID]:
    held = Membership.objects.filter(
        organisation__in=organisations, role=Role.INFORMATION_GOVERNANCE
    ).open_on(today())
    return set(held.values_list("organisation", flat=True))
