"""The made-up children in care: their spells of care, placements and legal statuses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FIRST, LAST = 2021, 2022  # the two returns


class Fate(StrEnum):
    """What becomes of a child within a year."""

    STAYS = "in care throughout, from where the year found the child"
    LEAVES = "leaves care for good"
    RETURNS = "leaves care and is back before its end"


@dataclass(eq=False)
class Placement:
    """A placement; `why` says why it ended for another, `same_carer` that only its kind changed."""

    since: date
    why: str = ""
    same_carer: bool = False
    kind: str = ""
    provider: str = ""
    urn: str | None = None
    home: str | None = None
    postcode: str = ""
    area: str = ""
    inside: bool = False
    miles: float | None = None


@dataclass(eq=False)
class Spell:
    """One period of care. `known_since_start`: its first episode is the one by which it began."""

    since: date
    until: date | None = None
    reason: str = ""
    known_since_start: bool = True
    placements: list[Placement] = field(default_factory=list)
    statuses: list[tuple[date, str]] = field(default_factory=list)

    def in_year(self, year: int) -> bool:
        """Say whether the spell has a day in the year of a return."""
        return self.since <= date(year, 3, 31) and (
            self.until is None or self.until >= date(year - 1, 4, 1)
        )


@dataclass(eq=False)
class Child:
    """A made-up child. `came` is the year of the first start; 0, in care before the first return.

    `settled` and `long` are those whom the stability of placements counts, by year.
    """

    number: int
    came: int
    fates: dict[int, Fate] = field(default_factory=dict)
    spells: list[Spell] = field(default_factory=list)
    moves: dict[int, int] = field(default_factory=dict)
    again: bool = False
    grows_up: bool = False
    adopted: bool = False
    alone: bool = False
    born: date = date.min
    age: int | None = None
    long: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    sex: str = ""
    ethnicity: str = ""
    need: str = ""
    upn: str = ""
    home: str = ""
    own_child: date | None = None
    permanence: tuple[str, str | None, str | None] = ("Z1", None, None)
    adoption: "Adoption | None" = None
    reviews: list[tuple[date, str]] = field(default_factory=list)
    missing: list[tuple[str, date, date]] = field(default_factory=list)
    outcomes: dict[int, dict[str, str | int | None]] = field(default_factory=dict)
    leaver: dict[int, tuple[str, str, str]] = field(default_factory=dict)

    def at(self, day: date) -> bool:
        """Say whether the child is in care at the end of a day."""
        return any(s.since <= day and (s.until is None or s.until > day) for s in self.spells)

    def years_old(self, day: date) -> int:
        """Return the age in whole years on a day."""
        before = (day.month, day.day) < (self.born.month, self.born.day)
        return day.year - self.born.year - before

    def birthday(self, years: int) -> date:
        """Return the day on which the child becomes so many years old."""
        return self.born.replace(year=self.born.year + years)

    def begun(self, year: int) -> Iterator[Placement]:
        """Yield the placements that began in the year of a return."""
        first, last = date(year - 1, 4, 1), date(year, 3, 31)
        for spell in self.spells:
            yield from (p for p in spell.placements if first <= p.since <= last)


@dataclass(eq=False)
class Adoption:
    """What led to a child's adoption."""

    decided: date
    matched: date
    placed: date
    sexes: str
    status: str
