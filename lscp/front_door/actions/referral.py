"""What is done to a referral: recorded, accepted or not, allocated, closed."""

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
