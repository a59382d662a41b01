"""Who may be on the register of the other LADO service: that, why, and whom to call. No more.

The look is a function in the database (migration `0002_recognition`): it says which facts agree,
and never a name or a date. It leaves out whoever is restricted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lscp.access.models import Membership
from lscp.access.roles import Role
from lscp.allegations.models import Adult, Employer
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.people.evidence import Evidence, score, swapped
from lscp.people.evidence import evidence_of as of_people

from . import employers, recognition
from .names import employer_key
from .recognition import NameKeys, Said, name_keys
from .services import name_of
from .weights import evidence_of

ADULTS = "SELECT * FROM allegations_adults_beyond(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
EMPLOYERS = "SELECT * FROM allegations_employers_beyond(%s, %s, %s, %s, %s)"


class FoundAdult(NamedTuple):
    """What the database says of one adult: which facts agree."""

    adult: UUID
    team: UUID
    authority: str
    family: str
    given: str
    born: str
    postcode: bool
    workplace: bool


class FoundEmployer(NamedTuple):
    """What the database says of one employer."""

    employer: UUID
    team: UUID
    authority: str
    name: str
    postcode: bool
    organisation: bool


@dataclass(frozen=True)
class Elsewhere:
    """Somebody or something that another LADO service may hold: why, and whom to call."""

    authority: str  # its name
    agrees: Sequence[str]
    call: Sequence[str]


def adults(said: Said, actor: Actor, *, workplaces: Iterable[str] = ()) -> list[Elsewhere]:
    """Return where else an adult may be known. `workplaces` are the names of employers."""
    keys = name_keys(said.names)
    days = [said.born_on, *swapped(said.born_on)] if said.born_on else []
    found = _asked(
        ADULTS, FoundAdult, _all(keys, "families"), _all(keys, "givens"), _all(keys, "meant"),
        _all(keys, "family_sounds"), _all(keys, "sounds"), days, said.postcode,
        sorted({*map(employer_key, workplaces)} - {""}), actor.team,
    )  # fmt: skip
    seen = set(Adult.objects.filter(pk__among=[each.adult for each in found]).values_list("pk"))
    told = [(each, _of_adult(each)) for each in found if (each.adult,) not in seen]
    return _told(told, recognition.THRESHOLD)


def employers_too(said: employers.SaidEmployer, actor: Actor) -> list[Elsewhere]:
    """Return where else an employer may be known."""
    found = _asked(
        EMPLOYERS, FoundEmployer, said.name_keys, said.sounds, said.postcode, said.organisation,
        actor.team,
    )  # fmt: skip
    pks = [each.employer for each in found]
    seen = set(Employer.objects.filter(pk__among=pks).values_list("pk"))
    told = [(each, _of_employer(each)) for each in found if (each.employer,) not in seen]
    return _told(told, employers.THRESHOLD)


def _asked(question: str, row: Any, *about: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        return [row(*each) for each in cursor.fetchall()]


def _all(keys: Iterable[NameKeys], part: str) -> list[str]:
    return sorted({each for key in keys for each in getattr(key, part)})


def _of_adult(found: FoundAdult) -> tuple[Evidence, ...]:
    return (
        *of_people(
            family=found.family, given=found.given, born=found.born,
            address="postcode" if found.postcode else "",
        ),
        *evidence_of(workplace="employer" if found.workplace else ""),
    )  # fmt: skip


def _of_employer(found: FoundEmployer) -> tuple[Evidence, ...]:
    return evidence_of(
        name=found.name, postcode="same" if found.postcode else "",
        organisation="same" if found.organisation else "",
    )  # fmt: skip


def _told(found: Iterable[tuple[Any, tuple[Evidence, ...]]], least: float) -> list[Elsewhere]:
    """Return what may be said of each that is likely enough: what agrees, and nothing else."""
    return [
        Elsewhere(
            name_of(each.authority), [one.words for one in evidence if one.agrees],
            _who_answers(each.team),
        )
        for each, evidence in found
        if score(evidence) >= least
    ]  # fmt: skip


def _who_answers(team: UUID) -> list[str]:
    """Return the LADOs of a service today, and where they are reached."""
    held = Membership.objects.filter(team=team, role=Role.LADO).open_on(today())
    users = [each.user for each in held.select_related("user").order_by("user__last_name")]
    return [f"{user} ({user.email})" if user.email else str(user) for user in users]
