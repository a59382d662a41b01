"""Who may do what to which records: grants by role, and how far each reaches.

May = the role has the grant, and the record lies within its reach, and (in `workflow`) its state
lets it. An area declares its permissions and default grants in its `policy.py`; a partnership may
change any of them (`access`). The reach is written once, as a Q: it filters lists and finds single
records. Row-level security in the database (`row_security`) says the same a second time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from lscp.core.lookups import IsNamed
from lscp.core.time import now
from lscp.core.workflow import NotAllowed, OutOfReach

Row = TypeVar("Row", bound=models.Model)


class Reach(StrEnum):
    """How far a grant goes: the rows held by one's own, those that name one, or all."""

    TEAM = "team"
    ORGANISATION = "organisation"
    AUTHORITY = "authority"
    NAMED = "named"
    ALL = "all"


@dataclass(frozen=True)
class Permission:
    """One thing that may be granted. `of` is the kind of record, where it is about one.

    `writes` is True of actions. `opens` names a flag on the record's parts that hides a row from
    those without this permission (a shielded address). `without_names` shows rows, and of each
    only what is plain: for who scrutinises or analyses, and is to know nobody. `second_factor`
    asks for one although no record of a person is opened: rows of a return are about children.
    """

    name: str
    title: str
    of: str = ""
    writes: bool = False
    opens: str = ""
    without_names: bool = False
    second_factor: bool = False


PERMISSIONS: dict[str, Permission] = {}
GRANTS: dict[str, dict[str, frozenset[Reach]]] = {}  # role → permission → reaches


def permission(name: str, title: str, **more: Any) -> str:
    """Declare a permission, and return its name."""
    PERMISSIONS[name] = Permission(name, title, **more)
    return name


def grant(role: str, reach: Reach | tuple[Reach, ...], *permissions: str) -> None:
    """Grant permissions to a role by default, as far as `reach`."""
    reaches = (reach,) if isinstance(reach, Reach) else reach
    held = GRANTS.setdefault(str(role), {})
    for name in permissions:
        held[name] = held.get(name, frozenset()) | frozenset(reaches)


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, for whom. `grants` already holds the partnership's changes."""

    user: UUID | None
    name: str
    role: str
    membership: UUID | None = None
    organisation: UUID | None = None
    team: UUID | None = None
    authority: str = ""  # its ONS code, or none
    grants: Mapping[str, frozenset[Reach]] = field(default_factory=dict)
    title: str = ""  # the role, as people say it
    glass: tuple[UUID, ...] = ()  # the people whose glass they broke, while it is open
    acts_for: UUID | None = None  # the user whose deputy they are
    place: str = ""  # their team or organisation, as people say it
    counts: bool = False  # a job that counts rows and shows none: restricted ones count too

    @cached_property
    def parties(self) -> tuple[UUID, ...]:
        """Return as whom a record may name this person; a deputy also as whom they act for."""
        return (*self.own_parties, self.acts_for) if self.acts_for else self.own_parties

    @cached_property
    def own_parties(self) -> tuple[UUID, ...]:
        """Return this person, their team, organisation and role there: to whom a record opens.

        Not as a deputy: a restricted record may be about their own child.
        """
        place = self.organisation
        role = holders(place, self.role) if place else None
        return tuple(each for each in (self.user, self.team, place, role) if each)

    def reaching_all(self, *permissions: str) -> "Actor":
        """Return the same person, who reaches all records by some permissions, and has no others.

        For an action that must know of rows that its actor may not read, and shows none of them.
        """
        return replace(self, grants=dict.fromkeys(permissions, frozenset((Reach.ALL,))))

    @cached_property
    def reaches(self) -> Mapping[str, frozenset[str]]:
        """Return how far each kind of record is open at all, for row-level security: its words."""
        words: dict[str, set[str]] = {}
        for name, reaches in self.grants.items():
            known = PERMISSIONS.get(name)
            if known and known.of and reaches:
                held = words.setdefault(known.of, set())
                if known.opens:
                    held.add(known.opens)
                    continue
                held.update(reaches)
                held.update({"write"} if known.writes else ())
                held.update({"restricted"} if self.counts and Reach.ALL in reaches else ())
        return MappingProxyType({of: frozenset(held) for of, held in words.items()})


def holders(organisation: UUID, role: str) -> UUID:
    """Return as whom a record names all who hold a role in an organisation, and nobody else there.

    Named by its organisation alone, a record opens to each of its roles, as far as they go.
    """
    return uuid5(organisation, role)


PUBLIC = Actor(None, "Somebody who has not signed in", "public", title="public")


def system(name: str, *permissions: str, counts: bool = False) -> Actor:
    """Return the actor of a job: it may do what it names, to all records, and no more.

    `counts`: it turns rows into numbers or into a return, in which every child has to stand; so
    restricted records are within its reach too. No grant gives that to anybody who signs in.
    """
    reach = dict.fromkeys(permissions, frozenset((Reach.ALL,)))
    return Actor(None, name, "system", grants=reach, title=name, counts=counts)


@dataclass(frozen=True)
class Decision:
    """Whether something may be done; if not, why, in a sentence that the page shows."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)
NOTHING = Q(pk__in=[])
MOST_NAMED = 2000
"""Records that name somebody, up to which a question writes them out."""
NO_SUCH_RECORD = "There is no such record, or it is not open to you."


def may(actor: Actor, name: str) -> Decision:
    """Say whether the role has the grant. Raises KeyError of a permission nobody declared."""
    asked = PERMISSIONS[name]
    if actor.grants.get(name):
        return YES
    who = f"Your role ({actor.title})" if actor.user else "Somebody who has not signed in"
    return Decision(False, f"{who} may not do this: {asked.title[:1].lower()}{asked.title[1:]}.")


def decide(actor: Actor, name: str, record: models.Model) -> Decision:
    """Say whether the role has the grant, and the record lies within its reach."""
    allowed = may(actor, name)
    if not allowed:
        return allowed
    kind = type(record)
    if visible_to(kind._default_manager.filter(pk=record.pk), actor, name).exists():
        return YES
    return Decision(False, NO_SUCH_RECORD)


def require(actor: Actor, name: str) -> None:
    """Raise NotAllowed where the role has no such grant."""
    allowed = may(actor, name)
    if not allowed:
        raise NotAllowed(allowed.reason)


def found(queryset: QuerySet[Row], actor: Actor, name: str) -> Row:
    """Return the one row of a queryset that is within reach. Raises NotAllowed and OutOfReach."""
    require(actor, name)
    row = visible_to(queryset, actor, name).first()
    if row is None:
        raise OutOfReach(NO_SUCH_RECORD)
    return row


def visible_to(queryset: QuerySet[Row], actor: Actor, name: str) -> QuerySet[Row]:
    """Return the rows that a permission reaches for this actor: the first lock."""
    return queryset.filter(within(queryset.model, actor, name))


def near(model: type[models.Model], actor: Actor, name: str) -> Q:
    """Return what all rows within a narrow reach have in common, in plain comparisons.

    Each has an index, which `within` as a whole has not: a list asks this first. Nothing (all
    rows) of a wide reach, and of who is named on more records than can be written out.
    """
    reaches = actor.grants.get(name, frozenset())
    if getattr(model, "part_of", "") or not reaches or {Reach.ALL, Reach.AUTHORITY} & reaches:
        return Q()
    arms = list(_held(actor, reaches))
    if Reach.NAMED in reaches:
        named = open_names(actor.parties, model._meta.label).filter(kind="named")
        subjects = list(named.values_list("subject", flat=True)[: MOST_NAMED + 1])
        if len(subjects) > MOST_NAMED:
            return Q()
        arms.append(Q(pk__among=subjects))
    arms.extend(_by_glass(model, actor))
    return reduce(or_, arms) if arms else Q()


def within(model: type[models.Model], actor: Actor, name: str) -> Q:
    """Return a permission's reach over a kind of record, as a Q.

    A part of a record (an address of a person) is reached where its record is.
    """
    part_of = getattr(model, "part_of", "")
    if part_of:
        return _within_part(model, part_of, actor, name)
    reaches = actor.grants.get(name, frozenset())
    if not reaches:
        return NOTHING
    opened = Q(restricted=False) | _opened(model, actor)
    if Reach.ALL in reaches:
        return Q() if actor.counts else opened
    arms = [*_held(actor, reaches), *_by_name(model, actor, reaches)]
    if not arms:
        return NOTHING
    return reduce(or_, arms) & opened


def _within_part(model: type[models.Model], part_of: str, actor: Actor, name: str) -> Q:
    whole: Any = model._meta.get_field(part_of).related_model
    rows = whole._default_manager.filter(within(whole, actor, name)).values("pk")
    return parts_of(model, rows, actor)


def parts_of(model: type[models.Model], wholes: Any, actor: Actor) -> Q:
    """Return the parts of records that were found within reach, but for those hidden, as a Q."""
    lookup = "in" if isinstance(wholes, QuerySet) else "among"
    q = Q(**{f"{getattr(model, 'part_of', '')}__{lookup}": wholes})
    hidden = getattr(model, "hidden", "")
    label = model._meta.label
    if hidden and hidden not in actor.reaches.get(label, frozenset()):
        q &= Q(**{hidden: False})
    return q


def _held(actor: Actor, reaches: frozenset[Reach]) -> Iterator[Q]:
    for reach in (Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY):
        own = getattr(actor, reach.value)
        if reach in reaches and own:
            yield Q(**{reach.value: own})


def _by_name(model: type[models.Model], actor: Actor, reaches: frozenset[Reach]) -> Iterator[Q]:
    """Give the rows that name the actor, and those about a person whose glass they broke."""
    if Reach.NAMED in reaches and actor.parties:
        yield Q(IsNamed("pk", actor.parties, now()))
    yield from _by_glass(model, actor)


def _by_glass(model: type[models.Model], actor: Actor) -> Iterator[Q]:
    about = about_field(model)
    if about and actor.glass and getattr(model, "opens_to_glass", True):
        yield Q(**{f"{about}__among": actor.glass})


def _opened(model: type[models.Model], actor: Actor) -> Q:
    """Return the restricted rows that are open to the actor by name."""
    fields = {"pk", about_field(model) or "pk"}
    moment = now()
    arms = [Q(IsNamed(each, actor.own_parties, moment, opened=True)) for each in sorted(fields)]
    return reduce(or_, arms)


def about_field(model: type[models.Model]) -> str:
    """Return the field that says which person a record is about: `pk` of a person, or none."""
    return str(getattr(model, "about", "") or "")


def open_names(parties: tuple[UUID, ...], *kinds: str) -> QuerySet[Any]:
    """Return where some parties are named at this moment, on records of some kinds."""
    named = apps.get_model("core", "Named")
    moment = now()
    still = Q(until=None) | Q(until__gt=moment)
    opened: QuerySet[Any] = named._default_manager.filter(
        still, party__among=parties, subject_type__among=kinds, since__lte=moment
    )
    return opened
