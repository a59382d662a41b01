"""What front door officers and managers see of contacts and do with them: one line a page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import URLPattern, path

from lscp.access.models import Organisation
from lscp.core import worklists
from lscp.core.pages import (
    Column,
    Filter,
    action_page,
    list_page,
    navigation,
    record_page,
)
from lscp.core.policy import Actor
from lscp.front_door import actions, sheet
from lscp.front_door.actions.contact_decision import OUTSIDE
from lscp.front_door.actions.contact_work import NEW, NOBODY
from lscp.front_door.forms import work as forms
from lscp.front_door.models import Contact, ContactChild
from lscp.front_door.policy import VIEW_CONTACT, VIEW_CONTACT_ROWS
from lscp.front_door.queries import front_doors, inbox, known
from lscp.front_door.queries.unnamed import full_values
from lscp.people import queries as people

Known = Mapping[str, Any]

worklists.listed(
    "front_door.Contact", title=lambda contact: f"Contact about {sheet.who(contact)}",
    permission=VIEW_CONTACT, reads=("children",), rows=inbox.read_in_full,
)  # fmt: skip
navigation("front_door:inbox", "Front door", permission=actions.rate_risk.name)

COLUMNS: dict[str, Column | str | Callable[[Any], Any]] = {
    "Children": Column(sheet.who, reads=("children.given",)),
    "Urgency": Column(sheet.in_a_line, reads=("risk", "immediate_danger", "identity")),
    "Made by": Column(sheet.made_by, reads=("referrer_name", "referrer_organisation.name")),
    "Received": "received_at",
    "To be decided by": Column(sheet.due, reads=("received_on",)),
    "State": "get_state_display",
}
FILTERS: dict[str, Filter | str] = {
    "Risk": "risk",
    "Came in by": "channel",
    "Authority": Filter("authority", lambda actor: front_doors.authorities()),
}
CLOCKS = [("late", "Late"), ("today", "Due today"), ("coming", "Coming")]

inbox_page = list_page(
    Contact, permission=VIEW_CONTACT, title="Front door", columns=COLUMNS, ordering="received_at",
    rows=inbox.open_contacts, offers=[actions.record_contact],
    filters={"State": Filter("state", [("received", "Received"), ("proposed", "Outcome proposed")]),
             "Decision": Filter("decided_on", CLOCKS, inbox.by_clock), **FILTERS},
    empty="No contact waits for a decision. What comes in is listed here, the most urgent first.",
    template="front_door/inbox.html",
)  # fmt: skip
contacts = list_page(
    Contact, permission=VIEW_CONTACT, title="All contacts", columns=COLUMNS | {
        "Outcome": "get_outcome_display",
    },
    ordering="-received_at", rows=inbox.all_contacts, search=inbox.referenced,
    filters={"State": "state", "Outcome": "outcome", **FILTERS},
    empty="There is no contact yet that you may see.", template="front_door/contacts.html",
)  # fmt: skip
contact_rows = list_page(
    Contact, permission=VIEW_CONTACT_ROWS, title="Contacts without names",
    ordering="-received_on", rows=full_values(Contact), template="front_door/rows.html",
    columns={
        "Received": "received_on", "Authority": "authority", "Came in by": "get_channel_display",
        "Source": "get_source_display", "Who made it": "get_identity_display",
        "Danger now": "immediate_danger", "Risk": "get_risk_display",
        "State": "get_state_display", "Outcome": "get_outcome_display", "Decided": "decided_on",
        "Referrer told": "told_on",
    },
    filters={"State": "state", "Outcome": "outcome", "Came in by": "channel"},
    empty="There is no contact yet in the authorities whose full numbers you see.",
)  # fmt: skip
contact = record_page(
    Contact, "front_door/contact.html", permission=VIEW_CONTACT,
    offers=[
        actions.decide_contact, actions.propose_outcome, actions.rate_risk, actions.add_child,
        actions.add_adult, actions.ask_checks, actions.record_sharing, actions.add_to_contact,
        actions.attach_to_contact, actions.tell_referrer, actions.reopen_contact,
    ],
    context=sheet.around,
    rows=lambda actor: inbox.read_in_full(actor).select_related(
        "team", "organisation", "referrer_organisation", "passed_to", "proposed_by", "decided_by"
    ),
)  # fmt: skip


def _to_identify(record: Contact, actor: Actor, child: ContactChild) -> Known:
    chosen = known.to_choose(child, actor)
    after = [(NEW, "Nobody on record: make a record of this child")]
    after += [(NOBODY, "It is not known who this child is")] if child.person_id else []
    return {"person": [*chosen, *after]}


def _as_identified(record: Contact, actor: Actor, child: ContactChild) -> Known:
    return {"person": str(child.person_id or "")}


def _who_it_may_be(record: Contact, actor: Actor, child: ContactChild) -> Known:
    return {"suggestions": known.suggestions(child, actor), "called": people.called}


def _to_share(record: Contact, actor: Actor) -> Known:
    places = Organisation.objects.filter(state="open").order_by("name")
    return {"organisation": [(str(each.pk), each.name) for each in places]}


def _to_hand_to(record: Contact, actor: Actor) -> Known:
    places = Organisation.objects.filter(kind="early_help", state="open").order_by("name")
    others = [pair for pair in front_doors.authorities() if pair[0] != record.authority]
    return {
        "early_help": [(str(each.pk), each.name) for each in places],
        "authority": [*others, (OUTSIDE, "An authority outside of the partnership")],
    }


def _as_proposed(record: Contact, actor: Actor) -> Known:
    return {"outcome": record.proposed, "because": record.proposed_because}


add_child = action_page(actions.add_child, forms.ChildForm)
add_adult = action_page(actions.add_adult, forms.AdultForm)
identify_child = action_page(
    actions.identify_child, forms.IdentifyForm, within={"child": (ContactChild, VIEW_CONTACT)},
    choices=_to_identify, initial=_as_identified, context=_who_it_may_be,
    template="front_door/contact_identify.html", done="It is recorded who the child is",
)  # fmt: skip
rate_risk = action_page(
    actions.rate_risk, forms.RiskForm,
    initial=lambda record, actor: {"risk": record.risk, "because": record.risk_because},
)  # fmt: skip
record_sharing = action_page(actions.record_sharing, forms.SharingForm, choices=_to_share)
propose_outcome = action_page(actions.propose_outcome, forms.ProposeForm)
decide_contact = action_page(
    actions.decide_contact, forms.DecideForm, choices=_to_hand_to, initial=_as_proposed,
    context=sheet.before_decision, template="front_door/contact_decide.html",
    done="The contact is decided",
)  # fmt: skip
reopen_contact = action_page(
    actions.reopen_contact, forms.ReopenForm, done="The contact is open again"
)

OF_CONTACT = {
    "add_child": add_child, "add_adult": add_adult, "rate_risk": rate_risk,
    "record_sharing": record_sharing, "propose_outcome": propose_outcome,
    "decide_contact": decide_contact, "reopen_contact": reopen_contact,
}  # fmt: skip
CONTACT = "front-door/contacts/<uuid:pk>/"
urlpatterns: list[URLPattern] = [
    path("front-door/", inbox_page, name="inbox"),
    path("front-door/contacts/", contacts, name="contacts"),
    path("front-door/contacts/rows/", contact_rows, name="contact_rows"),
    path(CONTACT, contact, name="contact"),
    path(f"{CONTACT}children/<uuid:child>/", identify_child, name="identify_child"),
    *(
        path(f"{CONTACT}{name.replace('_', '-')}/", view, name=name)
        for name, view in OF_CONTACT.items()
    ),
]
