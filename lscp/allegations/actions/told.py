"""What every report to the LADO tells, whichever way it comes in; and which service holds it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from lscp.allegations.models import Report
from lscp.allegations.policy import VIEW_REPORT
from lscp.allegations.queries.reports import HOLDERS, PREFIX, apart_from, not_of
from lscp.allegations.queries.services import held_by_service
from lscp.core import notify, references
from lscp.core.models import Named
from lscp.core.named import name_for_now, name_on
from lscp.core.pages.records import page_of
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.time import LONDON, now, today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated
from lscp.core.working_days import bank_holidays

IN_WORDS = (
    "employer_name", "setting", "adult_name", "adult_job", "other_work", "own_children", "children",
    "done_so_far",
)  # fmt: skip


def hold(report: Report, by: Actor, authority: str, *, about_service: bool) -> None:
    """Let the LADO service of the setting’s authority hold the report; of a conflict, another."""
    report.reference = references.new(PREFIX)
    name_on(report, HOLDERS, opens_restricted=True)
    if by.user:
        name_for_now(report, by.user)
    if about_service:
        keep_from(report, authority)
    else:
        held_by_service(report, authority)


def keep_from(report: Report, authority: str, *, to: str = "") -> None:
    """Let another authority’s service hold a report that is about somebody of one.

    It opens, one by one, to those of the other service who do not work in the first one too.
    """
    held_by_service(report, to or apart_from(authority))
    assert report.team_id
    let_in = not_of(report.team_id, authority)
    if not let_in:
        raise Refused(
            "All who work in the other authority’s LADO service work in this one too. Telephone "
            "the LADO of another authority.", field="about_service",
        )  # fmt: skip
    report.restricted, report.kept_from = True, authority
    for user in sorted(let_in):
        name_on(report, user, source=report.pk, opens_restricted=True)


def tell_service(report: Report, about: str) -> None:
    """Tell whoever holds a report; of one that is about a service, those who were let in."""
    parties: set[Any] = {report.team_id} if report.team_id else set()
    if report.restricted:
        named = Named.objects.filter(subject=report.pk, opens_restricted=True, until=None)
        parties = set(named.values_list("party", flat=True)) - {report.reporter_id}
    notify.tell(parties, about=about, link=page_of(report), holding=VIEW_REPORT)


def arrive(report: Report, received_on: date | None = None) -> None:
    """Say when the report came in: now, or on a day that is past."""
    moment = now()
    if received_on and received_on > today():
        raise Refused("The day must be today or in the past", field="received_on")
    if received_on and received_on < today():
        moment = datetime.combine(received_on, time(12), LONDON)
    report.received_at, report.received_on = moment, moment.astimezone(LONDON).date()


def come_from(
    report: Report, *, agency: str, reporter_name: str = "", reporter_role: str = "",
    reporter_email: str = "", reporter_telephone: str = "",
) -> None:  # fmt: skip
    """Record who made the report, as far as they say."""
    report.agency = _coded("lado/agency", agency, "agency", "Select who makes the report", report)
    report.reporter_name, report.reporter_role = reporter_name.strip(), reporter_role.strip()
    report.reporter_email = reporter_email.strip()
    report.reporter_telephone = reporter_telephone.strip()


def tell_of(
    report: Report, *, sector: str, happened: str, adult_basis: str = "",
    adult_born_on: date | None = None, aware_on: date | None = None,
    immediate_danger: bool = False, **words: str,
) -> None:  # fmt: skip
    """Record whom the report is about and what happened. Raises Refused."""
    for name, said in _known(words).items():
        setattr(report, name, said)
    if not (report.adult_name or report.adult_job):
        raise Refused("Enter the adult’s name, or what they do", field="adult_name")
    report.happened = stated(happened, "Enter what happened", "happened")
    missing = "Select where the adult works or volunteers"
    report.sector = _coded("lado/sector", sector, "sector", missing, report)
    if adult_basis:
        missing = "Select how the adult works, or leave it out"
        adult_basis = _coded("lado/basis", adult_basis, "adult_basis", missing, report)
    if adult_born_on and adult_born_on > today():
        raise Refused("The date of birth must be today or in the past", field="adult_born_on")
    report.adult_basis, report.adult_born_on = adult_basis, adult_born_on
    report.immediate_danger = immediate_danger
    _employer_knew(report, aware_on)


def _employer_knew(report: Report, aware_on: date | None) -> None:
    """Start the employer’s clock: it has one working day to tell the LADO."""
    if aware_on is None:
        return
    first = date(min(bank_holidays()).year, 1, 1)
    if aware_on < first:
        raise Refused(
            f"Enter {day_label(first)}, and write in what happened that the employer knew before",
            field="aware_on",
        )
    if aware_on > report.received_on:
        raise Refused("The employer must have known on the day of the report or before",
                      field="aware_on")  # fmt: skip
    if not report.employer_name:
        raise Refused("Enter the name of the employer that became aware", field="employer_name")
    report.aware_on = aware_on


def _known(words: Mapping[str, Any]) -> dict[str, str]:
    strange = set(words) - set(IN_WORDS)
    if strange:
        raise TypeError(f"A report tells nothing called {', '.join(sorted(strange))}")
    return {name: str(words.get(name, "")).strip() for name in IN_WORDS}


def _coded(known: str, code: str, field: str, missing: str, report: Report) -> str:
    if code not in codes(known, on=report.received_on):
        raise Refused(missing, field=field)
    return code
