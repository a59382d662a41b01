"""What each outcome means, and what is recorded and told of it: a table with its sources."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lscp.core.vocab import codes

TABLE = Path(__file__).parents[1] / "outcomes.csv"


@dataclass(frozen=True)
class Outcome:
    """One of the five terms of the guidance. A certainty says how sure we are of what it is of."""

    outcome: str
    meaning: str
    meaning_source: str
    personnel_file: str
    personnel_file_source: str
    personnel_file_certainty: str
    reference: str
    reference_source: str
    reference_certainty: str

    @property
    def label(self) -> str:
        """Return the term."""
        return codes("lado/outcome")[self.outcome]


@cache
def outcomes() -> dict[str, Outcome]:
    """Return code → what follows from it, in the order of the guidance."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["outcome"]: Outcome(**row) for row in csv.DictReader(file)}


def meanings() -> dict[str, str]:
    """Return code → what it means."""
    return {code: each.meaning for code, each in outcomes().items()}
