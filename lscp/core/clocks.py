"""Statutory clocks as data: what starts one, how long it runs, what stops it, on whose authority.

The table is `clocks.csv`. Due dates, reminders and the timeliness indicators all read it.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

from lscp.core import working_days

TABLE = Path(__file__).with_name("clocks.csv")


@dataclass(frozen=True)
class Clock:
    """One time limit in one edition of the guidance. `verified` says how sure we are of it."""

    id: str
    name: str
    starts: str
    stops: str
    length: int
    unit: str  # working days, days or months; agreed: the record holds the day
    authority: str
    paragraph: str
    edition: str
    valid_from: date
    valid_to: date | None
    verified: str

    @property
    def offset(self) -> str:
        """Return the length as Narwhals' `dt.offset_by` wants it. Working days have none."""
        return f"{self.length}{ {'days': 'd', 'months': 'mo'}[self.unit] }"


@cache
def all_clocks() -> tuple[Clock, ...]:
    """Return every clock in every edition."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_clock(row) for row in csv.DictReader(file))


def _clock(row: dict[str, str]) -> Clock:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    dates = {"valid_from": date.fromisoformat(row["valid_from"]), "valid_to": ends}
    return Clock(**{**row, "length": int(row["length"]), **dates})  # type: ignore[arg-type]


def clock(name: str, on: date) -> Clock:
    """Return the clock in force on a day; before the first edition known, the first.

    Raises KeyError where there is no such clock.
    """
    editions = [found for found in all_clocks() if found.id == name]
    if not editions:
        raise KeyError(f"There is no clock {name!r}")
    in_force = [found for found in editions if found.valid_from <= on]
    return max(in_force, key=lambda found: found.valid_from) if in_force else editions[0]


def due(entry: Clock, start: date) -> date:
    """Return the day by which a clock that starts on a day must have stopped.

    Day 0 is the day it starts. A month on from the 31st is the last day of a shorter month.
    Raises PastTheTable (a ValueError) where working days lie beyond the bank-holiday table.
    """
    if entry.unit == "working days":
        return working_days.after(start, entry.length)
    if entry.unit == "agreed":
        raise TypeError(f"The day of {entry.name!r} stands on its record")
    if entry.unit == "days":
        return start + timedelta(days=entry.length)
    return start + relativedelta(months=entry.length)
