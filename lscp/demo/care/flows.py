"""Who comes into care and who leaves it, so that both years' counts come out.

A child counts once a year for starting and once for ceasing. Of those looked after on both 31
Marches, who had not been for the twelve months between left and came back. What placements begin
beyond the first ones and the changes are second starts of a year.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from lscp.demo.care.published import Published
from lscp.demo.care.records import FIRST, LAST, Child, Fate

# Shares: of those aged 10 to 16, who leave; of the next year's 17-year-olds, who were there before;
# of the year's own who leave in the next, who grow up; of a year's care leavers of 17 and 18, who
# grew up in care in it, and who came in the same year.
LEAVE, GROWN, ADULTS, OF_LEAVERS, OF_NEW = 0.15, 0.6, 0.8, 0.7, 0.1
UNDER_16 = 15


@dataclass(frozen=True)
class Year:
    """How many children of a year come and go in which way."""

    figures: Published
    before: int | None = None  # in care at the end of the year before; None where that follows

    @property
    def back(self) -> int:
        """Return how many left care and came back to it."""
        return self.figures.both - self.figures.for_a_year

    @property
    def new(self) -> int:
        """Return how many came in the year and are there at its end."""
        return self.figures.at_end - self.figures.both

    @property
    def short(self) -> int:
        """Return how many came in the year and left in it."""
        return self.figures.started - self.back - self.new

    @property
    def restarted(self) -> int:
        """Return how many came in the year, left, and are there again at its end."""
        return self.figures.ceased - self.gone - self.back - self.short

    @property
    def gone(self) -> int:
        """Return how many left for good who were there at the start."""
        if self.before is None:
            return self.figures.ceased - self.back - self.short
        return self.before - self.figures.both

    @property
    def second_starts(self) -> int:
        """Return how many starts are not their child's first of the year."""
        begun = sum(self.figures.locations.values())
        return begun - self.figures.started - sum(self.figures.changes.values())


class _Makers:
    def __init__(self, new_child: Callable[[int], Child], rng: Random) -> None:
        self.new_child, self.rng = new_child, rng
        self.made: list[Child] = []

    def some(
        self, count: int, came: int, ages: Sequence[int], *fates: Fate, grows_up: bool = False
    ) -> list[Child]:
        """Make children of an age on the first 31 March, with their fates from `came` on."""
        if count < 0:
            raise ValueError(f"The figures of {came or FIRST} leave {count} children")
        found = [self.new_child(came) for _ in range(count)]
        for child in found:
            child.age = self.rng.choice(ages)
            years = range(came or FIRST, LAST + 1)
            child.fates = dict(zip(years, fates, strict=False))
            child.grows_up = grows_up
        self.made += found
        return found


S, L, R = Fate.STAYS, Fate.LEAVES, Fate.RETURNS


def make(
    first: Year, second: Year, grown: dict[int, int], new: Callable[[int], Child], rng: Random
) -> list[Child]:
    """Return the children of both years; `grown` counts each year's care leavers of 17 and 18."""
    makers = _Makers(new, rng)
    _gone(makers, first, grown[FIRST])
    leaving = round(OF_NEW * grown[LAST])
    taken = _carried(makers, first, second)
    _kept(makers, first, second, taken, grown[LAST] - leaving)
    makers.some(first.back, 0, range(11, 15), R, L)
    _new(makers, second, leaving)
    return makers.made


def _gone(makers: _Makers, year: Year, grown: int) -> None:
    """Make who is gone before the first year's end."""
    adults = min(round(OF_LEAVERS * grown), year.gone)
    makers.some(adults, 0, (18,), L, grows_up=True)
    makers.some(year.gone - adults, 0, range(2, UNDER_16 + 1), L)
    _short(makers, year, FIRST, 18, round(OF_NEW * grown / 2))


def _short(makers: _Makers, year: Year, number: int, adult: int, grown: int) -> None:
    makers.some(grown, number, (adult,), L, grows_up=True)
    rest = makers.some(year.short - grown, number, range(adult - 17, UNDER_16), L)
    for child in rest[: year.second_starts - year.restarted]:
        child.again = True


def _new(makers: _Makers, year: Year, grown: int) -> None:
    """Make who comes in the second year."""
    kept = makers.some(year.new, LAST, (*range(-1, 16), 14, 15, 16, 16, 16), S)
    for child in kept[: year.restarted]:
        child.again = True
    _short(makers, year, LAST, 17, grown)


def _carried(makers: _Makers, first: Year, second: Year) -> tuple[int, int, int, int]:
    """Make who was in care throughout the first year; return who of them stays, by later age."""
    under_5, to_9, to_16, of_17 = first.figures.ages
    next_5, next_9, _, next_17 = second.figures.ages
    young, middle = min(under_5, next_5), min(to_9, next_9)
    moved = first.figures.long - first.figures.settled
    stay = makers.some(young, 0, range(1, 4), S, S)
    makers.some(under_5 - young, 0, range(2, 5), S, L)
    long = makers.some(middle, 0, range(6, 9), S, S) + makers.some(to_9 - middle, 0, (9,), S, S)
    long += makers.some(second.figures.long - len(long), 0, range(10, 15), S, S)
    oldest = makers.some(moved, 0, (UNDER_16,), S, S)
    left = to_16 - moved - (second.figures.long - to_9)
    leave = min(left, round(LEAVE * to_16))
    grown = min(left - leave, round(GROWN * next_17))
    makers.some(leave, 0, range(10, UNDER_16 + 1), S, L)
    makers.some(grown, 0, (16,), S, S)
    rest = makers.some(left - leave - grown, 0, (UNDER_16,), S, S)
    makers.some(of_17, 0, (17,), S, L, grows_up=True)
    _settle(oldest, long, rest, first, second)
    return len(stay), middle, len(long) - middle + len(oldest) + len(rest), grown


def _settle(
    moved: Iterable[Child], long: list[Child], rest: list[Child], first: Year, second: Year
) -> None:
    """Say who is in care for two and a half years, and who of them with the same carer for two."""
    for child in moved:
        child.long.add(FIRST)
        child.moves[FIRST] = 1
    before = [*long, *rest][: first.figures.settled]
    for child in before:
        child.long.add(FIRST)
        child.settled.add(FIRST)
    for place, child in enumerate(reversed(long)):
        child.long.add(LAST)
        if place < second.figures.settled:
            child.settled.add(LAST)
        else:
            child.moves[LAST] = 1


def _kept(
    makers: _Makers, first: Year, second: Year, taken: tuple[int, int, int, int], grown: int
) -> None:
    """Make who came in the first year and was there at its end."""
    bands = (range(4), range(4, 9), range(9, 16), (16,))
    left = first.new - second.back
    for count, have, ages in zip(second.figures.ages, taken, bands, strict=True):
        makers.some(count - have, FIRST, ages, S, S)
        left -= count - have
    makers.some(second.back, FIRST, range(9, 15), S, R)
    adults = min(round(ADULTS * left), grown - first.figures.ages[3])
    makers.some(adults, FIRST, (17,), S, L, grows_up=True)
    makers.some(left - adults, FIRST, range(1, 9), S, L)
