"""What holds of a person today, out of all that was recorded: what lists and searches show."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from lscp.people import keys
from lscp.people.models import Birth, Characteristics, Death, Fact, Name, Person
from lscp.people.models.person import ADULT, birthday

F = TypeVar("F", bound=Fact)
# Which name is shown, where there are several.
FIRST = ("legal", "known_as", "birth", "expected", "former", "alias", "online")
NAMELESS = {True: "Unborn child", False: "Name not known"}


def show(person: Person) -> None:
    """Bring what is shown of a person up to date with the facts about them. For actions."""
    birth = latest(Birth, person)
    death = latest(Death, person)
    character = latest(Characteristics, person)
    _show_birth(person, birth)
    person.died_on = death.died_on if death else None
    person.sex = character.sex if character else ""
    show_name(person, standing(Name, person))


def show_name(person: Person, names: Sequence[Name]) -> None:
    """Show the name that goes first: of those that hold today, by its kind, then the latest."""
    ordered = sorted(names, key=lambda each: each.recorded_at, reverse=True)
    ordered.sort(key=lambda each: (not each.stands, FIRST.index(each.kind)))
    first = ordered[0] if ordered else None
    person.shown_name = str(first or "") or NAMELESS[person.is_unborn]
    person.sort_name = keys.sort_key(first.given, first.family) if first else ""


def standing(kind: type[F], person: Person) -> list[F]:
    """Return the facts of a kind that were not found to be wrong, the latest last."""
    rows: Any = kind._default_manager.filter(person=person.pk, wrong_at=None)
    return list(rows.order_by("recorded_at"))


def latest(kind: type[F], person: Person) -> F | None:
    """Return what was recorded last, of what a person has one of at a time."""
    found = standing(kind, person)
    return found[-1] if found else None


def _show_birth(person: Person, birth: Birth | None) -> None:
    person.date_of_birth = birth.date_of_birth if birth else None
    person.is_estimated = bool(birth and birth.is_estimated)
    person.expected_on = birth.expected_on if birth else None
    if person.date_of_birth and person.is_child:
        person.adult_on = None


def adult_since(person: Person) -> date | None:
    """Return since when a new record is an adult's: not at all, of a child."""
    born_on = person.date_of_birth
    return birthday(born_on, ADULT) if born_on and not person.is_child else None
