"""A time of day, as people write it."""

import re
from datetime import time
from typing import Any

from .texts import Text

WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)


class Time(Text):
    """A time, such as 14:30, 2.30pm or 9am."""

    empty = None

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"width": 5, **more})

    def to_python(self, value: Any) -> Any:
        """Return the time, or None. Raises ValidationError of what is none."""
        if isinstance(value, time):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        known = WRITTEN.fullmatch(text)
        if not known or not (known[2] or known[3]):
            raise self._not_real()
        try:
            return time(_hour(int(known[1]), (known[3] or "").lower()), int(known[2] or 0))
        except ValueError:
            raise self._not_real() from None

    def words(self, value: Any) -> str:
        """Return a time as it is written; what was typed and is none, as it was typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")

    def _not_real(self) -> Any:
        return self.must("be a time, like 14:30 or 2:30pm")


def _hour(hour: int, half: str) -> int:
    """Return the hour of a day of 24. Raises ValueError where there is none."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "pm" else 0)
