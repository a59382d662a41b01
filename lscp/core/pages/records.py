"""The page of one record: its facts, what can be done to it now, and what was done."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from lscp.core import policy, scope, trail
from lscp.core.actions import ACTIONS, Action
from lscp.core.models import Transition
from lscp.core.policy import Actor
from lscp.core.records import KERNEL, Kept

from .frame import page
from .kinds import PAGES, PageKind, View, guarded

Context = Callable[..., Mapping[str, Any]]
Rows = Callable[[Actor], models.QuerySet[Any]]

TOLD = 50  # things that were done, on the page of a record


def record_page(
    model: type[models.Model], template: str = "core/record.html", *, permission: str,
    offers: Sequence[Action[Any]] = (), context: Context | None = None, rows: Rows | None = None,
    about: str = "pk", fully: str = "",
) -> View:  # fmt: skip
    """Return the page of a record.

    `context` is called with the record and the actor, and returns what else the template shows.
    `rows` returns where the record is looked for: with `select_related`, or, of what is no
    Record, the rows that are within reach. `about` is the argument of the address. `fully` is a
    permission by which the page shows more: the trail then names that one; `context` is told
    `full`, and handed what asks which other permissions reach the record (`reached`).
    """
    also_needs = (fully,) if fully else ()
    kind = PageKind("record", permission, model, about=about, also_needs=also_needs, rows=rows)

    def inner(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        with scope.acting(actor):
            record = found(kind, actor, address, rows)
            reached = Reached(record, actor, permission)
            full = bool(fully) and reached(fully)
            trail.write(
                trail.Kind.VIEWED, actor, fully if full else permission, subject=record
            )  # fmt: skip
            known: dict[str, Any] = {"full": full, "reached": reached} if fully else {}
            more = context(record, actor, **known) if context else {}
            shown: dict[str, Any] = {
                "kind": named(model),
                "full": full,
                "history": lambda: history(record),
            }
            may = offered(offers, record, actor, reached)
            return page(
                request, template, record=record, actor=actor, offers=may, **shown, **more
            )  # fmt: skip

    return guarded(kind, inner)


def found(
    kind: PageKind, actor: Actor, address: Mapping[str, Any], rows: Rows | None = None
) -> Any:
    """Return the record that an address names. Raises NotAllowed and OutOfReach."""
    return found_row(kind.model, kind.permission, address[kind.about], actor, rows)


def found_row(model: Any, permission: str, pk: Any, actor: Actor, rows: Rows | None = None) -> Any:
    """Return one row within reach of a permission. Raises NotAllowed and OutOfReach."""
    policy.require(actor, permission)
    wanted = (rows(actor) if rows else model._default_manager.all()).filter(pk=pk)
    if issubclass(model, Kept):
        return policy.found(wanted, actor, permission)
    if rows is None:
        raise TypeError(f"{model._meta.label} is no record: say which rows are within reach")
    row = wanted.first()
    if row is None:
        raise policy.OutOfReach(policy.NO_SUCH_RECORD)
    return row


class Reached:
    """Says which permissions reach one record; those that reach equally far are asked once."""

    def __init__(self, record: Any, actor: Actor, known: str = "") -> None:
        """`known` is the permission by which the record was found."""
        self.record, self.actor = record, actor
        self.asked = {self._reach(known): True} if known else {}

    def __call__(self, name: str) -> bool:
        """Say whether a permission reaches the record."""
        reach = self._reach(name)
        if reach not in self.asked:
            self.asked[reach] = bool(policy.decide(self.actor, name, self.record))
        return self.asked[reach]

    def _reach(self, name: str) -> frozenset[policy.Reach]:
        return self.actor.grants.get(name, frozenset())


def offered(
    offers: Sequence[Action[Any]], record: Any, actor: Actor, reached: Reached | None = None
) -> list[dict[str, str]]:  # fmt: skip
    """Return the actions that this person may do to this record now, with their addresses."""
    reached = reached or Reached(record, actor)
    return [
        {"text": each.title, "href": address_of(each, record)}
        for each in offers
        if reached(each.name) and each.possible(record)
    ]


def address_of(action: Action[Any], record: Any = None) -> str:
    """Return the address of an action's page: it bears the action's name."""
    return reverse(action.name.replace(".", ":"), args=[record.pk] if record else None)


def page_of(record: Any) -> str:
    """Return the address of a record's page: of a Referral, `front_door:referral`."""
    if hasattr(record, "get_absolute_url"):
        return str(record.get_absolute_url())
    about = record._meta
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", about.object_name).lower()
    try:
        return reverse(f"{about.app_label}:{name}", args=[record.pk])
    except NoReverseMatch:
        return ""


def still_open(record: Any, actor: Actor) -> bool:
    """Say whether somebody may see the page of a record, where it has one."""
    kinds = (kind for kind, _ in PAGES if kind.kind == "record" and kind.model is type(record))
    asked = {kind.permission for kind in kinds}
    return bool(page_of(record)) and any(policy.decide(actor, each, record) for each in asked)


def history(record: Any) -> list[dict[str, Any]]:
    """Return the last things that were done to a record, the latest first."""
    done = Transition.objects.filter(subject=record.pk).order_by("-version")
    return [told(each) for each in done[:TOLD]]


def told(done: Transition) -> dict[str, Any]:
    """Return one thing that was done, in words: what, who, when."""
    known = ACTIONS.get(done.action)
    title = known.title if known else done.action
    fields = [_field_name(known, each) for each in done.changed if each not in KERNEL]
    return {"title": title, "by": done.by, "at": done.at, "fields": fields}


def _field_name(action: Action[Any] | None, field: str) -> str:
    return str(action.model._meta.get_field(field).verbose_name) if action else field


def named(model: type[models.Model]) -> str:
    """Return what a kind of record is called, as a heading."""
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]
