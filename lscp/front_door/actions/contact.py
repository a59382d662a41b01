"""Making a contact, adding to it, and telling whoever made it what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from lscp.access.models import Organisation, User
from lscp.core import attachments, notify
from lscp.core.actions import action, also
from lscp.core.models import Named, Notification
from lscp.core.named import name_on
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor, Reach
from lscp.core.time import now, today
from lscp.core.workflow import Refused, stated
from lscp.front_door.models import Addition, Contact, ContactDocument
from lscp.front_door.models.contact import Channel, Identity
from lscp.front_door.policy import VIEW_CONTACT, VIEW_SUBMITTED
from lscp.front_door.queries.front_doors import source_of
from lscp.front_door.workflow import CONTACT

from .told import Given, arrive, come_from, hold, tell_of

ARRIVED = notify.message("front_door.contact_arrived", "A contact arrived at the front door")
IN_DANGER = notify.message(
    "front_door.contact_in_danger",
    "A contact says that a child is in immediate danger. Look at it now",
)
ADDED = notify.message("front_door.contact_added_to", "Something was added to a contact")
TOLD = notify.message(
    "front_door.referrer_told", "The front door says what it decided about a contact that you made"
)
REFERRER = "Referrer"
THEIRS = {Channel.PUBLIC, Channel.SYSTEM}


@action(CONTACT, "Tell the front door about a child")
def submit_contact(
    contact: Contact, *, by: Actor, authority: str, children: Sequence[Given],
    adults: Sequence[Given] = (), source: str = "", referrer_role: str = "",
    referrer_telephone: str = "", **told: Any,
) -> None:  # fmt: skip
    """Record what I, as a professional, am worried about; my organisation sees what comes of it."""
    if by.user is None or by.organisation is None:
        raise Refused("Only somebody who acts for an organisation can do this.")
    contact.channel = Channel.PROFESSIONAL
    hold(contact, by, authority)
    arrive(contact)
    contact.referrer_id = by.user
    made_for(contact, by.organisation)
    name_on(contact, by.user, opens_restricted=True)
    come_from(
        contact, source=source or source_of(by.organisation), referrer_name=by.name,
        referrer_role=referrer_role or by.title, referrer_telephone=referrer_telephone,
        referrer_email=User.objects.get(pk=by.user).email,
    )  # fmt: skip
    tell_of(contact, children=children, adults=adults, **told)
    _tell_team(contact)


@action(CONTACT, "Record a contact")
def record_contact(
    contact: Contact, *, by: Actor, children: Sequence[Given], adults: Sequence[Given] = (),
    authority: str = "", received_on: date | None = None, source: str = "", identity: str,
    passed_on_by: str = "", referrer_name: str = "", referrer_role: str = "",
    referrer_email: str = "", referrer_telephone: str = "",
    referrer_organisation: UUID | str = "", **told: Any,
) -> None:  # fmt: skip
    """Record, as an officer, what somebody told who called or wrote."""
    contact.channel = Channel.OFFICER
    hold(contact, by, authority or by.authority)
    arrive(contact, received_on)
    made_for(contact, UUID(str(referrer_organisation)) if referrer_organisation else None)
    come_from(
        contact, source=source, identity=identity, passed_on_by=passed_on_by,
        referrer_name=referrer_name, referrer_role=referrer_role, referrer_email=referrer_email,
        referrer_telephone=referrer_telephone,
    )  # fmt: skip
    tell_of(contact, children=children, adults=adults, **told)
    if by.team != contact.team_id or contact.immediate_danger:
        _tell_team(contact)


@action(CONTACT, "Receive a contact")
def receive_contact(
    contact: Contact, *, by: Actor, authority: str, children: Sequence[Given],
    adults: Sequence[Given] = (), sent_as: str = "", sent_digest: str = "", source: str = "",
    identity: str,
    passed_on_by: str = "", referrer_name: str = "", referrer_role: str = "",
    referrer_email: str = "", referrer_telephone: str = "",
    referrer_organisation: Organisation | None = None, **told: Any,
) -> None:  # fmt: skip
    """Record what came by the public form; or, with its id there, from a partner’s system."""
    if bool(sent_as) != (referrer_organisation is not None):
        raise TypeError("A partner’s system says whose it is, and what the contact is called there")
    contact.channel = Channel.SYSTEM if sent_as else Channel.PUBLIC
    contact.sent_as, contact.sent_digest = sent_as, sent_digest
    hold(contact, by, authority)
    arrive(contact)
    made_for(contact, referrer_organisation.pk if referrer_organisation else None)
    if not source and identity == Identity.GIVEN:
        source = source_of(contact.referrer_organisation_id)
    come_from(
        contact, source=source, identity=identity, passed_on_by=passed_on_by,
        referrer_name=referrer_name, referrer_role=referrer_role, referrer_email=referrer_email,
        referrer_telephone=referrer_telephone,
    )  # fmt: skip
    tell_of(contact, children=children, adults=adults, **told)
    _tell_team(contact)


@action(CONTACT, "Add to the contact")
def add_to_contact(contact: Contact, *, by: Actor, words: str) -> None:
    """Record something more, from whoever made the contact or from the front door."""
    said = stated(words, "Enter what you want to add", "words")
    _may_add(contact, by, add_to_contact.name)
    theirs = _is_theirs(contact, by)
    also(
        Addition(
            pk=uuid4(), contact=contact, at=now(), words=said, is_referrers=theirs,
            by=f"{by.name}, {by.place}" if by.user else REFERRER,
        )
    )  # fmt: skip
    if by.team != contact.team_id:
        _tell(contact, ADDED)


@action(CONTACT, "Attach a document")
def attach_to_contact(contact: Contact, *, by: Actor, document: UploadedFile) -> None:
    """Add a document, from whoever made the contact or from the front door."""
    _may_add(contact, by, attach_to_contact.name)
    theirs = _is_theirs(contact, by)
    attachments.add(ContactDocument, contact, document, by=by, is_referrers=theirs)
    if by.team != contact.team_id:
        _tell(contact, ADDED)


@action(CONTACT, "Tell the referrer")
def tell_referrer(contact: Contact, *, by: Actor, told: str) -> None:
    """Record in which words whoever made the contact was told what was decided, and why."""
    said = stated(told, "Enter what the referrer is told", "told")
    if contact.to_tell_from is None:
        raise Refused("Nobody can be told: whoever made the contact left no way to reach them.")
    contact.told, contact.told_on = said, today()
    send_to_referrer(contact)


def send_to_referrer(contact: Contact) -> bool:
    """Send whoever made the contact, where they sign in, to what it says; say whether they do."""
    if contact.referrer_id is None:
        return False
    sent = notify.tell(
        contact.referrer_id, about=TOLD, holding=VIEW_SUBMITTED,
        link=reverse("front_door:submitted_contact", args=[contact.pk]),
    )  # fmt: skip
    return bool(sent)


def made_for(contact: Contact, organisation: UUID | None) -> None:
    """Name the organisation that the contact comes from, whose people see what comes of it."""
    if organisation is not None:
        contact.referrer_organisation_id = organisation
        name_on(contact, organisation)


def _may_add(contact: Contact, by: Actor, permission: str) -> None:
    """Refuse whoever is merely named on a contact, as those are who answer a check. Raises Refused.

    The front door may add, whoever made the contact, and those to whom it was passed.
    """
    here = by.grants.get(permission, frozenset()) - {Reach.NAMED}
    concerned = (contact.referrer_organisation_id, contact.passed_to_id)
    if not (here or by.user in (None, contact.referrer_id) or by.organisation in concerned):
        raise Refused(
            "Only the front door and whoever made this contact can add to it. Say what you know in "
            "your answer to the check."
        )


def _is_theirs(contact: Contact, by: Actor) -> bool:
    """Say whether it comes from whoever made the contact: they may read it again."""
    return by.user is None or by.organisation == contact.referrer_organisation_id


def _tell_team(contact: Contact) -> None:
    if contact.immediate_danger:
        _tell(contact, IN_DANGER)
    elif contact.channel != Channel.SYSTEM or not _waits_already(contact):
        _tell(contact, ARRIVED)


def _waits_already(contact: Contact) -> bool:
    """Say whether the team has such a message unread: what comes in by hundreds is told once."""
    users = notify.people([contact.team_id], VIEW_CONTACT) if contact.team_id else ()
    unread = Notification.objects.filter(user__in=users, read_at=None, about=ARRIVED)
    return unread.exists()


def _tell(contact: Contact, about: str) -> None:
    parties = set(
        Named.objects.filter(source=contact.pk, until=None).values_list("party", flat=True)
    )
    parties |= {contact.team_id} if contact.team_id else set()  # and to whom it was passed
    notify.tell(parties, about=about, holding=VIEW_CONTACT, link=page_of(contact))
