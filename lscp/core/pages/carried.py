"""Steps that are asked of somebody without an account: no address, session or draft holds them.

What was answered is carried in the page itself, sealed, from step to step. So whoever has to leave
at once leaves nothing behind: not in the history of the browser, and not here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict

from lscp.core.drafts import NEVER_KEPT
from lscp.core.fields import ActionForm
from lscp.core.workflow import Refused

from .frame import page
from .kinds import PUBLIC, View, declared
from .place import CHECK, Answers, of_step, typed, unanswered, walked
from .sealing import seal, unseal
from .steps import Step, with_when

Send = Callable[[HttpRequest, Answers, UUID], HttpResponse]
OURS = NEVER_KEPT | {"so_far", "step", "changing", "back", "change"}
TRAP = "leave_empty"  # a question that no person sees; what fills in all it finds answers it
TRAPPED = "Leave this question empty, then send again"
MARK = "carried"


class Carried:
    """The pages of some steps. `carried_page` says what each of its parts is."""

    def __init__(
        self, steps: Sequence[Step], *, send: Send, step: str, check: str,
        choices: Callable[[], Mapping[str, Any]],
    ) -> None:  # fmt: skip
        self.steps, self.send, self.choices = with_when(steps), send, choices
        self.step_template, self.check_template = step, check

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request: a step, the answers to check, or what came of sending them."""
        answer = Walk(self, request).answer()
        answer.headers["Cache-Control"] = "no-store"
        return answer


class Walk:
    """One request of somebody on their way through the steps."""

    def __init__(self, of: Carried, request: HttpRequest) -> None:
        self.of, self.request, self.post = of, request, request.POST
        kept = unseal(MARK, self.post.get("so_far", "")) if request.method == "POST" else None
        self.started = kept is not None
        kept = kept or {"once": str(uuid4()), "sent": {}}
        self.once, self.sent = UUID(kept["once"]), kept["sent"]
        self.choices = of.choices()
        text = self.post.get("step", "")
        self.step: int | str = CHECK if text == CHECK else self._number(text)

    def answer(self) -> HttpResponse:
        """Do what was asked: begin, go back, change an answer, go on, or send."""
        if not self.started:
            return self.ask(0)
        if "change" in self.post:
            return self.ask(self._number(self.post["change"]), changing=True)
        if "back" in self.post:
            return self.ask(self._before())
        return self._finish() if self.step == CHECK else self._go_on(int(self.step))

    def ask(self, step: int, *, changing: bool = False, form: Any = None) -> HttpResponse:
        """Return the page of a step, as it was answered before, or with what is wrong with it."""
        kind, _ = self.of.steps[step]
        known = typed(kind, self._data(step)) if str(step) in self.sent else {}
        shown = form or kind(initial=known, choices=of_step(kind, self.choices))
        return self._page(
            self.of.step_template, status=400 if form else 200, form=shown, step=step,
            errors=form.summary() if form else [], changing=changing, has_before=step > 0,
        )  # fmt: skip

    def forms(self) -> Iterator[tuple[int, ActionForm]]:
        """Return the forms of the steps that are asked, filled in, as far as they are valid."""
        return walked(self.of.steps, self._form)

    def _go_on(self, step: int) -> HttpResponse:
        changing = "changing" in self.post
        kind, _ = self.of.steps[step]
        form = kind(self.post, choices=of_step(kind, self.choices))
        if not form.is_valid():
            return self.ask(step, changing=changing, form=form)
        self.sent[str(step)] = {
            name: values for name, values in self.post.lists() if name not in OURS
        }
        for number, each in self.forms():
            if not each.is_valid() or (number > step and not changing):
                return self.ask(number)
        return self.check()

    def check(self, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
        """Return the page of all answers."""
        return self._page(
            self.of.check_template, status=400 if errors else 200, errors=list(errors), step=CHECK
        )

    def _finish(self) -> HttpResponse:
        answers = unanswered(self.of.steps)
        for number, form in self.forms():
            if not form.is_valid():
                return self.ask(number)
            answers |= form.answers()
        if self.post.get(TRAP):
            return self.check([{"text": TRAPPED, "href": f"#{TRAP}"}])
        try:
            return self.of.send(self.request, answers, self.once)
        except Refused as refused:
            return self.check([{"text": refused.sentence}])

    def _before(self) -> int:
        here = len(self.of.steps) if self.step == CHECK else int(self.step)
        return max((number for number, _ in self.forms() if number < here), default=0)

    def _form(self, number: int) -> ActionForm:
        kind, _ = self.of.steps[number]
        return kind(self._data(number), choices=of_step(kind, self.choices))

    def _data(self, number: int) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.sent.get(str(number), {}).items():
            data.setlist(name, values)
        return data

    def _number(self, text: str) -> int:
        number = int(text) if text.isdecimal() and len(text) < 4 else 0
        return number if number < len(self.of.steps) else 0

    def _page(self, template: str, *, status: int, **more: Any) -> HttpResponse:
        so_far = seal(MARK, {"once": str(self.once), "sent": self.sent})
        return page(
            self.request, template, status=status, walk=self, so_far=so_far, trap=TRAP, **more
        )


def carried_page(
    steps: Sequence[Step], *, send: Send, step: str, check: str,
    choices: Callable[[], Mapping[str, Any]] = dict,
) -> View:  # fmt: skip
    """Return the page, for everybody, that asks the steps and calls `send` with all answers.

    `send` is called with the request, the answers and the id that a new record shall have, and
    returns the last page; what it refuses is said above the answers. `step` and `check` are the
    templates.
    """
    carried = Carried(steps, send=send, step=step, check=check, choices=choices)

    def view(request: HttpRequest) -> HttpResponse:
        return carried(request)

    return declared(permission=PUBLIC, posts=True)(view)
