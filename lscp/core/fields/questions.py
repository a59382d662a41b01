"""What every field has: a question, the words for a missing answer, and a GOV.UK component."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.template import engines
from django.utils.safestring import SafeString

NOT_ANSWERED = "Not answered"
VERBS = ("Enter ", "Select ", "Choose ")


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """Return the HTML of a component of the GOV.UK Design System: `date-input`."""
    pages: Any = engines["jinja2"]
    template = pages.env.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    return SafeString(getattr(template.module, macro)(params))


class Question(forms.BoundField):
    """A field in a form: what was answered, what is wrong with it, and how it is drawn."""

    field: Any

    @cached_property
    def faulty(self) -> tuple[str, ...]:
        """Return which parts of the answer are wrong: of a date, `day`; else none by name."""
        for error in self.errors.as_data():
            parts = (error.params or {}).get("parts")
            if parts:
                return tuple(parts)
        return ()

    @property
    def href(self) -> str:
        """Return where the error summary leads: to the first input that has to be put right."""
        return f"#{self.field.first_input(self)}"

    @property
    def error(self) -> str:
        """Return what is wrong, in one sentence, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def said(self) -> str:
        """Return the answer in words, as on a page that asks whether all is right."""
        return self.field.words(self.value()) or NOT_ANSWERED

    def draw(self, *, heading: bool = False) -> SafeString:
        """Return the field as HTML; `heading` makes the question the page's heading."""
        return self.field.drawn(self, heading)

    def as_field_group(self) -> SafeString:
        """Return the field as HTML, as Django names it."""
        return self.draw()


class Asked(forms.Field):
    """A question and the words for when its answer is missing or wrong.

    `missing` is a request ("Enter the date of the decision"). What it asks for names the answer in
    other errors ("The date of the decision must be a real date"); `called` says it otherwise.
    `when` is another field and its value: only then is this asked, below that choice.
    """

    component = "input"
    bound_field_class = Question
    many_inputs = False  # these stand in a fieldset, and the question is its legend
    empty: Any = None

    def __init__(
        self, *, label: str, missing: str = "", hint: str = "", called: str = "",
        required: bool = True, when: tuple[str, str] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        if required and not missing:
            raise TypeError(f"Say what is missing when there is no answer to {label!r}")
        super().__init__(label=label, help_text=hint, required=required, **more)
        self.missing, self.when, self.called = missing, when, called or _called(missing)
        self.error_messages["required"] = missing

    def must(self, words: str, code: str = "invalid", **params: Any) -> forms.ValidationError:
        """Return the error that the answer must be otherwise."""
        return forms.ValidationError(f"{self.called} must {words}", code=code, params=params)

    def first_input(self, asked: Question) -> str:
        """Return the id of the input that an error leads to."""
        return asked.html_name

    def words(self, value: Any) -> str:
        """Return an answer, as it was sent or as it is known, in words."""
        return "" if value is None else str(value)

    def drawn(self, asked: Question, heading: bool) -> SafeString:
        """Return the field as HTML."""
        return component(self.component, {**self._common(asked, heading), **self.params(asked)})

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what this component is told beyond what all are."""
        return {"value": self.words(asked.value())}

    def _common(self, asked: Question, heading: bool) -> dict[str, Any]:
        text = str(self.label) if self.required or self.when else f"{self.label} (optional)"
        kind = "govuk-fieldset__legend" if self.many_inputs else "govuk-label"
        title: dict[str, Any] = {"text": text, "classes": f"{kind}--{'l' if heading else 's'}"}
        title |= {"isPageHeading": True} if heading else {}
        return {
            **({"fieldset": {"legend": title}} if self.many_inputs else {"label": title}),
            "id": asked.html_name,
            "name": asked.html_name,
            "idPrefix": asked.html_name,
            "hint": {"text": str(self.help_text)} if self.help_text else None,
            "errorMessage": {"text": asked.error} if asked.error else None,
        }


def _called(missing: str) -> str:
    for verb in VERBS:
        if missing.startswith(verb):
            what = missing.removeprefix(verb)
            return what[:1].upper() + what[1:]
    return "Your answer"


Choices = Sequence[tuple[Any, str]]
Chosen = Callable[[], Choices] | Choices
