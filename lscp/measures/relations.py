"""What else is a sum of what: the relations between the counts of indicators (`relations.csv`).

`IND123 = IND004 - IND008.numerator` holds for the totals, and for every category that all its
terms have. `IND008.numerator = IND004(primary_need=NFA)` names a category, and holds for the
totals alone. `<=` says that one cannot be more than the other. Several categories added up are
joined with |. Without a part, a term is the numerator: a count has no other. `total: ` before a
relation says that it is of the totals alone.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RELATIONS = Path(__file__).with_name("relations.csv")
NUMERATOR, DENOMINATOR = "numerator", "denominator"
TERM = re.compile(r"([+-]?) ?(IND\w+)(?:\.(numerator|denominator))?(?:\((\w+)=([^)]+)\))? ?")


@dataclass(frozen=True)
class Cell:
    """A count behind figures: an indicator's rows for an authority and category, or its base."""

    indicator: str
    authority: str
    breakdown: str = ""
    category: str = ""
    part: str = NUMERATOR


@dataclass(frozen=True)
class Term:
    """One term of a relation; without `breakdown` it stands for the total and each category."""

    sign: int
    indicator: str
    part: str
    breakdown: str = ""
    categories: tuple[str, ...] = ()

    def cells(self, authority: str, breakdown: str, category: str) -> list[Cell]:
        """Return the cells that are added up."""
        by = self.breakdown or breakdown
        return [
            Cell(self.indicator, authority, by, each, self.part)
            for each in self.categories or (category,)
        ]


@dataclass(frozen=True)
class Relation:
    """Terms whose signed sum is zero or, where `at_most`, not above zero.

    One that names a category, or says so, is `of_totals`; any other holds for each category too.
    """

    terms: tuple[Term, ...]
    at_most: bool
    of_totals: bool

    @property
    def is_pair(self) -> bool:
        """Say whether it ties two single cells, which are one count where they are equal."""
        return len(self.terms) == 2 and all(len(term.categories) < 2 for term in self.terms)


@cache
def relations() -> tuple[Relation, ...]:
    """Return the relations, in the order of their file. Raises ValueError for what is none."""
    with RELATIONS.open(encoding="utf-8", newline="") as file:
        return tuple(relation(row["relation"]) for row in csv.DictReader(file))


def relation(text: str) -> Relation:
    """Return a relation as it is written. Raises ValueError."""
    said = text.removeprefix("total: ")
    left, sign, right = said.partition(" <= ") if " <= " in said else said.partition(" = ")
    if not sign:
        raise ValueError(f"The relation {text!r} has neither = nor <= between two sides")
    terms = (*_terms(left, 1), *_terms(right, -1))
    of_totals = said != text or any(term.breakdown for term in terms)
    return Relation(terms, "<" in sign, of_totals)


def _terms(text: str, side: int) -> Iterator[Term]:
    at = 0
    while at < len(text):
        found = TERM.match(text, at)
        if not found:
            raise ValueError(f"{text[at:]!r} in {text!r} is no term of a relation")
        minus, indicator, part, breakdown, categories = found.groups()
        chosen = tuple(categories.split("|")) if categories else ()
        sign = -side if minus == "-" else side
        yield Term(sign, indicator, part or NUMERATOR, breakdown or "", chosen)
        at = found.end()
