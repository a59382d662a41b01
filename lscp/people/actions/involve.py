"""Who works with a person: it opens the record to them, for as long as they do."""

from datetime import date
from uuid import UUID

from lscp.access.models import Membership, Organisation, Team, User
from lscp.core.actions import action, also
from lscp.core.named import unname
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.people import current, keys
from lscp.people.models import Involvement, Person, Professional
from lscp.people.workflow import PERSON, ProfessionalState

from .keep import found, keep
from .professional import record_professional

OpensTo = Involvement.OpensTo
NO_ACCOUNT = (
    "Nobody who works there has an account with this e-mail address. Check it, or choose to whom "
    "else the record opens."
)


@action(PERSON, "Record who works with them")
def involve(
    person: Person, *, by: Actor, capacity: str, organisation: Organisation | str, opens_to: str,
    team: Team | str = "", worker: str = "", email: str = "", telephone: str = "",
    from_on: date | None = None, to_on: date | None = None,
) -> None:  # fmt: skip
    """Record that a professional, a team or an organisation works with a person."""
    place = Organisation.objects.get(pk=_id(organisation))
    of_team = Team.objects.get(pk=_id(team)) if team else None
    if of_team and of_team.organisation_id != place.pk:
        raise Refused("The team belongs to another organisation. Choose one of its own teams.")
    if opens_to == OpensTo.TEAM and of_team is None:
        raise Refused("Choose the team that the record opens to.")
    user = _account(email, place) if email else None
    if opens_to == OpensTo.WORKER and user is None:
        raise Refused(NO_ACCOUNT)
    keep(
        Involvement, person, by, capacity=capacity, organisation=place, team=of_team, user=user,
        professional=_professional(worker, place, by, email, telephone) if worker else None,
        opens_to=opens_to, from_on=from_on or today(), to_on=to_on,
    )  # fmt: skip


@action(PERSON, "Allocate")
def allocate(
    person: Person, *, by: Actor, user: User | str, capacity: str = "lead_social_worker",
    from_on: date | None = None,
) -> None:  # fmt: skip
    """Allocate a colleague of one’s own organisation; whoever did it before them ends."""
    day = from_on or today()
    member = _colleague(_id(user), by)
    for earlier in current.standing(Involvement, person):
        if earlier.stands and earlier.capacity == capacity:
            end(earlier, max(day, earlier.from_on or day))
    keep(
        Involvement, person, by, capacity=capacity, organisation=member.organisation,
        team=member.team, user=member.user, opens_to=OpensTo.WORKER, from_on=day,
    )  # fmt: skip


@action(PERSON, "End the work with them")
def end_involvement(
    person: Person, *, by: Actor, fact: Involvement, to_on: date
) -> None:  # fmt: skip
    """Record the last day on which somebody works with a person; then it opens nothing."""
    ended = found(person, fact)
    assert isinstance(ended, Involvement)
    if ended.from_on and to_on < ended.from_on:
        raise Refused("The last day must be on or after the first.")
    end(ended, to_on)


def end(involvement: Involvement, on: date) -> None:
    """End an involvement: the record is shut to whom it let in at once, whatever the day."""
    involvement.to_on = on
    also(involvement)
    unname(source=involvement.pk)


def _id(given: Organisation | Team | User | str) -> UUID | str:
    return given if isinstance(given, str) else given.pk


def _account(email: str, place: Organisation) -> User | None:
    open_now = Membership.objects.open_on(today()).filter(organisation=place)
    held = open_now.filter(user__email__iexact=email.strip(), user__is_active=True)
    first = held.select_related("user").first()
    return first.user if first else None


def _colleague(user: UUID | str, by: Actor) -> Membership:
    open_now = Membership.objects.open_on(today()).filter(organisation=by.organisation)
    held = open_now.filter(user=user).select_related("user", "team", "organisation").first()
    if held is None:
        raise Refused("Choose somebody who works for your organisation today.")
    return held


def _professional(
    name: str, place: Organisation, by: Actor, email: str, telephone: str
) -> Professional:  # fmt: skip
    """Return the professional of that name who works there, recorded now where not known."""
    here = Professional.objects.filter(
        works_for=place, sort_name=keys.normalise(name), state=ProfessionalState.AT_WORK
    ).first()
    return here or record_professional(
        by=by, name=name, works_for=place, email=email, telephone=telephone
    )
