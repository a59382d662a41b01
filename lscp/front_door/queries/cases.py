"""Questions about a child’s case: what stands in the way of another, what is in it, who has it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from lscp.access.models import Membership, Team
from lscp.access.roles import Role
from lscp.core.policy import Actor, Reach, near, visible_to
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.front_door.models import Assessment, Check, Contact, Referral
from lscp.front_door.policy import VIEW_ASSESSMENT, VIEW_CHECK, VIEW_REFERRAL
from lscp.front_door.workflow import ReferralState
from lscp.people import current, naming
from lscp.people.models import Involvement, Person

WORKERS = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
HOLDING = ("authority", "social_care")  # organisations whose teams hold cases
NOT_OPEN = "A child whose record is not open to you"


def in_the_way(child: Person, authority: str, on: date, by: Actor) -> Referral | None:
    """Return the episode of a child that one which starts on a day would overlap, if any.

    Also one that the actor may not see: there can be no second beside it.
    """
    people = naming.together(child)
    with acting(by.reaching_all(VIEW_REFERRAL)):
        return (
            Referral.objects.exclude(state=ReferralState.NO_ACTION)
            .filter(Q(closed_on=None) | Q(closed_on__gt=on))
            .filter(child__among=people, authority=authority)
            .order_by("-received_on")
            .first()
        )


def overlap(one: Person, other: Person, by: Actor) -> bool:
    """Say whether two records have episodes in one authority that overlap."""
    first, second = (_episodes(each, by) for each in (one, other))
    return any(
        a.authority == b.authority
        and a.received_on < (b.closed_on or date.max)
        and b.received_on < (a.closed_on or date.max)
        for a in first
        for b in second
    )


def _episodes(person: Person, by: Actor) -> list[Referral]:
    people = naming.together(person)
    with acting(by.reaching_all(VIEW_REFERRAL)):
        rows = Referral.objects.exclude(state=ReferralState.NO_ACTION)
        return list(rows.filter(child__among=people))


def assessments_of(referral: Referral, by: Actor) -> list[Assessment]:
    """Return all assessments of a case, the earliest first, also those held elsewhere."""
    with acting(by.reaching_all(VIEW_ASSESSMENT)):
        return list(Assessment.objects.filter(referral=referral.pk).order_by("started_on", "pk"))


def behind(referral: Referral, by: Actor) -> list[tuple[str, UUID]]:
    """Return the contact that a referral came of and its checks: the kind of each, and its id."""
    if referral.contact_id is None:
        return []
    with acting(by.reaching_all(VIEW_CHECK)):
        checks = Check.objects.filter(contact=referral.contact_id).values_list("pk", flat=True)
        of_checks = [(Check._meta.label, pk) for pk in checks]
    return [(Contact._meta.label, referral.contact_id), *of_checks]


def child_of(referral: Referral) -> Person | None:
    """Return the child, where their record is open to whoever acts."""
    return Person.objects.filter(pk=referral.child_id).first()


def _teams(authority: str) -> Any:
    rows = Team.objects.filter(Q(to_on=None) | Q(to_on__gte=today()), state="open")
    held = rows.filter(organisation__kind__in=HOLDING, organisation__authority=authority)
    return held.select_related("organisation").order_by("organisation__name", "name")


def team_that_can_hold(referral: Referral, pk: UUID) -> Team:
    """Return a team of the case’s own authority. Raises Refused."""
    found: Team | None = _teams(referral.authority).filter(pk=pk).first()
    if found is None:
        raise Refused("Choose a team of children’s social care of this authority.", field="team")
    return found


def to_allocate(referral: Referral, actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Return the teams to choose from, one’s own or the authority’s, and who works in them."""
    teams = _teams(referral.authority)
    if Reach.AUTHORITY not in actor.grants.get("front_door.allocate_referral", frozenset()):
        teams = teams.filter(pk=actor.team)
    found = list(teams)
    held = Membership.objects.open_on(today()).filter(team__in=found, role__in=WORKERS)
    members = held.select_related("user", "team").order_by("user__last_name", "user__first_name")
    workers = {str(each.user_id): f"{each.user.get_full_name()}, {each.team.name}"
               for each in members if each.team}  # fmt: skip
    return {
        "team": [(str(each.pk), f"{each.organisation.name}: {each.name}") for each in found],
        "worker": list(workers.items()),
    }


def work_with(child: Person, **of: Any) -> list[Involvement]:
    """Return the work with a child that goes on, of a worker or of a team."""
    going_on = [each for each in current.standing(Involvement, child) if each.to_on is None]
    return [
        each for each in going_on
        if all(getattr(each, name) == value for name, value in of.items())
    ]  # fmt: skip


def called(record: Referral | Assessment) -> str:
    """Return the child’s name, as far as it is open to the reader."""
    try:
        return record.child.shown_name
    except ObjectDoesNotExist:
        return NOT_OPEN


def all_referrals(actor: Actor) -> Any:
    """Return all referrals, with the children where they are open to the reader."""
    rows = Referral.objects.filter(near(Referral, actor, VIEW_REFERRAL))
    return rows.prefetch_related("child")


def teams_of(actor: Actor) -> list[tuple[str, str]]:
    """Return the teams that a list of cases can be narrowed to: the authority’s, or one’s own."""
    if Reach.AUTHORITY in actor.grants.get(VIEW_REFERRAL, frozenset()) and actor.authority:
        return [(str(each.pk), each.name) for each in _teams(actor.authority)]
    return [(str(actor.team), "Your team")] if actor.team else []


def oneself(actor: Actor) -> list[tuple[str, str]]:
    """Return the one worker whom anybody can narrow a list of cases to."""
    return [(str(actor.user), "You")] if actor.user else []


def referrals_of(contact: Contact, actor: Actor) -> list[Referral]:
    """Return the referrals that came of a contact, as far as they are open to the reader."""
    rows = Referral.objects.filter(contact=contact.pk).order_by("pk").prefetch_related("child")
    return list(visible_to(rows, actor, VIEW_REFERRAL))
