"""What is on record of people, as facts that can be compared: as far as the actor may see them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lscp.people.evidence import Facts
from lscp.people.models import Address, Identifier, Name, Person

People = QuerySet[Person]
Birth = tuple[date | None, date | None, str]
"""Born on, expected on, and the sex."""
ALL = Facts(identifiers=frozenset({("", "")}), addresses=frozenset({("", "")}))


def known_facts(rows: People, wanted: Iterable[UUID], *, like: Facts = ALL) -> dict[UUID, Facts]:
    """Return what is on record of people, of the rows within reach; no shielded address.

    Identifiers and addresses are looked up where `like` has any. What is found of a record that
    was merged counts for the one that stands.
    """
    births, stands = _standing(rows, set(wanted))
    names, numbers, homes = defaultdict(list), defaultdict(set), defaultdict(set)
    for pk, given, family in _of(Name, stands, "given", "family"):
        names[stands[pk]].append((given, family))
    if like.identifiers:
        for pk, scheme, value in _of(Identifier, stands, "scheme", "value"):
            numbers[stands[pk]].add((scheme, value))
    if like.addresses:
        for pk, line, code in _of(Address, stands, "line_key", "postcode", shielded=False):
            homes[stands[pk]].add((line, code))
    return {
        pk: Facts(
            tuple(names[pk]), born_on, expected_on, None, sex,
            frozenset(numbers[pk]), frozenset(homes[pk]),
        )
        for pk, (born_on, expected_on, sex) in births.items()
    }  # fmt: skip


def _standing(rows: People, wanted: set[UUID]) -> tuple[dict[UUID, Birth], dict[UUID, UUID]]:
    """Return the records that stand, and each record that was asked for → the one it became."""
    births: dict[UUID, Birth] = {}
    became: dict[UUID, UUID] = {}
    asked: set[UUID] = set()
    while wanted:
        asked |= wanted
        found = rows.filter(pk__among=wanted).values_list(
            "pk", "merged_into", "date_of_birth", "expected_on", "sex"
        )
        for pk, into, born_on, expected_on, sex in found:
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
    rows = model.objects.filter(person__among=people, wrong_at=None, **which)
    return rows.values_list("person", *fields)
