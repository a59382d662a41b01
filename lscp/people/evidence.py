"""What speaks for and against two descriptions being of one person, and how much.

The weights are data (`match_weights.csv`): about how many times likelier a fact agrees for one
person than for two, in powers of two. They add up; what is not known says nothing. The reader sees
each fact that counted, so that a person decides, and not a sum.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from lscp.people import keys
from lscp.people.identifiers import SCHEMES

Name = tuple[str, str]
"""Given and family."""
CLOSE = 0.88
"""Of Jaro and Winkler's measure, from 0 to 1: one letter of six mistyped, or two swapped."""
AROUND_BIRTH = timedelta(weeks=6)
AS_ONE = {"former_upn": "upn"}
"""A number that somebody has is compared with those that others had."""


@dataclass(frozen=True)
class Facts:
    """What is said of a person: by whoever looks, by an arrival, or by the record.

    `addresses` are pairs of `keys.address_key` and a postcode, or the first half of one. An
    address that is shielded is never among them.
    """

    names: tuple[Name, ...] = ()
    born_on: date | None = None
    expected_on: date | None = None
    born_in: int | None = None  # a year, where that is all
    sex: str = ""
    identifiers: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    addresses: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Evidence:
    """One fact that agrees or differs, its weight, and the words for it."""

    field: str
    level: str
    weight: float
    words: str

    @property
    def agrees(self) -> bool:
        """Say whether it speaks for one person."""
        return self.weight > 0


def compare(asked: Facts, known: Facts) -> tuple[Evidence, ...]:
    """Return what speaks for and against, in the order of the table of weights."""
    levels = [
        *_names(asked.names, known.names),
        ("born", _born(asked, known)),
        ("sex", _sex(asked.sex, known.sex)),
        *_identifiers(asked.identifiers, known.identifiers),
        ("address", _addresses(asked.addresses, known.addresses)),
    ]
    return tuple(_weights()[pair] for pair in levels if pair[1])


def score(evidence: tuple[Evidence, ...]) -> float:
    """Return the sum of the weights."""
    return sum(each.weight for each in evidence)


def evidence_of(**levels: str) -> tuple[Evidence, ...]:
    """Return the evidence of levels that were found elsewhere; of none where a level is empty."""
    return tuple(_weights()[pair] for pair in levels.items() if pair[1])


def nearness(asked: Iterable[Name], key: Name) -> float:
    """Return how near a key is to the nearest of some names, both as they are normalised.

    It is quick, for choosing among many: 2 where both halves are the same. A half that was not
    asked for counts nothing.
    """
    import jellyfish

    def near(one: str, other: str) -> float:
        if not one:
            return 0.0
        likeness = jellyfish.jaro_winkler_similarity(one.replace(" ", ""), other)
        alike = other in keys.alike(one) or keys.sound(one) == keys.sound(other)
        return max(likeness, 0.9 if alike else 0.0)

    return max((near(one[0], key[0]) + near(one[1], key[1]) for one in asked), default=0.0)


@cache
def _weights() -> dict[tuple[str, str], Evidence]:
    path = Path(__file__).with_name("match_weights.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Evidence(row["field"], row["level"], float(row["weight"]), row["words"])
            for row in csv.DictReader(file)
        ]
    return {(row.field, row.level): row for row in rows}


def _names(asked: tuple[Name, ...], known: tuple[Name, ...]) -> list[tuple[str, str]]:
    """Return the levels of the two names that agree best: somebody may have several."""
    pairs = [
        [("family", _family(one[1], other[1])), ("given", _given(one[0], other[0]))]
        for one in asked
        for other in known
    ]
    return max(pairs, key=_sum, default=[])


def _sum(levels: list[tuple[str, str]]) -> float:
    return sum(_weights()[pair].weight for pair in levels if pair[1])


@lru_cache(4096)
def _family(one: str, other: str) -> str:
    return _spelling(one, other)


@lru_cache(4096)
def _given(one: str, other: str) -> str:
    level = _spelling(one, other)
    if level in ("", "same", "part"):
        return level
    is_short = _means(one, other) or _means(other, one)
    return "short" if is_short else level


def _means(one: str, other: str) -> bool:
    """Say whether a given name, or the first word of it, is short for another, or long for it."""
    meant = keys.alike(one) | keys.alike(keys.normalise(one).partition(" ")[0])
    return bool(meant.intersection(keys.parts(other)))


def _spelling(one: str, other: str) -> str:
    """Return how alike two names are written, from the same to different; nothing of no name."""
    ours, theirs = keys.parts(one), keys.parts(other)
    if not ours[0] or not theirs[0]:
        return ""
    if ours[0] == theirs[0]:
        return "same"
    if set(ours) & set(theirs):
        return "part"
    if {*map(keys.sound, ours)} & {*map(keys.sound, theirs)}:
        return "sound"
    return _nearly(ours, theirs)


def _nearly(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    import jellyfish

    pairs = [(one, other) for one in ours for other in theirs]
    if max(jellyfish.jaro_winkler_similarity(*pair) for pair in pairs) >= CLOSE:
        return "close"
    begins = any(one.startswith(other) or other.startswith(one) for one, other in pairs)
    return "begins" if begins else "differs"


def _born(asked: Facts, known: Facts) -> str:
    if asked.born_in and known.born_on:
        return "year" if asked.born_in == known.born_on.year else "differs"
    if asked.born_on and known.born_on:
        return _dates(asked.born_on, known.born_on)
    one, other = asked.born_on or asked.expected_on, known.born_on or known.expected_on
    if one and other:
        return "expected" if abs(one - other) <= AROUND_BIRTH else "differs"
    return ""


def _dates(one: date, other: date) -> str:
    if one == other:
        return "same"
    if other in swapped(one):
        return "swapped"
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return "nearly" if same == 2 and abs(one.year - other.year) in (0, 1, 10) else "differs"


def swapped(day: date) -> tuple[date, ...]:
    """Return the other day that a date is read as where day and month are swapped, if any."""
    if day.day > 12 or day.day == day.month:
        return ()
    return (date(day.year, day.day, day.month),)


def _sex(one: str, other: str) -> str:
    if not {one, other} <= {"F", "M"}:
        return ""
    return "same" if one == other else "differs"


def _identifiers(
    ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for name in ("nhs", "upn"):
        one, other = _values(ours, name), _values(theirs, name)
        if one & other:
            yield name, "same"
        elif _values(ours, name, now=True) and _values(theirs, name, now=True):
            yield name, "differs"
    others = {pair for pair in ours & theirs if not SCHEMES[pair[0]].is_one}
    if {scheme for scheme, _ in others} - set(AS_ONE):
        yield "identifier", "same"


def _values(
    identifiers: frozenset[tuple[str, str]], name: str, *, now: bool = False
) -> frozenset[str]:
    return frozenset(
        value
        for scheme, value in identifiers
        if scheme == name or (not now and AS_ONE.get(scheme) == name)
    )


def _addresses(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> str:
    """Return how near two homes are. That they differ says nothing: families move."""
    if any(line and code and (line, code) in theirs for line, code in ours):
        return "same"
    codes, others = {code for _, code in ours if code}, {code for _, code in theirs if code}
    if codes & others:
        return "postcode"
    if _begun({line for line, code in ours if not code}, {line for line, _ in theirs}):
        return "line"
    halves = {code.partition(" ")[0] for code in codes}
    return "area" if halves & {code.partition(" ")[0] for code in others} else ""


def _begun(asked: set[str], known: set[str]) -> bool:
    return any(other.startswith(one) for one in asked for other in known if one)
