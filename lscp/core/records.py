"""The base of every record: read anywhere, written only inside an action."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, ClassVar, NoReturn
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models
from django.db.models import Q

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class OutsideAnAction(RuntimeError):
    """A record was to be written by something that is no action: a fault of ours."""


@contextmanager
def writing() -> Iterator[None]:
    """Let records be written: for the kernel alone."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Say whether an action is being done."""
    return _writing.get()


def _refuse_outside(model: type[models.Model]) -> None:
    if not is_writing():
        raise OutsideAnAction(f"{model._meta.label} is written by an action, and nothing else")


class Rows(models.QuerySet[Any]):
    """Rows that are written one at a time, by actions."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: an action changes one record, and says so."""
        raise OutsideAnAction(f"{self.model._meta.label} is changed one by one, by an action")

    def delete(self) -> NoReturn:
        """Refuse: nothing is deleted."""
        raise OutsideAnAction(f"{self.model._meta.label} is never deleted")

    def bulk_create(self, objs: Any, *args: Any, **more: Any) -> Any:
        """Add rows, inside an action."""
        _refuse_outside(self.model)
        return super().bulk_create(objs, *args, **more)

    def bulk_update(self, objs: Any, *args: Any, **more: Any) -> NoReturn:
        """Refuse: an action changes one record, and says so."""
        raise OutsideAnAction(f"{self.model._meta.label} is changed one by one, by an action")


class Kept(models.Model):
    """What records and their parts have in common."""

    # False: it holds nothing about the people whom records are about, and has to be read to know
    # who acts and how far they reach.
    second_lock: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    objects = Rows.as_manager()

    class Meta:
        abstract = True

    def save(self, **more: Any) -> None:
        """Write the row: inside an action only."""
        _refuse_outside(type(self))
        super().save(**more)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        """Refuse: nothing is deleted."""
        raise OutsideAnAction(f"{self._meta.label} is never deleted")


class Record(Kept):
    """One thing that the partnership records or decides.

    The kernel fills the state, the version (one more with each action), who holds the record
    (where it is new, the team, organisation and authority of whoever made it, unless the action
    says otherwise) and whether the person it is about is restricted. `about` names the field of
    that person.
    """

    about: ClassVar[str] = ""
    opens_to_glass: ClassVar[bool] = True  # False: breaking the glass never opens it
    own_restriction: ClassVar[bool] = False  # True: it does not follow that of the person
    # The field of a record that is about people by its parts: this one is restricted with it.
    restricted_with: ClassVar[str] = ""
    # True: to whom none of its kind is open, there is none, not even in a count or in the trail.
    apart: ClassVar[bool] = False

    state = models.TextField()
    version = models.IntegerField(default=0)
    team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    team_id: UUID | None
    organisation_id: UUID | None
    authority = models.TextField(blank=True)  # its ONS code
    restricted = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def person_id_about(self) -> UUID | None:
        """Return whom the record is about, if anybody."""
        if not self.about:
            return None
        of: Any = self._meta.pk if self.about == "pk" else self._meta.get_field(self.about)
        found = getattr(self, of.attname)
        return found if isinstance(found, UUID) else None


class Part(Kept):
    """A dated fact of a record, found and hidden with it. `part_of` names the field.

    `hidden` names a flag that hides a row from all but those whom a permission lets see it.
    `about` names the field of a person whom the record is about besides others: it is restricted
    with each of them (see `restriction`).
    """

    part_of: ClassVar[str] = ""
    about: ClassVar[str] = ""
    hidden: ClassVar[str] = ""

    class Meta:
        abstract = True


KERNEL = {"id", "state", "version", "team", "organisation", "authority", "restricted"}


@cache
def kinds() -> tuple[type[Kept], ...]:
    """Return every kind of record and part, of all areas."""
    return tuple(model for model in apps.get_models() if issubclass(model, Kept))


@cache
def locked_kinds() -> tuple[type[Kept], ...]:
    """Return the kinds that the second lock is on."""
    return tuple(model for model in kinds() if model.second_lock)


def together(*fields: str) -> models.CheckConstraint:
    """Return the constraint that fields are all filled or all empty."""
    filled = Q(**{f"{each}__isnull": False for each in fields})
    empty = Q(**{f"{each}__isnull": True for each in fields})
    return models.CheckConstraint(
        condition=filled | empty, name="%(app_label)s_%(class)s_" + "_".join(fields)[:30]
    )


def without_names(rows: models.QuerySet[Any]) -> models.QuerySet[Any, dict[str, Any]]:
    """Return rows as what is plain of each: names never leave the database."""
    known = privacy(rows.model)
    return rows.values(*(name for name, kind in known.items() if kind == "plain"))


def privacy(model: type[models.Model]) -> dict[str, str]:
    """Return each field of a model → plain, personal or special. Records' own fields are plain."""
    declared: Any = getattr(model, "Privacy", None)
    found = {name: "plain" for name in KERNEL} if issubclass(model, Record) else {"id": "plain"}
    for kind in ("plain", "personal", "special"):
        found |= dict.fromkeys(getattr(declared, kind, ()), kind)
    return found
