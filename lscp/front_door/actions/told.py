"""What every contact tells, whichever way it comes in: of which children and adults, and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4, uuid5

from lscp.core import references
from lscp.core.actions import also
from lscp.core.named import name_on
from lscp.core.policy import Actor
from lscp.core.time import LONDON, now, today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated
from lscp.front_door.models import Contact, ContactAdult, ContactChild
from lscp.front_door.models.contact import Consent, Identity
from lscp.front_door.queries.front_doors import front_door_of
from lscp.people.keys import normalise

Given = Mapping[str, Any]
OF_CHILD = {
    "given", "family", "date_of_birth", "expected_on", "age_said", "sex", "address", "postcode",
    "school", "home",
}  # fmt: skip
OF_ADULT = {"name", "relationship", "stands_as", "is_referrer", "address", "telephone", "home"}
MOST = 12  # children, and adults, of one contact
WITHHELD, UNKNOWN, PASSED_ON = "9", "10", "8"
# Whoever was given a contact’s reference may add to it, also where it is restricted: they are no
# user, so the contact names them all as this one party.
HOLDERS = uuid5(UUID(int=0), "Whoever was given the reference of a contact")


def hold(contact: Contact, by: Actor, authority: str) -> None:
    """Let the front door of the child’s authority hold the contact, and whoever made it add."""
    organisation, team = front_door_of(authority)
    contact.organisation, contact.team, contact.authority = organisation, team, authority
    contact.reference = references.new("FD")
    name_on(contact, HOLDERS, opens_restricted=True)
    if by.user and by.authority != authority:
        name_on(contact, by.user)


def arrive(contact: Contact, received_on: date | None = None) -> None:
    """Say when the contact came in: now, or on a day that is past."""
    moment = now()
    if received_on and received_on > today():
        raise Refused("The day must be today or in the past", field="received_on")
    if received_on and received_on < today():
        moment = datetime.combine(received_on, time(12), LONDON)
    contact.received_at, contact.received_on = moment, moment.astimezone(LONDON).date()


def tell_of(
    contact: Contact, *, children: Sequence[Given], adults: Iterable[Given] = (), worries: str,
    working_well: str = "", needs_to_happen: str = "", consent: str, consent_because: str = "",
    immediate_danger: bool = False,
) -> None:  # fmt: skip
    """Record whom the contact is about and what worries whoever made it. Raises Refused."""
    contact.worries = stated(worries, "Enter what you are worried about", "worries")
    contact.working_well = working_well
    contact.needs_to_happen, contact.immediate_danger = needs_to_happen, immediate_danger
    if consent not in Consent.values:
        raise Refused("Select whether the family agreed", field="consent")
    if consent != Consent.GIVEN and not consent_because.strip():
        raise Refused(
            "Enter why the family was not asked, or why you went ahead", field="consent_because"
        )
    contact.consent, contact.consent_because = consent, consent_because
    _people(contact, children, list(adults))


def come_from(
    contact: Contact, *, source: str = "", identity: str = Identity.GIVEN, passed_on_by: str = "",
    referrer_name: str = "", referrer_role: str = "", referrer_email: str = "",
    referrer_telephone: str = "",
) -> None:  # fmt: skip
    """Record who made the contact. Whether they are named is kept apart from the source’s code."""
    if identity not in Identity.values:
        raise Refused("Select whether they said who they are", field="identity")
    told = (referrer_name.strip(), referrer_email.strip(), referrer_telephone.strip())
    if identity != Identity.GIVEN and any(told):
        raise Refused("Leave out the name and how to reach somebody who is not named",
                      field="referrer_name")  # fmt: skip
    if identity == Identity.GIVEN and not (told[0] or contact.referrer_id):
        raise Refused("Enter the name of whoever made the contact", field="referrer_name")
    contact.identity, contact.passed_on_by = identity, passed_on_by.strip()
    contact.referrer_name, contact.referrer_email, contact.referrer_telephone = told
    contact.referrer_role = referrer_role.strip()
    contact.source = _source(contact, source)
    if contact.referrer_id or contact.referrer_email or contact.referrer_telephone:
        contact.to_tell_from = contact.received_on


def _source(contact: Contact, source: str) -> str:
    """Return the source’s code: as it was given, or as it follows from who is named."""
    named = contact.identity == Identity.GIVEN
    if not source and not named:
        unnamed = WITHHELD if contact.identity == Identity.WITHHELD else UNKNOWN
        source = PASSED_ON if contact.passed_on_by else unnamed
    if source not in codes("cin/referral_source", on=contact.received_on):
        raise Refused("Select who made the contact", field="source")
    if named and source in (WITHHELD, UNKNOWN):
        raise Refused("Somebody whose name is given is not anonymous. Select who they are",
                      field="source")  # fmt: skip
    return source


def _people(contact: Contact, children: Sequence[Given], adults: Sequence[Given]) -> None:
    if not children:
        raise Refused("Enter what you know about at least one child", field="children")
    if len(children) > MOST or len(adults) > MOST:
        raise Refused(f"A contact can be about {MOST} children and {MOST} adults at most",
                      field="children")  # fmt: skip
    for each in children:
        also(ContactChild(pk=uuid4(), contact=contact, **child_of(each)))
    for each in adults:
        also(ContactAdult(pk=uuid4(), contact=contact, **adult_of(each)))


def child_of(said: Given) -> dict[str, Any]:
    """Return what was said of a child, checked. Raises Refused."""
    known = _known(said, OF_CHILD)
    if not any(value for name, value in known.items() if name not in ("home", "sex")):
        raise Refused("Enter a name, an age, an address or a school of each child",
                      field="children")  # fmt: skip
    born = known.get("date_of_birth")
    if born and born > today():
        raise Refused("The date of birth must be today or in the past", field="date_of_birth")
    if born and known.get("expected_on"):
        raise Refused("A child who was born is not expected", field="expected_on")
    if known.get("sex") and known["sex"] not in codes("cin/sex"):
        raise Refused("Select the sex of each child, or leave it out", field="sex")
    return known


def adult_of(said: Given) -> dict[str, Any]:
    """Return what was said of an adult, checked. Raises Refused."""
    known = _known(said, OF_ADULT)
    if known.get("stands_as") not in ContactAdult.Standing.values:
        raise Refused("Select who each adult is", field="stands_as")
    return {**known, "name_key": normalise(known.get("name", ""))}


def _known(said: Given, fields: set[str]) -> dict[str, Any]:
    """Return what was said, without spaces around it; nothing that was left out."""
    strange = set(said) - fields
    if strange:
        raise TypeError(f"A contact tells nothing called {', '.join(sorted(strange))}")
    words = {name: each.strip() if isinstance(each, str) else each for name, each in said.items()}
    return {name: each for name, each in words.items() if each not in ("", None)}
