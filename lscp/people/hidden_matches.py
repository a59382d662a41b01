"""Looks for a new arrival among the people whom its recorder may not see, and tells their holders.

It is done by a job after every arrival, found or not, so that whoever recorded it cannot tell.
The look beyond is a function in the database that answers to strong evidence alone (see the
migration `0002_finding`): the same number, or the same birth with names that sound the same.
"""

from uuid import UUID, uuid5

from django.db import connection

from lscp.access import acting
from lscp.access.models import Membership
from lscp.core import jobs, policy, scope
from lscp.core.policy import Actor
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

Found = tuple[UUID, UUID | None, str, bool]
"""The person, the organisation and authority that hold the record, and whether it is restricted."""
BEYOND = "SELECT person, organisation, authority, restricted FROM people_beyond(%s)"


def look_later(arrival: Person, *, by: Actor) -> None:
    """Ask for the look beyond, in the transaction that records the arrival."""
    about = {"arrival": arrival.pk}
    if by.membership:
        about["membership"] = by.membership
    look_beyond.later(key=str(arrival.pk), at=None, **about)


@jobs.job("people.look_beyond", may=("people.raise_match",))
def look_beyond(*, by: Actor, arrival: UUID, membership: UUID | None = None) -> None:
    """Record a possible match for each holder of a person whom the recorder may not see."""
    from lscp.people.actions import raise_match

    with connection.cursor() as cursor:
        cursor.execute(BEYOND, [arrival])
        found: list[Found] = cursor.fetchall()
    recorder = _recorder(membership)
    seen = _seen_by(recorder, [person for person, *_ in found])
    for person, organisation, authority, restricted in found:
        if person not in seen:
            raise_match(
                by=by, once=uuid5(arrival, str(person)), arrival=arrival, existing=person,
                held_by=organisation, held_in=authority, existing_is_restricted=restricted,
                asked_by=recorder and recorder.organisation,
            )  # fmt: skip


def _recorder(membership: UUID | None) -> Actor | None:
    wanted = Membership.objects.select_related("user", "organisation", "deputy_for__user")
    held = wanted.filter(pk=membership).first() if membership else None
    return acting.actor(held.user, held) if held else None


def _seen_by(recorder: Actor | None, people: list[UUID]) -> set[UUID]:
    if recorder is None or not people:
        return set()
    with scope.acting(recorder):
        rows = Person.objects.filter(pk__among=people)
        return set(policy.visible_to(rows, recorder, VIEW_SUMMARY).values_list("pk", flat=True))
