"""A day, asked in three inputs; an error names the part that is missing or wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from lscp.core.periods import day_label
from lscp.core.time import today

from .questions import Asked, Question

PARTS = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
Limit = date | Callable[[], date] | None


class Parts(forms.Widget):
    """Takes three inputs out of what was sent: `born_on_day`, `born_on_month`, `born_on_year`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the day, month and year as they were typed."""
        return tuple(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether no part was sent at all."""
        return all(f"{name}_{part}" not in data for part in PARTS)


class Date(Asked):
    """A day. `earliest` and `latest` are days, or functions of none; `latest=today` is usual."""

    component = "date-input"
    many_inputs = True
    widget = Parts

    def __init__(self, *, earliest: Limit = None, latest: Limit = None, **more: Any) -> None:
        super().__init__(**more)
        self.earliest, self.latest = earliest, latest

    def clean(self, value: Any) -> date | None:
        """Return the day. Raises ValidationError that names what is missing or wrong."""
        typed = dict(zip(PARTS, value, strict=True))
        if not any(typed.values()):
            if self.required:
                raise forms.ValidationError(self.missing, "required", {"parts": PARTS})
            return None
        missing = [part for part in PARTS if not typed[part]]
        if missing:
            raise self.must(f"include a {' and '.join(missing)}", parts=missing)
        return self._within(self._real(typed))

    def _real(self, typed: Mapping[str, str]) -> date:
        day, month, year = typed["day"], _month(typed["month"]), typed["year"]
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            raise self.must("have a year of 4 numbers", parts=("year",))
        if not 1 <= month <= 12:
            raise self.must("be a real date", parts=("month",))
        try:
            return date(int(year), month, int(day))
        except ValueError:
            raise self.must("be a real date", parts=("day",)) from None

    def _within(self, day: date) -> date:
        earliest, latest = _day(self.earliest), _day(self.latest)
        if latest and day > latest:
            until = "today or in the past" if latest == today() else f"on or before {_say(latest)}"
            raise self.must(f"be {until}", parts=PARTS)
        if earliest and day < earliest:
            since = (
                "today or in the future" if earliest == today() else f"on or after {_say(earliest)}"
            )
            raise self.must(f"be {since}", parts=PARTS)
        return day

    def first_input(self, asked: Question) -> str:
        """Return the id of the first part that is wrong."""
        return f"{asked.html_name}-{(asked.faulty or PARTS)[0]}"

    def words(self, value: Any) -> str:
        """Return a day in words; what was typed and is none, as it was typed."""
        if isinstance(value, date):
            return _say(value)
        try:
            return _say(self._real(dict(zip(PARTS, value or (), strict=True))))
        except (ValueError, forms.ValidationError):
            return " ".join(value or ()).strip()

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what the three inputs are told."""
        value = asked.value()
        if isinstance(value, date):
            value = (str(value.day), str(value.month), str(value.year))
        faulty = asked.faulty if asked.errors else ()
        typed = zip(PARTS, value or ("", "", ""), strict=True)
        return {"items": [
            {
                "name": f"{asked.html_name}_{part}", "id": f"{asked.html_name}-{part}",
                "label": part.capitalize(), "value": text,
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                           f"{' govuk-input--error' if part in faulty else ''}",
            }
            for part, text in typed
        ]}  # fmt: skip


def _month(typed: str) -> int:
    """Return a month's number, also of its name or the first letters of it; 0 of no month."""
    if re.fullmatch(r"\d{1,2}", typed, re.ASCII):
        return int(typed)
    alike = [n for n, name in enumerate(MONTHS, start=1) if name.startswith(typed.lower())]
    return alike[0] if len(typed) >= 3 and alike else 0


def _day(limit: Limit) -> date | None:
    return limit() if callable(limit) else limit


def _say(day: date) -> str:
    return day_label(day)
