"""What everybody can do without an account: within limits, and by a reference that they were given.

Whether a reference is known is never said, so that nobody finds out by trying.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from lscp.core import references
from lscp.core.fields import ActionForm, Text, Textarea

from .frame import page
from .kinds import PUBLIC, View, declared

ALL = "everybody"


def too_many(request: HttpRequest, what: str) -> bool:
    """Say whether so much is sent to a page that this is not taken (`ACCOUNT_RATE_LIMITS`)."""
    from allauth.core import ratelimit

    return not ratelimit.consume(request, action=what, key=ALL)


class AddForm(ActionForm):
    """What is added to something that was told before. `prefix_of` is that of its reference."""

    prefix_of = ""
    field_order = ("reference",)
    words = Textarea(label="What do you want to add?", missing="Enter what you want to add", rows=8)

    def clean_reference(self) -> str:
        """Return the reference as it is written, however it was typed."""
        written = references.as_written(self.cleaned_data["reference"], self.prefix_of)
        if not written:
            field: Any = self.fields["reference"]
            raise field.must(f"be like {_like(self.prefix_of)}")
        return written


def adding_page(
    prefix: str, *, add: Callable[..., None], limit: str, ask: str, added: str, held: str,
    context: Callable[[], Mapping[str, Any]] = dict,
) -> View:  # fmt: skip
    """Return the page, for everybody, that adds to what was told before.

    `add` is called with the reference and the words, and says nothing. `limit` names the limit of
    how much is taken. `ask`, `added` and `held` are the templates: the form, that it was taken,
    and that too much was sent; `context` returns what the last two show.
    """
    form_of = _form_of(prefix)

    def view(request: HttpRequest) -> HttpResponse:
        form: Any = form_of(request.POST if request.method == "POST" else None)
        if not form.is_bound or not form.is_valid():
            status, errors = (400, form.summary()) if form.is_bound else (200, [])
            answer = page(request, ask, form=form, errors=errors, status=status)
        elif too_many(request, limit):
            answer = page(request, held, status=429, **context())
        else:
            add(**form.answers())
            answer = page(request, added, **context())
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return declared(permission=PUBLIC, posts=True)(view)


def _form_of(prefix: str) -> type[AddForm]:
    asked = Text(
        label="Your reference", missing="Enter your reference", width=30, autocomplete="off",
        hint=f"You got it when you told us. It looks like {_like(prefix)}",
    )  # fmt: skip
    make: Any = type(AddForm)
    made: type[AddForm] = make("AddForm", (AddForm,), {"prefix_of": prefix, "reference": asked})
    return made


def _like(prefix: str) -> str:
    return f"{prefix}-7KQ2-M4RT-9WXZ-3HBC"
