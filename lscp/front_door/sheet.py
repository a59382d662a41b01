"""What the page of a contact shows besides the record: children, homes, patterns, clocks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup

from lscp.core import attachments, time_limits, trail
from lscp.core.policy import Actor, may, visible_to
from lscp.core.time import today
from lscp.core.time_limits import TAG, clocks_of
from lscp.front_door.actions import identify_child
from lscp.front_door.models import Contact, ContactAdult, ContactChild, ContactDocument
from lscp.front_door.models.contact import Identity, Risk
from lscp.front_door.policy import VIEW_CHECK, VIEW_CONTACT
from lscp.front_door.queries import cases, checks, known, patterns
from lscp.people.matching import Suggestion
from lscp.people.models import Person

SUGGESTED = 3  # children whose suggestions are on the page; of more, they are where one is chosen
RISKS = {Risk.RED: ("red", "▲"), Risk.AMBER: ("orange", "◆"), Risk.GREEN: ("green", "●")}


@dataclass(frozen=True)
class Child:
    """A child on the page: as told of, who they are, and who they may be."""

    said: ContactChild
    age: str
    person: Person | None  # none too where the reader may not know of them
    suggestions: Sequence[Suggestion]
    may_identify: bool


@dataclass(frozen=True)
class Home:
    """A household of a contact: who lives there, as far as that was told."""

    number: int | None
    children: Sequence[ContactChild]
    adults: Sequence[ContactAdult]

    @property
    def heading(self) -> str:
        """Return the heading of the household."""
        return f"Household {self.number}" if self.number else "Household not known"


def around(contact: Contact, actor: Actor) -> Mapping[str, Any]:
    """Return what the page of a contact shows; that each identified child was seen is recorded."""
    children = list(contact.children.order_by("home", "family", "given", "pk"))
    adults = list(contact.adults.order_by("home", "name", "pk"))
    people = known.who_they_are(children, actor)
    _record_views(contact, children, actor)
    records = known.records_of(children, people)
    others = patterns.repeated(contact, records, actor)
    return {
        "contact": contact, "tags": tags(contact), "made_by": made_by(contact),
        "unknown": [each for each in children if each.person_id is None],
        **({"checks": checks.of_contact(contact.pk, actor)} if may(actor, VIEW_CHECK) else {}),
        "children": _children(contact, children, people, actor),
        "homes": _homes(children, adults),
        "repeated": others, "accusations": patterns.accusations(contact, adults, others),
        "documents": attachments.shown(
            ContactDocument, contact, link="front_door:contact_document"
        ),
        "additions": contact.additions.order_by("at"),
        "sharings": contact.sharings.select_related("organisation").order_by("at"),
        "former": contact.former_decisions.select_related("decided_by", "reopened_by")
        .order_by("decided_at"),
        "referrals": cases.referrals_of(contact, actor), "called": cases.called,
        "origin": _origin(contact, actor),
        "clocks": clocks_of(contact),
    }  # fmt: skip


def _origin(contact: Contact, actor: Actor) -> Contact | None:
    """Return the contact of the front door that passed this one on, where it is open."""
    if contact.passed_from_id is None:
        return None
    rows = Contact.objects.filter(pk=contact.passed_from_id).select_related("organisation")
    return visible_to(rows, actor, VIEW_CONTACT).first()


def tags(contact: Contact) -> list[Markup]:
    """Return what is seen of a contact at once: danger, risk, whether it is anonymous."""
    found = []
    if contact.immediate_danger:
        found.append(TAG.format("red", "!", "Danger now"))
    if contact.risk:
        colour, sign = RISKS[Risk(contact.risk)]
        found.append(TAG.format(colour, sign, Risk(contact.risk).label.partition(":")[0]))
    elif contact.decided_on is None:
        found.append(TAG.format("grey", "○", "Not rated"))
    if contact.identity != Identity.GIVEN:
        found.append(TAG.format("purple", "?", "Anonymous"))
    if contact.restricted:
        found.append(TAG.format("pink", "✕", "Restricted"))
    return found


def in_a_line(contact: Contact) -> Markup:
    """Return the tags of a contact, for a list."""
    return Markup(" ").join(tags(contact))


def who(contact: Contact) -> str:
    """Return which children a contact is about, in a line."""
    return ", ".join(map(str, contact.children.all())) or "No child"


def due(contact: Any) -> Markup:
    """Return by which day a contact of a list is to be decided, and how pressing that is."""
    return time_limits.due(contact.due_on, is_done=bool(contact.decided_on))


def made_by(contact: Contact) -> str:
    """Return who made a contact, as far as that is known."""
    if contact.identity != Identity.GIVEN:
        said = str(Identity(contact.identity).label).partition(":")[0]
        by = f", passed on by {contact.passed_on_by}" if contact.passed_on_by else ""
        return f"Name {said.lower()}{by}"
    parts = (contact.referrer_name, contact.referrer_role, contact.referrer_organisation)
    return ", ".join(str(each) for each in parts if each)


def _record_views(contact: Contact, children: Sequence[ContactChild], actor: Actor) -> None:
    """Record for each child that somebody read what a contact tells of them."""
    for person in dict.fromkeys(each.person_id for each in children if each.person_id):
        trail.write(trail.Kind.VIEWED, actor, VIEW_CONTACT, subject=contact, person=person)


def _children(
    contact: Contact, children: Sequence[ContactChild], people: Mapping[UUID, Person], actor: Actor
) -> list[Child]:
    can = bool(identify_child.allowed(contact, actor))
    unknown = [each for each in children if each.person_id is None][:SUGGESTED] if can else []
    return [
        Child(
            each, known.age_on(each, contact.received_on),
            people.get(each.person_id) if each.person_id else None,
            known.suggestions(each, actor) if each in unknown else (), can,
        )
        for each in children
    ]  # fmt: skip


def _homes(children: Sequence[ContactChild], adults: Sequence[ContactAdult]) -> list[Home]:
    there: dict[int | None, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for child in children:
        there[child.home][0].append(child)
    for adult in adults:
        there[adult.home][1].append(adult)
    numbers = sorted(there, key=lambda number: (number is None, number or 0))
    return [Home(number, *there[number]) for number in numbers]


def before_decision(contact: Contact, actor: Actor) -> Mapping[str, Any]:
    """Return what somebody who decides has to know: who is not identified, whose case is open."""
    children = list(contact.children.select_related("person").order_by("family", "given", "pk"))
    people = known.who_they_are(children, actor)
    day = today()
    return {
        "unknown": [each for each in children if each.person_id is None],
        "open_cases": [
            each for each in people.values()
            if cases.in_the_way(each, contact.authority, day, actor)
        ],
    }  # fmt: skip
