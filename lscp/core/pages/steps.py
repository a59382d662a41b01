"""An action that is asked for step by step: answers are kept as they come, checked, then sent.

`?draft=` names what was answered so far, and `?step=` the step, by its number, or `check`. The
draft's id becomes that of the record, so that a page that is sent twice makes one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lscp.core import drafts, policy, scope, trail
from lscp.core.actions import Action
from lscp.core.fields import ActionForm
from lscp.core.policy import Actor
from lscp.core.workflow import Changed, NotAllowed, OutOfReach, Refused

from .kinds import View, guarded
from .moves import DONE, Known, Move, Within
from .place import CHECK, Answers, Place, When
from .records import page_of, told

Gathered = Callable[[Answers], Mapping[str, Any]]
Step = type[ActionForm] | tuple[type[ActionForm], When]


@dataclass(frozen=True)
class Check:
    """The page on which all answers are checked, where an area shows something beside them.

    `context` is called with the answers and the actor.
    """

    template: str = "core/check_answers.html"
    context: Callable[[Answers, Actor], Mapping[str, Any]] = lambda answers, actor: {}


class Steps(Move):
    """The pages of one action. `steps_page` says what each of its parts is."""

    def __init__(
        self, action: Action[Any], steps: Sequence[Step], *, check: Check | None,
        gathered: Gathered | None, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(action, ActionForm, kind="steps", **more)
        self.check, self.gathered = check or Check(), gathered or dict
        self.steps = with_when(steps)

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

    def _shown(self, at: Place) -> HttpResponse:
        if at.record is not None:
            self.refuse_now(at.record, at.actor)
            trail.write(trail.Kind.VIEWED, at.actor, self.action.name, subject=at.record)
        if at.draft is None and "new" not in at.request.GET:
            unfinished = list(at.mine()[:10])
            if unfinished:
                return at.page("core/drafts.html", unfinished=unfinished)
        if at.step != CHECK:
            return at.page("core/steps.html", form=at.form(at.step, shown=True))
        answers = at.answers()
        if answers is None:
            return redirect(at.address_of(at.first_faulty))
        return self._check(at, answers)

    def _check(
        self, at: Place, answers: Answers, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        beside = self.check.context(answers, at.actor)
        form = at.form_of_check()
        return at.page(self.check.template, form=form, status=status, **{**beside, **more})

    def _answered(self, at: Place) -> HttpResponse:
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

    def _finished(self, at: Place, answers: Answers) -> HttpResponse:
        """Do it, once all is answered; the draft is then done with."""
        assert at.draft is not None
        text = at.request.POST.get("seen", "")
        seen = int(text) if text.isdecimal() else at.draft.seen
        try:
            facts = {**self.gathered(answers), **self.handed(at.given)}
            done = self.do(at.record, at.actor, facts, seen, at.draft.pk)
        except (NotAllowed, OutOfReach):
            raise
        except Refused as refused:
            return self._refused(at, refused)
        with scope.acting(at.actor):
            at.draft.delete()
        return self.went_on(at.request, at.actor, done, at.given)

    def _refused(self, at: Place, refused: Refused) -> HttpResponse:
        since = [told(each) for each in refused.since] if isinstance(refused, Changed) else []
        with scope.acting(at.actor):
            at.record, at.given = self.place(at.actor, at.address)
            return self._check(
                at, at.answers() or {}, since=since,
                possible=self.action.allowed(at.record, at.actor) if since else policy.YES,
                errors=[at.error(refused)], status=409 if since else 400,
            )  # fmt: skip

    def _discarded(self, at: Place) -> HttpResponse:
        at.mine().filter(pk=at.request.POST["discard"]).delete()
        return redirect(at.request.path)

    def _sent_before(self, at: Place) -> HttpResponse:
        """Lead on to the record that a draft has become, where it was sent twice."""
        if not self.action.makes:
            return redirect(page_of(at.record))
        rows = self.action.model._default_manager.filter(pk=at.asked)
        made = policy.visible_to(rows, at.actor, self.action.name).first()
        if made is None:
            raise OutOfReach(policy.NO_SUCH_RECORD)
        return redirect(page_of(made))


def steps_page(
    action: Action[Any], steps: Sequence[Step], *, initial: Known | None = None,
    choices: Known | None = None, within: Within | None = None, context: Known | None = None,
    to: Callable[..., str] | None = None, done: str = DONE, about: str = "pk",
    check: Check | None = None, gathered: Gathered | None = None, beside: Within | None = None,
) -> View:  # fmt: skip
    """Return the pages of an action that is asked for in steps, at one address.

    `steps` are forms in order; one that is asked only sometimes is a pair of the form and a
    function of the answers so far. The rest is as in `action_page`; the action gets the answers
    of all steps, empty ones for those that were not asked; or, where a thing is asked as often as
    there are such things, what `gathered` makes of them. `check` says what else the page shows on
    which all answers are checked.
    """
    move = Steps(
        action, steps, initial=initial, choices=choices, within=within, context=context, to=to,
        done=done, template="core/steps.html", about=about, check=check,
        gathered=gathered, beside=beside,
    )  # fmt: skip
    return guarded(move.kind, move)


def with_when(steps: Sequence[Step]) -> list[tuple[type[ActionForm], When]]:
    """Return each step with when it is asked: always, where nothing is said."""
    return [each if isinstance(each, tuple) else (each, _always) for each in steps]


def _always(answers: Answers) -> bool:
    return True
