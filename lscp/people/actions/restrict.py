"""Restricting a person’s record, and lifting it; all that is about them follows."""

from collections.abc import Iterable
from uuid import UUID

from lscp.access.models import User
from lscp.core.actions import action
from lscp.core.named import unname
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.people import naming
from lscp.people.models import Person
from lscp.people.workflow import PERSON, PersonState

WHY = "restriction"
MERGED = "This record was merged. Do it on the record that it was merged into; this one follows."


@action(PERSON, "Restrict the record")
def restrict_person(
    person: Person, *, by: Actor, reason: str, stays: Iterable[UUID | str] = (),
    follows: bool = False,
) -> None:  # fmt: skip
    """Shut the record to all but the people chosen, and oneself.

    People, not teams: it may be about a colleague’s own child. `follows` says that a record is
    restricted with the one that it was merged into; `core.restriction` restricts all the rest.
    """
    _refuse_alone(person, follows)
    if person.restricted:
        raise Refused("This record is restricted already.")
    chosen = {UUID(str(each)) for each in stays}
    if not chosen or User.objects.filter(pk__in=chosen).count() != len(chosen):
        raise Refused("Choose at least one person who goes on working with them.")
    for party in chosen | ({by.user} if by.user else set()):
        naming.let_in(
            person, party, by=by, source=naming.because(person, WHY), opens_restricted=True
        )
    for merged in Person.objects.filter(merged_into=person):
        restrict_person(merged, by=by, reason=reason, stays=chosen, follows=True)
    person.restricted, person.restricted_because = True, reason


@action(PERSON, "Lift the restriction")
def lift_restriction(person: Person, *, by: Actor, reason: str, follows: bool = False) -> None:
    """Open the record again to all whose role reaches it."""
    _refuse_alone(person, follows)
    if not person.restricted:
        raise Refused("This record is not restricted.")
    for merged in Person.objects.filter(merged_into=person):
        lift_restriction(merged, by=by, reason=reason, follows=True)
    unname(source=naming.because(person, WHY))
    person.restricted, person.restricted_because = False, None


def _refuse_alone(person: Person, follows: bool) -> None:
    if person.state == PersonState.MERGED and not follows:
        raise Refused(MERGED)
