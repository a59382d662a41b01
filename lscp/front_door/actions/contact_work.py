"""What officers do with a contact: who is in it, who the children are, risk, and what is shared."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from lscp.access.models import Organisation
from lscp.core.actions import action, also
from lscp.core.policy import Actor, found
from lscp.core.time import now
from lscp.core.workflow import Refused, stated
from lscp.front_door.models import Contact, ContactAdult, ContactChild, Sharing
from lscp.front_door.models.contact import Risk
from lscp.front_door.workflow import CONTACT
from lscp.people import actions as people
from lscp.people import naming
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

from .check import close_to_asked, open_to_asked
from .told import adult_of, child_of

NEW = "new"  # instead of a person: nobody on record is this child
NOBODY = "nobody"  # instead of a person: who the child is was decided wrongly


@action(CONTACT, "Add a child")
def add_child(contact: Contact, *, by: Actor, **said: Any) -> None:
    """Record another child whom the contact is about: as they were told of."""
    also(ContactChild(pk=uuid4(), contact=contact, is_added=True, **child_of(said)))


@action(CONTACT, "Add an adult")
def add_adult(contact: Contact, *, by: Actor, **said: Any) -> None:
    """Record another adult whom the contact tells of, in the household where they live."""
    also(ContactAdult(pk=uuid4(), contact=contact, **adult_of(said)))


@action(CONTACT, "Say who the child is")
def identify_child(
    contact: Contact, *, by: Actor, child: ContactChild, person: Person | UUID | str
) -> None:
    """Record which person a child of the contact is: one on record, or one who is recorded now.

    A person decides; nothing is joined by itself. `person` may also be NEW, or NOBODY.
    """
    same = ContactChild.objects.filter(pk=child.pk, contact=contact.pk).first()
    if same is None:
        raise Refused("This child belongs to another contact.")
    if by.user is None:
        raise Refused("Somebody has to decide who the child is.")
    before = same.person
    if person == NOBODY and before is None:
        raise Refused("Nobody has said who this child is.", field="person")
    known = _chosen(contact, same, person, by)
    same.person, same.identified_by_id = known, by.user if known else None
    also(same)
    if before:
        close_to_asked(contact, before)
    if known:
        open_to_asked(contact, known)


@action(CONTACT, "Rate the risk")
def rate_risk(contact: Contact, *, by: Actor, risk: str, because: str) -> None:
    """Record how urgent the contact is, with reasons."""
    if risk not in Risk.values:
        raise Refused("Select how urgent the contact is", field="risk")
    contact.risk, contact.risk_because = risk, stated(because, "Enter the reasons", "because")


@action(CONTACT, "Record what is shared")
def record_sharing(
    contact: Contact, *, by: Actor, organisation: Organisation | str, what: str, purpose: str,
    basis: str,
) -> None:  # fmt: skip
    """Record what may be shared with whom: for which purpose, and on which lawful basis."""
    pk = organisation.pk if isinstance(organisation, Organisation) else organisation
    place = Organisation.objects.filter(pk=pk).first() if pk else None
    if place is None:
        raise Refused("Select with whom it is shared", field="organisation")
    if basis not in Sharing.Basis.values:
        raise Refused("Select the lawful basis", field="basis")
    also(
        Sharing(
            pk=uuid4(), contact=contact, at=now(), organisation=place, basis=basis,
            what=stated(what, "Enter what is shared", "what"),
            purpose=stated(purpose, "Enter the purpose", "purpose"),
            decided_by=f"{by.name}, {by.title}",
        )
    )  # fmt: skip


def _chosen(
    contact: Contact, child: ContactChild, person: Person | UUID | str, by: Actor
) -> Person | None:  # fmt: skip
    if person == NOBODY:
        return None
    return _recorded(child, by) if person == NEW else _on_record(contact, child, person, by)


def _on_record(
    contact: Contact, child: ContactChild, person: Person | UUID | str, by: Actor
) -> Person:  # fmt: skip
    """Return a person whom the actor may know of, and who can be this child. Raises Refused."""
    pk = person.pk if isinstance(person, Person) else person
    known = found(Person.objects.filter(pk=pk), by, VIEW_SUMMARY)
    people_of = naming.together(known)
    if known.pk != people_of[0]:  # it was merged: the record that stands is meant
        known = found(Person.objects.filter(pk=people_of[0]), by, VIEW_SUMMARY)
    if not known.is_child:
        raise Refused("This person is an adult. Choose a child.", field="person")
    others = contact.children.exclude(pk=child.pk).filter(person__among=people_of)
    if others.exists():
        raise Refused("Another child of this contact is this person already.", field="person")
    return known


def _recorded(child: ContactChild, by: Actor) -> Person:
    """Return a new record of the child, as the contact tells of them. Raises Refused."""
    if child.expected_on:
        return _unborn(child, child.expected_on, by)
    if not (child.given or child.family):
        raise Refused(
            "The child’s name is not known, so there can be no record yet. Add a child with the "
            "name once you know it.", field="person",
        )  # fmt: skip
    return people.record_person(
        by=by, given=child.given, family=child.family, date_of_birth=child.date_of_birth,
        sex=child.sex, lines=child.address, postcode=child.postcode,
    )  # fmt: skip


def _unborn(child: ContactChild, expected_on: date, by: Actor) -> Person:
    return people.record_unborn(
        by=by, expected_on=expected_on, given=child.given, family=child.family
    )
