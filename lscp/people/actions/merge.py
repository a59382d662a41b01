"""Merging two records of one person, and taking it back: no fact moves, and none is lost."""

from datetime import datetime
from itertools import product
from uuid import UUID

from django.db.models import Q

from lscp.core.actions import action
from lscp.core.named import name_on, unname
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.people import naming
from lscp.people.models import ChronologyEntry, Person
from lscp.people.workflow import PERSON, PersonState

from .facts import reached


@action(PERSON, "Merge with another record of this person")
def merge_person(person: Person, *, by: Actor, into: Person | str, reason: str) -> None:
    """Merge a record into another of the same person: each shows both, to those of either."""
    kept = reached(into, by, merge_person.name)
    if kept.pk == person.pk or kept.pk in naming.together(person):
        raise Refused("This is the same record. Choose the other record of this person.")
    if kept.state == PersonState.MERGED:
        raise Refused("That record was merged itself. Choose the record that it was merged into.")
    if kept.restricted != person.restricted:
        raise Refused(
            "One of the two records is restricted. Restrict the other, or lift the restriction."
        )
    ours, theirs = naming.together(person), naming.together(kept)
    _cross(ours, theirs, person, by)
    _cross(theirs, ours, person, by)
    person.merged_into = kept


@action(PERSON, "Take the merge back")
def take_back_merge(person: Person, *, by: Actor, reason: str) -> None:
    """Part two records again: each is as it was, with what was recorded on it since."""
    if person.is_unborn:
        raise Refused("This child was not born yet: take the merge back as of an unborn child.")
    _part(person, by)


@action(PERSON, "Take the merge of an unborn child back")
def take_back_unborn_merge(person: Person, *, by: Actor, reason: str) -> None:
    """Part two records of a child who is not born yet again."""
    if not person.is_unborn:
        raise Refused("This person is born: take the merge back as of anybody.")
    _part(person, by)


def _cross(from_: list[UUID], to: list[UUID], person: Person, by: Actor) -> None:
    """Let those of one record in to the other, for as long as the merge holds."""
    why = naming.because(person, "merge")
    let_in: set[tuple[UUID, datetime | None]]
    let_in = {(party, None) for party in naming.holders(from_)}
    let_in |= {(party, until) for party, _, until in naming.parties(from_)}
    shared = naming.entries(to, by, Q(for_all=True))
    for of, subjects in ((Person, to), (ChronologyEntry, shared)):
        for (party, until), subject in product(let_in, subjects):
            name_on(
                subject, party, of=of._meta.label, source=why, until=until,
                opens_restricted=person.restricted,
            )  # fmt: skip


def _part(person: Person, by: Actor) -> None:
    """Shut each record to those of the other, also those let in while the two were one."""
    assert person.merged_into_id
    everyone = naming.together(person)
    if person.merged_into_id not in everyone:
        raise Refused(
            "The record that this was merged into is not open to you. Ask a manager of those who "
            "hold it."
        )
    person.merged_into = None
    unname(source=naming.because(person, "merge"))
    ours = _with_merged(person, everyone)
    theirs = [each for each in everyone if each not in ours]
    for one, other in ((ours, theirs), (theirs, ours)):
        subjects = [*other, *naming.entries(other, by, Q())]
        for involvement, subject in product(naming.from_work_with(one), subjects):
            unname(source=involvement, subject=subject)


def _with_merged(person: Person, everyone: list[UUID]) -> list[UUID]:
    """Return this record, and those that were merged into it before."""
    found = [person.pk]
    for pk, into in Person.objects.filter(pk__in=everyone).values_list("pk", "merged_into"):
        if into in found and pk not in found:
            found.append(pk)
    return found
