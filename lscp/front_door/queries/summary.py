"""What whoever is asked sees of a contact: who the children are, and what somebody worries about.

The trail keeps that the contact, and each child whom people know, was looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lscp.access.models import Organisation
from lscp.core import policy, trail
from lscp.core.models import RunningClock
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.front_door.models import Check, Contact, ContactChild
from lscp.front_door.policy import VIEW_CONTACT, VIEW_SUMMARY
from lscp.people import naming
from lscp.people import queries as of_people
from lscp.people.models import Address, Person
from lscp.people.policy import VIEW_SUMMARY as VIEW_PERSON_SUMMARY

from .checks import of_contact


@dataclass(frozen=True)
class Child:
    """A child as whoever is asked sees them: the address only where it is not shielded."""

    name: str
    born: str
    address: str
    link: str = ""


@dataclass(frozen=True)
class Summary:
    """What whoever is asked sees of a contact."""

    children: Sequence[Child]
    worries: str
    link: str = ""  # of the contact itself, where the reader may see it


def around(check: Check, actor: Actor) -> Mapping[str, Any]:
    """Return what the page of a check shows besides the check."""
    own = RunningClock.objects.filter(subject=check.pk, clock="mash_check").first()
    return {
        "summary": summary(check.contact_id, actor),
        "due_on": own and own.due_on,
        "asked": Organisation.objects.get(pk=check.asked_id),
        "others": [each for each in of_contact(check.contact_id, actor) if each.pk != check.pk],
    }


def summary(contact: UUID, actor: Actor) -> Summary | None:
    """Return the summary of a contact, or nothing where the contact is not open to the reader."""
    reading = next((each for each in (VIEW_CONTACT, VIEW_SUMMARY) if actor.grants.get(each)), "")
    rows = Contact.objects.filter(pk=contact)
    found = policy.visible_to(rows, actor, reading).first() if reading else None
    if found is None:
        return None
    trail.write(trail.Kind.VIEWED, actor, reading, subject=found)
    link = page_of(found) if reading == VIEW_CONTACT else ""
    children = list(ContactChild.objects.filter(contact=found).order_by("pk"))
    known = of_people.seen([each.person_id for each in children if each.person_id], actor)
    told = [
        _known(known[each.person_id], actor) if each.person_id in known else _said(each)
        for each in children
    ]
    return Summary(told, found.worries, link)


def _known(person: Person, actor: Actor) -> Child:
    """Tell of a child whom people know; an address that is shielded is left out."""
    trail.write(trail.Kind.VIEWED, actor, VIEW_PERSON_SUMMARY, subject=person)
    rows = Address.objects.filter(wrong_at=None, shielded=False)
    of_child = rows.filter(policy.parts_of(Address, naming.together(person), actor))
    lines = [str(each) for each in of_child.order_by("recorded_at") if each.stands]
    born, link = of_people.born(person), person.get_absolute_url()
    return Child(person.shown_name, born, "; ".join(lines), link)


def _said(row: ContactChild) -> Child:
    """Tell of a child as the contact does. Of one who is known the address may be shielded."""
    lines = [*row.address.splitlines(), row.postcode]
    shown = "" if row.person_id else ", ".join(each for each in lines if each)
    is_dated = row.date_of_birth or row.expected_on or not row.age_said
    as_person = Person(date_of_birth=row.date_of_birth, expected_on=row.expected_on)
    born = of_people.born(as_person) if is_dated else f"Said to be {row.age_said}"
    return Child(str(row), born, shown)
