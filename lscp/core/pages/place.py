"""Where somebody is in the steps of a page: what they answered, at which step they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict

from lscp.core import drafts, policy
from lscp.core.fields import ActionForm
from lscp.core.models import Draft
from lscp.core.policy import Actor
from lscp.core.workflow import Refused

from .frame import page
from .records import page_of

if TYPE_CHECKING:
    from .steps import Steps

CHECK = "check"
Answers = Mapping[str, Any]
When = Callable[[Answers], bool]


class Place:
    """One person at one page of steps."""

    def __init__(
        self, of: "Steps", request: HttpRequest, actor: Actor, address: Mapping[str, Any],
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
        choices = of_step(kind, self._choices)
        if data is None and kept is not None and not shown:
            data = kept
        if data is not None:
            return kind(data, choices=choices)
        first = typed(kind, kept) if kept is not None else of_step(kind, self._initial)
        return kind(initial=first, choices=choices)

    def forms(self) -> Iterator[tuple[int, ActionForm]]:
        """Return the forms of the steps that are asked, filled in, as far as they are valid."""
        return walked(
            self.of.steps,
            lambda number: self.form(number, data=drafts.sent(self.draft, number) or QueryDict()),
        )

    def answers(self) -> dict[str, Any] | None:
        """Return all answers, those to skipped steps empty; None where one is missing."""
        found = unanswered(self.of.steps)
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

    @cached_property
    def _choices(self) -> Mapping[str, Any]:
        return self.of.known(self.of.choices, self.record, self.actor, self.given)

    @cached_property
    def _initial(self) -> Mapping[str, Any]:
        return self.of.known(self.of.initial, self.record, self.actor, self.given)

    def _step(self, text: str) -> Any:
        if text == CHECK and self.draft is not None:
            return CHECK
        number = int(text) if text.isdecimal() and len(text) < 4 else 0
        return number if number < len(self.of.steps) and self.draft is not None else 0


def walked(
    steps: Sequence[tuple[type[ActionForm], When]], form_of: Callable[[int], ActionForm]
) -> Iterator[tuple[int, ActionForm]]:
    """Return the forms of the steps that are asked, in order, as far as they are valid."""
    answers: dict[str, Any] = {}
    for number, (_, when) in enumerate(steps):
        if when(answers):
            form = form_of(number)
            yield number, form
            if not form.is_valid():
                return
            answers |= form.answers()


def unanswered(steps: Sequence[tuple[type[ActionForm], When]]) -> dict[str, Any]:
    """Return an empty answer to every question of the steps."""
    return {
        name: field.empty
        for kind, _ in steps
        for name, field in kind.base_fields.items()
        if hasattr(field, "empty")
    }


def of_step(kind: type[ActionForm], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of the fields of one step."""
    return {name: value for name, value in known.items() if name in kind.base_fields}


def typed(kind: type[ActionForm], sent: QueryDict) -> dict[str, Any]:
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
