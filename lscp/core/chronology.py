"""A person's chronology: what every area can tell of them, as far as this reader may see it.

An area says in its module `chronology` how each of its records and parts is told (`tells`). Rows
are read as the reader, through both locks; so each reader has a chronology of their own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from lscp.core import policy
from lscp.core.models import Transition
from lscp.core.policy import Actor
from lscp.core.records import Kept, Record
from lscp.core.time import LONDON

Moves = Sequence[Transition]
Tell = Callable[[Any, Moves], Iterable["Event"]]


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, in words; `kind` says what sort of thing it is.

    `more` is what stands below; `organisation` is whose it is. `is_withdrawn` crosses it out.
    """

    on: date
    kind: str
    words: str
    more: str = ""
    organisation: UUID | None = None
    link: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Teller:
    """How rows of one model are told, by which permission they are read, and fetched with what."""

    model: str
    permission: str
    tell: Tell
    fetch: tuple[str, ...] = ()

    @property
    def rows_of(self) -> type[Kept]:
        """Return the model."""
        found: type[Kept] = apps.get_model(self.model)
        return found


TELLERS: dict[tuple[str, str], Teller] = {}  # by model and permission


def tells(model: str, permission: str, *, fetch: Sequence[str] = ()) -> Callable[[Tell], Tell]:
    """Declare how a kind of record or part is told: a function of a row and of its moves.

    `permission` is that by which a row may be read; `fetch` is what it reads besides, by joins. A
    kind that is open in two ways is declared twice: by the one that shows more, first.
    """

    def declare(tell: Tell) -> Tell:
        TELLERS[model, permission] = Teller(model, permission, tell, tuple(fetch))
        return tell

    return declare


def chronology(
    people: Iterable[UUID], actor: Actor, known: Mapping[str, Sequence[Any]] | None = None
) -> list[Event]:
    """Return what is told of a person, the earliest first: one query for each kind, and one more.

    `people` are the ids of their records: several, where some were merged. `known` are rows that
    were read already, by the same permissions: of people.Name, these.
    """
    ids, held = list(people), known or {}
    read: list[tuple[Teller, list[Any]]] = []
    told_already: set[UUID] = set()
    for teller in TELLERS.values():
        if policy.may(actor, teller.permission):
            rows = held[teller.model] if teller.model in held else _rows(teller, ids, actor)
            read.append((teller, [row for row in rows if row.pk not in told_already]))
            told_already |= {row.pk for row in read[-1][1]}
    moves = _moves(row.pk for teller, rows in read for row in rows if isinstance(row, Record))
    told = [
        event
        for teller, rows in read
        for row in rows
        for event in teller.tell(row, moves.get(row.pk, ()))
    ]
    return sorted(told, key=lambda event: event.on)


def day_of(moment: datetime) -> date:
    """Return the day in England of a moment."""
    return moment.astimezone(LONDON).date()


def _rows(teller: Teller, people: list[UUID], actor: Actor) -> Iterator[Any]:
    model: Any = teller.rows_of
    about = getattr(model, "about", "") or getattr(model, "part_of", "")
    rows = model._default_manager.filter(**{f"{about}__among": people})
    rows = rows.select_related(*teller.fetch)
    yield from policy.visible_to(rows, actor, teller.permission)


def _moves(subjects: Iterable[UUID]) -> dict[UUID, list[Transition]]:
    found: dict[UUID, list[Transition]] = defaultdict(list)
    for each in Transition.objects.filter(subject__in=list(subjects)).order_by("version"):
        found[each.subject].append(each)
    return found
