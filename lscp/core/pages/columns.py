"""The columns of a list: what each shows, what it reads, and who may see or take it away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from lscp.core.policy import Actor, may
from lscp.core.records import Kept, privacy
from lscp.core.time import LONDON
from lscp.core.wording import in_words

SENSITIVITY = ("plain", "personal", "special")


@dataclass(frozen=True)
class Column:
    """What stands in a column: a field, or a path of them (`person.name`), or a function of a row.

    A function says which fields it `reads`; else it counts as special, which only those may take
    away who may take all. `sort` is the field that its heading sorts by. With `permission`, the
    column is there only for those who have it.
    """

    value: str | Callable[[Any], Any]
    reads: tuple[str, ...] = ()
    sort: str = ""
    permission: str = ""


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: by a field, whose choices are known, or by `apply`.

    `choices` are pairs, or a function of the actor that returns them.
    """

    field: str
    choices: Any = None
    apply: Callable[[models.QuerySet[Any], str], models.QuerySet[Any]] | None = None

    @property
    def name(self) -> str:
        """Return the name that the address bears."""
        return self.field.replace(".", "_")


class Shown:
    """A column of a list of one model, with all that follows from what it reads."""

    def __init__(self, heading: str, column: Column | str | Callable[[Any], Any], model: Any):
        self.heading, self.model = heading, model
        self.column = column if isinstance(column, Column) else Column(column)
        self.sort = self.column.sort

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Return the paths that the column reads."""
        value = self.column.value
        own = (_field(value),) if isinstance(value, str) else ()
        return self.column.reads or own

    @cached_property
    def joins(self) -> set[str]:
        """Return what to fetch together with the rows, so that no row asks for more."""
        return {join for path in self.reads if (join := _foreign(self.model, path))}

    @cached_property
    def privacy(self) -> str:
        """Return the most sensitive kind of what the column reads; of what is unknown, special."""
        found = [_sensitivity(self.model, path) for path in self.reads] or ["special"]
        return max(found, key=SENSITIVITY.index)

    def sort_where_in(self, ordering: Sequence[str]) -> None:
        """Sort by the column where the list is ordered by it anyway, and so has an index."""
        value = self.column.value
        field = _field(value).replace(".", "__") if isinstance(value, str) else ""
        if field in {each.removeprefix("-") for each in ordering}:
            self.sort = self.sort or field

    def open_to(self, actor: Actor) -> bool:
        """Say whether the column is there for somebody."""
        return not self.column.permission or bool(may(actor, self.column.permission))

    def value(self, row: Any) -> Any:
        """Return what stands in the column, as it is."""
        value = self.column.value
        if not isinstance(value, str):
            return value(row)
        for name in value.split("."):
            row = getattr(row, name, None)
            row = row() if callable(row) else row
        return row

    def said(self, row: Any) -> Any:
        """Return what stands in the column, in words."""
        return in_words(self.value(row))


def as_cell(value: Any) -> Any:
    """Return a value as a file holds it: numbers as numbers, days as 2026-05-26."""
    if isinstance(value, bool) or value is None:
        return in_words(value)
    if isinstance(value, datetime):
        return value.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    return value if isinstance(value, int | float) else str(value)


def joins_of(columns: Iterable[Shown]) -> list[str]:
    """Return what to fetch together with the rows of a list."""
    return sorted(set().union(*(each.joins for each in columns)))


def _field(path: str) -> str:
    """Return the field behind what a model says of it: `state` of `get_state_display`."""
    before, _, last = path.rpartition(".")
    if last.startswith("get_") and last.endswith("_display"):
        last = last[4:-8]
    return f"{before}.{last}" if before else last


def _walk(model: Any, path: str) -> list[tuple[Any, Any]]:
    """Return the fields along a path with their models, as far as they are fields."""
    found: list[tuple[Any, Any]] = []
    for name in path.split("."):
        try:
            field = model._meta.get_field(name)
        except (FieldDoesNotExist, AttributeError):
            return [*found, (model, None)]
        found.append((model, field))
        model = field.related_model
    return found


def _foreign(model: Any, path: str) -> str:
    names, joined = path.split("."), []
    for name, (_, field) in zip(names, _walk(model, path), strict=False):
        if field is None or not (field.many_to_one or field.one_to_one):
            break
        joined.append(name)
    return "__".join(joined)


def _sensitivity(model: Any, path: str) -> str:
    """Return how sensitive the fields along a path are: as the model of each declares."""
    found = ["plain"]
    for where, field in _walk(model, path):
        if field is None:
            found.append("special" if _keeps_people(where) else "plain")
        else:
            known = privacy(where).get(field.name)
            found.append(known or ("special" if _keeps_people(where) else "plain"))
    return max(found, key=SENSITIVITY.index)


def _keeps_people(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Kept)
