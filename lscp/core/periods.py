"""Periods that figures are counted over: a reporting year, a part of one, any run of days in one.

The reporting year runs from 1 April to 31 March and is named by its last year: 2022 is
2021 to 2022.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included, within one reporting year."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start})")
        if reporting_year(self.start) != reporting_year(self.end):
            raise ValueError(
                f"The period {self.start} to {self.end} is in two reporting years. Each year's "
                "figures come from that year's return alone: ask for each year's part by itself."
            )

    @property
    def year(self) -> int:
        """Return the reporting year that the period is in."""
        return reporting_year(self.end)

    @property
    def name(self) -> str:
        """Return a short name: 2022, 2022Q1, 2021-04, or the two days."""
        known = [year(self.year), *(quarter(self.year, n) for n in (1, 2, 3, 4))]
        names = [f"{self.year}", *(f"{self.year}Q{n}" for n in (1, 2, 3, 4))]
        if self in known:
            return names[known.index(self)]
        if self == month(self.start.year, self.start.month):
            return f"{self.start:%Y-%m}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def label(self) -> str:
        """Return the words for the period."""
        if self == year(self.year):
            return year_label(self.year)
        return f"{day_label(self.start)} to {day_label(self.end)}"


def reporting_year(day: date) -> int:
    """Return the reporting year that a day is in."""
    return day.year + (day.month >= 4)


def year(number: int) -> Period:
    """Return a whole reporting year."""
    return Period(date(number - 1, 4, 1), date(number, 3, 31))


def quarter(number: int, which: int) -> Period:
    """Return a quarter of a reporting year; 1 is April to June."""
    first_month = {1: 4, 2: 7, 3: 10, 4: 1}[which]
    calendar_year = number if which == 4 else number - 1
    first, last = month(calendar_year, first_month), month(calendar_year, first_month + 2)
    return Period(first.start, last.end)


def month(calendar_year: int, number: int) -> Period:
    """Return a calendar month."""
    first = date(calendar_year, number, 1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def parse(text: str) -> Period:
    """Return the period of a name: `2022`, `2022Q1`, `2021-04` or `2021-04-01/2021-05-15`.

    Raises ValueError with the forms that are understood.
    """
    if found := re.fullmatch(r"(\d{4})", text):
        return year(int(found[1]))
    if found := re.fullmatch(r"(\d{4})Q([1-4])", text):
        return quarter(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return month(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", text):
        return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    raise ValueError(
        f"{text!r} is not a period. Write a reporting year (2022), a quarter (2022Q1), "
        "a month (2021-04) or two days (2021-04-01/2021-05-15)."
    )


def year_label(number: int) -> str:
    """Return "2021 to 2022" for 2022."""
    return f"{number - 1} to {number}"


def day_label(day: date) -> str:
    """Return a day in words: 31 March 2022."""
    return f"{day.day} {day:%B %Y}"
