"""The file on an allegation: recorded, corrected, added to; and whether it may be reported on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from lscp.allegations.models import (
    Adult,
    Allegation,
    AllegationDocument,
    ChildConcerned,
    Consultation,
    Employer,
    Report,
)
from lscp.allegations.models.allegation import Lifted
from lscp.allegations.policy import VIEW_ADULT, VIEW_CONSULTATION, VIEW_EMPLOYER, VIEW_REPORT
from lscp.allegations.queries.retention import keep_until
from lscp.allegations.workflow import (
    ALLEGATION,
    AllegationState,
    ConsultationState,
    KnownState,
    ReportState,
)
from lscp.core import attachments, references
from lscp.core.actions import action, also
from lscp.core.periods import day_label
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

from .consultation import become_referral
from .file import held_like, let_in_by, let_in_to, shut_adult
from .report_work import take_up_report

PREFIX = "LA"
SCHOOL = "school"  # section 141F holds of teachers at schools, and of nobody at a college


@action(ALLEGATION, "Record a referral")
def record_allegation(
    allegation: Allegation, *, by: Actor, adult: Adult, received_on: date, agency: str,
    sector: str, category: str, happened: str, basis: str = "", employer: Any = "",
    happened_on: date | None = None, aware_on: date | None = None, against_pupil: bool = False,
    other_work: str = "", report: Report | None = None, consultation: Consultation | None = None,
) -> None:  # fmt: skip
    """Open the file on an adult, to be evaluated; of a report or a consultation, or directly."""
    _about(allegation, adult, by)
    _came_of(allegation, report, consultation, by)
    allegation.reference = references.new(PREFIX)
    allegation.received_on = past(received_on, "received_on", "received")
    allegation.happened_on = happened_on and past(happened_on, "happened_on", "done")
    if aware_on and aware_on > received_on:
        raise Refused("The employer must have known on the day of the referral or before.",
                      field="aware_on")  # fmt: skip
    allegation.aware_on = aware_on
    allegation.agency = coded("lado/agency", agency, "agency", received_on)
    allegation.sector = coded("lado/sector", sector, "sector", received_on)
    allegation.category = coded("lado/category", category, "category", received_on)
    allegation.basis = basis and coded("lado/basis", basis, "basis", received_on)
    if employer:
        pk = UUID(str(getattr(employer, "pk", employer)))
        allegation.employer = found(Employer.objects.filter(pk=pk), by, VIEW_EMPLOYER)
    allegation.happened = stated(happened, "Enter what is said to have happened", "happened")
    allegation.other_work, allegation.against_pupil = other_work, against_pupil
    allegation.reporting_restricted = against_pupil and sector == SCHOOL
    if allegation.restricted:
        shut_adult(allegation, by)


@action(ALLEGATION, "Correct whom it is about")
def correct_adult(allegation: Allegation, *, by: Actor, adult: Any, because: str = "") -> None:
    """Record that it is about somebody else on the register than was thought."""
    pk = UUID(str(getattr(adult, "pk", adult)))
    if pk == allegation.adult_id:
        raise Refused("It is about this adult already. Select another.", field="adult")
    allegation.adult = found(Adult.objects.filter(pk=pk), by, VIEW_ADULT)
    _check_known(allegation.adult)
    if allegation.adult.restricted and not allegation.restricted:
        raise Refused("This adult’s record is restricted because of a conflict, and this file is "
                      "not. Keep the same people out of it first.", field="adult")  # fmt: skip
    allegation.corrected_because = because
    if allegation.state == AllegationState.CLOSED:
        keep(allegation)


@action(ALLEGATION, "Add a child concerned")
def add_child_concerned(
    allegation: Allegation, *, by: Actor, name: str = "", born_on: date | None = None,
    words: str = "", person: Any = "",
) -> None:  # fmt: skip
    """Add a child whom it concerns; with their record, where whoever adds them may see that."""
    child = ChildConcerned(allegation=allegation, name=name.strip(), born_on=born_on, words=words)
    if born_on:
        past(born_on, "born_on", "born")
    if person:
        pk = UUID(str(getattr(person, "pk", person)))
        child.person = found(Person.objects.filter(pk=pk), by, VIEW_SUMMARY)
    if not (child.name or child.words or child.person):
        raise Refused("Enter the child’s name, or what is known of them.", field="name")
    also(child)


@action(ALLEGATION, "Attach a document")
def attach_to_allegation(allegation: Allegation, *, by: Actor, document: UploadedFile) -> None:
    """Add a document to the file."""
    attachments.add(AllegationDocument, allegation, document, by=by)


@action(ALLEGATION, "Restrict reporting")
def restrict_reporting(allegation: Allegation, *, by: Actor) -> None:
    """Record that nothing may be published that identifies the teacher (section 141F)."""
    if allegation.reporting_restricted:
        raise Refused("Reporting is restricted already.")
    if allegation.sector != SCHOOL:
        raise Refused(
            "The restriction is of teachers at schools. Correct the sector first, if it is one."
        )
    allegation.reporting_restricted = True
    allegation.reporting_lifted, allegation.reporting_lifted_on = "", None
    allegation.reporting_lifted_because = ""


@action(ALLEGATION, "End the reporting restriction")
def lift_reporting(
    allegation: Allegation, *, by: Actor, lifted: str, lifted_on: date, because: str = ""
) -> None:
    """Record why the law no longer forbids to say who the teacher is."""
    if not allegation.reporting_restricted:
        raise Refused("Reporting is not restricted.")
    if lifted not in Lifted.values:
        raise Refused("Select why it ends.", field="lifted")
    allegation.reporting_restricted, allegation.reporting_lifted = False, lifted
    allegation.reporting_lifted_on = past(
        lifted_on, "lifted_on", "lifted", since=allegation.received_on
    )
    allegation.reporting_lifted_because = because


def keep(allegation: Allegation) -> None:
    """Set until when a closed file is kept: as it follows from the adult’s date of birth today."""
    born_on = allegation.adult.born_on if allegation.adult else None
    allegation.keep_until = keep_until(allegation.received_on, born_on).until


def past(day: date, field: str, what: str, *, since: date | None = None) -> date:
    """Return a day that is not to come, nor before another. Raises Refused."""
    if day > today():
        raise Refused(f"It must have been {what} today or in the past.", field=field)
    if since and day < since:
        raise Refused(f"It must have been {what} on or after {day_label(since)}.", field=field)
    return day


def coded(name: str, code: str, field: str, on: date | None = None) -> str:
    """Return a code of a set that may be used on a day. Raises Refused."""
    if code not in codes(name, on=on or today()):
        raise Refused("Select one of the answers.", field=field)
    return code


def _about(allegation: Allegation, adult: Adult, by: Actor) -> None:
    """Whoever holds the adult holds the file."""
    adult = found(Adult.objects.filter(pk=adult.pk), by, VIEW_ADULT)
    _check_known(adult)
    allegation.adult = adult
    allegation.team_id, allegation.organisation_id = adult.team_id, adult.organisation_id
    allegation.authority = adult.authority
    held_like(allegation, adult, by)


def _check_known(adult: Adult) -> None:
    if adult.state != KnownState.KNOWN:
        raise Refused("This adult’s record was merged or destroyed. Select another.", field="adult")


def _came_of(
    allegation: Allegation, report: Report | None, consultation: Consultation | None, by: Actor
) -> None:
    """Take up the report, or turn the consultation; of one that is about two adults, once."""
    if report:
        report = found(Report.objects.filter(pk=report.pk), by, VIEW_REPORT)
    if consultation:
        rows = Consultation.objects.filter(pk=consultation.pk)
        consultation = found(rows, by, VIEW_CONSULTATION)
    allegation.report, allegation.consultation = report, consultation
    for row in (report, consultation):
        if row and row.restricted and not allegation.restricted:
            allegation.restricted = True
            # Not whoever made a report: they see what became of it, and never the file.
            let_in = let_in_to(row).filter(source=row.pk)
            for party in set(let_in.values_list("party", flat=True)):
                let_in_by(allegation, party, source=allegation.pk, team=allegation.team_id)
    if report and report.state != ReportState.TAKEN_UP:
        take_up_report(report, by=by)
    if consultation:
        allegation.report_id = allegation.report_id or consultation.report_id
        if consultation.state != ConsultationState.REFERRED:
            become_referral(consultation, by=by)
