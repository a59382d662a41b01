"""Questions about allegations: which are open, by what is due; what is on a file, and missing."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from lscp.allegations.models import (
    Adult,
    Allegation,
    AllegationDocument,
    ChildConcerned,
    Criterion,
    Employer,
    Step,
)
from lscp.allegations.policy import VIEW_ADULT, VIEW_ALLEGATION, VIEW_EMPLOYER
from lscp.allegations.queries import conflicts
from lscp.allegations.queries.meetings import of_file
from lscp.allegations.queries.outcomes import outcomes
from lscp.allegations.queries.retention import keep_until
from lscp.allegations.workflow import LIVE, AllegationState, KnownState
from lscp.core import attachments, references
from lscp.core.models import RunningClock
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor, may, near, visible_to
from lscp.core.time import today
from lscp.core.time_limits import clocks_of
from lscp.core.vocab import codes
from lscp.people import queries as people
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY

Known = Mapping[str, Any]
Choices = list[tuple[str, str]]
MANY = 500  # adults, employers or children to choose from
NOT_OPEN = "An adult whose record is not open to you"
SUSPENSION, SCHOOL = "suspension", "school"
END_STRAND, END_SAFEGUARD = "allegations.end_strand", "allegations.end_safeguard"


def open_allegations(actor: Actor) -> QuerySet[Allegation]:
    """Return the files that go on, by the day by which something has to be done next."""
    return _listed(actor).filter(state__in=LIVE).order_by(F("due_on").asc(nulls_last=True), "pk")


def all_allegations(actor: Actor) -> QuerySet[Allegation]:
    """Return all files, the closed too, the latest first."""
    return _listed(actor).order_by("-received_on", "pk")


def by_clock(rows: QuerySet[Allegation], when: str) -> QuerySet[Allegation]:
    """Return those of which something is late, due today, or due later."""
    day = today()
    due = {"late": Q(due_on__lt=day), "today": Q(due_on=day), "coming": Q(due_on__gt=day)}
    return rows.filter(due[when])


def referenced(rows: QuerySet[Allegation], text: str) -> QuerySet[Allegation]:
    """Return the file that bears a reference, however it was typed."""
    return rows.filter(reference=references.as_written(text, "LA"))


def called(allegation: Allegation) -> str:
    """Return the adult’s name, as far as it is open to the reader."""
    if allegation.adult_id is None:
        return "Destroyed"
    adult = Adult.objects.filter(pk=allegation.adult_id).first()
    return str(adult) if adult else NOT_OPEN


def reporting(allegation: Allegation) -> str:
    """Return whether nothing may be published that identifies the adult, as a list says it."""
    return "Restricted" if allegation.reporting_restricted else ""


def employers(actor: Actor) -> Choices:
    """Return the employers of the register that a file can be about, by name."""
    rows = visible_to(Employer.objects.filter(state=KnownState.KNOWN), actor, VIEW_EMPLOYER)
    return [(str(each.pk), each.name) for each in rows.order_by("name", "pk")[:MANY]]


def other_adults(allegation: Allegation, actor: Actor) -> Choices:
    """Return the other adults of the register, with the date of birth that tells them apart."""
    rows = Adult.objects.filter(~Q(pk=allegation.adult_id), state=KnownState.KNOWN)
    found = visible_to(rows, actor, VIEW_ADULT).order_by("family", "given", "pk")[:MANY]
    born = (f", born on {each.born_on:%-d %B %Y}" if each.born_on else "" for each in found)
    return [(str(each.pk), f"{each}{day}") for each, day in zip(found, born, strict=True)]


def known_children(actor: Actor) -> Choices:
    """Return the people whose records the LADO may see and link a child to."""
    rows = visible_to(people.worked_with(actor), actor, VIEW_SUMMARY)[:MANY]
    return sorted(((str(each.pk), str(each)) for each in rows), key=lambda pair: pair[1])


def about(allegation: Allegation, actor: Actor) -> Known:
    """Return what every form about a file says of it."""
    return {"called": called(allegation), "file": allegation}


def around(allegation: Allegation, actor: Actor) -> Known:
    """Return what the page of a file shows besides the record."""
    adult = allegation.adult
    kept = keep_until(allegation.received_on, adult.born_on) if adult else None
    strands = list(allegation.strands.order_by("started_on", "pk"))
    return {
        **about(allegation, actor), **of_file(allegation, actor), **conflicts.around(allegation),
        "clocks": clocks_of(allegation), "criteria": criteria(allegation), "strands": strands,
        "sides": [
            (label, [each for each in strands if each.strand == code])
            for code, label in codes("lado/strand").items()
        ],
        "safeguards": list(allegation.safeguards.order_by("since", "pk")),
        "reviews": list(allegation.reviews.order_by("-on", "pk")),
        "steps": list(allegation.steps.order_by("on", "pk")),
        "children": children(allegation, actor),
        "former": list(allegation.former_closings.order_by("closed_on", "pk")),
        "documents": attachments.shown(
            AllegationDocument, allegation, link="allegations:allegation_document"
        ),
        "missing": missing(allegation), "kept": kept, "found": outcomes().get(allegation.outcome),
        "links": {
            name: page_of(row) if (row := getattr(allegation, name)) else ""
            for name in ("adult", "employer", "report", "consultation")
        },
        "pointless": pointless(allegation),
        "may_end": allegation.state == AllegationState.OPEN and may(actor, END_STRAND),
        "may_end_safeguard": allegation.state in LIVE and may(actor, END_SAFEGUARD),
    }  # fmt: skip


def pointless(allegation: Allegation) -> set[str]:
    """Return the addresses of what would be refused now, so that a page does not offer it."""
    duties = [
        (getattr(allegation, f"{whom}_duty_on"), getattr(allegation, f"{whom}_told_on"))
        for whom in ("dbs", "regulator")
    ]
    confirmed = allegation.suspension_confirmed_on or not allegation.suspended_on
    refused = {
        "confirm_suspension": bool(confirmed),
        "require_notice": all(since for since, _ in duties),
        "give_notice": all(told or not since for since, told in duties),
        "restrict_reporting": allegation.reporting_restricted or allegation.sector != SCHOOL,
        "lift_reporting": not allegation.reporting_restricted,
        "reopen_allegation": allegation.opened_on is None or bool(allegation.held_on),
        "let_in": not allegation.restricted,
        "hold_allegation": bool(allegation.held_on),
        "release_allegation": not allegation.held_on,
        "destroy_allegation": bool(allegation.held_on) or not kept_long_enough(allegation),
    }
    return {
        reverse(f"allegations:{name}", args=[allegation.pk])
        for name, is_refused in refused.items() if is_refused
    }  # fmt: skip


def kept_long_enough(allegation: Allegation) -> bool:
    """Say whether the time is over until which a file is kept."""
    return allegation.keep_until is not None and allegation.keep_until <= today()


def criteria(allegation: Allegation) -> list[tuple[str, Criterion | None]]:
    """Return each of the four criteria with how it was weighed, if it was."""
    weighed = {each.criterion: each for each in allegation.criteria.all()}
    return [(label, weighed.get(code)) for code, label in codes("lado/criterion").items()]


def children(allegation: Allegation, actor: Actor) -> list[tuple[ChildConcerned, Person | None]]:
    """Return the children concerned, with their records where the reader may see them."""
    rows = list(allegation.children.order_by("name", "pk"))
    seen = people.seen([each.person_id for each in rows if each.person_id], actor)
    return [(each, seen.get(each.person_id) if each.person_id else None) for each in rows]


def missing(allegation: Allegation) -> list[str]:
    """Return what a file that is open still lacks before it can well be closed, in words."""
    if allegation.state != AllegationState.OPEN:
        return []
    done = set(allegation.steps.values_list("sort", flat=True))
    strands = allegation.strands.filter(ended_on=None)
    return [
        *(f"{each} goes on" for each in strands),
        *_safeguards_missing(allegation),
        *(f"{label} is not recorded" for sort, label in Step.Sort.choices if sort not in done),
        *(
            f"{words} has not been told"
            for words, duty, told in (
                ("The Disclosure and Barring Service", "dbs_duty_on", "dbs_told_on"),
                (allegation.get_regulator_display(), "regulator_duty_on", "regulator_told_on"),
            )
            if getattr(allegation, duty) and not getattr(allegation, told)
        ),
        *(
            f"An action that was agreed is due on {each.due_on:%-d %B %Y}"
            for each in allegation.agreed_actions.filter(ended_on=None).order_by("due_on", "pk")
        ),
    ]  # fmt: skip


def _safeguards_missing(allegation: Allegation) -> list[str]:
    rows = list(allegation.safeguards.all())
    found = [f"{each} is still in force" for each in rows if each.is_used and not each.until]
    if allegation.suspended_on:
        if not allegation.suspension_confirmed_on:
            found.append("The suspension was not confirmed in writing")
        if not any(each.safeguard != SUSPENSION for each in rows):
            found.append("No alternative to the suspension is recorded as considered")
    return found


def _listed(actor: Actor) -> QuerySet[Allegation]:
    running = RunningClock.objects.filter(subject=OuterRef("pk"), stopped_on=None)
    due = Subquery(running.order_by("due_on").values("due_on")[:1])
    rows = Allegation.objects.filter(near(Allegation, actor, VIEW_ALLEGATION))
    return rows.exclude(state=AllegationState.DESTROYED).annotate(due_on=due)
