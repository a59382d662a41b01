"""Making a contact, and what whoever made it sees."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path

from lscp.core.models import Escalation
from lscp.core.pages import Column, list_page, navigation, record_page
from lscp.core.policy import Actor
from lscp.front_door import actions
from lscp.front_door.models import Contact
from lscp.front_door.policy import VIEW_SUBMITTED

navigation("front_door:submitted_contacts", "Contacts you made", permission=VIEW_SUBMITTED)


def _made_by_us(actor: Actor) -> QuerySet[Contact]:
    """Return what one’s own organisation told the front door, whoever else it names."""
    ours = Contact.objects.filter(referrer_organisation=actor.organisation)
    return ours.select_related("organisation", "referrer")


def _around(contact: Contact, actor: Actor) -> dict[str, Any]:
    raised = Escalation.objects.filter(subject=contact.pk, raiser=actor.organisation)
    return {
        "children": contact.children.order_by("given", "family"),
        "additions": contact.additions.filter(is_referrers=True).order_by("at"),
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
    offers=[actions.add_to_contact], context=_around,
)  # fmt: skip

urlpatterns = [
    path("contacts-you-made/", submitted_contacts, name="submitted_contacts"),
    path("contacts-you-made/<uuid:pk>/", submitted_contact, name="submitted_contact"),
]
