"""What is chosen from a list: one of it, or several."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from lscp.core.time import today
from lscp.core.vocab import codes

from .questions import Asked, Chosen, Question

FEW = 2  # as many short answers stand beside each other


def of_codes(name: str) -> Chosen:
    """Return the choices of a code set: the codes that are valid today."""

    def valid() -> list[tuple[Any, str]]:
        return list(codes(name, on=today()).items())

    return valid


class _Chosen(Asked):
    """What all choices have: the list, the hint of each, and what is asked below one of them."""

    choices: Any

    def __init__(
        self, *, choices: Chosen = (), hints: dict[str, str] | None = None, **more: Any
    ) -> None:  # fmt: skip
        super().__init__(choices=choices, **more)
        self.hints = hints or {}
        self.error_messages["invalid_choice"] = self.missing or "Select one of the answers"

    def words(self, value: Any) -> str:
        """Return the labels of what was chosen."""
        chosen = {str(each) for each in _several(value)}
        return ", ".join(label for key, label in self._flat() if str(key) in chosen)

    def items(self, asked: Question) -> list[dict[str, Any]]:
        """Return each choice as the component takes it."""
        chosen = {str(each) for each in _several(asked.value())}
        return [
            {
                "value": str(key),
                "text": label,
                "checked": str(key) in chosen,
                "hint": {"text": self.hints[str(key)]} if str(key) in self.hints else None,
                "conditional": {"html": below} if (below := _below(asked, str(key))) else None,
            }
            for key, label in self._flat()
        ]

    def _flat(self) -> list[tuple[Any, str]]:
        return [(key, str(label)) for key, label in self.choices if key not in ("", None)]


class Radios(_Chosen, forms.ChoiceField):
    """One of a few."""

    component = "radios"
    many_inputs = True
    empty: Any = ""

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what radios are told; two short answers stand beside each other."""
        items = self.items(asked)
        plain = not any(item["hint"] or item["conditional"] for item in items)
        beside = len(items) <= FEW and plain and all(len(item["text"]) < 12 for item in items)
        return {"items": items, "classes": "govuk-radios--inline" if beside else ""}


class YesNo(Radios):
    """Yes or no, as True or False."""

    empty = None

    def __init__(self, **more: Any) -> None:
        super().__init__(choices=[("yes", "Yes"), ("no", "No")], **more)

    def prepare_value(self, value: Any) -> Any:
        """Return what is chosen for a value that is known."""
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> Any:
        """Return True, False, or None where nothing was chosen."""
        return {"yes": True, "no": False}.get(super().clean(value))


class Select(_Chosen, forms.ChoiceField):
    """One of many. For fewer than about eight, radios are easier."""

    component = "select"
    empty = ""

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what a select is told: first the request to choose."""
        none = [{"value": "", "text": "Choose one"}]
        items = [
            {"value": item["value"], "text": item["text"], "selected": item["checked"]}
            for item in self.items(asked)
        ]
        return {"items": none + items}


class Checkboxes(_Chosen, forms.MultipleChoiceField):
    """Any number of a few."""

    component = "checkboxes"
    many_inputs = True
    empty: Any = ()

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what checkboxes are told."""
        return {"items": self.items(asked)}


def _several(value: Any) -> Iterable[Any]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple | set) else (value,)


def _below(asked: Question, value: str) -> str:
    """Return, as HTML, what is asked only where one choice is made."""
    below: Any = asked.form
    return SafeString("").join(each.draw() for each in below.asked_when(asked.name, value))
