"""How contacts, referrals and assessments are told in the chronology of a child."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from lscp.core.chronology import Event, Moves, day_of, tells
from lscp.front_door.models import Assessment, ContactChild, Referral
from lscp.front_door.policy import (
    VIEW_ASSESSMENT,
    VIEW_CONTACT,
    VIEW_REFERRAL,
    VIEW_SUBMITTED,
)

CONTACT, REFERRAL, ASSESSMENT = "Contact", "Referral", "Assessment"


@tells("front_door.ContactChild", VIEW_CONTACT, fetch=("contact",))
def contact(child: ContactChild, moves: Moves) -> Iterator[Event]:
    """Tell that somebody told the front door of a child, and what was decided."""
    of = child.contact
    link = reverse("front_door:contact", args=[of.pk])
    whose = of.referrer_organisation_id or of.organisation_id
    yield Event(of.received_on, CONTACT, "Contact received", of.get_source_display(), whose, link)
    if of.decided_on:
        words = f"Contact decided: {of.get_outcome_display()}"
        yield Event(of.decided_on, CONTACT, words, "", of.organisation_id, link)


@tells("front_door.ContactChild", VIEW_SUBMITTED, fetch=("contact",))
def submitted(child: ContactChild, moves: Moves) -> Iterator[Event]:
    """Tell whoever made a contact that they did, and that they were told; no more.

    Of a child whom the front door added they know nothing.
    """
    if child.is_added:
        return
    of = child.contact
    link = reverse("front_door:submitted_contact", args=[of.pk])
    whose = of.referrer_organisation_id
    yield Event(of.received_on, CONTACT, "Contact made with the front door", "", whose, link)
    if of.told_on:
        words = "The front door told what it decided"
        yield Event(of.told_on, CONTACT, words, "", of.organisation_id, link)


@tells("front_door.Referral", VIEW_REFERRAL)
def referral(record: Referral, moves: Moves) -> Iterator[Event]:
    """Tell a referral, what was decided of it, who has the case, and that it was closed."""
    link = reverse("front_door:referral", args=[record.pk])
    by = record.organisation_id

    def told(on: date | None, words: str, more: str = "") -> Iterator[Event]:
        if on:
            yield Event(on, REFERRAL, words, more, by, link)

    yield from told(record.received_on, "Referral received", record.get_source_display())
    if record.no_further_action:
        yield from told(record.decided_on, "No further action on the referral")
    else:
        need = record.get_primary_need_display()
        yield from told(record.decided_on, "Referral accepted", f"Primary need: {need}")
    for each in moves:
        if each.action == "front_door.allocate_referral":
            words = "Case allocated" if "worker" in each.changed else "Case passed on"
            yield from told(day_of(each.at), words)
    yield from told(record.closed_on, "Case closed", record.get_closure_reason_display())


@tells("front_door.Assessment", VIEW_ASSESSMENT)
def assessment(record: Assessment, moves: Moves) -> Iterator[Event]:
    """Tell an assessment: its start, that the child was seen, and what it led to."""
    link = reverse("front_door:assessment", args=[record.pk])
    by = record.organisation_id
    yield Event(record.started_on, ASSESSMENT, "Assessment started", "", by, link)
    if record.seen_on:
        words = "Child seen alone" if record.seen_alone else "Child seen, not alone"
        yield Event(record.seen_on, ASSESSMENT, words, "", by, link)
    if record.authorised_on:
        result = f"Leads to: {record.get_result_display()}"
        yield Event(record.authorised_on, ASSESSMENT, "Assessment authorised", result, by, link)
