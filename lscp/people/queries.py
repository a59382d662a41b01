"""Questions about people that pages ask: a bounded number of queries each, whatever is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lscp.access.models import Membership, Organisation, Team
from lscp.core import policy
from lscp.core.models import Entry
from lscp.core.periods import day_label
from lscp.core.policy import Actor, open_names
from lscp.core.time import today
from lscp.core.trail import Kind
from lscp.core.vocab import codes
from lscp.people import identifiers, keys, naming
from lscp.people.evidence import Facts as SaidFacts
from lscp.people.known import known_facts
from lscp.people.matching import suggest
from lscp.people.models import (
    FACTS,
    Fact,
    HouseholdMember,
    Involvement,
    Person,
    Professional,
    Relationship,
)
from lscp.people.models.person import ADULT
from lscp.people.policy import OF_AUTHORITY, PERSON, VIEW_SUMMARY
from lscp.people.workflow import PersonState

RECENT, LOOKED = (
    15,
    300,
)  # people that are offered, and entries of the trail that are looked through
JOINS = {"involvement": ("organisation", "team", "user", "professional")}
Facts = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Relative:
    """Somebody related to a person: what they are, and who, where the reader may know."""

    what: str
    fact: Relationship
    person: Person | None
    is_own: bool  # recorded on this person's record, and so corrected there


@dataclass(frozen=True)
class Family:
    """The people around a person: relatives, and who lives with them."""

    relatives: Sequence[Relative] = ()
    former: Sequence[Relative] = ()
    household: Sequence[Person] = ()

    @property
    def is_known(self) -> bool:
        """Say whether anything is recorded."""
        return bool(self.relatives or self.former or self.household)


def worked_with(actor: Actor) -> QuerySet[Person]:
    """Return the people whom somebody or their team works with."""
    named = open_names(tuple(each for each in (actor.user, actor.team) if each), PERSON)
    # Few name a person or a team: written out, each arm has its index. The cheaper one comes first.
    ours = Q(team=actor.team) if actor.team else Q()
    ours |= Q(pk__among=list(named.filter(kind="named").values_list("subject", flat=True)))
    return Person.objects.filter(ours).exclude(state=PersonState.MERGED)


def restricted(actor: Actor) -> QuerySet[Person]:
    """Return the restricted records."""
    return Person.objects.filter(restricted=True)


def turning(actor: Actor) -> QuerySet[Person]:
    """Return the children who turned 18, and whose records are still held as a child's."""
    return Person.objects.filter(
        state=PersonState.KNOWN, adult_on=None, died_on=None, date_of_birth__lte=born_by(ADULT)
    )


def born_by(age: int) -> date:
    """Return the day by which whoever reached an age today was born."""
    day = today()
    is_leap_day = (day.month, day.day) == (2, 29)
    return (day - timedelta(days=is_leap_day)).replace(year=day.year - age)


def named_like(rows: QuerySet[Professional], text: str) -> QuerySet[Professional]:
    """Return the professionals whose name begins like this."""
    begins = keys.normalise(text)
    return rows.filter(sort_name__gte=begins, sort_name__lt=f"{begins}\U0010ffff")


def facts_of(people: Iterable[UUID], actor: Actor, kinds: Iterable[str]) -> dict[str, list[Any]]:
    """Return the facts of a person, by kind, the latest first: one query for each kind.

    Which of the records are within reach is asked once, for all kinds.
    """
    records = Person.objects.filter(pk__among=people)
    wholes = list(policy.visible_to(records, actor, VIEW_SUMMARY).values_list("pk", flat=True))
    found = {}
    for name in kinds:
        rows: Any = FACTS[name]._default_manager
        of_them = rows.filter(policy.parts_of(FACTS[name], wholes, actor))
        joins = JOINS.get(name, ())
        told = of_them.select_related(*joins) if joins else of_them
        found[name] = sorted(told.order_by(), key=attrgetter("recorded_at"), reverse=True)
    return found


def family(people: Sequence[UUID], facts: Facts, actor: Actor) -> Family:
    """Return the people around a person, by name where the reader may see their record."""
    own = [(each, each.other_id, str(each)) for each in facts["relationship"]]
    rows = Relationship.objects.filter(other__among=people)
    theirs = [
        (each, each.person_id, each.inverse)
        for each in policy.visible_to(rows, actor, VIEW_SUMMARY)
        if each.person_id not in people
    ]
    live_together = _living_with(people, facts["household"])
    wanted = {pk for _, pk, _ in own + theirs} | live_together
    known = seen(wanted, actor)
    relatives = [
        Relative(words, fact, known.get(pk), fact.person_id in people)
        for fact, pk, words in own + theirs
        if not fact.is_wrong
    ]
    return Family(
        [each for each in relatives if each.fact.stands],
        [each for each in relatives if not each.fact.stands],
        [each for pk, each in known.items() if pk in live_together],
    )


def seen(people: Iterable[UUID], actor: Actor) -> dict[UUID, Person]:
    """Return those of some people whose names the reader may see."""
    rows = Person.objects.filter(pk__among=people)
    found = policy.visible_to(rows, actor, VIEW_SUMMARY).order_by("sort_name")
    return {each.pk: each for each in found}


def recent(actor: Actor, permission: str, besides: Iterable[UUID]) -> list[Person]:
    """Return the people whose records somebody opened last, and may act on: to choose from."""
    looked = Entry.objects.filter(user=actor.user, kind=Kind.VIEWED, person__isnull=False)
    last = looked.order_by("-at").values_list("person", flat=True)[:LOOKED]
    order = [pk for pk in dict.fromkeys(last) if pk and pk not in set(besides)]
    rows = Person.objects.filter(pk__among=order).exclude(state=PersonState.MERGED)
    found = {each.pk: each for each in policy.visible_to(rows, actor, permission)}
    return [found[pk] for pk in order if pk in found][:RECENT]


def perhaps_same(actor: Actor, permission: str, person: Person) -> list[Person]:
    """Return who a person may be already, of those whom somebody may act on."""
    rows = policy.visible_to(Person.objects.all(), actor, permission)
    facts = known_facts(rows, naming.together(person)).get(person.pk)
    found = suggest(facts, actor, besides=person.pk) if facts else []
    reached = {each.pk for each in rows.filter(pk__among=[each.person.pk for each in found])}
    return [each.person for each in found if each.person.pk in reached]


def known_already(answers: Mapping[str, Any], actor: Actor) -> Mapping[str, Any]:
    """Return who somebody new may be already, of the people within reach, to be looked at first."""
    return {"suggestions": suggest(_arrival(answers), actor), "called": called}


def _arrival(answers: Mapping[str, Any]) -> SaidFacts:
    """Return the answers about somebody new as what they are compared by."""
    number: frozenset[tuple[str, str]] = frozenset()
    scheme, value = answers.get("scheme"), answers.get("value")
    if scheme and value:
        with suppress(ValueError):  # the action says what is wrong with it
            number = frozenset({(scheme, identifiers.validate(scheme, value))})
    lines = (answers.get("lines") or "").splitlines()
    home = (keys.address_key(*lines), answers.get("postcode") or "")
    shown = any(home) and not answers.get("shielded")
    return SaidFacts(
        names=((answers.get("given") or "", answers.get("family") or ""),),
        born_on=answers.get("date_of_birth"), sex=answers.get("sex") or "",
        identifiers=number, addresses=frozenset({home} if shown else ()),
    )  # fmt: skip


def called(person: Person) -> str:
    """Return what tells a person from others of the name."""
    if person.date_of_birth:
        return f"{person.shown_name}, born {day_label(person.date_of_birth)}"
    if person.expected_on:
        return f"{person.shown_name}, expected {day_label(person.expected_on)}"
    return f"{person.shown_name}, date of birth not known"


def born(person: Person) -> str:
    """Return when somebody was born or is expected, in words."""
    if person.date_of_birth:
        return f"{'about ' if person.is_estimated else ''}{day_label(person.date_of_birth)}"
    return f"Expected on {day_label(person.expected_on)}" if person.expected_on else "Not known"


def place(person: Person) -> str:
    """Return the authority that holds a record, in words."""
    return codes("dfe/local_authority").get(person.authority, "")


def organisations() -> list[tuple[str, str]]:
    """Return the organisations that are open, to choose from."""
    rows = Organisation.objects.filter(Q(to_on=None) | Q(to_on__gte=today()))
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name").order_by("name")]


def teams(*, of_authority: str = "", besides_authority: str = "") -> list[tuple[str, str]]:
    """Return the teams that are open, to choose from; or those that hold people’s records."""
    rows = Team.objects.filter(Q(to_on=None) | Q(to_on__gte=today()))
    if of_authority or besides_authority:
        rows = rows.filter(organisation__kind__in=OF_AUTHORITY)
    if of_authority:
        rows = rows.filter(organisation__authority=of_authority)
    if besides_authority:
        rows = rows.exclude(organisation__authority__in=(besides_authority, ""))
    found = rows.select_related("organisation").order_by("organisation__name", "name")
    return [(str(each.pk), f"{each.organisation.name}: {each.name}") for each in found]


def colleagues(actor: Actor) -> list[tuple[str, str]]:
    """Return who works for one's own organisation today, one's own team first."""
    rows = Membership.objects.open_on(today()).filter(organisation=actor.organisation)
    found: dict[str, str] = {}
    held = rows.select_related("user", "team").order_by("user__last_name", "user__first_name")
    for each in sorted(held, key=lambda one: one.team_id != actor.team):
        place = f", {each.team.name}" if each.team else ""
        found.setdefault(str(each.user_id), f"{each.user.get_full_name()}{place}")
    return list(found.items())


def who_may_stay(person: Person) -> list[tuple[str, str]]:
    """Return the people who can reach a record today through its team, or who are let in."""
    parties = naming.holders([person.pk]) | {party for party, *_ in naming.parties([person.pk])}
    let_in = Q(user__in=parties) | Q(team__in=parties) | Q(organisation__in=parties)
    rows = Membership.objects.open_on(today()).filter(let_in)
    held = rows.select_related("user", "organisation").order_by("user__last_name")[:LOOKED]
    return list({
        str(each.user_id): f"{each.user.get_full_name()}, {each.organisation.name}" for each in held
    }.items())  # fmt: skip


def places_that_work_with(people: Iterable[UUID], actor: Actor) -> list[tuple[str, str]]:
    """Return the organisations that work with a person, besides one's own, to share with."""
    rows = Involvement.objects.filter(person__among=people, wrong_at=None).select_related(
        "organisation"
    )
    open_now = {each.organisation for each in rows if each.stands}
    holders = Person.objects.filter(pk__among=people).values("organisation")
    held = Organisation.objects.filter(pk__in=holders)
    places = {each.pk: each.name for each in (*open_now, *held) if each.pk != actor.organisation}
    return [(str(pk), name) for pk, name in sorted(places.items(), key=lambda one: one[1])]


def names_of(organisations: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return organisations' names."""
    rows = Organisation.objects.filter(pk__in={each for each in organisations if each})
    return dict(rows.values_list("pk", "name"))


def open_facts(facts: Facts) -> dict[str, list[Fact]]:
    """Return the facts that hold today, by kind."""
    return {name: [each for each in rows if each.stands] for name, rows in facts.items()}


def _living_with(people: Sequence[UUID], own: Sequence[HouseholdMember]) -> set[UUID]:
    households = {each.household for each in own if each.stands}
    if not households:
        return set()
    rows = HouseholdMember.objects.filter(household__among=households, wrong_at=None)
    others = rows.exclude(person__among=people)
    return {each.person_id for each in others if each.stands}
