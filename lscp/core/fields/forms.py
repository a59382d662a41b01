"""The form of an action: its questions, in order, and a summary of what is wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.safestring import SafeString

from .questions import Question

CARRIED = ("seen", "once")


class ActionForm(forms.Form):
    """What an action needs to be told. Names on the page are the names of its arguments.

    Two hidden fields go with it. `seen` is the version of the record that the person looked at:
    if somebody acted since, they are told. `once` is the id of a record that the action makes: a
    form that is sent twice makes one.
    """

    use_required_attribute = False
    error_css_class = required_css_class = ""
    title = ""  # of a step; else the action's

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, initial: Mapping[str, Any] | None = None,
        choices: Mapping[str, Any] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        first = {"once": uuid4(), **(initial or {})}
        super().__init__(data, files, initial=first, auto_id="%s", **more)
        for name, known in (choices or {}).items():
            chosen: Any = self.fields[name]
            chosen.choices = known

    @property
    def questions(self) -> list[Question]:
        """Return the fields that a person sees, also those below a choice."""
        return [self[name] for name in self.fields if name not in CARRIED]  # type: ignore[misc]

    @property
    def heading(self) -> str:
        """Return the heading of a step: its title, or its one question."""
        return self.title or (str(self.questions[0].label) if self.is_one_question else "")

    @property
    def is_one_question(self) -> bool:
        """Say whether the form asks one thing alone, whose question can head the page."""
        return len(self.questions) == 1

    def asked_when(self, name: str, value: str) -> list[Question]:
        """Return the fields that are asked only where another has a value."""
        return [each for each in self.questions if each.field.when == (name, value)]

    @property
    def asked(self) -> list[Question]:
        """Return the fields that were asked, given the choices that were made."""
        return [each for each in self.questions if not each.field.when or self._is_asked(each)]

    def as_field_groups(self, *, heading: bool = False) -> SafeString:
        """Return all the fields as HTML, and what is carried with them."""
        carried = [self[name].as_widget() for name in CARRIED]
        drawn = [each.draw(heading=heading) for each in self.questions if not each.field.when]
        return SafeString("\n".join([*carried, *drawn]))

    def clean(self) -> dict[str, Any]:
        """Forget what was typed below a choice that was not made, and what is wrong with it."""
        answers = super().clean() or self.cleaned_data
        for each in self.questions:
            if each.field.when and not self._is_asked(each):
                self.errors.pop(each.name, None)
                answers[each.name] = each.field.empty
        return answers

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by the names of the action's arguments."""
        return {each.name: self.cleaned_data[each.name] for each in self.questions}

    def refuse(self, sentence: str, field: str = "") -> None:
        """Add why the action was refused, at a field if that is here; what was typed stays."""
        self.add_error(field if field in self.fields else None, sentence)

    def summary(self) -> list[dict[str, str]]:
        """Return every error, each with the address of the input to put right."""
        known = self.errors
        whole = [{"text": str(text)} for text in known.get(NON_FIELD_ERRORS, [])]
        return whole + [
            {"text": str(text), "href": each.href}
            for each in self.questions
            for text in known.get(each.name, [])
        ]

    def _is_asked(self, each: Question) -> bool:
        other, value = each.field.when
        chosen = self[other].value()
        return value in (chosen if isinstance(chosen, list | tuple) else [str(chosen)])
