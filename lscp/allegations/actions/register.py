"""What is done to the adults and employers of the register: recorded, amended, merged, linked."""

from datetime import date

from lscp.access.models import Organisation
from lscp.allegations.models import Adult, Employer, EmployerName
from lscp.allegations.queries import names
from lscp.allegations.queries.services import held_by_service
from lscp.allegations.workflow import ADULT, EMPLOYER
from lscp.core.actions import action, also
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused


@action(EMPLOYER, "Record an employer")
def record_employer(
    employer: Employer, *, by: Actor, name: str, sector: str, postcode: str = "",
    organisation_known: Organisation | None = None,
) -> None:  # fmt: skip
    """Put an employer on the register of one’s own authority’s service."""
    held_by_service(employer, by.authority)
    _describe(employer, name, sector, postcode, organisation_known)
    _name_employer(employer, employer.name)


@action(ADULT, "Record an adult")
def record_adult(
    adult: Adult, *, by: Actor, given: str = "", family: str = "", born_on: date | None = None,
    address: str = "", postcode: str = "", own_children: str = "", support_person: str = "",
) -> None:  # fmt: skip
    """Put an adult on the register of one’s own authority’s service."""
    held_by_service(adult, by.authority)
    adult.given, adult.family = given.strip(), family.strip()
    _know(adult, born_on, address, postcode, own_children, support_person)
    _name_adult(adult, adult.given, adult.family)


def _describe(
    employer: Employer, name: str, sector: str, postcode: str, known: Organisation | None
) -> None:
    if not names.employer_key(name):
        raise Refused("Enter the name of the employer", field="name")
    employer.name, employer.sector, employer.postcode = name.strip(), sector, postcode
    employer.organisation_known = known


def _know(
    adult: Adult, born_on: date | None, address: str, postcode: str, own_children: str,
    support_person: str,
) -> None:  # fmt: skip
    if born_on and born_on > today():
        raise Refused("The date of birth must be in the past", field="born_on")
    adult.born_on, adult.address, adult.postcode = born_on, address, postcode
    adult.own_children, adult.support_person = own_children, support_person


def _name_adult(adult: Adult, given: str, family: str) -> None:
    for row in names.adult_rows(adult, given, family):
        also(row)


def _name_employer(employer: Employer, name: str) -> None:
    also(
        EmployerName(
            employer=employer, name=name, key=names.employer_key(name),
            sound=names.employer_sound(name), recorded_on=today(),
        )
    )  # fmt: skip
