"""What is on record of people, as facts that can be compared: as far as the actor may see them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from lscp.people.evidence import Facts
from lscp.people.models import Address, Identifier, Name, Person

Birth = tuple[date | None, date | None, str]
"""Born on, expected on, and the sex."""


def known_facts(people: Iterable[UUID]) -> dict[UUID, Facts]:
    """Return what is on record of people, as far as the actor may see it; no shielded address.

    What is found of a record that was merged counts for the one that stands.
    """
    births, stands = _standing(set(people))
    names, numbers, homes = defaultdict(list), defaultdict(set), defaultdict(set)
    for pk, given, family in _of(Name, stands, "given", "family"):
        names[stands[pk]].append((given, family))
    for pk, scheme, value in _of(Identifier, stands, "scheme", "value"):
        numbers[stands[pk]].add((scheme, value))
    for pk, line, code in _of(Address, stands, "line_key", "postcode", shielded=False):
        homes[stands[pk]].add((line, code))
    return {
        pk: Facts(
            tuple(names[pk]), born_on, expected_on, None, sex,
            frozenset(numbers[pk]), frozenset(homes[pk]),
        )
        for pk, (born_on, expected_on, sex) in births.items()
    }  # fmt: skip


def _standing(wanted: set[UUID]) -> tuple[dict[UUID, Birth], dict[UUID, UUID]]:
    """Return the records that stand, and each record that was asked for → the one it became."""
    births: dict[UUID, Birth] = {}
    became: dict[UUID, UUID] = {}
    asked: set[UUID] = set()
    while wanted:
        asked |= wanted
        rows = Person.objects.filter(pk__in=wanted).values_list(
            "pk", "merged_into", "date_of_birth", "expected_on", "sex"
        )
        for pk, into, born_on, expected_on, sex in rows:
            became[pk] = into or pk
            if into is None:
                births[pk] = (born_on, expected_on, sex)
        # Never asked for twice: the one that stands may be out of reach.
        wanted = set(became.values()) - asked
    stands = {pk: _last(pk, became) for pk in became}
    return births, {pk: last for pk, last in stands.items() if last in births}


def _last(pk: UUID, became: dict[UUID, UUID]) -> UUID:
    while became.get(pk, pk) != pk:
        pk = became[pk]
    return pk


def _of(
    model: Any, people: Iterable[UUID], *fields: str, **which: Any
) -> Iterator[tuple[Any, ...]]:
    rows = model.objects.filter(person__in=list(people), wrong_at=None, **which)
    return rows.values_list("person", *fields).iterator()
