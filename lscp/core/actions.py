"""The only way to write a record: one action, one transaction, from the check to the trail.

In order: lock the row, policy (role, then reach), what was seen, workflow, the area's function,
save, history, clocks, trail. A refusal is a sentence; it undoes all, and is recorded afterwards.
"""

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet

from lscp.core import policy, records, restriction, running, scope, trail
from lscp.core.models import Transition
from lscp.core.policy import Actor, Decision
from lscp.core.records import Kept, Record
from lscp.core.time import now
from lscp.core.workflow import Changed, NotAllowed, OutOfReach, Refused, Workflow

P = ParamSpec("P")
R = TypeVar("R", bound=Record)
ACTIONS: dict[str, "Action[Any]"] = {}
OBJECTIONS: dict[str, list[Callable[..., None]]] = {}  # by the name of an action
_running: ContextVar[bool] = ContextVar("running", default=False)
_waiting: ContextVar[list[Kept] | None] = ContextVar("waiting", default=None)
CHANGED = "Somebody else changed this since you opened it. Check what changed, then send again."


@dataclass(frozen=True)
class Action(Generic[R]):
    """A verb: what it is called, what it moves, and the area's function that sets the facts."""

    name: str  # people.record_person: permission, address and trail bear it too
    title: str
    workflow: Workflow
    function: Callable[..., None]

    @property
    def verb(self) -> str:
        """Return the name without its area."""
        return self.name.partition(".")[2]

    @property
    def model(self) -> type[R]:
        """Return the kind of record that it is about."""
        found: type[R] = apps.get_model(self.workflow.of)
        return found

    @property
    def makes(self) -> bool:
        """Say whether it makes a new record."""
        return self.workflow.makes(self.verb)

    def allowed(self, record: R, by: Actor) -> Decision:
        """Say whether it may be done to this record now, without doing it."""
        return policy.decide(by, self.name, record) and self.possible(record)

    def possible(self, record: R) -> Decision:
        """Say whether the state of a record lets this be done now, whoever asks."""
        try:
            self.workflow.after(self.verb, record.state)
        except Refused as refused:
            return Decision(False, refused.sentence)
        return policy.YES

    def __call__(
        self,
        record: R | None = None,
        *,
        by: Actor,
        seen: int | None = None,
        once: uuid.UUID | None = None,
        **facts: Any,
    ) -> R:
        """Do it, whole or not at all; return the record as it is now.

        `seen` is the version that was looked at: raises Changed where it is another by now.
        `once` is the id that a new record shall have: sent twice, it is made once. Raises
        Refused (NotAllowed, OutOfReach, Changed); then nothing has changed but the trail.
        """
        outermost = not _running.get()
        token = _running.set(True)
        try:
            with scope.acting(by), records.writing():
                return self._do(record, by, seen, once, facts)
        except Refused as refused:
            if outermost and not refused.recorded:
                self._record_refusal(refused, record, by)
            raise
        finally:
            _running.reset(token)

    def _do(
        self, given: R | None, by: Actor, seen: int | None, once: uuid.UUID | None,
        facts: dict[str, Any],
    ) -> R:  # fmt: skip
        policy.require(by, self.name)
        if self.makes:
            made = self._made_before(once)
            if made:
                return made
            record = self.model(pk=once or uuid.uuid4())
            _hold(record, by)
        else:
            record = self._locked(given, by)
            if seen is not None and seen != record.version:
                raise Changed(CHANGED, _since(record, seen))
        before = record.state
        after = self.workflow.after(self.verb, before)
        was = _values(record)
        waiting: list[Kept] = []
        token = _waiting.set(waiting if self.makes else None)
        try:
            for each in OBJECTIONS.get(self.name, ()):
                each(record, by=by, **facts)
            self.function(record, by=by, **facts)
        finally:
            _waiting.reset(token)
        record.state = after
        changed = sorted(name for name, value in _values(record).items() if was[name] != value)
        record.version += 1
        _restrict_with_person(record)
        if not self.makes:
            _restrict_with_parts(record)
        self._save(record)
        for row in waiting:
            row.save()
        if any(_says_who(row) for row in waiting):
            _restrict_with_parts(record)
        person = record.person_id_about()
        Transition.objects.create(
            subject_type=self.workflow.of, subject=record.pk, person=person, action=self.name,
            before=before, after=after, version=record.version, changed=changed, at=now(),
            user=by.user, by=by.name, organisation=by.organisation,
        )  # fmt: skip
        running.wind(record, self.workflow)
        trail.write(trail.Kind.DID, by, self.name, subject=record, person=person, changed=changed)
        return record

    def _locked(self, given: R | None, by: Actor) -> R:
        if given is None:
            raise TypeError(f"{self.name} needs the record that it is about")
        reached = policy.visible_to(self._rows(given.pk), by, self.name)
        record = reached.select_for_update(of=("self",)).first()
        if record is None:
            raise OutOfReach(policy.NO_SUCH_RECORD)
        return record

    def _made_before(self, once: uuid.UUID | None) -> R | None:
        return self._rows(once).first() if once else None

    def _rows(self, pk: uuid.UUID) -> QuerySet[R]:
        rows: Any = self.model._default_manager
        found: QuerySet[R] = rows.filter(pk=pk)
        return found

    def _save(self, record: R) -> None:
        try:
            with transaction.atomic():
                record.save(force_insert=record.version == 1)
        except IntegrityError as error:
            raise Refused(
                "This was sent twice, or goes against what is on record. Look at the record "
                "before you send it again."
            ) from error

    def _record_refusal(self, refused: Refused, record: R | None, by: Actor) -> None:
        """Record it in a transaction of its own: the other one is rolled back by now."""
        with transaction.atomic():
            trail.write(
                trail.Kind.REFUSED, by, self.name,
                subject=None if isinstance(refused, NotAllowed) else record,
                why=type(refused).__name__,
            )  # fmt: skip
        refused.recorded = True


def action(
    workflow: Workflow, title: str
) -> Callable[[Callable[Concatenate[R, P], None]], Action[R]]:
    """Declare an action: its function sets facts on the record, and refuses on facts.

    The function's name is the verb; the permission of that name is declared with it.
    """

    def declare(function: Callable[Concatenate[R, P], None]) -> Action[R]:
        area = workflow.of.partition(".")[0]
        name = f"{area}.{function.__name__}"
        if function.__name__ not in workflow.moves:
            raise TypeError(f"{name} is no move of {workflow.of}")
        policy.permission(name, title, of=workflow.of, writes=True)
        made: Action[R] = Action(name, title, workflow, function)
        ACTIONS[name] = made
        return made

    return declare


def objects_to(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare what an area holds against an action of one below it, which does not know it.

    The function is called as the action's is, before it, and raises Refused.
    """

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        OBJECTIONS.setdefault(name, []).append(function)
        return function

    return declare


def also(row: Kept) -> Kept:
    """Save a part of the record, beside it. For actions only; other records have their own."""
    if isinstance(row, Record):
        raise TypeError(f"{row._meta.label} is a record: call its own action")
    waiting = _waiting.get()
    if waiting is None:
        row.save()
    else:  # the record is new: its parts can only be seen once it is there
        waiting.append(row)
    return row


def _hold(record: Record, by: Actor) -> None:
    record.team_id, record.organisation_id = by.team, by.organisation
    record.authority = by.authority


def _restrict_with_person(record: Record) -> None:
    """A record about a restricted person is restricted from the start."""
    if record.version == 1 and record.about not in ("", "pk"):
        record.restricted = record.restricted or bool(
            getattr(getattr(record, record.about), "restricted", False)
        )


def _restrict_with_parts(record: Record) -> None:
    """Say of a record what the database says: it restricts it with those whom parts are about."""
    if restriction.follows_parts(type(record)):
        rows = type(record)._default_manager.filter(pk=record.pk)
        record.restricted = bool(rows.values_list("restricted", flat=True).first())


def _says_who(row: Kept) -> bool:
    about = getattr(row, "about", "")
    return bool(about and getattr(row, f"{about}_id"))


def _values(record: models.Model) -> dict[str, Any]:
    return {field.name: getattr(record, field.attname) for field in record._meta.concrete_fields}


def _since(record: Record, seen: int) -> list[Transition]:
    later = Transition.objects.filter(subject=record.pk, version__gt=seen)
    return list(later.order_by("version"))
