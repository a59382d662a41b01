"""Adding facts about a person, kind by kind; `correct` ends and corrects them, whatever kind."""

from datetime import date
from uuid import UUID, uuid4

from lscp.core.actions import action, also
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.people import current
from lscp.people.models import (
    Address,
    Birth,
    Characteristics,
    Disability,
    HouseholdMember,
    Identifier,
    Name,
    Need,
    Person,
    Relationship,
)
from lscp.people.workflow import PERSON

from .keep import keep

Day = date | None


@action(PERSON, "Add a name")
def add_name(
    person: Person, *, by: Actor, kind: str, given: str, family: str,
    from_on: Day = None, to_on: Day = None,
) -> None:  # fmt: skip
    """Add a name that a person has or had."""
    keep(Name, person, by, kind=kind, given=given, family=family, from_on=from_on, to_on=to_on)


@action(PERSON, "Add an address")
def add_address(
    person: Person, *, by: Actor, kind: str, lines: str = "", postcode: str = "",
    shielded: bool = False, from_on: Day = None, to_on: Day = None,
) -> None:  # fmt: skip
    """Add an address; a home ends the home before it on the day before."""
    if kind != "no_fixed" and not (lines or postcode):
        raise Refused("Enter the address, or choose that there is no fixed address.")
    made = keep(
        Address, person, by, kind=kind, lines=lines, postcode=postcode,
        shielded=shielded or kind == "refuge", from_on=from_on, to_on=to_on,
    )  # fmt: skip
    for earlier in current.standing(Address, person) if kind == "home" and not to_on else ():
        if earlier.kind == "home" and earlier.pk != made.pk and earlier.to_on is None:
            earlier.to_on = max(from_on or today(), earlier.from_on or date.min)
            also(earlier)


@action(PERSON, "Add an identifier")
def add_identifier(
    person: Person, *, by: Actor, scheme: str, value: str, from_on: Day = None, to_on: Day = None
) -> None:
    """Add a number that an agency knows a person by."""
    known = current.standing(Identifier, person)
    made = keep(Identifier, person, by, scheme=scheme, value=value, from_on=from_on, to_on=to_on)
    if any((each.scheme, each.value) == (scheme, made.value) for each in known):
        raise Refused("This identifier is on the record already.")


@action(PERSON, "Add a relationship")
def add_relationship(
    person: Person, *, by: Actor, other: Person | str, kind: str, responsibility: bool = False,
    from_on: Day = None, to_on: Day = None,
) -> None:  # fmt: skip
    """Record what another person is to this one; the other’s record shows it too."""
    related = reached(other, by, add_relationship.name)
    if related.pk == person.pk:
        raise Refused("A person cannot be related to themselves. Choose somebody else.")
    keep(
        Relationship, person, by, other=related, kind=kind, responsibility=responsibility,
        from_on=from_on, to_on=to_on,
    )  # fmt: skip


@action(PERSON, "Add to a household")
def join_household(
    person: Person, *, by: Actor, other: Person | str, from_on: Day = None, to_on: Day = None
) -> None:
    """Record that a person lives with another, and with all who live there."""
    beside = reached(other, by, join_household.name)
    if beside.pk == person.pk:
        raise Refused("Choose somebody else: whom does this person live with?")
    theirs = [each for each in current.standing(HouseholdMember, beside) if each.stands]
    household = theirs[-1].household if theirs else uuid4()
    if not theirs:
        keep(HouseholdMember, beside, by, household=household, from_on=from_on)
    keep(HouseholdMember, person, by, household=household, from_on=from_on, to_on=to_on)


@action(PERSON, "Add a need")
def add_need(
    person: Person, *, by: Actor, kind: str, words: str, from_on: Day = None, to_on: Day = None
) -> None:
    """Record what whoever works with a person must know: a language, an interpreter."""
    keep(Need, person, by, kind=kind, words=words, from_on=from_on, to_on=to_on)


@action(PERSON, "Add a disability")
def add_disability(
    person: Person, *, by: Actor, code: str, from_on: Day = None, to_on: Day = None
) -> None:
    """Record a disability, by the code of the census; “none” goes with no other."""
    known = {each.code for each in current.standing(Disability, person) if each.stands}
    if code in known:
        raise Refused("This is on the record already.")
    if known and "NONE" in {code, *known}:
        raise Refused("“No disability” goes with no other. End or withdraw what is recorded first.")
    keep(Disability, person, by, code=code, from_on=from_on, to_on=to_on)


@action(PERSON, "Record sex and ethnicity")
def record_characteristics(
    person: Person, *, by: Actor, sex: str = "", ethnicity: str = ""
) -> None:  # fmt: skip
    """Record sex and ethnicity as they are said to be from today."""
    if not (sex or ethnicity):
        raise Refused("Select the sex, the ethnicity, or both.")
    keep(Characteristics, person, by, sex=sex, ethnicity=ethnicity, from_on=today())


@action(PERSON, "Add a date of birth")
def add_birth(
    person: Person, *, by: Actor, date_of_birth: date, is_estimated: bool = False
) -> None:
    """Record when somebody was born of whom that was not known."""
    if current.latest(Birth, person):
        raise Refused("A date of birth is on record. Correct it if it is wrong.")
    keep(Birth, person, by, date_of_birth=date_of_birth, is_estimated=is_estimated)
    person.adult_on = person.adult_on if not person.is_child else None


def reached(other: Person | str | UUID, by: Actor, permission: str) -> Person:
    """Return another person, where this action reaches them too. Raises OutOfReach."""
    pk = other.pk if isinstance(other, Person) else other
    return found(Person.objects.filter(pk=pk), by, permission)
