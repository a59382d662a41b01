"""The page of an action: what it needs to be told, and what happens when it is sent."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lscp.core import policy, scope, trail
from lscp.core.actions import Action
from lscp.core.fields import ActionForm
from lscp.core.policy import Actor
from lscp.core.workflow import Changed, NotAllowed, OutOfReach, Refused

from .frame import page
from .kinds import PageKind, View, guarded
from .records import found_row, named, page_of, still_open, told

Known = Callable[..., Mapping[str, Any]]
Within = Mapping[str, tuple[type[models.Model], str]]
DONE = "Your answers are saved"
ELSEWHERE = "core:work"


class Move:
    """The page of one action. `action_page` says what each of its parts is."""

    def __init__(
        self, action: Action[Any], form: type[ActionForm], *, initial: Known | None,
        choices: Known | None, within: Within | None, context: Known | None,
        to: Callable[..., str] | None, done: str, template: str, about: str, kind: str = "action",
        beside: Within | None = None,
    ) -> None:  # fmt: skip
        self.action, self.form, self.template, self.done = action, form, template, done
        self.initial, self.choices, self.context, self.to = initial, choices, context, to
        self.beside = frozenset(beside or ())
        named = {**(within or {}), **(beside or {})}
        self.kind = PageKind(
            kind, action.name, action.model, action=action, posts=True,
            about="" if action.makes else about,
            within=tuple((name, *where) for name, where in named.items()),
        )  # fmt: skip

    def __call__(self, request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        """Answer a request: the form, what is wrong with it, or what was done."""
        if request.method == "POST":
            return self.sent(request, actor, address)
        with scope.acting(actor):
            record, given = self.place(actor, address)
            self.refuse_now(record, actor)
            known = self.known(self.initial, record, actor, given)
            if record is not None:
                # The form may say what is on the record.
                trail.write(trail.Kind.VIEWED, actor, self.action.name, subject=record)
                known = {"seen": record.version, **known}
            form = self.form(initial=known, choices=self.known(self.choices, record, actor, given))
            return self.drawn(request, actor, form, record, given)

    def sent(self, request: HttpRequest, actor: Actor, address: Mapping[str, Any]) -> HttpResponse:
        """Do what was sent, or show what stands in its way with all that was typed."""
        with scope.acting(actor):
            record, given = self.place(actor, address)
            form = self.filled(request, record, actor, given)
            if not form.is_valid():
                return self.drawn(request, actor, form, record, given, status=400)
            answers, carried = {**form.answers(), **self.handed(given)}, form.cleaned_data
        try:
            done = self.do(record, actor, answers, carried["seen"], carried["once"])
        except (NotAllowed, OutOfReach):
            raise
        except Refused as refused:
            return self.refused(request, actor, address, refused)
        return self.went_on(request, actor, done, given)

    def do(
        self, record: Any, actor: Actor, answers: Mapping[str, Any], seen: int | None,
        once: UUID | None,
    ) -> Any:  # fmt: skip
        """Call the action with what was answered; return the record as it is then."""
        if record is None:
            return self.action(by=actor, once=once, **answers)
        return self.action(record, by=actor, seen=seen, **answers)

    def handed(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the address names that the action is told of."""
        return {name: each for name, each in given.items() if name not in self.beside}

    def went_on(
        self, request: HttpRequest, actor: Actor, record: Any, given: Mapping[str, Any]
    ) -> HttpResponse:  # fmt: skip
        """Return where to go on to after the action was done, which says so.

        An action can take the record out of one's own reach, as when it is handed over.
        """
        messages.success(request, self.done)
        if self.to:
            return redirect(self.to(record, **given))
        with scope.acting(actor):
            return redirect(page_of(record) if still_open(record, actor) else ELSEWHERE)

    def refused(
        self, request: HttpRequest, actor: Actor, address: Mapping[str, Any], refused: Refused
    ) -> HttpResponse:  # fmt: skip
        """Show why it was not done; where somebody else acted, what they did, to go on."""
        since = [told(each) for each in refused.since] if isinstance(refused, Changed) else []
        with scope.acting(actor):
            record, given = self.place(actor, address)
            form = self.filled(request, record, actor, given, seen=since and record.version)
            form.is_valid()
            if not since:
                form.refuse(refused.sentence, refused.field)
            return self.drawn(
                request, actor, form, record, given, since=since, status=409 if since else 400
            )

    def place(self, actor: Actor, address: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Return the record that an address names, if any, and what else it names."""
        policy.require(actor, self.action.name)
        given = {
            name: found_row(model, permission, address[name], actor)
            for name, model, permission in self.kind.within
        }
        if not self.kind.about:
            return None, given
        pk = address[self.kind.about]
        return found_row(self.kind.model, self.action.name, pk, actor), given

    def refuse_now(self, record: Any, actor: Actor) -> None:
        """Raise Refused where the record's state does not let the action be done."""
        if record is not None:
            allowed = self.action.allowed(record, actor)
            if not allowed:
                raise Refused(allowed.reason)

    def known(
        self, ask: Known | None, record: Any, actor: Actor, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:  # fmt: skip
        """Return what an area's function says of the record, or of what a new one is about."""
        if ask is None:
            return {}
        if record is None:
            return ask(next(iter(given.values()), None), actor)
        return ask(record, actor, **given)

    def filled(
        self, request: HttpRequest, record: Any, actor: Actor, given: Mapping[str, Any],
        *, seen: Any = None,
    ) -> ActionForm:  # fmt: skip
        """Return the form as it was sent, and as if the present version had been seen."""
        data = request.POST.copy()
        if seen:
            data["seen"] = str(seen)
        return self.form(
            data, request.FILES, choices=self.known(self.choices, record, actor, given)
        )

    def drawn(
        self, request: HttpRequest, actor: Actor, form: ActionForm, record: Any,
        given: Mapping[str, Any], *, since: Any = (), status: int = 200, **more: Any,
    ) -> HttpResponse:  # fmt: skip
        """Return the page of the form."""
        about = record if record is not None else next(iter(given.values()), None)
        possible = self.action.allowed(record, actor) if since else policy.YES
        shown = {
            "action": self.action, "form": form, "record": record, "actor": actor, "since": since,
            "possible": possible, "errors": form.summary() if form.is_bound else [],
            "caption": named(type(about)) if about else "", "back": page_of(about) if about else "",
        }  # fmt: skip
        more = {**self.known(self.context, record, actor, given), **more}
        return page(request, self.template, status=status, **{**shown, **given, **more})


def action_page(
    action: Action[Any], form: type[ActionForm] = ActionForm, *, initial: Known | None = None,
    choices: Known | None = None, within: Within | None = None, context: Known | None = None,
    to: Callable[..., str] | None = None, done: str = DONE, template: str = "core/form.html",
    about: str = "pk", beside: Within | None = None,
) -> View:  # fmt: skip
    """Return the page of an action; without a form, it asks only to go on.

    `initial`, `choices` (field → choices) and `context` are called with the record (of an action
    that makes one: what it is within), the actor and, of an action on a record, what its address
    names besides. `within` is argument → (model, permission): each is a part of the address, found
    where that permission reaches, and handed to the action; `beside` is the same, and the action
    is not told. `to` says where to go on to, with the record and what the address names; `done` is
    what that page then says.
    """
    move = Move(
        action, form, initial=initial, choices=choices, within=within, context=context, to=to,
        done=done, template=template, about=about, beside=beside,
    )  # fmt: skip
    return guarded(move.kind, move)
