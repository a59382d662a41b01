"""How what is known of a person is told in their chronology."""

from collections.abc import Iterator

from lscp.core.chronology import Event, Moves, day_of, tells
from lscp.people.models import (
    Address,
    Birth,
    ChronologyEntry,
    Death,
    HouseholdMember,
    Involvement,
    Person,
    Relationship,
)
from lscp.people.policy import VIEW_CHRONOLOGY, VIEW_ENTRY, VIEW_PERSON, VIEW_SUMMARY
from lscp.people.workflow import EntryState

LIFE, HOME, FAMILY, WORK, RECORD = "Life", "Home", "Family", "Who works with them", "This record"
MOVES = {
    "people.record_person": "Recorded here for the first time",
    "people.record_unborn": "Recorded here before birth",
    "people.turn_18": "From now on the record is held as an adult’s",
    "people.transfer_person": "Transferred to another team",
    "people.move_person": "Moved to another authority",
    "people.restrict_person": "The record was restricted",
    "people.lift_restriction": "The restriction was lifted",
    "people.merge_person": "Merged with another record of this person",
    "people.take_back_merge": "The merge was taken back",
    "people.take_back_unborn_merge": "The merge was taken back",
}


@tells("people.Person", VIEW_CHRONOLOGY)
def person(record: Person, moves: Moves) -> Iterator[Event]:
    """Tell what became of the record itself."""
    for each in moves:
        if each.action in MOVES:
            yield Event(day_of(each.at), RECORD, MOVES[each.action], organisation=each.organisation)


@tells("people.Birth", VIEW_SUMMARY)
def birth(fact: Birth, moves: Moves) -> Iterator[Event]:
    """Tell a birth, or that one was expected."""
    on = fact.date_of_birth or fact.expected_on
    if on and not fact.is_wrong:
        about = ", about that day" if fact.is_estimated else ""
        words = f"Born{about}" if fact.date_of_birth else "Birth expected"
        yield Event(on, LIFE, words, organisation=fact.recorded_for_id)


@tells("people.Death", VIEW_SUMMARY)
def death(fact: Death, moves: Moves) -> Iterator[Event]:
    """Tell a death."""
    if not fact.is_wrong:
        yield Event(fact.died_on, LIFE, "Died", organisation=fact.recorded_for_id)


@tells("people.Address", VIEW_SUMMARY)
def address(fact: Address, moves: Moves) -> Iterator[Event]:
    """Tell where a person moved to, and when they left."""
    where = fact.get_kind_display()
    for on, words in ((fact.from_on, f"Moved: {where}"), (fact.to_on, f"Left: {where}")):
        if on and not fact.is_wrong:
            yield Event(on, HOME, words, str(fact), fact.recorded_for_id)


@tells("people.HouseholdMember", VIEW_PERSON)
def household(fact: HouseholdMember, moves: Moves) -> Iterator[Event]:
    """Tell that a person joined or left a household."""
    for on, words in ((fact.from_on, "Joined a household"), (fact.to_on, "Left a household")):
        if on and not fact.is_wrong:
            yield Event(on, HOME, words, organisation=fact.recorded_for_id)


@tells("people.Relationship", VIEW_PERSON)
def relationship(fact: Relationship, moves: Moves) -> Iterator[Event]:
    """Tell a relationship that began or ended, without the other’s name."""
    for on, words in ((fact.from_on, "Began"), (fact.to_on, "Ended")):
        if on and not fact.is_wrong:
            yield Event(on, FAMILY, f"{words}: {fact}", organisation=fact.recorded_for_id)


@tells("people.Involvement", VIEW_PERSON, fetch=("organisation", "team", "user", "professional"))
def involvement(fact: Involvement, moves: Moves) -> Iterator[Event]:
    """Tell who began or ended to work with a person."""
    who = fact.who
    for on, words in ((fact.from_on, "began"), (fact.to_on, "ended")):
        if on and not fact.is_wrong:
            said = f"{fact.get_capacity_display()} {words}"
            yield Event(on, WORK, said, who, fact.organisation_id)


@tells("people.ChronologyEntry", VIEW_ENTRY)
def entry(record: ChronologyEntry, moves: Moves) -> Iterator[Event]:
    """Tell an entry, crossed out where it was withdrawn."""
    is_withdrawn = record.state == EntryState.WITHDRAWN
    why = f" (withdrawn: {record.wrong_because})" if is_withdrawn else ""
    yield Event(
        record.happened_on, record.get_kind_display(), record.get_kind_display(),
        f"{record.words}{why}", record.organisation_id, record.get_absolute_url(), is_withdrawn,
    )  # fmt: skip
