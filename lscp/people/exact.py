"""Who somebody is, exactly, among all people: for breaking the glass and for answering a request.

These look beyond what the actor may see, and so answer with ids alone: whoever asks records that
they did, and shows nothing until a reason is given.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from lscp.core import exact
from lscp.people import keys
from lscp.people.identifiers import SCHEMES, validate
from lscp.people.models import Person


def by_identifier(scheme: str, value: str) -> list[UUID]:
    """Return the people who have an identifier. Raises ValueError where it can be none."""
    return _asked("SELECT people_exact(%s, %s)", scheme, validate(scheme, value))


def by_name(given: str, family: str, date_of_birth: date) -> list[UUID]:
    """Return the people of exactly this name, whatever its accents, born on a day."""
    given, family = ("".join(keys.parts(each)[:1]) for each in (given, family))
    return _asked("SELECT people_exact_name(%s, %s, %s)", given, family, date_of_birth)


def _asked(question: str, *about: str | date | UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        return [found for (found,) in cursor.fetchall()]


class ExactPeople:
    """Finds the one person of an identifier, or of a name and a date of birth."""

    schemes: Mapping[str, str] = {code: known.label for code, known in SCHEMES.items()}

    def by_identifier(self, scheme: str, value: str) -> UUID | None:
        """Return who has an identifier, if it is one person's."""
        return _only(by_identifier(scheme, value))

    def by_name(self, given: str, family: str, born_on: date) -> UUID | None:
        """Return who has a name and was born on a day, if it is one person."""
        return _only(by_name(given, family, born_on))

    def records(self, person: UUID) -> list[UUID]:
        """Return all records of somebody who was found: also those that were merged into it."""
        return _asked("SELECT people_records(%s)", person)

    def holder(self, person: UUID) -> exact.Holder:
        """Return who holds a record that is open to whoever acts."""
        known = Person.objects.get(pk=person)
        return exact.Holder(known.team_id, known.organisation_id, known.authority)


def _only(found: list[UUID]) -> UUID | None:
    return found[0] if len(found) == 1 else None


exact.finds_exactly(ExactPeople())
