"""What runs side by side until the outcome: enquiries, what keeps children safe, reviews."""

from datetime import date
from typing import Any

from lscp.allegations.models import Allegation, Review, Safeguard, Strand
from lscp.allegations.workflow import ALLEGATION
from lscp.core.actions import action, also
from lscp.core.policy import NO_SUCH_RECORD, Actor
from lscp.core.time import today
from lscp.core.workflow import OutOfReach, Refused, stated

from .allegation import coded, past

SUSPENSION = "suspension"


@action(ALLEGATION, "Open a strand")
def open_strand(
    allegation: Allegation, *, by: Actor, strand: str, started_on: date, lead: str = "",
    number: str = "", words: str = "",
) -> None:  # fmt: skip
    """Record that police, social care, the employer or a regulator enquire: one of each at once."""
    coded("lado/strand", strand, "strand")
    if allegation.strands.filter(strand=strand, ended_on=None).exists():
        raise Refused("A strand of this kind is open already. End that one first.", field="strand")
    past(started_on, "started_on", "started")
    also(
        Strand(
            allegation=allegation, strand=strand, started_on=started_on, lead=lead.strip(),
            number=number.strip(), words=words,
        )
    )  # fmt: skip


@action(ALLEGATION, "End a strand")
def end_strand(
    allegation: Allegation, *, by: Actor, strand: Strand, ended_on: date, ended_with: str,
    outcome: str = "",
) -> None:  # fmt: skip
    """Record what came of an enquiry, and which of the five outcomes it found, if it finds one."""
    row = _of(allegation, strand)
    if row.ended_on:
        raise Refused("This strand has ended already.")
    row.ended_on = past(ended_on, "ended_on", "ended", since=row.started_on)
    row.ended_with = stated(ended_with, "Enter what came of it", "ended_with")
    row.outcome = outcome and coded("lado/outcome", outcome, "outcome")
    also(row)


@action(ALLEGATION, "Record a safeguard")
def put_safeguard(
    allegation: Allegation, *, by: Actor, safeguard: str, is_used: bool, because: str, since: date
) -> None:
    """Record what keeps children safe meanwhile; or that it was considered and is not used."""
    coded("lado/safeguard", safeguard, "safeguard")
    past(since, "since", "used" if is_used else "considered")
    if (
        is_used
        and allegation.safeguards.filter(safeguard=safeguard, is_used=True, until=None).exists()
    ):
        raise Refused("This is in force already. End it first.", field="safeguard")
    reason = stated(because, "Enter why it is used, or is not", "because")
    also(
        Safeguard(
            allegation=allegation, safeguard=safeguard, is_used=is_used, because=reason, since=since
        )
    )
    if is_used and safeguard == SUSPENSION:
        allegation.suspended_on, allegation.suspension_confirmed_on = since, None


@action(ALLEGATION, "End a safeguard")
def end_safeguard(
    allegation: Allegation, *, by: Actor, safeguard: Safeguard, until: date, because: str
) -> None:
    """Record that it is no longer needed, or is over, and why."""
    row = _of(allegation, safeguard)
    if not row.is_used:
        raise Refused("This was considered and not used. There is nothing to end.")
    if row.until:
        raise Refused("This has ended already.")
    row.until = past(until, "until", "ended", since=row.since)
    row.ended_because = stated(because, "Enter why it ends", "because")
    also(row)


@action(ALLEGATION, "Record that the suspension was confirmed")
def confirm_suspension(allegation: Allegation, *, by: Actor, confirmed_on: date) -> None:
    """Record when the employer confirmed the suspension to the adult in writing, with reasons."""
    if allegation.suspended_on is None:
        raise Refused("Nobody is suspended. Record the suspension first.")
    if allegation.suspension_confirmed_on:
        raise Refused("The suspension was confirmed already.")
    allegation.suspension_confirmed_on = past(
        confirmed_on, "confirmed_on", "confirmed", since=allegation.suspended_on
    )


@action(ALLEGATION, "Review the allegation")
def review_allegation(
    allegation: Allegation, *, by: Actor, words: str, on: date | None = None
) -> None:
    """Record where each strand stands. The next review counts from this one."""
    on = past(on or today(), "on", "reviewed", since=allegation.review_from)
    said = stated(words, "Enter where each strand stands and what is next", "words")
    also(Review(allegation=allegation, on=on, by=by.name, words=said))
    allegation.review_from = on


def _of(allegation: Allegation, part: Any) -> Any:
    """Return a part as it is now. Raises OutOfReach where it belongs to another file."""
    row = type(part)._default_manager.filter(pk=part.pk, allegation=allegation.pk).first()
    if row is None:
        raise OutOfReach(NO_SUCH_RECORD)
    return row
