"""Finds one person exactly, past both locks: for breaking the glass, and for answering a request.

The kernel knows no people: the area that does declares how (`finds_exactly`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Found:
    """A person who was found, and who holds their record. No more than that."""

    person: UUID
    team: UUID | None
    organisation: UUID | None
    authority: str


class Finder(Protocol):
    """How a person is found exactly. Nobody, and more than one, are both None.

    A record that was merged into another is found as the other.
    """

    schemes: Mapping[str, str]  # of identifiers: code → what it is called

    def checked(self, scheme: str, value: str) -> str:
        """Return an identifier as it is kept. Raises ValueError with a sentence."""

    def by_identifier(self, scheme: str, value: str) -> Found | None:
        """Return who bears an identifier, as `checked` returned it."""

    def by_name(self, given: str, family: str, born_on: date) -> Found | None:
        """Return who bears a name, as it is written, and was born on a day."""


class Nobody:
    """Finds nobody: an installation without people."""

    schemes: Mapping[str, str] = {}

    def checked(self, scheme: str, value: str) -> str:
        """Return the identifier."""
        return value

    def by_identifier(self, scheme: str, value: str) -> Found | None:
        """Return nobody."""
        return None

    def by_name(self, given: str, family: str, born_on: date) -> Found | None:
        """Return nobody."""
        return None


_declared: list[Finder] = []


def finds_exactly(finder: Finder) -> None:
    """Declare how people are found exactly."""
    _declared[:] = [finder]


def finder() -> Finder:
    """Return how people are found exactly."""
    return _declared[0] if _declared else Nobody()
