"""Finding people who use this system: by their name at an organisation, or in a LADO service."""

from uuid import UUID

from lscp.access.models import Membership, Organisation, User
from lscp.access.queries import called
from lscp.access.roles import Role
from lscp.allegations.models import Allegation, KeptOut
from lscp.core import notify
from lscp.core.policy import open_names
from lscp.core.time import today
from lscp.core.workflow import Refused

SERVICE = (Role.LADO, Role.LADO_SUPPORT)


def user_at(organisation: UUID | str, said: str, holding: str = "") -> User:
    """Return the one person of a name, or address, at an organisation. Raises Refused.

    `holding` is what their role must let them do.
    """
    place = Organisation.objects.filter(pk=organisation).first() if organisation else None
    if place is None:
        raise Refused("Select the organisation", field="organisation")
    if not said.strip():
        raise Refused("Enter their name or email address", field="user_name")
    held = Membership.objects.filter(organisation=place).open_on(today())
    found = {each.user for each in called(held.select_related("user"), said)}
    if not found:
        raise Refused(
            f"Nobody of that name uses this system at {place}. Check the name and the "
            "organisation.", field="user_name",
        )  # fmt: skip
    if len(found) > 1:
        raise Refused(
            f"Several people at {place} have that name. Enter the email address.",
            field="user_name",
        )  # fmt: skip
    [user] = found
    if holding and user.pk not in notify.people((user.pk,), holding):
        raise Refused(
            f"The role of {user} at {place} does not let them see this here. Say that they do "
            "not use this system, and tell them yourself.", field="user_name",
        )  # fmt: skip
    return user


def working_at(team: UUID | None) -> dict[UUID, str]:
    """Return who works in a LADO service today: user → name."""
    held = Membership.objects.filter(team=team, role__in=SERVICE).open_on(today())
    found = {each.user_id: str(each.user) for each in held.select_related("user")}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def chairs(allegation: Allegation) -> dict[UUID, str]:
    """Return who of the service can chair a meeting: those to whom the file is open."""
    known = working_at(allegation.team_id)
    if not allegation.restricted:
        return known
    opened = open_names(tuple(known), Allegation._meta.label)
    let_in = set(
        opened.filter(subject=allegation.pk, opens_restricted=True).values_list("party", flat=True)
    )
    return {user: name for user, name in known.items() if user in let_in}


def stand_in_for(users: set[UUID] | frozenset[UUID]) -> dict[UUID, str]:
    """Return who is the deputy of one of some people today: deputy → for whom."""
    held = Membership.objects.filter(deputy_for__user__in=users).open_on(today())
    return {
        each.user_id: str(each.deputy_for.user)
        for each in held.select_related("deputy_for__user") if each.deputy_for
    }  # fmt: skip


def to_let_in(allegation: Allegation) -> dict[UUID, str]:
    """Return who of the service is not let in to a restricted file yet, and may be."""
    out = set(KeptOut.objects.filter(allegation=allegation.pk).values_list("user", flat=True))
    shut = out | set(chairs(allegation)) | set(stand_in_for({each for each in out if each}))
    return {user: name for user, name in working_at(allegation.team_id).items() if user not in shut}
