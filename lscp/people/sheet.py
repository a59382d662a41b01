"""What the page of a person shows, section by section, with what can be done to each fact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lscp.access.trail_queries import looked_at
from lscp.core import worklists
from lscp.core.actions import Action
from lscp.core.chronology import Event, chronology
from lscp.core.pages.records import Reached
from lscp.core.policy import Actor
from lscp.people import actions, naming, queries
from lscp.people.models import FACTS, Birth, Fact, Person
from lscp.people.policy import VIEW_CHRONOLOGY

# What a summary shows: names, date of birth, address unless shielded.
SUMMARY = ("name", "birth", "death", "address")
# kind → heading, and the action that adds one
SECTIONS: dict[str, tuple[str, Action[Any] | None]] = {
    "involvement": ("Who works with them", actions.involve),
    "name": ("Names", actions.add_name),
    "birth": ("Birth", actions.add_birth),
    "death": ("Death", None),
    "address": ("Addresses", actions.add_address),
    "identifier": ("Identifiers", actions.add_identifier),
    "characteristics": ("Sex and ethnicity", actions.record_characteristics),
    "need": ("Language, communication and other needs", actions.add_need),
    "disability": ("Disabilities", actions.add_disability),
}
CHANGES = (actions.correct_fact, actions.end_fact, actions.withdraw_fact, actions.end_involvement)
LATEST, LOOKS = 5, 20  # events of the chronology, and lines about who looked
ONCE = {"birth", "death", "characteristics"}  # they are corrected, and never end


@dataclass(frozen=True)
class Line:
    """A fact on the page: its words, what stands below, and links to change it."""

    fact: Any
    words: str
    more: str
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Section:
    """The facts of one kind: those that hold, those before, and those that were wrong."""

    kind: str
    heading: str
    add: str  # the address of the page that adds one, where the reader may
    add_title: str
    lines: Sequence[Line]
    before: Sequence[Line]
    wrong: Sequence[Line]


def around(person: Person, actor: Actor, *, full: bool, reached: Reached) -> Mapping[str, Any]:
    """Return what the page of a person shows besides the record itself."""
    people = naming.together(person)
    facts = queries.facts_of(people, actor, FACTS if full else SUMMARY)
    changes: set[str] = _changes(person, reached) if full else set()
    shown: dict[str, Any] = {
        "people": people, "facts": queries.open_facts(facts),
        "sections": list(_sections(person, facts, changes, full)),
        "twins": [each for pk, each in _twins(person, people, actor).items() if pk != person.pk],
        "may": changes, "links_of": lambda kind, fact: list(links(kind, fact, changes)),
    }  # fmt: skip
    if full:
        shown["family"] = queries.family(people, facts, actor)
        shown["open_work"] = worklists.about(people, actor)
        shown["looks"] = looked_at(people, actor, limit=LOOKS)
    if reached(VIEW_CHRONOLOGY):
        shown["latest"] = _latest(person, people, facts, actor, full)
    return shown


def _latest(
    person: Person, people: Sequence[Any], facts: queries.Facts, actor: Actor, full: bool
) -> list[Event]:
    """Return the last events of the chronology; what the page has read is not read again."""
    known: dict[str, Sequence[Any]] = {}
    if full:
        known = {FACTS[kind]._meta.label: rows for kind, rows in facts.items()}
    if len(people) == 1:
        known["people.Person"] = [person]
    return chronology(people, actor, known)[: -LATEST - 1 : -1]


def _twins(person: Person, people: Sequence[Any], actor: Actor) -> Mapping[Any, Person]:
    return queries.seen(people, actor) if len(people) > 1 else {}


def _changes(person: Person, reached: Reached) -> set[str]:
    """Return what the reader may do to facts, and which they may add: by the actions' names."""
    adds = [add for _, add in SECTIONS.values() if add]
    offered = (*adds, actions.add_relationship, actions.join_household, *CHANGES)
    return {each.verb for each in offered if reached(each.name) and each.possible(person)}


def _sections(
    person: Person, facts: queries.Facts, may: set[str], full: bool
) -> Iterator[Section]:  # fmt: skip
    for kind, (heading, add) in SECTIONS.items():
        if kind not in facts:
            continue
        lines = [_line(kind, each, may) for each in facts[kind]]
        can_add = add and add.verb in may and not (kind == "birth" and facts[kind])
        address = reverse(add.name.replace(".", ":"), args=[person.pk]) if add and can_add else ""
        yield Section(
            kind, heading, address, add.title if add else "",
            [each for each in lines if each.fact.stands],
            [each for each in lines if not each.fact.stands and not each.fact.is_wrong],
            [each for each in lines if each.fact.is_wrong] if full else [],
        )  # fmt: skip


def _line(kind: str, fact: Any, may: set[str]) -> Line:
    words, more = str(fact), ""
    if kind == "involvement":
        words, more = fact.get_capacity_display(), fact.who
        if fact.professional and fact.professional.telephone:
            more = f"{more}, telephone {fact.professional.telephone}"
    elif hasattr(fact, "get_kind_display") and kind != "need":
        more = fact.get_kind_display()
        if kind == "address" and fact.shielded:
            more = f"{more}, shielded"
    return Line(fact, words, more, list(links(kind, fact, may)))


def links(kind: str, fact: Fact, may: set[str]) -> Iterator[tuple[str, str]]:
    """Give what the reader may do to a fact, each with its address."""
    if fact.is_wrong:
        return
    end = "end_involvement" if kind == "involvement" else "end_fact"
    offered = [("Correct", "correct", "correct_fact"), ("Withdraw", "withdraw", "withdraw_fact")]
    if kind not in ONCE and fact.to_on is None:
        offered.insert(1, ("End", "end", end))
    for words, verb, action in offered:
        if action in may:
            yield words, reverse(f"people:{verb}_{_asked_as(kind, verb, fact)}", args=[
                fact.person_id, fact.pk
            ])  # fmt: skip


def _asked_as(kind: str, verb: str, fact: Fact) -> str:
    """Return by which questions a fact is corrected: of a birth to come, by others."""
    is_expected = isinstance(fact, Birth) and fact.date_of_birth is None
    return "expected" if is_expected and verb == "correct" else kind
