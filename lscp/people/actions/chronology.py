"""Entries of a person's chronology: held by the organisation that recorded them, and shared."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lscp.access.models import Organisation
from lscp.core.actions import action
from lscp.core.named import name_on
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.people import naming
from lscp.people.models import ChronologyEntry, Involvement, Person
from lscp.people.policy import OF_AUTHORITY, VIEW_CHRONOLOGY
from lscp.people.workflow import ENTRY


@action(ENTRY, "Add to the chronology")
def record_entry(
    entry: ChronologyEntry, *, by: Actor, person: Person, happened_on: date, kind: str, words: str,
    for_all: bool = False, organisations: Iterable[str] = (),
) -> None:  # fmt: skip
    """Record an event, seen by those of one’s own organisation who work with the person."""
    if happened_on > today():
        raise Refused("The event must have happened today or in the past.")
    entry.person = found(Person.objects.filter(pk=person.pk), by, VIEW_CHRONOLOGY)
    entry.happened_on, entry.kind, entry.words = happened_on, kind, words
    # Open to the roles that work for the whole authority; an entry of a school is not.
    of_authority = Organisation.objects.filter(kind__in=OF_AUTHORITY)
    is_of_authority = by.organisation and of_authority.filter(pk=by.organisation).exists()
    entry.authority = by.authority if is_of_authority else ""
    for party in {*([by.user] if by.user else []), *_own(entry.person, by)}:
        name_on(entry, party, source=entry.pk)
    _share(entry, for_all, organisations)


@action(ENTRY, "Share it")
def share_entry(
    entry: ChronologyEntry, *, by: Actor, for_all: bool = False, organisations: Iterable[str] = ()
) -> None:  # fmt: skip
    """Share an entry with organisations, or with everyone who works with the person."""
    if not for_all and not list(organisations):
        raise Refused("Choose whom to share it with.")
    if entry.organisation_id != by.organisation:
        raise Refused("Another organisation recorded this. Ask them to share it.")
    _share(entry, for_all, organisations)


@action(ENTRY, "Withdraw it")
def withdraw_entry(entry: ChronologyEntry, *, by: Actor, reason: str) -> None:
    """Mark an entry that was wrong: it stays, crossed out, with the reason."""
    if entry.organisation_id != by.organisation:
        raise Refused("Another organisation recorded this. Tell them what is wrong with it.")
    entry.wrong_because = reason


def _share(entry: ChronologyEntry, for_all: bool, organisations: Iterable[str]) -> None:
    for each in organisations:
        name_on(entry, UUID(str(each)), source=entry.pk)
    if for_all and not entry.for_all:
        entry.for_all = True
        people = naming.together(entry.person)
        for party, source, until in naming.parties(people):
            name_on(entry, party, source=source, until=until)
        for party in naming.holders(people):
            name_on(entry, party, source=entry.pk)


def _own(person: Person, by: Actor) -> list[UUID]:
    """Return who works with the person for the organisation that records."""
    ours = Involvement.objects.filter(
        person__in=naming.together(person), organisation=by.organisation, wrong_at=None
    ).select_related("professional")
    return [each.party for each in ours if each.stands and each.party]
