"""How every fact about a person is kept: one way for all kinds, whatever each needs besides."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from lscp.core.actions import also
from lscp.core.policy import Actor
from lscp.core.time import LONDON, now, today
from lscp.core.workflow import Refused
from lscp.people import current, keys, naming
from lscp.people.identifiers import validate
from lscp.people.models import (
    Address,
    Birth,
    Characteristics,
    Death,
    Fact,
    Identifier,
    Involvement,
    Name,
    NameKey,
    Person,
)

F = TypeVar("F", bound=Fact)
SHOWN = (Name, Birth, Death, Characteristics)


def keep(model: type[F], person: Person, by: Actor, /, **values: Any) -> F:
    """Keep a fact about a person, and end an earlier one where there is one at a time."""
    fact = model(
        person=person, recorded_at=now(), recorded_by=by.name, recorded_for_id=by.organisation,
        **values,
    )  # fmt: skip
    _complete(fact)
    if fact.from_on and fact.to_on and fact.to_on < fact.from_on:
        raise Refused("The last day must be on or after the first.")
    if model.is_one and person.state and not fact.to_on:
        _end_earlier(model, person, fact.from_on or today())
    also(fact)
    _follow(fact, by)
    if person.state:
        refresh(fact, person)
    return fact


def refresh(fact: Fact, person: Person) -> None:
    """Bring what is shown of a person up to date, where a fact of this kind is shown."""
    if isinstance(fact, SHOWN):
        current.show(person)


def found(person: Person, fact: Fact) -> Fact:
    """Return a fact of a person as it is now. Raises Refused where it was corrected meanwhile."""
    same = type(fact)._default_manager.filter(pk=fact.pk, person=person.pk).first()
    if same is None:
        raise Refused("This is recorded about another person.")
    if same.is_wrong:
        raise Refused("This was corrected already. Look at what is recorded now.")
    return same


def own_fields(kind: type[Fact]) -> list[str]:
    """Return what facts of this kind say, beyond what all facts have."""
    common = {each.name for each in Fact._meta.get_fields()}
    fields = [each.name for each in kind._meta.concrete_fields if each.name not in common]
    return [*fields, "from_on", "to_on"]


def after(day: date | None) -> datetime | None:
    """Return the moment that a day is over, in England."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON) if day else None


def _complete(fact: Fact) -> None:
    """Check what can be checked, and write it as searches compare it."""
    if isinstance(fact, Identifier):
        try:
            fact.value = validate(fact.scheme, fact.value)
        except ValueError as wrong:
            raise Refused(str(wrong)) from wrong
    if isinstance(fact, Address):
        fact.line_key = keys.address_key(*fact.lines.splitlines())
    if isinstance(fact, Birth):
        _check_birth(fact)
    if isinstance(fact, Name) and not keys.normalise(fact.given + fact.family):
        raise Refused("Enter a given name or a family name.")


def _check_birth(fact: Birth) -> None:
    if not (fact.date_of_birth or fact.expected_on):
        raise Refused("Enter the date of birth.")
    if fact.date_of_birth and fact.date_of_birth > today():
        raise Refused("A date of birth must be today or in the past.")


def _follow(fact: Fact, by: Actor) -> None:
    """Do what follows from a fact: a name has keys, and involvement lets somebody in."""
    if isinstance(fact, Name):
        for row in keys.rows(fact.given, fact.family):
            also(NameKey(person=fact.person, name=fact, **row._asdict()))
    if isinstance(fact, Involvement) and fact.stands and fact.party:
        naming.let_in(
            fact.person, fact.party, by=by, source=fact.pk, organisation=fact.organisation_id,
            until=after(fact.to_on), opens_restricted=fact.person.restricted,
        )  # fmt: skip


def _end_earlier(kind: type[Fact], person: Person, starts_on: date) -> None:
    for earlier in current.standing(kind, person):
        if earlier.to_on is None:
            before = starts_on - timedelta(days=1)
            earlier.to_on = max(before, earlier.from_on or before)
            also(earlier)
