"""Who somebody is, exactly, among all people: for breaking the glass and for answering a request.

These look beyond what the actor may see, and so answer with ids alone: whoever asks records that
they did, and shows nothing until a reason is given.
"""

from datetime import date
from uuid import UUID

from django.db import connection

from lscp.people import keys
from lscp.people.identifiers import validate


def by_identifier(scheme: str, value: str) -> list[UUID]:
    """Return the people who have an identifier. Raises ValueError where it can be none."""
    return _asked("SELECT people_exact(%s, %s)", scheme, validate(scheme, value))


def by_name(given: str, family: str, date_of_birth: date) -> list[UUID]:
    """Return the people of exactly this name, whatever its accents, born on a day."""
    given, family = keys.parts(given)[0], keys.parts(family)[0]
    return _asked("SELECT people_exact_name(%s, %s, %s)", given, family, date_of_birth)


def _asked(question: str, *about: str | date) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        return [found for (found,) in cursor.fetchall()]
