"""Other whole numbers that agree with what is shown: the proof that a hidden cell cannot be known.

A hidden cell is moved by one. Every equation that this breaks is mended by moving another hidden
cell in it, and so on until all hold again. What is found is checked by its very making; what is
not found within some hundred steps is not claimed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Key = Any  # whatever can be one
Vector = dict[Key, int]
Room = Callable[[Key, int], int]

STEPS, TRIES, LONG = 120, 4, 20
ENOUGH = 4


@dataclass
class Search:
    """Looks for moves of hidden cells that leave every equation as it is.

    `equations_of` gives a cell's equations by number, `unknown` an equation's hidden cells with
    their coefficients, and `room` how much further than this a cell may be moved; below zero, not
    so far. `stuck` has the equations that could not be mended, the first met first. A search that
    was `tired` did not look everywhere; a `long` one takes far more steps.
    """

    equations_of: Mapping[Key, Sequence[int]]
    unknown: Sequence[Mapping[Key, int]]
    room: Room
    stuck: dict[int, None] = field(default_factory=dict)
    _moved: Vector = field(default_factory=dict)
    _broken: dict[int, int] = field(default_factory=dict)
    long: bool = False
    tired: bool = False
    _steps: int = 0
    _try: int = 0

    def find(self, key: Key) -> Vector | None:
        """Return moves that change the cell by one, or None where none are found."""
        for self._try in range(TRIES):
            self.tired = False
            for by in (1, -1):
                self._moved, self._broken = {}, {}
                self._steps = STEPS * LONG if self.long else STEPS
                if self.room(key, by) >= 0:
                    self._move(key, by)
                    if self._mend():
                        return dict(self._moved)
                self.tired |= self._steps <= 0
            if not self.tired:
                return None
        return None

    def _move(self, key: Key, by: int) -> None:
        """Move a cell, or move it back where it has moved already."""
        if key in self._moved:
            del self._moved[key]
        else:
            self._moved[key] = by
        for number in self.equations_of.get(key, ()):
            left = self._broken.get(number, 0) + self.unknown[number][key] * by
            if left:
                self._broken[number] = left
            else:
                del self._broken[number]

    def _mend(self) -> bool:
        if not self._broken:
            return True
        if not self._steps:
            return False
        number = min(self._broken, key=lambda each: len(self.unknown[each]))
        ways = self._ways(number)
        if not ways:
            self.stuck[number] = None
        for key, by in ways:
            self._steps -= 1
            self._move(key, by)
            if self._mend():
                return True
            self._move(key, -by)
            if self._steps <= 0:
                return False
        return False

    def _ways(self, number: int) -> list[tuple[Key, int]]:
        """Return the moves that mend an equation: to where there is most room first.

        Another try takes them in another order, since one that leads far astray costs all steps.
        """
        left = self._broken[number]
        ways = []
        for key, times in self.unknown[number].items():
            by = -left // times
            if key not in self._moved and left % times == 0 and (room := self.room(key, by)) >= 0:
                ways.append((len(self.equations_of.get(key, ())) - min(room, ENOUGH), key, by))
        ways.sort(key=lambda way: way[0])
        at = self._try % (len(ways) or 1)
        return [(key, by) for _, key, by in ways[at:] + ways[:at]]
