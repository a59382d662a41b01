"""What may happen to a record, as data: states, moves, clocks. Diagrams are drawn from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

NEW = ""  # the state before the first


class Refused(Exception):
    """Something that may not be done: a sentence for the page.

    `field` is the argument of the action that has to be put right, where it is one: the page leads
    there. `recorded` says that the trail has it already, so that it is there once.
    """

    recorded = False

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


def stated(text: str, missing: str, field: str) -> str:
    """Return what was written, without spaces around it. Raises Refused where there is nothing."""
    if not text.strip():
        raise Refused(missing, field=field)
    return text.strip()


class NotAllowed(Refused):
    """This role may not do it, to any record."""


class OutOfReach(Refused):
    """There is no such record for this person: none at all, or one that they may not know of."""


class Changed(Refused):
    """Somebody else acted on the record since it was looked at; `since` is what they did."""

    def __init__(self, sentence: str, since: Sequence[Any]) -> None:
        super().__init__(sentence)
        self.since = tuple(since)


@dataclass(frozen=True)
class Runs:
    """A clock of `clocks.csv` on a record: the fields that start and stop it, and who answers.

    `answers` names the field of a user, or of an organisation that was asked; without it the
    record's team does. `due_on` names the field of the day that people agreed on; without it the
    table says how long the clock runs.
    """

    clock: str
    starts_on: str
    stops_on: str
    answers: str = ""
    due_on: str = ""


Before = str | tuple[str, ...]


@dataclass(frozen=True)
class Workflow:
    """The states of one kind of record, and the moves between them.

    `moves` is verb → (before, after): `before` is NEW, a state or several; `after` a state, or
    None where the state stays as it is.
    """

    of: str  # people.Person
    states: type[models.TextChoices]
    moves: Mapping[str, tuple[Before, str | None]]
    clocks: Sequence[Runs] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        WORKFLOWS[self.of] = self

    def befores(self, verb: str) -> tuple[str, ...]:
        """Return the states that a move may start from."""
        before, _ = self.moves[verb]
        return (before,) if isinstance(before, str) else tuple(before)

    def makes(self, verb: str) -> bool:
        """Say whether a move makes a new record."""
        return self.befores(verb) == (NEW,)

    def after(self, verb: str, state: str) -> str:
        """Return the state after a move. Raises Refused where it is not possible now."""
        if state not in self.befores(verb):
            now = self.states(state).label.lower() if state else "not there yet"
            may = " or ".join(
                self.states(each).label.lower() for each in self.befores(verb) if each
            )
            raise Refused(f"This cannot be done now: it is {now}, and must be {may}.")
        after = self.moves[verb][1]
        return str(state if after is None else after)


WORKFLOWS: dict[str, Workflow] = {}
