"""Passing a contact on: the front door of the other authority has one of its own by it."""

from typing import Any
from uuid import uuid4

from lscp.core import notify, policy
from lscp.core.actions import action, also
from lscp.core.named import name_on
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.front_door.models import Contact, ContactAdult, ContactChild
from lscp.front_door.models.contact import Channel
from lscp.front_door.policy import VIEW_CONTACT
from lscp.front_door.workflow import CONTACT

from .contact import IN_DANGER, made_for
from .told import OF_ADULT, OF_CHILD, arrive, hold

PASSED_ON = notify.message(
    "front_door.contact_passed", "The front door passed a contact to your organisation"
)
TOLD = (
    "source", "identity", "passed_on_by", "referrer_id", "referrer_name", "referrer_role",
    "referrer_email", "referrer_telephone", "worries", "working_well", "needs_to_happen",
    "consent", "consent_because", "immediate_danger",
)  # fmt: skip
# Whoever passes a contact on may not read what becomes of it. It may be about a restricted child.
PASSING = policy.system(
    "Passing on between front doors", "front_door.receive_passed_contact", counts=True
)


def pass_on(origin: Contact, authority: str) -> None:
    """Let the front door of another authority have a contact, as one of theirs from now on."""
    children = list(origin.children.order_by("pk"))
    adults = list(origin.adults.order_by("pk"))
    receive_passed_contact(
        by=PASSING, origin=origin, authority=authority, children=children, adults=adults
    )


@action(CONTACT, "Receive a contact that was passed on")
def receive_passed_contact(
    contact: Contact, *, by: Actor, origin: Contact, authority: str,
    children: list[ContactChild], adults: list[ContactAdult],
) -> None:  # fmt: skip
    """Record what another front door passed on: as it was told there, with its time from now."""
    contact.channel, contact.passed_from_id = Channel.PASSED, origin.pk
    hold(contact, by, authority)
    arrive(contact)
    for name in TOLD:
        setattr(contact, name, getattr(origin, name))
    if contact.referrer_id:
        name_on(contact, contact.referrer_id, opens_restricted=True)
    made_for(contact, origin.referrer_organisation_id)
    contact.to_tell_from = contact.received_on if origin.to_tell_from else None
    for child in children:
        who: dict[str, Any] = {"is_added": child.is_added}
        if origin.restricted:  # it shuts this one too
            who |= {"person_id": child.person_id, "identified_by_id": child.identified_by_id}
        also(ContactChild(pk=uuid4(), contact=contact, **_said(child, OF_CHILD), **who))
    for adult in adults:
        key = {"name_key": adult.name_key}
        also(ContactAdult(pk=uuid4(), contact=contact, **_said(adult, OF_ADULT), **key))
    _tell(contact)


def _said(row: ContactChild | ContactAdult, names: set[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _tell(contact: Contact) -> None:
    if contact.team_id:
        about = IN_DANGER if contact.immediate_danger else PASSED_ON
        notify.tell(contact.team_id, about=about, holding=VIEW_CONTACT, link=page_of(contact))
