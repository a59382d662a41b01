"""Fills the fact tables of people: who they are to a return, by the numbers and codes it asks for.

No name and no address is among them.
"""

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Q

from lscp.core.facts.live import AT_ONCE, filled
from lscp.core.periods import Period
from lscp.people.models import Characteristics, Disability, Identifier, Person

# What returns ask to be said where nothing is recorded.
NOT_OBTAINED, NO_DISABILITY, UNKNOWN_SEX = "NOBT", "NONE", "U"
COLUMNS = {
    "ssd_person": (
        "pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob", "pers_expected_dob",
        "pers_death_date", "lscp_upn", "lscp_former_upn",
    ),
    "ssd_disability": ("disa_table_id", "disa_person_id", "disa_disability_code"),
}  # fmt: skip
Ids = Mapping[UUID, str]


@dataclass(frozen=True)
class People:
    """Some people as facts: `ids`, by which returns know each, and the tables about them."""

    ids: Ids
    tables: dict[str, pl.DataFrame]


def people(concerned: Iterable[UUID], *, authority: str, period: Period) -> People:
    """Return the people concerned. One who was merged has the id of the person who stands."""
    stands = _standing(set(concerned))
    whole = sorted(set(stands.values()))
    ids = _ids(whole, authority)
    rows = {
        "ssd_person": (row for some in _parts(whole) for row in _persons(some, ids)),
        "ssd_disability": (row for some in _parts(whole) for row in _disabled(some, ids, period)),
    }
    whose: dict[str, Any] = {"authority": authority, "year": period.year}
    tables = {name: filled(name, COLUMNS[name], each, **whose) for name, each in rows.items()}
    return People({person: ids[into] for person, into in stands.items()}, tables)


def made_of(person: UUID) -> str:
    """Return the id of a person whom no number of the authority's names: 20 letters and digits."""
    return base64.b32encode(person.bytes[:12]).decode().rstrip("=")


def _standing(wanted: set[UUID]) -> dict[UUID, UUID]:
    """Return person → the person whom they were merged into, or themselves."""
    into: dict[UUID, UUID | None] = {}
    while missing := sorted(wanted - into.keys()):
        for some in _parts(missing):
            rows = Person.objects.filter(pk__among=some).values_list("pk", "merged_into")
            into |= dict.fromkeys(some) | dict(rows)
        wanted = {each for each in into.values() if each}
    found = {}
    for person in into:
        stands = person
        while (next_one := into[stands]) is not None:
            stands = next_one
        found[person] = stands
    return found


def _ids(whole: list[UUID], authority: str) -> dict[UUID, str]:
    """Return the authority's own number of each person, unless two bear it: they are two still."""
    said = {
        person: value
        for some in _parts(whole)
        for person, value in _numbers(some, "authority", authority).items()
    }
    borne = Counter(said.values())
    return {
        person: said[person] if borne[said.get(person, "")] == 1 else made_of(person)
        for person in whole
    }


def _numbers(some: list[UUID], scheme: str, authority: str = "") -> dict[UUID, str]:
    """Return the number of a scheme that was recorded last, of those that hold."""
    found = Identifier.objects.filter(person__among=some, scheme=scheme, wrong_at=None)
    if authority:
        by = Q(recorded_for__authority=authority) | Q(recorded_for=None)
        found = found.filter(by)
    return dict(found.order_by("recorded_at").values_list("person", "value"))


def _persons(some: list[UUID], ids: Ids) -> Iterator[tuple[Any, ...]]:
    upn, former = _numbers(some, "upn"), _numbers(some, "former_upn")
    ethnicity = dict(
        Characteristics.objects.filter(person__among=some, wrong_at=None)
        .order_by("recorded_at").values_list("person", "ethnicity")
    )  # fmt: skip
    known = Person.objects.filter(pk__among=some).order_by("pk")
    for person, sex, born, expected, died in known.values_list(
        "pk", "sex", "date_of_birth", "expected_on", "died_on"
    ):
        yield (
            ids[person],
            (sex if born else "") or UNKNOWN_SEX,
            ethnicity.get(person) or NOT_OBTAINED,
            born,
            None if born else expected,
            died,
            upn.get(person),
            former.get(person),
        )


def _disabled(some: list[UUID], ids: Ids, period: Period) -> Iterator[tuple[str, str, str]]:
    """Give each disability that a person had in the period; where none is recorded, that code."""
    still = Q(to_on=None) | Q(to_on__gte=period.start)
    begun = Q(from_on=None) | Q(from_on__lte=period.end)
    codes: dict[UUID, set[str]] = defaultdict(set)
    rows = Disability.objects.filter(still, begun, person__among=some, wrong_at=None)
    for person, code in rows.values_list("person", "code"):
        codes[person].add(code)
    for person in some:
        having = sorted(codes[person] - {NO_DISABILITY}) or [NO_DISABILITY]
        for n, code in enumerate(having, start=1):
            yield f"{ids[person]}-D{n}", ids[person], code


def _parts(people: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]
