"""What is done to a consultation: recorded, answered with advice, made a referral, destroyed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from lscp.allegations.models import Adult, Consultation, Employer, Report
from lscp.allegations.models.consultation import Advised
from lscp.allegations.policy import VIEW_ADULT, VIEW_EMPLOYER
from lscp.allegations.queries.consulted import kept_until
from lscp.allegations.queries.services import held_by_service
from lscp.allegations.workflow import (
    CONSULTATION,
    ConsultationState,
    KnownState,
    ReportState,
)
from lscp.core import references
from lscp.core.actions import action
from lscp.core.erasure import erase
from lscp.core.named import name_on
from lscp.core.periods import day_label
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated

from .file import held_like, let_in_to
from .report_work import take_up_report
from .signed import check_reference, check_signed

PREFIX = "LC"


@action(CONSULTATION, "Record a consultation")
def record_consultation(
    consultation: Consultation, *, by: Actor, received_on: date, agency: str, sector: str,
    summary: str, caller: str = "", category: str = "", adult: Adult | str = "",
    employer: Employer | str = "", report: Report | None = None,
) -> None:  # fmt: skip
    """Record that somebody asked for advice, by a call or in a report; nobody has to be named."""
    held_by_service(consultation, by.authority)
    consultation.reference = references.new(PREFIX)
    if received_on > today():
        raise Refused("The day must be today or in the past", field="received_on")
    consultation.received_on = received_on
    for name, code in (("agency", agency), ("sector", sector), ("category", category)):
        _code(consultation, name, code)
    consultation.summary = stated(summary, "Enter what you were asked", "summary")
    consultation.caller = caller.strip()
    if adult:
        consultation.adult = _known_adult(adult, by)
    if employer:
        consultation.employer = _known_employer(employer, by)
    if report:
        consultation.report = report
        restrict_like(consultation, report)
        if report.state != ReportState.TAKEN_UP:
            take_up_report(report, by=by)
    held_like(consultation, consultation.adult, by)


@action(CONSULTATION, "Say whom it is about")
def name_adult(consultation: Consultation, *, by: Actor, adult: Adult | str) -> None:
    """Record which adult of the register it is about, where the LADO has to know."""
    named = _known_adult(adult, by)
    if named.pk == consultation.adult_id:
        raise Refused("It is about this adult already. Select another.", field="adult")
    consultation.adult = named
    held_like(consultation, named, by)


@action(CONSULTATION, "Say which employer it is about")
def name_employer(consultation: Consultation, *, by: Actor, employer: Employer | str) -> None:
    """Record which employer of the register it is about."""
    consultation.employer = _known_employer(employer, by)


@action(CONSULTATION, "Give advice")
def advise(consultation: Consultation, *, by: Actor, advised: str, advice: str) -> None:
    """Record what the LADO decided of the threshold and advised: it is answered with that."""
    if advised not in Advised.values:
        raise Refused("Select what you advise", field="advised")
    consultation.advised = advised
    consultation.advice = stated(advice, "Enter what you advised", "advice")
    _end(consultation, by)


@action(CONSULTATION, "Make it a referral")
def become_referral(consultation: Consultation, *, by: Actor) -> None:
    """Record that a referral came of it: for the action that records an allegation."""
    if consultation.ended_on is None:
        consultation.advised = Advised.REFER
        _end(consultation, by)


@action(CONSULTATION, "Destroy the consultation")
def destroy_consultation(
    consultation: Consultation, *, by: Actor, reference: str = "",
    signed_at: datetime | None = None, with_file: bool = False,
) -> None:  # fmt: skip
    """Empty a consultation that need not be kept any longer, signed; or with the file it became."""
    if not with_file:
        check_signed(signed_at)
        check_reference(consultation, reference)
        if consultation.state == ConsultationState.REFERRED:
            raise Refused("It became a referral, and is destroyed with that.")
        if consultation.keep_until and consultation.keep_until > today():
            raise Refused(f"It is kept until {day_label(consultation.keep_until)}.")
    erase(consultation)
    consultation.destroyed_on = today()


def restrict_like(record: Adult | Consultation, came_of: Report | Consultation) -> None:
    """Restrict what is newly recorded of something restricted: it opens to the same people.

    Not to whoever made a report, whom it names for another reason.
    """
    if not came_of.restricted:
        return
    record.restricted = True
    let_in = let_in_to(came_of)
    if isinstance(came_of, Report):
        let_in = let_in.filter(source=came_of.pk)
    for party in set(let_in.values_list("party", flat=True)):
        name_on(record, party, source=record.pk, opens_restricted=True)


def _end(consultation: Consultation, by: Actor) -> None:
    consultation.ended_on, consultation.advised_by_id = today(), by.user
    consultation.keep_until = kept_until(today())


def _code(consultation: Consultation, name: str, code: str) -> None:
    if code not in codes(f"lado/{name}", on=consultation.received_on) and (
        code or name != "category"
    ):
        raise Refused(f"Select the {name}", field=name)
    setattr(consultation, name, code)


def _known_adult(adult: Adult | str, by: Actor) -> Adult:
    known = found(Adult.objects.filter(pk=_pk(adult)), by, VIEW_ADULT)
    if known.state != KnownState.KNOWN:
        raise Refused("This record was merged or destroyed. Choose another.", field="adult")
    return known


def _known_employer(employer: Employer | str, by: Actor) -> Employer:
    known = found(Employer.objects.filter(pk=_pk(employer)), by, VIEW_EMPLOYER)
    if known.state != KnownState.KNOWN:
        raise Refused("This record was merged. Choose another.", field="employer")
    return known


def _pk(given: Any) -> UUID:
    return UUID(str(getattr(given, "pk", given)))
