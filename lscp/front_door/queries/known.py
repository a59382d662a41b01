"""Who the children of a contact may be already, with why: a person decides which it is, if any."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from lscp.core import policy
from lscp.core.policy import Actor
from lscp.front_door.models import ContactChild
from lscp.people import keys, naming
from lscp.people import queries as people
from lscp.people.evidence import Facts
from lscp.people.matching import Suggestion, suggest
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY


def suggestions(child: ContactChild, actor: Actor) -> list[Suggestion]:
    """Return who a child may be, of the people whom the reader may know of, with why."""
    facts = said_of(child)
    if not facts.names and not facts.born_on and not facts.expected_on:
        return []
    return suggest(facts, actor)


def said_of(child: ContactChild) -> Facts:
    """Return what a contact says of a child, as it can be compared with what is on record."""
    home = (keys.address_key(*child.address.splitlines()), child.postcode)
    return Facts(
        names=((child.given, child.family),) if child.given or child.family else (),
        born_on=child.date_of_birth, expected_on=child.expected_on, sex=child.sex,
        addresses=frozenset({home} if any(home) else ()),
    )  # fmt: skip


def to_choose(child: ContactChild, actor: Actor) -> list[tuple[str, str]]:
    """Return who can be chosen: who is suggested, then the children who were opened last."""
    suggested = [each.person for each in suggestions(child, actor)]
    opened = people.recent(actor, VIEW_SUMMARY, [each.pk for each in suggested])
    shown = {each.pk: each for each in (*suggested, *opened) if each.is_child}
    return [(str(pk), people.called(each)) for pk, each in shown.items()]


def who_they_are(children: Iterable[ContactChild], actor: Actor) -> dict[UUID, Person]:
    """Return the people whom children were identified as, of those the reader may know of."""
    identified = {each.person_id for each in children if each.person_id}
    if not identified or not policy.may(actor, VIEW_SUMMARY):
        return {}
    return people.seen(identified, actor)


def records_of(children: Sequence[ContactChild], known: dict[UUID, Person]) -> list[UUID]:
    """Return the ids of all records of the children: those that were merged with them too."""
    found = {each.person_id for each in children if each.person_id}
    for person in known.values():
        found.update(naming.together(person))
    return sorted(found)


def age_on(child: ContactChild, day: date) -> str:
    """Return how old a child is, as far as the contact says."""
    if child.date_of_birth:
        born = child.date_of_birth
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return f"aged {years}"
    return f"said to be {child.age_said}" if child.age_said else ""
