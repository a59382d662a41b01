"""Questions about the end of files: which have been kept long enough, and which are held."""

from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet

from lscp.allegations.models import Allegation, Consultation, Report
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT
from lscp.allegations.workflow import AllegationState, ConsultationState, ReportState
from lscp.core.policy import Actor, near
from lscp.core.time import today

from .consulted import years_kept

Known = Mapping[str, Any]
HELD = [("held", "Held for an inquiry"), ("free", "Not held")]


def files_due() -> QuerySet[Allegation]:
    """Return the closed files that need not be kept beyond today, also those that are held."""
    return Allegation.objects.filter(state=AllegationState.CLOSED, keep_until__lte=today())


def consultations_due() -> QuerySet[Consultation]:
    """Return the consultations whose time has come; what became a referral goes with that."""
    return Consultation.objects.filter(state=ConsultationState.ADVISED, keep_until__lte=today())


def reports_due() -> QuerySet[Report]:
    """Return the reports that were not for the LADO and have been kept long enough.

    And those of which nothing is left that came of them: a consultation is destroyed by itself.
    """
    since = today() - relativedelta(years=years_kept("report")[0])
    ended = Q(state=ReportState.ENDED, ended_on__lte=since) | Q(state=ReportState.TAKEN_UP)
    asked, files = (
        model._default_manager.filter(report=OuterRef("pk")).exclude(state="destroyed")
        for model in (Consultation, Allegation)
    )
    return Report.objects.filter(ended, ~Exists(asked), ~Exists(files))


def to_destroy(actor: Actor) -> QuerySet[Allegation]:
    """Return the files that are due, of those that somebody may reach."""
    return files_due().filter(near(Allegation, actor, VIEW_ALLEGATION))


def consultations_to_destroy(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations that are due, of those that somebody may reach."""
    return consultations_due().filter(near(Consultation, actor, VIEW_CONSULTATION))


def reports_to_destroy(actor: Actor) -> QuerySet[Report]:
    """Return the reports that are due, of those that somebody may reach."""
    return reports_due().filter(near(Report, actor, VIEW_REPORT))


def is_held(row: Allegation) -> str:
    """Return whether a file is held, as a list says it."""
    return "Held for an inquiry" if row.held_on else ""


def by_hold(rows: QuerySet[Allegation], which: str) -> QuerySet[Allegation]:
    """Return those that are held, or those that are not."""
    return rows.filter(held_on__isnull=which == "free")
