"""Finds one person exactly, past both locks: for breaking the glass, and for answering a request.

The kernel knows no people: the area that does declares how, in its module `exact`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

PERSON = "people.Person"
"""The kind of record that is found."""


@dataclass(frozen=True)
class Holder:
    """Who holds the record of a person."""

    team: UUID | None
    organisation: UUID | None
    authority: str


class Finder(Protocol):
    """How a person is found exactly. Nobody, and more than one, are both None."""

    schemes: Mapping[str, str]  # of identifiers: code → what it is called

    def by_identifier(self, scheme: str, value: str) -> UUID | None:
        """Return who bears an identifier. Raises ValueError, with a sentence, where none can."""

    def by_name(self, given: str, family: str, born_on: date) -> UUID | None:
        """Return who bears a name, as it is written, and was born on a day."""

    def records(self, person: UUID) -> list[UUID]:
        """Return all records of somebody who was found: also those that were merged into it."""

    def holder(self, person: UUID) -> Holder:
        """Return who holds a record that is open to whoever acts."""


class Nobody:
    """Finds nobody: an installation without people."""

    schemes: Mapping[str, str] = {}

    def by_identifier(self, scheme: str, value: str) -> UUID | None:
        """Return nobody."""
        return None

    def by_name(self, given: str, family: str, born_on: date) -> UUID | None:
        """Return nobody."""
        return None

    def records(self, person: UUID) -> list[UUID]:
        """Return none."""
        return []

    def holder(self, person: UUID) -> Holder:
        """Return nobody."""
        return Holder(None, None, "")


_declared: list[Finder] = [Nobody()]


def finds_exactly(finder: Finder) -> None:
    """Declare how people are found exactly."""
    _declared[:] = [finder]


def finder() -> Finder:
    """Return how people are found exactly."""
    return _declared[0]
