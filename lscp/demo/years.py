"""Makes up an authority's returns, year after year, since children and open cases carry over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from random import Random

from lscp.demo import (
    assessments,
    carried_plans,
    children,
    codes,
    conferences,
    disabilities,
    enquiries,
    episodes,
    factors,
    people,
    plans,
    protection,
    reviews,
)
from lscp.demo.days import Year
from lscp.demo.records import Child, Episode, Kind, Record
from lscp.demo.referred_again import Past
from lscp.demo.targets import Targets

FIRST, LAST = 2018, 2022
# Moved on only where the made-up children are to change; it says nothing about them.
SEED = 1
TOO_OLD = 19
FOR_GOOD = {"RC1", "RC2", "RC6"}  # adopted, died, an adult


@dataclass(frozen=True)
class Made:
    """One made-up return."""

    authority: str
    year: int
    records: tuple[Record, ...]


@cache
def made(authority: str) -> dict[int, Made]:
    """Return the authority's made-up returns by year; the `FIRST` is there to look back at."""
    return {each.year: each for each in _years(authority)}


def _years(authority: str) -> Iterator[Made]:
    numbers = count(1)

    def new_child() -> Child:
        return Child(next(numbers))

    before: Sequence[Record] = ()
    for number in range(FIRST, LAST + 1):
        before = _one(Targets(authority, number), before, new_child)
        yield Made(authority, number, tuple(before))


def _one(
    targets: Targets, before: Sequence[Record], new_child: Callable[[], Child]
) -> list[Record]:
    year = Year(targets.year)

    def lottery(step: str) -> Random:
        return Random(f"{SEED} {targets.authority} {targets.year} {step}")

    want = protection.wanted(targets)
    stock = _stock(before, year)
    settled = carried_plans.carry(stock, want, year, lottery("which plans go on"))
    stock = [e for e in stock if not e.protections or e.who.number in settled.ends]
    dated = episodes.make(targets, year, stock, lottery("episodes"))
    records = children.group(dated, targets, _pasts(before), new_child, lottery("children"))
    carried_plans.place(records, settled, want, year, lottery("plans of before"))
    _protect(records, want, targets, lottery)
    people.make(records, targets, year, lottery("people"))
    assessments.assess(records, targets, year, lottery("assessments"))
    factors.find(records, targets, year, lottery("factors"))
    codes.give_needs(records, targets, lottery("needs"))
    codes.give_sources(records, targets, year, lottery("sources"))
    codes.give_reasons(records, targets, lottery("reasons"))
    plans.plan(records, targets, year, lottery("child in need plans"))
    disabilities.give(records, targets, year, lottery("disabilities"))
    for record in records:
        record.disabilities = record.child.disabilities
    return records


def _protect(
    records: list[Record],
    want: protection.Wanted,
    targets: Targets,
    lottery: Callable[[str], Random],
) -> None:
    year = Year(targets.year)
    lengths = enquiries.lengths(targets, lottery("days to a conference"))
    held = conferences.make(want, lengths, year, lottery("conferences"))
    enquiries.hold(held, records, targets, lottery("whose conference"))
    enquiries.without_conference(records, targets, year, lottery("enquiries"))
    conferences.categorise(held, records, want, lottery("categories"))
    conferences.subsequent(held, targets, lottery("subsequent plans"))
    reviews.hold(records, targets, year, lottery("reviews"))


def _stock(before: Sequence[Record], year: Year) -> list[Episode]:
    """Return what was open at the end of the last return, of those who are not long grown up."""
    still = [e for r in before for e in r.episodes if e.kind is Kind.OPEN]
    return [e.carry() for e in still if e.who.age(year.start) < TOO_OLD]


def _pasts(before: Sequence[Record]) -> list[Past]:
    """Return the children of the last return whose case is closed, who could be referred again."""
    found = []
    for record in before:
        reasons = {episode.reason for episode in record.episodes}
        closed = all(episode.kind is not Kind.OPEN for episode in record.episodes)
        if closed and not reasons & FOR_GOOD:
            found.append(Past(record.child, record.episodes[-1].referral))
    return found
