"""The few people who may be meant by what is known of somebody, found by keys.

Row-level security lets only plain comparisons reach an index, so every question here is `=` or a
range on a column of keys. It alone keeps these to the actor's reach: whoever ranks candidates
looks them up again among the rows that are within reach. Each arm of a question is limited, so
that a common name never walks through all who bear it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import product
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q as Condition
from django.db.models import QuerySet

from lscp.core import scope
from lscp.core.policy import MOST_NAMED, open_names
from lscp.people import keys
from lscp.people.evidence import Facts, Name, nearness, swapped
from lscp.people.models import Address, Identifier, NameKey, Person
from lscp.people.policy import PERSON

EACH = 150
"""Candidates of one arm."""
NEAREST = 60
"""Candidates by name that are looked up: those whose names are nearest to what was asked."""
HALVES = 4
"""Ways to part the words of a name, whose halves are looked for."""
LAST = "\U0010ffff"
"""It sorts after every letter, so that a beginning is a range."""

Rows = QuerySet[Any]


def candidates(facts: Facts) -> list[UUID]:
    """Return who may be meant: in one question for names, and one for all else."""
    others, names = arms_of(facts)
    found = [pk for (pk,) in _asked(others)]
    return list(dict.fromkeys([*found, *_nearest(facts, _asked(names))]))


def arms_of(facts: Facts) -> tuple[list[Rows], list[Rows]]:
    """Return what is asked of the tables: by all else, and by names."""
    return [*_by_identifier(facts), *_by_birth(facts), *_by_address(facts)], [*_by_name(facts)]


def _asked(arms: Sequence[Rows]) -> Iterable[tuple[Any, ...]]:
    if not arms:
        return ()
    first, *others = [arm[:EACH] for arm in arms]
    return first.union(*others, all=True) if others else first


def _nearest(facts: Facts, found: Iterable[tuple[Any, ...]]) -> list[UUID]:
    names: list[Name] = [(keys.normalise(one), keys.normalise(two)) for one, two in facts.names]
    near = ((nearness(names, (given, family)), pk) for pk, given, family in set(found))
    best = sorted(near, key=lambda one: (-one[0], str(one[1])))
    return list(dict.fromkeys(pk for _, pk in best))[:NEAREST]


def _by_identifier(facts: Facts) -> Iterator[Rows]:
    for scheme, value in sorted(facts.identifiers):
        schemes = ("upn", "former_upn") if scheme in ("upn", "former_upn") else (scheme,)
        rows = Identifier.objects.filter(scheme__among=schemes, value=value, wrong_at=None)
        yield rows.values_list("person")


def _by_birth(facts: Facts) -> Iterator[Rows]:
    if facts.born_on:
        days = [facts.born_on, *swapped(facts.born_on)]
        yield Person.objects.filter(date_of_birth__among=days).values_list("pk")


def _by_address(facts: Facts) -> Iterator[Rows]:
    homes = Address.objects.filter(shielded=False, wrong_at=None)
    for line, code in sorted(facts.addresses):
        begun = _begins("postcode", code) if code else _begins("line_key", line)
        yield homes.filter(**begun).values_list("person")


def _by_name(facts: Facts) -> Iterator[Rows]:
    names = [(keys.normalise(given), keys.normalise(family)) for given, family in facts.names]
    whole = [name for name in names if all(name)]
    alone = sorted({one for name in names if name not in whole for one in name if one})
    arms = [*(_pairs(whole) if whole else ()), *_alone(alone)]
    if not arms:
        return
    held, named = _near()
    asked = [arm & near for arm, near in product(arms, held)]
    if named:
        asked.append(reduce(or_, arms) & Condition(person__among=named))
    for arm in asked:
        rows = _born_then(NameKey.objects.filter(arm), facts)
        yield rows.values_list("person", "given", "family")


def _near() -> tuple[list[Condition], list[UUID]]:
    """Return what keys within a narrow reach have in common, and whom it names; all, of a wide one.

    Row-level security decides, row by row; this spares it the rows of everybody else. Each is an
    arm of its own: PostgreSQL asks what is cheap before the lock, and an `OR` is not cheap.
    """
    actor = scope.actor()
    reaches = actor.reaches.get("people.Person", frozenset()) if actor else frozenset[str]()
    everybody = [Condition()]
    if actor is None or {"all", "authority"} & reaches:
        return everybody, []
    named = list(actor.glass)
    if "named" in reaches:
        known = open_names(actor.parties, PERSON).values_list("subject", flat=True)[:MOST_NAMED]
        named.extend(known)
        if len(known) == MOST_NAMED:
            return everybody, []
    held = []
    if "team" in reaches and actor.team:
        held.append(Condition(held_by_team=actor.team))
    if "organisation" in reaches and actor.organisation:
        held.append(Condition(held_by_organisation=actor.organisation))
    return held, named


def _born_then(rows: Rows, facts: Facts) -> Rows:
    year = facts.born_in
    if not year:
        return rows
    return rows.filter(person__date_of_birth__range=(date(year, 1, 1), date(year, 12, 31)))


def _pairs(names: Sequence[Name]) -> Iterator[Condition]:
    """Give the arms for a whole name: as it is written, as it sounds, and as half of it sounds."""
    given = {part for name in names for part in keys.parts(name[0])}
    family = {part for name in names for part in keys.parts(name[1])}
    meant = given.union(*map(keys.alike, given))
    yield Condition(family__among=sorted(family), given__among=sorted(meant))
    yield Condition(family_sound__among=_sounds(family), given_sound__among=_sounds(meant))
    # One consonant mistyped in one half: the other half is whole, and the first letter is right.
    for one, other in _halves(names):
        yield Condition(family_sound=other, **_begins("given_sound", one[:1]))
        yield Condition(given_sound=one, **_begins("family_sound", other[:1]))


def _halves(names: Sequence[Name]) -> list[tuple[str, str]]:
    """Return how the first word of each given name and the last of each family name sound."""
    ends = [(one.split()[0], other.split()[-1]) for one, other in names]
    return list(dict.fromkeys((keys.sound(one), keys.sound(other)) for one, other in ends))[:HALVES]


def _alone(words: Iterable[str]) -> Iterator[Condition]:
    """Give the arms for one word: a family or a given name, begun, written or heard."""
    for word in words:
        part = keys.parts(word)[0]
        yield Condition(family=part)
        yield Condition(given=part)
        yield Condition(**_begins("family", part))
        yield Condition(**_begins("given", part))
        yield Condition(family_sound=keys.sound(part))
        yield Condition(given_sound__among=_sounds(keys.alike(part)))


def _sounds(words: Iterable[str]) -> list[str]:
    return sorted({keys.sound(one) for one in words})


def _begins(field: str, text: str) -> dict[str, str]:
    return {f"{field}__gte": text, f"{field}__lt": text + LAST}
