"""What is done to the adults and employers of the register: recorded, amended, merged, linked."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from lscp.access.models import Organisation
from lscp.allegations.models import (
    Adult,
    AdultKey,
    AdultName,
    Allegation,
    Consultation,
    Employer,
    EmployerName,
    Post,
    Report,
)
from lscp.allegations.policy import (
    VIEW_ADULT,
    VIEW_ALLEGATION,
    VIEW_CONSULTATION,
    VIEW_EMPLOYER,
)
from lscp.allegations.queries import names
from lscp.allegations.queries.services import held_by_service
from lscp.allegations.workflow import (
    ADULT,
    EMPLOYER,
    AllegationState,
    ConsultationState,
    KnownState,
)
from lscp.core.actions import action, also
from lscp.core.erasure import erase
from lscp.core.policy import Actor, found
from lscp.core.records import Record
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

from .allegation import correct_adult
from .consultation import name_adult, restrict_like
from .file import everything

Kind = TypeVar("Kind", bound=Record)
MERGED = "That record was merged itself. Choose the record that it was merged into."
ONE_RESTRICTED = "One of the two records is restricted. They can only be merged if both are."


@action(EMPLOYER, "Record an employer")
def record_employer(
    employer: Employer, *, by: Actor, name: str, sector: str, postcode: str = "",
    organisation_known: Organisation | str | None = None,
) -> None:  # fmt: skip
    """Put an employer on the register of one’s own authority’s service."""
    held_by_service(employer, by.authority)
    _describe(employer, name, sector, postcode, organisation_known)
    _name_employer(employer, employer.name)


@action(EMPLOYER, "Amend the employer")
def amend_employer(
    employer: Employer, *, by: Actor, name: str, sector: str, postcode: str = "",
    organisation_known: Organisation | str | None = None,
) -> None:  # fmt: skip
    """Record what is known by now; a name that it had before is kept."""
    before = employer.name
    _describe(employer, name, sector, postcode, organisation_known)
    if employer.name != before:
        _name_employer(employer, employer.name)


@action(EMPLOYER, "Add another name")
def add_employer_name(employer: Employer, *, by: Actor, name: str) -> None:
    """Record a name that the employer has or had besides."""
    if employer.names.filter(key=names.employer_key(name)).exists():
        raise Refused("This name is recorded already.", field="name")
    _name_employer(employer, name)


@action(EMPLOYER, "Merge with another record of this employer")
def merge_employer(employer: Employer, *, by: Actor, into: Employer | str) -> None:
    """Merge a record into another of the same employer, whose page then shows what is of both."""
    kept = _other(employer, into, by, VIEW_EMPLOYER)
    employer.merged_into = kept
    known = set(kept.names.values_list("key", flat=True))
    for each in employer.names.all():
        if each.key not in known:
            add_employer_name(kept, by=by, name=each.name)


@action(EMPLOYER, "Destroy the record of the employer")
def destroy_employer(employer: Employer, *, by: Actor) -> None:
    """Empty the record of an employer that nothing speaks of any more which is kept."""
    there = Adult.objects.filter(posts__employer=employer).exclude(state=KnownState.DESTROYED)
    files = Allegation.objects.filter(employer=employer).exclude(state=AllegationState.DESTROYED)
    asked = Consultation.objects.filter(employer=employer)
    kept: list[Sequence[Record]] = [
        everything(there, by, VIEW_ADULT), everything(files, by, VIEW_ALLEGATION),
        everything(asked.exclude(state=ConsultationState.DESTROYED), by, VIEW_CONSULTATION),
    ]  # fmt: skip
    if any(kept):
        raise Refused(
            "An adult, an allegation or a consultation that is still kept speaks of this employer."
        )
    for merged in Employer.objects.filter(merged_into=employer, state=KnownState.MERGED):
        destroy_employer(merged, by=by)
    erase(employer)


@action(ADULT, "Record an adult")
def record_adult(
    adult: Adult, *, by: Actor, given: str = "", family: str = "", former_given: str = "",
    former_family: str = "", born_on: date | None = None, address: str = "", postcode: str = "",
    own_children: str = "", support_person: str = "", employer: Employer | str = "", job: str = "",
    basis: str = "", since: date | None = None, report: Report | None = None,
    consultation: Consultation | None = None,
) -> None:  # fmt: skip
    """Put an adult on the register of one’s own authority’s service, with where they work.

    One whom a restricted report or consultation is about is restricted with it.
    """
    held_by_service(adult, by.authority)
    for came_of in (report, consultation):
        if came_of:
            restrict_like(adult, came_of)
    adult.given, adult.family = given.strip(), family.strip()
    _know(adult, born_on, address, postcode, own_children, support_person)
    _name_adult(adult, adult.given, adult.family)
    if former_given or former_family:
        _name_adult(adult, former_given or adult.given, former_family or adult.family)
    if employer:
        _employ(adult, by, employer, job, basis, since, None)


@action(ADULT, "Amend what is known of the adult")
def amend_adult(
    adult: Adult, *, by: Actor, given: str = "", family: str = "", born_on: date | None = None,
    address: str = "", postcode: str = "", own_children: str = "", support_person: str = "",
) -> None:  # fmt: skip
    """Record what is known by now; a name that they had before is kept."""
    before = (adult.given, adult.family)
    adult.given, adult.family = given.strip(), family.strip()
    _know(adult, born_on, address, postcode, own_children, support_person)
    if (adult.given, adult.family) != before and not _has_name(adult, adult.given, adult.family):
        _name_adult(adult, adult.given, adult.family)


@action(ADULT, "Add another name")
def add_adult_name(adult: Adult, *, by: Actor, given: str = "", family: str = "") -> None:
    """Record a name that the adult has or had besides."""
    given, family = given.strip(), family.strip()
    if not (given or family):
        raise Refused("Enter a given name or a family name", field="family")
    if _has_name(adult, given, family):
        raise Refused("This name is recorded already.", field="family")
    _name_adult(adult, given, family)


@action(ADULT, "Add where they work or volunteer")
def add_post(
    adult: Adult, *, by: Actor, employer: Employer | str, job: str = "", basis: str,
    since: date | None = None, until: date | None = None,
) -> None:  # fmt: skip
    """Record a setting in which the adult has or had to do with children."""
    _employ(adult, by, employer, job, basis, since, until)


@action(ADULT, "Record that they left")
def end_post(adult: Adult, *, by: Actor, post: Post | str, until: date) -> None:
    """Record until when the adult worked or volunteered in a setting."""
    same = adult.posts.filter(pk=_pk(post)).first()
    if same is None:
        raise Refused("This is a post of somebody else.", field="post")
    if same.until:
        raise Refused("It is recorded already that they left.", field="post")
    if until > today():
        raise Refused("The day must be today or in the past", field="until")
    if same.since and until < same.since:
        raise Refused("The day must be on or after the day on which they began", field="until")
    same.until = until
    also(same)


@action(ADULT, "Link to a person’s record")
def link_person(adult: Adult, *, by: Actor, person: Person | str = "") -> None:
    """Link the adult to their record among the people of the partnership, or unlink them."""
    if not person and not adult.person_id:
        raise Refused("Select the person’s record", field="person")
    rows = Person.objects.filter(pk=_pk(person)) if person else None
    adult.person = found(rows, by, VIEW_SUMMARY) if rows is not None else None


@action(ADULT, "Merge with another record of this adult")
def merge_adult(adult: Adult, *, by: Actor, into: Adult | str) -> None:
    """Merge a record into another of the same adult: all that is recorded follows.

    The record that is merged leads to the other. What it says of the adult stays on it.
    """
    kept = _other(adult, into, by, VIEW_ADULT)
    for file in Allegation.objects.filter(adult=adult):
        correct_adult(file, by=by, adult=kept)
    for asked in Consultation.objects.filter(adult=adult):
        name_adult(asked, by=by, adult=kept)
    parts: tuple[type[AdultName | AdultKey | Post], ...] = (AdultName, AdultKey, Post)
    for part in parts:
        for row in part.objects.filter(adult=adult):
            row.adult = kept
            also(row)
    adult.merged_into = kept


@action(ADULT, "Destroy the record of the adult")
def destroy_adult(adult: Adult, *, by: Actor, besides: Iterable[UUID] = ()) -> None:
    """Empty the record of an adult of whom no allegation or consultation is kept any more.

    `besides` is what is destroyed together with them.
    """
    left_out = list(besides)
    files = Allegation.objects.filter(adult=adult).exclude(pk__in=left_out)
    if everything(files, by, VIEW_ALLEGATION):
        raise Refused("An allegation about this adult is still kept. Destroy it first.")
    asked = Consultation.objects.filter(adult=adult).exclude(pk__in=left_out)
    if everything(asked, by, VIEW_CONSULTATION):
        raise Refused("A consultation about this adult is still kept. Destroy it first.")
    for merged in Adult.objects.filter(merged_into=adult, state=KnownState.MERGED):
        destroy_adult(merged, by=by, besides=left_out)
    erase(adult)
    adult.destroyed_on = today()


def _other(record: Kind, into: Kind | str, by: Actor, permission: str) -> Kind:
    """Return the other record of the same adult or employer, to be merged into. Raises Refused."""
    kept: Any = found(type(record)._default_manager.filter(pk=_pk(into)), by, permission)
    if kept.pk == record.pk:
        raise Refused("This is the same record. Choose the other.", field="into")
    if kept.state != KnownState.KNOWN:
        raise Refused(MERGED, field="into")
    if kept.restricted != record.restricted:
        raise Refused(ONE_RESTRICTED, field="into")
    if kept.team_id != record.team_id:
        raise Refused("The other record is held by another LADO service.", field="into")
    return kept


def _describe(
    employer: Employer, name: str, sector: str, postcode: str, known: Organisation | str | None
) -> None:
    if not names.employer_key(name):
        raise Refused("Enter the name of the employer", field="name")
    if sector not in codes("lado/sector", on=today()):
        raise Refused("Select the sector", field="sector")
    employer.name, employer.sector, employer.postcode = name.strip(), sector, postcode
    employer.organisation_known_id = _pk(known) if known else None


def _know(
    adult: Adult, born_on: date | None, address: str, postcode: str, own_children: str,
    support_person: str,
) -> None:  # fmt: skip
    if born_on and born_on >= today():
        raise Refused("The date of birth must be in the past", field="born_on")
    adult.born_on, adult.address, adult.postcode = born_on, address, postcode
    adult.own_children, adult.support_person = own_children, support_person


def _employ(
    adult: Adult, by: Actor, employer: Employer | str, job: str, basis: str, since: date | None,
    until: date | None,
) -> None:  # fmt: skip
    if basis not in codes("lado/basis", on=today()):
        raise Refused("Select how they work there", field="basis")
    if since and until and until < since:
        raise Refused("The last day must be on or after the first", field="until")
    where = found(Employer.objects.filter(pk=_pk(employer)), by, VIEW_EMPLOYER)
    also(Post(adult=adult, employer=where, job=job, basis=basis, since=since, until=until))


def _has_name(adult: Adult, given: str, family: str) -> bool:
    return adult.names.filter(given=given, family=family).exists()


def _name_adult(adult: Adult, given: str, family: str) -> None:
    for row in names.adult_rows(adult, given, family):
        also(row)


def _name_employer(employer: Employer, name: str) -> None:
    also(
        EmployerName(
            employer=employer, name=name.strip(), key=names.employer_key(name),
            sound=names.employer_sound(name), recorded_on=today(),
        )
    )  # fmt: skip


def _pk(given: Any) -> UUID:
    return UUID(str(getattr(given, "pk", given)))
