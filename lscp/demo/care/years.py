"""Makes up an authority's children in care over both returns, step by step."""

from collections.abc import Callable
from functools import cache
from itertools import count
from random import Random

from lscp.core.facts import Facts
from lscp.demo.care import (
    adoption,
    alone,
    facts,
    flows,
    known,
    leavers,
    leaving,
    missing,
    moves,
    outcomes,
    people,
    places,
    reviews,
    statuses,
    stays,
)
from lscp.demo.care.published import Published
from lscp.demo.care.records import FIRST, LAST, Child
from lscp.demo.days import Year
from lscp.returns.cin.produce import number_of

YEARS = (FIRST, LAST)
# Moved on only where the made-up children are to change; it says nothing about them.
SEED = 1
NUMBERS_FROM = 500_000_001
"""Apart from those of the children in need, for those who are none of them."""


@cache
def made(authority: str) -> dict[int, Facts]:
    """Return the facts of the authority's made-up returns by year."""
    children = make(authority)
    return {year: facts.facts_of(children, authority, year) for year in YEARS}


def make(authority: str) -> list[Child]:
    """Return everybody of whom the two returns tell."""
    figures = {year: Published(authority, year) for year in YEARS}
    numbers = count(NUMBERS_FROM)

    def new(came: int) -> Child:
        return Child(next(numbers), came)

    def lottery(step: str) -> Random:
        return Random(f"{SEED} {authority} {step}")

    first = flows.Year(figures[FIRST])
    second = flows.Year(figures[LAST], figures[FIRST].at_end)
    grown = {year: leavers.grown(each) for year, each in figures.items()}
    children = flows.make(first, second, grown, new, lottery("who comes and goes"))
    alone.choose(children, figures, lottery("alone"))
    stays.give(children, lottery("stays"))
    known.name(children, authority, lottery("known"))
    adoption.choose(children, YEARS)
    moves.make(children, figures, lottery("moves"))
    adoption.tell(children, lottery("adoption"))
    adoption.place(children)
    places.give(children, figures, lottery("places"))
    statuses.give(children, lottery("statuses"))
    leaving.tell(children, lottery("reasons"))
    _beside(children, figures, lottery)
    children += leavers.find(children, figures, new, lottery("care leavers"))
    lea = number_of(authority, Year(LAST).end)
    people.make(children, lea, lottery("people"))
    return children


def _beside(
    children: list[Child], figures: dict[int, Published], lottery: Callable[[str], Random]
) -> None:
    """Add what the return asks beside the episodes."""
    reviews.hold(children, figures[LAST].authority, lottery("reviews"))
    outcomes.ask(children, figures, lottery("outcomes"))
    missing.go(children, YEARS, lottery("missing"))
