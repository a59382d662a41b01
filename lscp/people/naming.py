"""Letting somebody in to a person's record, as far as that goes: for actions, of other areas too.

It opens the records that were merged into one, and the entries of the chronology that are shared
with everyone who works with the person, or held by the organisation that is let in.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Q

from lscp.core.models import Named
from lscp.core.named import name_on
from lscp.core.policy import Actor
from lscp.core.scope import acting
from lscp.core.time import now
from lscp.people.models import ChronologyEntry, Involvement, Person
from lscp.people.policy import VIEW_ENTRY


def together(person: Person | UUID) -> list[UUID]:
    """Return the records of one person: this one, and all that it was merged with.

    One that is not open to whoever asks is left out.
    """
    first = person if isinstance(person, Person) else Person.objects.get(pk=person)
    while first.merged_into_id:
        above = Person.objects.filter(pk=first.merged_into_id).first()
        if above is None:
            break
        first = above
    found = fresh = [first.pk]
    while fresh:
        merged = Person.objects.filter(merged_into__among=fresh)
        fresh = list(merged.values_list("pk", flat=True))
        found = [*found, *fresh]
    return found


def let_in(
    person: Person, party: UUID, *, by: Actor, source: UUID, organisation: UUID | None = None,
    until: datetime | None = None, opens_restricted: bool = False,
) -> None:  # fmt: skip
    """Name a user, team or organisation on a person. `organisation` is whose party it is."""
    people = together(person) if person.state else [person.pk]
    shared = Q(for_all=True) | Q(organisation=organisation) if organisation else Q(for_all=True)
    for of, subjects in ((Person, people), (ChronologyEntry, entries(people, by, shared))):
        for subject in subjects:
            name_on(
                subject, party, of=of._meta.label, source=source, until=until,
                opens_restricted=opens_restricted,
            )  # fmt: skip


def entries(people: Iterable[UUID], by: Actor, which: Q) -> list[UUID]:
    """Return the ids of entries about people, also of those that the actor may not read."""
    with acting(by.reaching_all(VIEW_ENTRY)):
        rows = ChronologyEntry.objects.filter(which, person__among=people)
        return list(rows.values_list("pk", flat=True))


def parties(people: Iterable[UUID]) -> list[tuple[UUID, UUID | None, datetime | None]]:
    """Return who is let in to people at this moment, each with what let them in, and until when."""
    named = Named.objects.filter(Q(until=None) | Q(until__gt=now()), subject__among=people)
    open_now = named.filter(kind=Named.Kind.NAMED).values_list("party", "source", "until")
    return list(open_now.distinct())


def holders(people: Iterable[UUID]) -> set[UUID]:
    """Return the teams that hold records of a person; where there is none, the organisations."""
    held = Person.objects.filter(pk__among=people).values_list("team", "organisation")
    return {holder for team, organisation in held if (holder := team or organisation)}


def from_work_with(people: Iterable[UUID]) -> list[UUID]:
    """Return the involvements with people, which each let somebody in."""
    return list(Involvement.objects.filter(person__among=people).values_list("pk", flat=True))


def because(person: Person, why: str) -> UUID:
    """Return the id of what lets somebody in to a person that is no record: a merge, a move."""
    return uuid5(person.pk, why)
