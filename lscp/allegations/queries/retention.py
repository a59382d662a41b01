"""Until when an allegation is kept: normal pension age, or ten years, whichever is longer."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

TABLE = Path(__file__).parents[1] / "pension_ages.csv"
TEN_YEARS = relativedelta(years=10)
AUTHORITY = "Keeping children safe in education 2025, paragraphs 419 to 421"


@dataclass(frozen=True)
class Pension:
    """When those who were born in some days reach pension age: at an age, or on a day."""

    born_from: date
    born_to: date
    age: relativedelta
    on: date | None
    source: str


@dataclass(frozen=True)
class Kept:
    """Until when, and why; without a date of birth it is a guess, and says so."""

    until: date
    why: str
    is_certain: bool = True


def keep_until(received_on: date, born_on: date | None) -> Kept:
    """Return until when an allegation of a day about an adult is kept.

    State pension age stands for normal pension age, which each pension scheme sets.
    """
    ten_years = received_on + TEN_YEARS
    if born_on is None:
        return Kept(
            ten_years,
            "Ten years from the allegation. The date of birth is not known, and pension age may "
            "be later",
            is_certain=False,
        )
    pension = pension_day(born_on)
    if pension > ten_years:
        return Kept(pension, "Until pension age, which is later than ten years from the allegation")
    return Kept(ten_years, "Ten years from the allegation, which is later than pension age")


def pension_day(born_on: date) -> date:
    """Return the day on which somebody who was born on a day reaches state pension age."""
    found = next(each for each in pension_ages() if each.born_from <= born_on <= each.born_to)
    return found.on or born_on + found.age


@cache
def pension_ages() -> tuple[Pension, ...]:
    """Return the table of state pension ages, as the law has it today."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_pension(row) for row in csv.DictReader(file))


def _pension(row: dict[str, str]) -> Pension:
    return Pension(
        born_from=_day(row["born_from"]) or date.min,
        born_to=_day(row["born_to"]) or date.max,
        age=relativedelta(years=int(row["years"] or 0), months=int(row["months"] or 0)),
        on=_day(row["on"]),
        source=row["source"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
