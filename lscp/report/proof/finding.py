"""What the proof-reader says of one statement: the words, the place, the claim, the verdict."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Right; wrong; or doubtful, for a reason that `how` gives."""

    RIGHT = "right"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True)
class Place:
    """Where something stands. `page` and `line` count from 1 in what has pages or lines, else 0.

    `cell` says where in a table: “table 2, row 3, column 4”.
    """

    page: int = 0
    line: int = 0
    cell: str = ""


@dataclass(frozen=True)
class Finding:
    """One statement that was checked. `how` says how `expected` was computed, and why it is so."""

    file: str
    place: Place
    text: str
    rule: str
    claim: str
    expected: str
    how: str
    verdict: Verdict

    def row(self) -> dict[str, Any]:
        """Return the finding as a flat object."""
        held = asdict(self)
        place = held.pop("place")
        return {"file": held.pop("file"), **place, **held, "verdict": str(self.verdict)}
