"""Stated figures: what a published report says and no record here can count, with its line.

`stated.csv` is the register. What is derived from stated figures is computed, never copied: the
report they are from divided years the wrong way round.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from lscp.core.figures import PARTNERSHIP, Figure, Origin, Status, name_of, rounded

REGISTER = Path(__file__).with_name("stated.csv")
SOURCE = "Local Safeguarding Children Partnership annual report 2021 to 2022"
LADO, LADO_CHANGE = "STA15", "STA17"
QUALIFIERS = ("", "around", "over")


@dataclass(frozen=True)
class Stated:
    """A figure as it was stated. `qualifier` is a word of the source, such as around or over.

    `counted` is the indicator that counts the same here, where one does.
    """

    figure: Figure
    section: str
    qualifier: str
    counted: str
    line: int
    note: str


class NoChange(ValueError):
    """A change that cannot be given, and why."""


@cache
def register() -> tuple[Stated, ...]:
    """Return the stated figures, in the order of their file. Raises ValueError for a bad row."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return tuple(_stated(row) for row in csv.DictReader(file))


def _stated(row: Mapping[str, str]) -> Stated:
    if row["qualifier"] not in QUALIFIERS:
        raise ValueError(f"{row['id']}: the qualifier {row['qualifier']!r} is not known")
    figure = Figure(
        figure=name_of(row["id"], row["authority"], row["year"]),
        indicator=row["id"],
        title=row["measure"],
        authority=row["authority"],
        year=row["year"],
        value=float(row["value"]),
        unit=row["unit"],
        source=Origin.STATED,
    )
    return Stated(
        figure, row["section"], row["qualifier"], row["counted"], int(row["line"]), row["note"]
    )


def figures() -> list[Figure]:
    """Return every stated figure, and those that are computed from stated ones."""
    stated = {each.figure.figure: each.figure for each in register()}
    return [*stated.values(), *_lado(stated)]


def _lado(stated: Mapping[str, Figure]) -> list[Figure]:
    """Return the referrals of both authorities in the year before, and each change."""
    members = sorted({f.authority for f in stated.values() if f.indicator == LADO} - {PARTNERSHIP})
    before = [stated[name_of(LADO, member, "2021")] for member in members]
    together = summed(before)
    pairs = [*zip((stated[name_of(LADO, m, "2022")] for m in members), before, strict=True),
             (stated[name_of(LADO, PARTNERSHIP, "2022")], together)]  # fmt: skip
    title = "Referrals to the LADO: change since the year before"
    return [together, *(change(now, was, indicator=LADO_CHANGE, title=title) for now, was in pairs)]


def summed(members: Iterable[Figure]) -> Figure:
    """Return the partnership's figure of counts: their sum, never an average."""
    members = list(members)
    first = members[0]
    return replace(
        first,
        figure=name_of(first.indicator, PARTNERSHIP, first.year),
        authority=PARTNERSHIP,
        value=sum(each.value or 0 for each in members),
    )


def change(now: Figure, before: Figure, *, indicator: str, title: str) -> Figure:
    """Return the change from one year to the next, in per cent of the earlier.

    `numerator` is the later count and `denominator` the earlier, as of every change. Raises
    NoChange where the earlier is nothing or either may not be seen.
    """
    for each in (now, before):
        if each.status is not Status.OK or each.value is None:
            raise NoChange(f"{each.figure} is {each.status}: there is no change to give")
    assert now.value is not None
    if not before.value:
        raise NoChange(f"{before.figure} is zero: there is no change from nothing in per cent")
    more = Fraction(str(now.value)) - Fraction(str(before.value))
    return replace(
        now,
        figure=name_of(indicator, now.authority, now.year),
        indicator=indicator,
        title=title,
        value=rounded(100 * more / Fraction(str(before.value)), 1),
        numerator=now.value,
        denominator=before.value,
        unit="change",
    )
