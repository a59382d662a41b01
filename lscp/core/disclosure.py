"""Small numbers: which cells of linked tables to hide, so that no small one can be worked out.

Knows nothing of figures. A *cell* is a whole number under a key. An *equation* ties cells together
(a row to its total, the authorities to the partnership, started to referred); what it sums to is
taken to be known to all.

A small cell is **safe** when a second set of whole numbers agrees with everything that is shown
and gives the cell another value from 1 to 5. That second set is the proof, whichever method a
reader uses, so nothing is called safe without one. Where none is found, one more cell is hidden.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from lscp.core.alternatives import Search, Vector

SMALL = range(1, 6)
LEAST_BASE = 11

Key = Any  # whatever can be one


def is_small(value: float | None) -> bool:
    """Say whether a count is from 1 to 5. Zero is not: it is printed."""
    return value is not None and value in SMALL


def enough_for_quantile(base: int, at: Fraction) -> bool:
    """Say whether more than 5 rows lie on either side of a quantile, so that it shows no few."""
    return ceil(base * min(at, 1 - at)) > SMALL[-1]


@dataclass
class System:
    """Cells, and what ties them.

    `slack` cells are never shown and may be zero, as a base less its numerator. `costs` says
    which cell to hide first where one must be: the least. `follows` names the cells that are
    hidden whenever the key is.
    """

    values: dict[Key, int]
    slack: set[Key] = field(default_factory=set)
    costs: dict[Key, int] = field(default_factory=dict)
    follows: dict[Key, set[Key]] = field(default_factory=dict)
    equations: list[Vector] = field(default_factory=list)
    equations_of: dict[Key, list[int]] = field(default_factory=dict)

    def tie(self, equation: Mapping[Key, int]) -> None:
        """Add an equation: a coefficient, 1 or -1, for each of its cells."""
        for key in equation:
            self.equations_of.setdefault(key, []).append(len(self.equations))
        self.equations.append(dict(equation))

    def renamed(self, names: Mapping[Key, int]) -> "System":
        """Return the same system with numbers for keys, which are quicker to look up."""
        return System(
            {names[key]: value for key, value in self.values.items()},
            {names[key] for key in self.slack},
            {names[key]: cost for key, cost in self.costs.items() if key in names},
            {names[key]: {names[o] for o in others} for key, others in self.follows.items()},
            [{names[key]: by for key, by in each.items()} for each in self.equations],
            {names[key]: numbers for key, numbers in self.equations_of.items()},
        )

    def order(self, key: Key) -> tuple[int, int, Key]:
        """Return what to sort cells by: the one to hide first comes first."""
        return self.costs.get(key, 0), self.values[key], key


@dataclass(frozen=True)
class Concealed:
    """Which cells are hidden, and for which small ones no other value was found.

    Those are given away by what is public, or the search for another value took too long.
    """

    hidden: frozenset[Key]
    unproven: frozenset[Key]


def conceal(
    system: System, *, small: Iterable[Key], hidden: Iterable[Key] = (), public: Iterable[Key] = ()
) -> Concealed:
    """Return the cells to hide so that no cell of `small` can be worked out.

    `hidden` are hidden already and stay so; `public` are known to everybody and cannot be.
    """
    keys = list(system.values)
    number = {key: at for at, key in enumerate(keys)}
    numbered = system.renamed(number)
    known = {number[key] for key in public}
    work = Concealing(numbered, {number[key] for key in small} - known, known)
    fixed = work.small | {number[key] for key in hidden}
    for key in fixed:
        work.hide(key)
    unproven = {key for key in sorted(work.small, key=numbered.order) if not work.protect(key)}
    work.show_again(fixed, unproven)
    return Concealed(
        frozenset(keys[at] for at in work.hidden),
        frozenset(keys[at] for at in unproven),
    )


def exposed(system: System, *, small: Iterable[Key], hidden: Iterable[Key]) -> set[Key]:
    """Return the small cells for which no other value is found that agrees with what is shown."""
    work = Concealing(system, small)
    for key in hidden:
        work.hide(key, with_followers=False)
    return {key for key in work.small if key not in work.hidden or not work.safe(key)}


class Concealing:
    """Hides cells one after another, keeping for each small one the proof that it is safe."""

    def __init__(self, system: System, small: Iterable[Key], public: Iterable[Key] = ()) -> None:
        self.system, self.small, self.public = system, set(small), set(public)
        self.hidden: set[Key] = set()
        self.proofs: dict[Key, Vector] = {}
        self._unknown: list[Vector] = [{} for _ in system.equations]
        for key in system.slack:
            self.hide(key)

    def hide(self, key: Key, *, with_followers: bool = True) -> None:
        """Hide a cell, and those that are hidden with it."""
        self.hidden.add(key)
        for number in self.system.equations_of.get(key, ()):
            self._unknown[number][key] = self.system.equations[number][key]
        if with_followers:
            for follower in self.system.follows.get(key, set()) - self.hidden - self.public:
                self.hide(follower)

    def safe(self, key: Key) -> bool:
        """Say whether other numbers agree with what is shown, and keep them as the proof."""
        return key in self.proofs or self._proved(key, self._search(key))

    def protect(self, key: Key) -> bool:
        """Hide cells until the key is safe; say whether that was proved."""
        while not self.safe(key):
            search = self._search(key)
            search.find(key)
            if search.tired and self._proved(key, self._search(key, long=True)):
                break
            choice = self._choice(key, search)
            if choice is None:
                return False
            self.hide(choice)
        return True

    def show_again(self, fixed: set[Key], unproven: set[Key]) -> None:
        """Show each added cell again, the largest first, if there are proofs without it."""
        added = self.hidden - fixed - self.system.slack - self._beside(unproven)
        for key in sorted(added, key=self.system.order, reverse=True):
            leaders = added & self.hidden
            if not any(key in self.system.follows.get(each, ()) for each in leaders):
                self._try_to_show(key)

    def _beside(self, keys: set[Key]) -> set[Key]:
        """Return the hidden cells that share an equation with cells that share one with a key."""
        found = set(keys)
        for _ in range(2):
            found |= {
                cell
                for key in found & self.hidden
                for number in self.system.equations_of.get(key, ())
                for cell in self._unknown[number]
            }
        return found

    def _try_to_show(self, key: Key) -> None:
        numbers = self.system.equations_of.get(key, ())
        kept = {each: proof for each, proof in self.proofs.items() if key in proof}
        for number in numbers:
            del self._unknown[number][key]
        self.hidden.discard(key)
        for each in kept:
            del self.proofs[each]
        if not all([self.safe(each) for each in kept]):
            self.proofs |= kept
            self.hide(key, with_followers=False)

    def _search(self, key: Key, *, long: bool = False) -> Search:
        def room(cell: Key, by: int) -> int:
            value = self.system.values[cell]
            if by > 0:
                return SMALL[-1] - value - by if cell == key else value
            # Zeros are printed, so whoever sees a hidden cell knows that it is at least 1.
            return value + by - (0 if cell in self.system.slack else min(1, value))

        return Search(self.system.equations_of, self._unknown, room, long=long)

    def _proved(self, key: Key, search: Search) -> bool:
        proof = search.find(key)
        if proof is None:
            return False
        for cell, by in proof.items():
            if cell in self.small and is_small(self.system.values[cell] + by):
                self.proofs.setdefault(cell, proof)
        self.proofs[key] = proof
        return True

    def _choice(self, key: Key, search: Search) -> Key | None:
        """Return the cheapest cell to hide, of the first equation that could not be mended."""
        for number in (*search.stuck, *self._near(key)):
            able = [cell for cell in self.system.equations[number] if self._can_hide(cell)]
            if able:
                return min(able, key=self.system.order)
        return None

    def _near(self, key: Key) -> Iterator[int]:
        """Yield the equations of a cell, then those of the hidden cells in them."""
        own = self.system.equations_of.get(key, [])
        yield from own
        for number in own:
            for cell in self._unknown[number]:
                yield from self.system.equations_of.get(cell, ())

    def _can_hide(self, key: Key) -> bool:
        return key not in self.hidden and key not in self.public and self.system.values[key] > 0
