"""An action that is asked for step by step: answers are kept as they come, checked, then sent.

`?draft=` names what was answered so far, and `?step=` the step, by its number, or `check`. The
draft's id becomes that of the record, so that a page that is sent twice makes one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from lscp.core import drafts, policy, scope, trail
from lscp.core.actions import Action
from lscp.core.fields import ActionForm
from lscp.core.models import Draft
from lscp.core.policy import Actor
from lscp.core.workflow import Changed, NotAllowed, OutOfReach, Refused

from .frame import page
from .kinds import View, guarded
from .moves import DONE, Known, Move, Within
from .records import page_of, told

CHECK = "check"
Answers = Mapping[str, Any]
When = Callable[[Answers], bool]
Step = type[ActionForm] | tuple[type[ActionForm], When]


class Steps(Move):
    """The pages of one action. `steps_page` says what each of its parts is."""

    def __init__(self, action: Action[Any], steps: Sequence[Step], **more: Any) -> None:
        super().__init__(action, ActionForm, kind="steps", **more)
        self.steps = [each if isinstance(each, tuple) else (each, _always) for each in steps]

    def __call__(self, request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        """Answer a request: a step, the answers to check, what was left unfinished, or the end."""
        if actor.user is None:
            raise NotAllowed("Sign in first, so that your answers can be kept.")
        with scope.acting(actor):
            record, given = self.place(actor, address)
            at = Place(self, request, actor, address, record, given)
            if at.lost:
                return self._sent_before(at)
            if request.method == "POST" and "discard" in request.POST:
                return self._discarded(at)
            if request.method == "POST" and at.step != CHECK:
                return self._answered(at)
            if request.method != "POST":
                return self._shown(at)
            answers = at.answers()
            if answers is None:
                return redirect(at.address_of(at.first_faulty))
        return self._finished(at, answers)

    def _shown(self, at: "Place") -> HttpResponse:
        if at.record is not None:
            self.refuse_now(at.record, at.actor)
            trail.write(trail.Kind.VIEWED, at.actor, self.action.name, subject=at.record)
        if at.draft is None and "new" not in at.request.GET:
            unfinished = list(at.mine()[:10])
            if unfinished:
                return at.page("core/drafts.html", unfinished=unfinished)
        if at.step != CHECK:
            return at.page("core/steps.html", form=at.form(at.step, shown=True))
        if at.answers() is None:
            return redirect(at.address_of(at.first_faulty))
        return at.page("core/check_answers.html", form=at.form_of_check())

    def _answered(self, at: "Place") -> HttpResponse:
        """Keep what was answered, and go on to the next step."""
        form = at.form(at.step, data=at.request.POST)
        if not form.is_valid():
            return at.page("core/steps.html", form=form, errors=form.summary(), status=400)
        at.draft = drafts.keep(
            at.draft, at.actor, self.action.name, at.address, step=at.step,
            data=at.request.POST, seen=at.record and at.record.version,
            once=form.cleaned_data["once"],
        )  # fmt: skip
        return redirect(at.address_of(at.next_step()))

    def _finished(self, at: "Place", answers: Answers) -> HttpResponse:
        """Do it, once all is answered; the draft is then done with."""
        assert at.draft is not None
        text = at.request.POST.get("seen", "")
        seen = int(text) if text.isdecimal() else at.draft.seen
        try:
            done = self.do(at.record, at.actor, {**answers, **at.given}, seen, at.draft.pk)
        except (NotAllowed, OutOfReach):
            raise
        except Refused as refused:
            return self._refused(at, refused)
        with scope.acting(at.actor):
            at.draft.delete()
        return self.went_on(at.request, at.actor, done)

    def _refused(self, at: "Place", refused: Refused) -> HttpResponse:
        since = [told(each) for each in refused.since] if isinstance(refused, Changed) else []
        with scope.acting(at.actor):
            at.record, at.given = self.place(at.actor, at.address)
            form = at.form_of_check()
            return at.page(
                "core/check_answers.html", form=form, since=since,
                possible=self.action.allowed(at.record, at.actor) if since else policy.YES,
                errors=[at.error(refused)], status=409 if since else 400,
            )  # fmt: skip

    def _discarded(self, at: "Place") -> HttpResponse:
        at.mine().filter(pk=at.request.POST["discard"]).delete()
        return redirect(at.request.path)

    def _sent_before(self, at: "Place") -> HttpResponse:
        """Lead on to the record that a draft has become, where it was sent twice."""
        if not self.action.makes:
            return redirect(page_of(at.record))
        rows = self.action.model._default_manager.filter(pk=at.asked)
        made = policy.visible_to(rows, at.actor, self.action.name).first()
        if made is None:
            raise OutOfReach(policy.NO_SUCH_RECORD)
        return redirect(page_of(made))


class Place:
    """Where somebody is in the steps: what they answered, at which step they are."""

    def __init__(
        self, of: Steps, request: HttpRequest, actor: Actor, address: Mapping[str, Any],
        record: Any, given: dict[str, Any],
    ) -> None:  # fmt: skip
        self.of, self.request, self.actor, self.address = of, request, actor, address
        self.record, self.given = record, given
        self.asked = _uuid(request.GET.get("draft", ""))
        self.draft: Draft | None = self.mine().filter(pk=self.asked).first() if self.asked else None
        self.lost = bool(request.GET.get("draft")) and self.draft is None
        self.first_faulty = 0
        self.step = self._step(request.GET.get("step", "0"))

    def mine(self) -> models.QuerySet[Draft]:
        """Return what the actor left unfinished here."""
        return drafts.mine(self.actor, self.of.action.name, self.address)

    def form(self, step: int, *, data: QueryDict | None = None, shown: bool = False) -> ActionForm:
        """Return the form of a step: as it is sent, as it was, or (`shown`) to be changed."""
        kind, _ = self.of.steps[step]
        kept = drafts.sent(self.draft, step)
        choices = self._for(kind, self.of.choices)
        if data is None and kept is not None and not shown:
            data = kept
        if data is not None:
            return kind(data, choices=choices)
        first = _typed(kind, kept) if kept is not None else self._for(kind, self.of.initial)
        return kind(initial=first, choices=choices)

    def forms(self) -> Iterator[tuple[int, ActionForm]]:
        """Return the forms of the steps that are asked, filled in, as far as they are valid."""
        answers: dict[str, Any] = {}
        for number, (_, when) in enumerate(self.of.steps):
            if when(answers):
                form = self.form(number, data=drafts.sent(self.draft, number) or QueryDict())
                yield number, form
                if not form.is_valid():
                    return
                answers |= form.answers()

    def answers(self) -> dict[str, Any] | None:
        """Return all answers, those to skipped steps empty; None where one is missing."""
        found = {
            name: field.empty
            for kind, _ in self.of.steps
            for name, field in kind.base_fields.items()
            if hasattr(field, "empty")
        }
        for number, form in self.forms():
            if not form.is_valid():
                self.first_faulty = number
                return None
            found |= form.answers()
        return found

    def next_step(self) -> int | str:
        """Return the step to go on to: the next that is asked and unanswered, else the check."""
        changing = "change" in self.request.GET
        for number, form in self.forms():
            if not form.is_valid() or (number > int(self.step) and not changing):
                return number
        return CHECK

    def back(self) -> str:
        """Return the address of the step before, or of the page that this one came from."""
        before = [
            number for number, _ in self.forms() if self.step in (CHECK,) or number < self.step
        ]
        if self.draft is not None and "change" in self.request.GET:
            return self.address_of(CHECK)
        if before and self.draft is not None:
            return self.address_of(before[-1])
        return self.origin()

    def origin(self) -> str:
        """Return the page of what the action is about."""
        about = self.record if self.record is not None else next(iter(self.given.values()), None)
        return page_of(about) if about is not None else ""

    def address_of(self, step: int | str, *, change: bool = False) -> str:
        """Return the address of a step."""
        draft = f"draft={self.draft.pk}&" if self.draft else "new=1&"
        return f"{self.request.path}?{draft}step={step}{'&change=1' if change else ''}"

    def form_of_check(self) -> ActionForm:
        """Return what the last page carries: the version that was looked at."""
        seen = self.record.version if self.record is not None else None
        if seen is not None and self.draft is not None and self.request.method != "POST":
            seen = self.draft.seen
        return ActionForm(initial={"seen": seen, "once": self.draft and self.draft.pk})

    def error(self, refused: Refused) -> dict[str, str]:
        """Return why all was refused; where one answer has to be put right, with its address."""
        for number, form in self.forms():
            for each in form.asked:
                if each.name == refused.field:
                    href = self.address_of(number, change=True) + each.href
                    return {"text": refused.sentence, "href": href}
        return {"text": refused.sentence}

    def page(self, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
        """Return a page of the steps."""
        about = {"at": self, "action": self.of.action, "record": self.record, "actor": self.actor}
        known = self.of.known(self.of.context, self.record, self.actor, self.given)
        back = self.origin() if template == "core/drafts.html" else self.back()
        shown = {"since": (), "possible": policy.YES, "errors": [], "back": back}
        shown |= {**about, **self.given, **known, **more}
        return page(self.request, template, status=status, **shown)

    def _for(self, kind: type[ActionForm], ask: Known | None) -> dict[str, Any]:
        """Return what is known of the fields of one step."""
        known = self.of.known(ask, self.record, self.actor, self.given)
        return {name: value for name, value in known.items() if name in kind.base_fields}

    def _step(self, text: str) -> Any:
        if text == CHECK and self.draft is not None:
            return CHECK
        number = int(text) if text.isdecimal() and len(text) < 4 else 0
        return number if number < len(self.of.steps) and self.draft is not None else 0


def steps_page(
    action: Action[Any], steps: Sequence[Step], *, initial: Known | None = None,
    choices: Known | None = None, within: Within | None = None, context: Known | None = None,
    to: Callable[[Any], str] | None = None, done: str = DONE, about: str = "pk",
) -> View:  # fmt: skip
    """Return the pages of an action that is asked for in steps, at one address.

    `steps` are forms in order; one that is asked only sometimes is a pair of the form and a
    function of the answers so far. The rest is as in `action_page`; the action gets the answers
    of all steps, empty ones for those that were not asked.
    """
    move = Steps(
        action, steps, initial=initial, choices=choices, within=within, context=context, to=to,
        done=done, template="core/steps.html", about=about,
    )  # fmt: skip
    return guarded(move.kind, move)


def _always(answers: Answers) -> bool:
    return True


def _typed(kind: type[ActionForm], sent: QueryDict) -> dict[str, Any]:
    """Return what was sent, to be shown again and changed."""
    return {
        name: field.widget.value_from_datadict(sent, {}, name)
        for name, field in kind.base_fields.items()
        if name in sent or hasattr(field, "many_inputs")
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
