"""What partners are asked about the children of a contact, what they answer, and who sees it.

Whoever is asked is named on the check, on the contact and on each child of it whom people know, as
those of the organisation who answer checks, and nobody else there. The check is the source of all
these names, so that they end together.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from lscp.access.models import Organisation
from lscp.core import notify, policy
from lscp.core.actions import action
from lscp.core.models import Named
from lscp.core.named import name_on, unname
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.front_door.models import Check, Contact, ContactChild, Sharing
from lscp.front_door.policy import ANSWER_CHECK, ASK_CHECK, VIEW_CHECK, VIEW_CONTACT, who_answers
from lscp.front_door.queries import checks
from lscp.front_door.workflow import CHECK, CONTACT, CheckState, ContactState
from lscp.people import naming
from lscp.people.models import Person

SEEN_FOR = timedelta(days=28)  # after a check has ended: the partnership's table of roles
ASKED = notify.message(
    "front_door.check_asked", "The front door asks your organisation for a check"
)
ANSWERED = notify.message("front_door.check_answered", "A partner answered a check")
WITHDRAWN = notify.message(
    "front_door.check_withdrawn", "A check that your organisation was asked for is not needed"
)
SHARED = notify.message("front_door.check_shared", "What a partner answered is shared with you")


@action(CONTACT, "Ask partners for checks")
def ask_checks(
    contact: Contact, *, by: Actor, organisations: Iterable[Organisation | str], question: str = ""
) -> None:
    """Ask several organisations at once: each makes a check of its own."""
    for each in organisations:
        ask_check(by=by, contact=contact, asked=each, question=question)


@action(CHECK, "Ask for a check")
def ask_check(
    check: Check, *, by: Actor, contact: Contact, asked: Organisation | str, agency: str = "",
    question: str = "",
) -> None:  # fmt: skip
    """Ask one organisation what it holds about the children of a contact."""
    assert by.user
    about = policy.found(Contact.objects.filter(pk=contact.pk), by, VIEW_CONTACT)
    organisation = Organisation.objects.get(pk=_id(asked))
    check.agency = _agency(organisation, agency)
    _refuse(about, organisation)
    check.contact, check.asked, check.question = about, organisation, question
    check.asked_at, check.asked_on, check.asked_by_id = now(), today(), by.user
    check.team_id, check.organisation_id = about.team_id, about.organisation_id
    check.authority = about.authority
    partner = who_answers(organisation.pk)
    for subject in (check, about):
        name_on(subject, partner, source=check.pk)
    for child in _known_children(about):
        _name_on_child(child, partner, check.pk)
    if about.team_id:  # which opens nothing more: the check waits for somebody else than them
        name_on(check, about.team_id, source=check.pk)
    _tell(check, organisation.pk, ASKED, ANSWER_CHECK)


@action(CHECK, "Answer the check")
def answer_check(
    check: Check, *, by: Actor, holds: bool, answer: str = "", concern: str = ""
) -> None:
    """Answer what was asked of one’s own organisation; that nothing is held is an answer."""
    if by.organisation != check.asked_id:
        raise Refused("Another organisation is asked for this check, and answers it.")
    if holds and not answer.strip():
        raise Refused("Enter what your organisation holds", field="answer")
    if holds and not concern:
        raise Refused("Select how much it worries you", field="concern")
    check.holds, check.answer, check.concern = holds, answer, concern
    check.answered_at, check.answered_by_id = now(), by.user
    _end(check)
    _tell(check, check.team_id or check.organisation_id, ANSWERED, ASK_CHECK)


@action(CHECK, "Withdraw the check")
def withdraw_check(check: Check, *, by: Actor, by_mistake: bool = False) -> None:
    """Record that an answer is not needed; whoever was asked by mistake sees nothing any more."""
    _tell(check, check.asked_id, WITHDRAWN, ANSWER_CHECK, link=not by_mistake)
    _end(check)
    if by_mistake:
        unname(source=check.pk)


@action(CHECK, "Share the answer")
def share_check(check: Check, *, by: Actor) -> None:
    """Show the answer to the others who are asked, and to those whom the contact is shared with."""
    new = [each for each in _others(check) if each.party not in _named_on(check)]
    if not new:
        raise Refused(
            "There is nobody to share this with. Ask another partner, or record on the contact "
            "what may be shared with whom."
        )
    for each in new:
        name_on(check, each.party, source=each.source, until=each.until)
    check.is_shared = True
    asked = Check.objects.filter(pk__in=[each.source for each in new if each.source != check.pk])
    places = [each.party for each in new if each.source == check.pk]
    _tell(check, asked.values_list("asked", flat=True), SHARED, ANSWER_CHECK)
    _tell(check, places, SHARED, VIEW_CHECK)


def open_to_asked(contact: Contact, person: Person) -> None:
    """Let those who are asked about a contact see who a child is, once that is known."""
    for each in _asked_about(contact):
        assert each.source
        _name_on_child(person, each.party, each.source, each)


def close_to_asked(contact: Contact, person: Person) -> None:
    """Shut the record of somebody who turned out not to be a child of a contact."""
    for each in _asked_about(contact):
        assert each.source
        for subject in naming.together(person):
            unname(source=each.source, subject=subject)


def _refuse(contact: Contact, organisation: Organisation) -> None:
    if contact.state == ContactState.DECIDED:
        raise Refused("This contact is decided. Reopen it before you ask a partner.")
    if contact.restricted:
        raise Refused(
            "This contact is restricted, and a check would open it to all who answer for a "
            "partner. Ask there in person, and record what they say."
        )
    if Check.objects.filter(contact=contact, asked=organisation, state=CheckState.ASKED).exists():
        raise Refused(f"{organisation} is asked already, and has not answered yet.")
    if organisation.pk not in checks.who_can_answer():
        raise Refused(
            f"Nobody answers checks for {organisation} yet. Its administrator gives somebody the "
            "role of MASH partner."
        )


def _agency(organisation: Organisation, said: str) -> str:
    fits = checks.agency_of(organisation.kind)
    if not fits or (said and said != fits):
        as_what = codes("lscp/mash_agency").get(said, "a partner").lower()
        raise Refused(f"{organisation} cannot be asked as {as_what}.", field="agency")
    return fits


def _known_children(contact: Contact) -> QuerySet[Person]:
    identified = ContactChild.objects.filter(contact=contact).values_list("person", flat=True)
    return Person.objects.filter(pk__among=[each for each in identified if each])


def _name_on_child(child: Person, party: UUID, source: UUID, like: Named | None = None) -> None:
    """Name a party on all the records of a child; as long as on another record, if one is given."""
    for subject in naming.together(child):
        name_on(
            subject, party, of=Person._meta.label, source=source, until=like.until if like else None
        )


def _asked_about(contact: Contact) -> QuerySet[Named]:
    """Return as whom partners see a contact at this moment because they are or were asked."""
    asked = list(Check.objects.filter(contact=contact).values_list("pk", flat=True))
    return _open(contact).filter(source__in=asked)


def _others(check: Check) -> list[Named]:
    """Return whom an answer can be shared with: the party, because of what, and for how long."""
    others = list(_asked_about(check.contact).exclude(party=who_answers(check.asked_id)))
    places = Sharing.objects.filter(contact=check.contact_id).exclude(organisation=check.asked_id)
    for place in {each.organisation_id for each in places}:
        others.append(Named(party=place, source=check.pk, until=now() + SEEN_FOR))
    return others


def _named_on(check: Check) -> set[UUID]:
    return set(_open(check).values_list("party", flat=True))


def _open(record: Check | Contact) -> QuerySet[Named]:
    return Named.objects.filter(Q(until=None) | Q(until__gt=now()), subject=record.pk)


def _end(check: Check) -> None:
    check.ended_on = today()
    unname(source=check.pk, at=now() + SEEN_FOR)


def _tell(
    check: Check, whom: UUID | Iterable[UUID] | None, about: str, holding: str, *, link: bool = True
) -> None:
    parties = [whom] if isinstance(whom, UUID) else list(whom or ())
    path = reverse("front_door:check", args=[check.pk]) if link else ""
    notify.tell(parties, about=about, link=path, holding=holding)


def _id(given: Organisation | str | UUID) -> UUID | str:
    return given.pk if isinstance(given, Organisation) else given
