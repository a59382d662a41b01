"""What is done to a referral: recorded, then accepted or not; and what the child needs most."""

from collections.abc import Collection
from datetime import date, timedelta

from lscp.core.actions import action
from lscp.core.periods import day_label
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.front_door.models import Contact, Referral
from lscp.front_door.queries import cases
from lscp.front_door.workflow import REFERRAL, ReferralState
from lscp.people.models import Person
from lscp.people.models.person import ADULT, birthday
from lscp.people.policy import VIEW_SUMMARY

NOT_STATED = "N0"  # no need at all: rule 8610 asks for one
BEFORE_BIRTH = timedelta(weeks=40)  # rule 8606
NEW_INFORMATION = (
    "This child’s case is open: new information on an open case is never a referral. Record the "
    "contact as information for a case that is open."
)


@action(REFERRAL, "Record a referral")
def record_referral(
    referral: Referral, *, by: Actor, child: Person, received_on: date, source: str,
    contact: Contact | None = None,
) -> None:  # fmt: skip
    """Record that services are asked for, for a child whose case is not open.

    Where it came of a contact, whoever holds the contact holds the referral.
    """
    if received_on > today():
        raise Refused("The referral must have been received today or in the past.",
                      field="received_on")  # fmt: skip
    if source not in codes("cin/referral_source", on=received_on):
        raise Refused("Choose a source that was in use on the day of the referral.", field="source")
    referral.child = found(Person.objects.filter(pk=child.pk), by, VIEW_SUMMARY)
    _check_child(referral.child, received_on)
    referral.received_on, referral.source = received_on, source
    if contact:
        referral.contact = contact
        referral.team_id, referral.organisation_id = contact.team_id, contact.organisation_id
        referral.authority = contact.authority
    _check_alone(referral, by)


@action(REFERRAL, "Accept the referral")
def accept_referral(
    referral: Referral, *, by: Actor, needs: Collection[str], because: str = ""
) -> None:  # fmt: skip
    """Open the child’s case: what they need most is the first in the DfE’s order of those given."""
    referral.primary_need = first_need(needs, referral.received_on)
    _decide(referral, by, because, no_further_action=False)


@action(REFERRAL, "Take no further action")
def take_no_action(referral: Referral, *, by: Actor, because: str) -> None:
    """Record that the first consideration led to no action. It has no need and is not closed."""
    if not because.strip():
        raise Refused("Enter why no action is taken.", field="because")
    _decide(referral, by, because, no_further_action=True)


@action(REFERRAL, "Amend the primary need")
def amend_need(referral: Referral, *, by: Actor, needs: Collection[str]) -> None:
    """Record what a child needs most, as it is known by now."""
    need = first_need(needs, referral.received_on)
    if need == referral.primary_need:
        raise Refused("This is the primary need already.", field="needs")
    referral.primary_need = need


def first_need(needs: Collection[str], on: date) -> str:
    """Return the need that stands first in the DfE’s order. Raises Refused."""
    order = [code for code in codes("cin/primary_need", on=on) if code != NOT_STATED]
    found = [code for code in order if code in needs]
    if not found or len(found) < len(set(needs)):
        raise Refused("Choose what the child needs: a case that is open has a primary need.",
                      field="needs")  # fmt: skip
    return found[0]


def _decide(referral: Referral, by: Actor, because: str, *, no_further_action: bool) -> None:
    referral.no_further_action, referral.decided_because = no_further_action, because
    referral.decided_on, referral.decided_by_id = today(), by.user


def _check_child(child: Person, on: date) -> None:
    """Refuse somebody who is no child that day: merged away, died, grown up, not conceived."""
    if child.merged_into_id:
        raise Refused("This record was merged into another one of the child. Refer that one.")
    if child.died_on and child.died_on < on:
        raise Refused(f"This child died on {day_label(child.died_on)}. A child who has died cannot "
                      "be referred after that day.", field="received_on")  # fmt: skip
    born = child.date_of_birth
    is_adult = birthday(born, ADULT) <= on if born else child.adult_on is not None
    if is_adult:
        raise Refused("This person was 18 or over. Refer them to adults’ services.")
    first = born or child.expected_on
    if first and on < first - BEFORE_BIRTH:
        raise Refused("The referral is more than 40 weeks before the birth. Check the dates.",
                      field="received_on")  # fmt: skip


def _check_alone(referral: Referral, by: Actor) -> None:
    other = cases.in_the_way(referral.child, referral.authority, referral.received_on, by)
    if other is None:
        return
    if other.state == ReferralState.CLOSED and other.closed_on:
        raise Refused(f"A case of this child was open until {day_label(other.closed_on)}: a "
                      "referral must be on that day or later.", field="received_on")  # fmt: skip
    raise Refused(NEW_INFORMATION)
