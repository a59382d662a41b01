"""Making a contact, and what whoever made it sees."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from lscp.core import attachments
from lscp.core.attachments.downloads import download_page
from lscp.core.escalations.actions import raise_escalation
from lscp.core.escalations.forms import RaiseEscalationForm
from lscp.core.models import Escalation
from lscp.core.pages import Column, action_page, list_page, navigation, record_page, steps_page
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.front_door import actions
from lscp.front_door.forms import contact as forms
from lscp.front_door.models import Contact, ContactDocument
from lscp.front_door.policy import VIEW_CONTACT, VIEW_SUBMITTED
from lscp.front_door.queries import front_doors, inbox
from lscp.people import queries as people

navigation("front_door:submitted_contacts", "Contacts you made", permission=VIEW_SUBMITTED)


def _made_by_us(actor: Actor) -> QuerySet[Contact]:
    """Return what one’s own organisation told the front door, whoever else it names."""
    ours = Contact.objects.filter(referrer_organisation=actor.organisation)
    return ours.select_related("organisation", "referrer", "passed_to")


def _around(contact: Contact, actor: Actor) -> dict[str, Any]:
    raised = Escalation.objects.filter(subject=contact.pk, raiser=actor.organisation)
    return {
        "children": contact.children.filter(is_added=False).order_by("given", "family"),
        "additions": contact.additions.filter(is_referrers=True).order_by("at"),
        "documents": attachments.of(ContactDocument, contact).filter(is_referrers=True),
        "escalations": raised.order_by("raised_on"),
        "may_escalate": bool(actor.grants.get("core.raise_escalation")),
    }


submitted_contacts = list_page(
    Contact, permission=VIEW_SUBMITTED, title="Contacts you made", ordering="-received_at",
    columns={
        "Reference": Column("reference"),
        "Received": Column("received_at", sort="received_at"),
        "Made by": Column("referrer_name"),
        "State": "get_state_display",
        "Outcome": "get_outcome_display",
        "You were told": "told_on",
    },
    filters={"State": "state"}, rows=_made_by_us, link="front_door:submitted_contact",
    offers=[actions.submit_contact], template="front_door/submitted_contacts.html",
    empty="Your organisation has not told the front door about a child yet.",
)  # fmt: skip
submitted_contact = record_page(
    Contact, "front_door/submitted_contact.html", permission=VIEW_SUBMITTED, rows=_made_by_us,
    context=_around,
)  # fmt: skip


def _submitted_page(contact: Contact) -> str:
    return reverse("front_door:submitted_contact", args=[contact.pk])


def _back_to_submitted(contact: Contact, actor: Actor, **_: Any) -> dict[str, Any]:
    return {"back": _submitted_page(contact), "caption": str(contact)}


def _places(_: Any, actor: Actor) -> dict[str, Any]:
    return {"authority": front_doors.authorities()}


def _places_and_senders(_: Any, actor: Actor) -> dict[str, Any]:
    return {**_places(_, actor), "referrer_organisation": people.organisations()}


def _about_me(_: Any, actor: Actor) -> dict[str, Any]:
    source = front_doors.source_of(actor.organisation)
    return {"authority": actor.authority, "referrer_role": actor.title, "source": source}


def _who_can_answer(contact: Contact, actor: Actor) -> dict[str, Any]:
    known = people.organisations()
    return {"answering": [each for each in known if each[0] != str(actor.organisation)]}


submit_contact = steps_page(
    actions.submit_contact,
    [forms.WhereForm, *forms.steps(), forms.WorriesForm, forms.ConsentForm, forms.YouForm],
    choices=_places, initial=_about_me, gathered=forms.gathered, to=_submitted_page,
    done="The front door has what you told it",
)  # fmt: skip
record_contact = steps_page(
    actions.record_contact,
    [forms.CallerForm, forms.WhereForm, *forms.steps(), forms.WorriesForm, forms.ConsentForm],
    choices=_places_and_senders, gathered=forms.gathered, done="The contact is recorded",
    initial=lambda _, actor: {"authority": actor.authority, "received_on": today()},
)  # fmt: skip
add_to_contact = action_page(actions.add_to_contact, forms.AddToContactForm)
add_to_submitted = action_page(
    actions.add_to_contact, forms.AddToContactForm, to=_submitted_page,
    context=_back_to_submitted, done="The front door has what you added",
)  # fmt: skip
attach_to_contact = action_page(actions.attach_to_contact, forms.AttachForm)
attach_to_submitted = action_page(
    actions.attach_to_contact, forms.AttachForm, to=_submitted_page, context=_back_to_submitted,
    done="The front door has the document",
)  # fmt: skip
contact_document = download_page(
    ContactDocument, permission=VIEW_CONTACT, wholes=inbox.read_in_full
)
tell_referrer = action_page(
    actions.tell_referrer, forms.TellReferrerForm, template="front_door/contact_tell.html",
    initial=lambda contact, actor: {"told": contact.told},
)  # fmt: skip
disagree = action_page(
    raise_escalation, RaiseEscalationForm, within={"about": (Contact, VIEW_SUBMITTED)},
    choices=_who_can_answer, context=_back_to_submitted,
    initial=lambda contact, actor: {"answering": contact.organisation_id},
    done="The escalation is raised, and the other organisation was told.",
)  # fmt: skip

CONTACT, MADE = "front-door/contacts/<uuid:pk>/", "contacts-you-made/"
urlpatterns = [
    path(MADE, submitted_contacts, name="submitted_contacts"),
    path(f"{MADE}new/", submit_contact, name="submit_contact"),
    path(f"{MADE}<uuid:pk>/", submitted_contact, name="submitted_contact"),
    path(f"{MADE}<uuid:pk>/add/", add_to_submitted, name="add_to_submitted"),
    path(f"{MADE}<uuid:pk>/attach/", attach_to_submitted, name="attach_to_submitted"),
    path(f"{MADE}<uuid:about>/disagree/", disagree, name="disagree"),
    path("front-door/contacts/record/", record_contact, name="record_contact"),
    path(f"{CONTACT}add/", add_to_contact, name="add_to_contact"),
    path(f"{CONTACT}attach/", attach_to_contact, name="attach_to_contact"),
    path("front-door/documents/<uuid:pk>/", contact_document, name="contact_document"),
    path(f"{CONTACT}tell/", tell_referrer, name="tell_referrer"),
]
