"""What becomes of a contact: an officer proposes, a manager decides, and it can be reopened."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from lscp.access.models import Organisation
from lscp.core import notify
from lscp.core.actions import action, also
from lscp.core.named import name_on, unname
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.workflow import Refused, stated
from lscp.front_door.models import Contact, FormerDecision
from lscp.front_door.models.contact import Outcome
from lscp.front_door.policy import VIEW_CONTACT
from lscp.front_door.queries import cases, front_doors
from lscp.front_door.workflow import CONTACT
from lscp.people.models import Person

from .contact import send_to_referrer
from .passing import PASSED_ON, pass_on
from .referral import record_referral

PROPOSED = notify.message(
    "front_door.outcome_proposed", "An outcome is proposed for a contact, and waits for a decision"
)
OUTSIDE = "outside"  # instead of an authority: one outside of the partnership


@action(CONTACT, "Propose an outcome")
def propose_outcome(contact: Contact, *, by: Actor, outcome: str, because: str) -> None:
    """Record what an officer proposes, for a manager to decide."""
    contact.proposed, contact.proposed_by_id = _known(outcome), by.user
    contact.proposed_because = stated(because, "Enter the reasons", "because")
    if contact.team_id:
        notify.tell(
            contact.team_id, about=PROPOSED, link=page_of(contact), holding=decide_contact.name
        )


@action(CONTACT, "Decide the outcome")
def decide_contact(
    contact: Contact, *, by: Actor, outcome: str, because: str, told: str, early_help: str = "",
    authority: str = "", passed_to_other: str = "",
) -> None:  # fmt: skip
    """Record what the front door does about a contact, why, and what the referrer is told.

    `early_help` is an organisation, `authority` an authority of the partnership or OUTSIDE.
    """
    contact.outcome = _known(outcome)
    contact.outcome_because = stated(because, "Enter the reasons", "because")
    given = {"early_help": early_help, "authority": authority, "passed_to_other": passed_to_other}
    if outcome in FOLLOWS:
        FOLLOWS[outcome](contact, by, given)
    contact.decided_at, contact.decided_on, contact.decided_by_id = now(), today(), by.user
    contact.told = stated(told, "Enter what the referrer is told", "told")
    if contact.to_tell_from and send_to_referrer(contact):
        contact.told_on = today()


@action(CONTACT, "Open it again")
def reopen_contact(contact: Contact, *, by: Actor, because: str) -> None:
    """Take a decision back, and keep it as it was; the referrer is then to be told anew."""
    if by.authority != contact.authority:
        raise Refused("The front door that decided about this contact opens it again.")
    if contact.outcome == Outcome.PASSED and contact.passed_to_id:
        raise Refused(
            f"{contact.passed_to} has this contact as its own now. Ask its front door to pass it "
            "back."
        )
    if contact.referrals.exists():
        raise Refused("This contact led to a referral. Decide about the referral instead.")
    assert contact.decided_at
    also(
        FormerDecision(
            pk=uuid4(), contact=contact, outcome=contact.outcome, told=contact.told,
            outcome_because=contact.outcome_because, told_on=contact.told_on,
            decided_at=contact.decided_at, decided_by_id=contact.decided_by_id,
            reopened_at=now(), reopened_by_id=by.user,
            reopened_because=stated(because, "Enter the reason", "because"),
        )
    )  # fmt: skip
    unname(source=contact.pk)
    contact.outcome = contact.outcome_because = contact.told = contact.passed_to_other = ""
    contact.decided_at = contact.decided_on = contact.decided_by = contact.passed_to = None
    contact.proposed = contact.proposed_because = ""
    contact.told_on = contact.proposed_by = None
    if contact.to_tell_from:
        contact.to_tell_from = today()


def _known(outcome: str) -> str:
    if outcome not in Outcome.values:
        raise Refused("Select an outcome", field="outcome")
    return outcome


def _children(contact: Contact) -> list[Person]:
    """Return the children, where it is known who each is. Raises Refused."""
    children = list(contact.children.select_related("person"))
    if not children or any(each.person_id is None for each in children):
        raise Refused(
            "Say who each child is before this outcome: a referral, and a case, are a child’s.",
            field="outcome",
        )
    if any(each.person is None for each in children):
        raise Refused(
            "The record of a child of this contact is not open to you. Ask somebody to whom it is.",
            field="outcome",
        )
    return [each.person for each in children if each.person]


def _open_cases(contact: Contact, children: Sequence[Person], by: Actor) -> set[UUID]:
    found = {each.pk: cases.in_the_way(each, contact.authority, today(), by) for each in children}
    return {pk for pk, case in found.items() if case is not None}


def _refer(contact: Contact, by: Actor, given: dict[str, str]) -> None:
    """Refer the children together. One whose case is open is not referred: it is told there."""
    children = _children(contact)
    are_open = _open_cases(contact, children, by)
    wanted = [each for each in children if each.pk not in are_open]
    if not wanted:
        raise Refused(
            "A case is open already. Decide “Information for a case that is open”: new "
            "information on an open case is never a referral.", field="outcome",
        )  # fmt: skip
    for child in wanted:
        record_referral(
            by=by, child=child, contact=contact, received_on=_first_day(contact, child, by),
            source=contact.source,
        )  # fmt: skip


def _first_day(contact: Contact, child: Person, by: Actor) -> date:
    """Return the day of the contact; of a case that was closed since then, the day it closed."""
    before = cases.in_the_way(child, contact.authority, contact.received_on, by)
    return (before and before.closed_on) or contact.received_on


def _add_to_case(contact: Contact, by: Actor, given: dict[str, str]) -> None:
    if not _open_cases(contact, _children(contact), by):
        raise Refused("No case is open for a child of this contact. Choose another outcome.",
                      field="outcome")  # fmt: skip


def _pass_to_early_help(contact: Contact, by: Actor, given: dict[str, str]) -> None:
    places = Organisation.objects.filter(kind="early_help", state="open")
    place = places.filter(pk=given["early_help"]).first() if given["early_help"] else None
    if place is None:
        raise Refused("Select which early help it is passed to", field="early_help")
    contact.passed_to = place
    name_on(contact, place.pk, source=contact.pk)
    notify.tell(place.pk, about=PASSED_ON, link=page_of(contact), holding=VIEW_CONTACT)


def _pass_to_authority(contact: Contact, by: Actor, given: dict[str, str]) -> None:
    if given["authority"] == contact.authority or not given["authority"]:
        raise Refused("Select another authority", field="authority")
    if given["authority"] == OUTSIDE:
        missing = "Enter the name of the authority"
        contact.passed_to_other = stated(given["passed_to_other"], missing, "passed_to_other")
        return
    organisation, team = front_doors.front_door_of(given["authority"])
    contact.passed_to = organisation
    name_on(contact, team.pk, source=contact.pk)  # what was added and attached here is here alone
    pass_on(contact, given["authority"])


FOLLOWS: dict[str, Callable[[Contact, Actor, dict[str, Any]], None]] = {
    Outcome.REFERRAL: _refer,
    Outcome.OPEN_CASE: _add_to_case,
    Outcome.EARLY_HELP: _pass_to_early_help,
    Outcome.PASSED: _pass_to_authority,
}
