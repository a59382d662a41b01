"""What several contacts about the same children say together that one alone does not.

Parents who live apart and each say that the other harms the child are not dismissed for it: either
may be right, and a child in the middle is harmed as well. So it is shown, to be looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from dateutil.relativedelta import relativedelta

from lscp.core.policy import Actor, visible_to
from lscp.front_door.models import Contact, ContactAdult, ContactChild
from lscp.front_door.policy import VIEW_CONTACT
from lscp.people.keys import normalise

WITHIN = relativedelta(months=12)
MOST = 25
HARMS = {ContactAdult.Standing.HARMS, ContactAdult.Standing.OTHER_HARMS}


@dataclass(frozen=True)
class Accusation:
    """Two contacts in which whoever made each is said to harm in the other."""

    other: Contact
    here: Sequence[str]  # who is said to harm here, and made the other contact
    there: Sequence[str]  # who is said to harm there, and made this one


def repeated(contact: Contact, people: Iterable[UUID], actor: Actor) -> list[Contact]:
    """Return the other contacts about the same people within 12 months, whichever agency made them.

    Those that the reader may see, the latest first.
    """
    wanted = list(people)
    if not wanted:
        return []
    about = ContactChild.objects.filter(person__among=wanted).values("contact")
    span = (contact.received_on - WITHIN, contact.received_on + WITHIN)
    rows = Contact.objects.filter(pk__in=about, received_on__range=span).exclude(pk=contact.pk)
    seen = visible_to(rows, actor, VIEW_CONTACT).select_related("referrer_organisation")
    return list(seen.prefetch_related("adults").order_by("-received_at")[:MOST])


def accusations(
    contact: Contact, adults: Sequence[ContactAdult], others: Iterable[Contact]
) -> list[Accusation]:
    """Return the contacts in which this one’s referrer is accused by whom this one accuses."""
    made, harms = _made_by(contact, adults), _who_harms(adults)
    found = []
    for other in others:
        theirs = list(other.adults.all())
        here = sorted(name for key, name in harms.items() if key in _made_by(other, theirs))
        there = sorted(name for key, name in _who_harms(theirs).items() if key in made)
        if here and there:
            found.append(Accusation(other, here, there))
    return found


def _made_by(contact: Contact, adults: Iterable[ContactAdult]) -> set[str]:
    """Return the keys of the names of whoever made a contact."""
    keys = {each.name_key for each in adults if each.is_referrer}
    return (keys | {normalise(contact.referrer_name)}) - {""}


def _who_harms(adults: Iterable[ContactAdult]) -> dict[str, str]:
    """Return the names of who is said to harm, by their keys."""
    said = (each for each in adults if each.stands_as in HARMS and each.name_key)
    return {each.name_key: each.name for each in said}
