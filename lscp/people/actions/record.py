"""Recording a person who is not known yet, or a child who is not born yet."""

from datetime import date

from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.people import current, hidden_matches
from lscp.people.models import Address, Birth, Characteristics, Identifier, Name, Person
from lscp.people.workflow import PERSON

from .keep import keep


@action(PERSON, "Record a person")
def record_person(
    person: Person, *, by: Actor, given: str, family: str, name_kind: str = "legal",
    date_of_birth: date | None = None, is_estimated: bool | None = False, is_adult: bool = False,
    sex: str = "", ethnicity: str = "", lines: str = "", postcode: str = "",
    shielded: bool | None = False, scheme: str = "", value: str = "",
) -> None:  # fmt: skip
    """Record a child or an adult, with what is known of them so far."""
    if date_of_birth and date_of_birth > today():
        raise Refused(
            "A date of birth must be today or in the past. Record an unborn child as one."
        )
    _name(person, by, given, family, name_kind)
    if date_of_birth:
        birth = keep(
            Birth, person, by, date_of_birth=date_of_birth, is_estimated=bool(is_estimated)
        )
        person.date_of_birth, person.is_estimated = birth.date_of_birth, birth.is_estimated
        person.adult_on = current.adult_since(person)
    elif is_adult:
        person.adult_on = today()
    if sex or ethnicity:
        keep(Characteristics, person, by, sex=sex, ethnicity=ethnicity)
        person.sex = sex
    if lines or postcode:
        keep(
            Address,
            person,
            by,
            kind="home",
            lines=lines,
            postcode=postcode,
            shielded=bool(shielded),
        )
    if scheme:
        keep(Identifier, person, by, scheme=scheme, value=value)
    hidden_matches.look_later(person, by=by)


@action(PERSON, "Record an unborn child")
def record_unborn(
    person: Person, *, by: Actor, expected_on: date, given: str = "", family: str = ""
) -> None:
    """Record a child who is not born yet, with the day on which the birth is expected."""
    if expected_on < today():
        raise Refused("The birth must be expected today or in the future.")
    keep(Birth, person, by, expected_on=expected_on)
    person.expected_on = expected_on
    if given or family:
        _name(person, by, given, family, "expected")
    else:
        current.show_name(person, [])
    hidden_matches.look_later(person, by=by)


def _name(person: Person, by: Actor, given: str, family: str, kind: str) -> None:
    name = keep(Name, person, by, kind=kind, given=given, family=family)
    current.show_name(person, [name])
