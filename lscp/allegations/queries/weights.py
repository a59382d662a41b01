"""What may be meant, and why: what speaks for and against two records being of one."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lscp.people.evidence import Evidence, score

TABLE = Path(__file__).parents[1] / "recognition_weights.csv"


@dataclass(frozen=True)
class Suggestion:
    """An adult or employer of the register who may be meant, and what speaks for and against it."""

    record: Any
    evidence: tuple[Evidence, ...]
    remark: str = ""

    @property
    def score(self) -> float:
        """Return the sum of the weights: for the order alone, never for the page."""
        return score(self.evidence)

    @property
    def agrees(self) -> list[str]:
        """Return what speaks for it, in words."""
        words = [each.words for each in self.evidence if each.agrees]
        return [*words, self.remark] if self.remark else words

    @property
    def differs(self) -> list[str]:
        """Return what speaks against it, in words."""
        return [each.words for each in self.evidence if not each.agrees]


def likeliest(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions in order, the likeliest first."""
    return sorted(found, key=lambda each: (-each.score, str(each.record.pk)))


@cache
def table() -> dict[tuple[str, str], Evidence]:
    """Return each field and level → its weight, and the words for it."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            Evidence(row["field"], row["level"], float(row["weight"]), row["words"])
            for row in csv.DictReader(file)
        ]
    return {(row.field, row.level): row for row in rows}


def evidence_of(**levels: str) -> tuple[Evidence, ...]:
    """Return the evidence of the levels that were found; of none where a level is empty."""
    return tuple(table()[pair] for pair in levels.items() if pair[1])
