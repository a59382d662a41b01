"""The few people who may be meant by what is known of somebody, found by keys.

Row-level security lets only plain comparisons reach an index, so every question here is `=` or a
range on a column of keys. Each arm of the question is limited: a common name alone never walks
through all who bear it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q as Condition
from django.db.models import QuerySet

from lscp.people import keys
from lscp.people.evidence import Facts, swapped
from lscp.people.evidence import Name as Named
from lscp.people.models import Address, Identifier, NameKey, Person

EACH = 200
"""Candidates of one arm: as many as are ranked in a few milliseconds."""
HALVES = 4
"""Ways to part the words of a name, whose halves are looked for."""
LAST = "\U0010ffff"
"""It sorts after every letter, so that a beginning is a range."""

People = QuerySet[Person]


def candidates(rows: People, facts: Facts) -> list[UUID]:
    """Return those of the rows who may be meant: in one question, of limited arms."""
    arms = [
        *_by_identifier(rows, facts),
        *_by_birth(rows, facts),
        *_by_name(rows, facts),
        *_by_address(rows, facts),
    ]
    if not arms:
        return []
    first, *others = [arm[:EACH] for arm in arms]
    return list(dict.fromkeys(first.union(*others, all=True) if others else first))


def _within(parts: QuerySet[Any], rows: People) -> QuerySet[Any]:
    return parts.filter(person__in=rows.values("pk")).values_list("person", flat=True)


def _by_identifier(rows: People, facts: Facts) -> Iterator[QuerySet[Any]]:
    for scheme, value in sorted(facts.identifiers):
        schemes = ("upn", "former_upn") if scheme in ("upn", "former_upn") else (scheme,)
        yield _within(
            Identifier.objects.filter(scheme__in=schemes, value=value, wrong_at=None), rows
        )


def _by_birth(rows: People, facts: Facts) -> Iterator[QuerySet[Any]]:
    if facts.born_on:
        days = [facts.born_on, *swapped(facts.born_on)]
        yield rows.filter(date_of_birth__in=days).values_list("pk", flat=True)


def _by_name(rows: People, facts: Facts) -> Iterator[QuerySet[Any]]:
    names = [(keys.normalise(given), keys.normalise(family)) for given, family in facts.names]
    whole = [name for name in names if all(name)]
    alone = sorted({one for name in names if name not in whole for one in name if one})
    for arm in [*(_pairs(whole) if whole else ()), *_alone(alone)]:
        yield _within(_born_then(NameKey.objects.filter(arm), facts), rows)


def _born_then(rows: QuerySet[Any], facts: Facts) -> QuerySet[Any]:
    year = facts.born_in
    if not year:
        return rows
    return rows.filter(person__date_of_birth__range=(date(year, 1, 1), date(year, 12, 31)))


def _pairs(names: Sequence[Named]) -> Iterator[Condition]:
    """Give the arms for a whole name: as it is written, as it sounds, and as half of it sounds."""
    given = {part for name in names for part in keys.parts(name[0])}
    family = {part for name in names for part in keys.parts(name[1])}
    meant = given.union(*map(keys.alike, given))
    yield Condition(family__in=sorted(family), given__in=sorted(meant))
    yield Condition(family_sound__in=_sounds(family), given_sound__in=_sounds(meant))
    # One consonant mistyped in one half: the other half is whole, and the first letter is right.
    for one, other in _halves(names):
        yield Condition(family_sound=other, **_begins("given_sound", one[:1]))
        yield Condition(given_sound=one, **_begins("family_sound", other[:1]))


def _halves(names: Sequence[Named]) -> list[tuple[str, str]]:
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
        yield Condition(given_sound__in=_sounds(keys.alike(part)))


def _sounds(words: Iterable[str]) -> list[str]:
    return sorted({keys.sound(one) for one in words})


def _begins(field: str, text: str) -> dict[str, str]:
    return {f"{field}__gte": text, f"{field}__lt": text + LAST}


def _by_address(rows: People, facts: Facts) -> Iterator[QuerySet[Any]]:
    homes = Address.objects.filter(shielded=False, wrong_at=None)
    for line, code in sorted(facts.addresses):
        begun = _begins("postcode", code) if code else _begins("line_key", line)
        yield _within(homes.filter(**begun), rows)
