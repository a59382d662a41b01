"""The stages of an escalation, and the day by which each is to be answered."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lscp.core import clocks

TABLE = Path(__file__).with_name("stages.csv")
LAST = 4


@dataclass(frozen=True)
class Stage:
    """One stage: who answers in it."""

    number: int
    name: str
    who: str

    @property
    def clock(self) -> str:
        """Return the clock that runs in this stage."""
        return f"escalation_{self.number}"

    def due(self, on: date) -> date:
        """Return the day by which a stage that begins on a day is to be answered."""
        return clocks.due(clocks.clock(self.clock, on), on)


@cache
def stages() -> dict[int, Stage]:
    """Return the stages by their number."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [Stage(int(row["stage"]), row["name"], row["who"]) for row in csv.DictReader(file)]
    return {row.number: row for row in rows}
