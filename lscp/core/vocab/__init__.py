"""Code sets: one CSV each, with the days a code is valid and the source it is from.

`codes("cin/primary_need")` is how everyone asks; no module writes a code's label again.
"""

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Code:
    """One code of a set. `valid_from` and `valid_to` are included; None is open."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    source: str
    more: dict[str, str] = field(default_factory=dict, hash=False)

    def valid_on(self, day: date) -> bool:
        """Say whether the code may be used on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@cache
def code_set(name: str) -> tuple[Code, ...]:
    """Return a set's rows in the order of its file, which is the order to show them in.

    A code stands twice where it was given to something else later. Raises KeyError.
    """
    path = HERE / f"{name}.csv"
    if not path.is_file():
        raise KeyError(f"There is no code set {name!r}; those known: {', '.join(names())}")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_code(row) for row in csv.DictReader(file))


def _code(row: dict[str, str]) -> Code:
    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    valid = day(row.pop("valid_from")), day(row.pop("valid_to"))
    return Code(row.pop("code"), row.pop("label"), *valid, row.pop("source"), more=row)


def codes(name: str, on: date | None = None) -> dict[str, str]:
    """Return code → label, of the codes valid on a day, or of all."""
    return {code.code: code.label for code in code_set(name) if on is None or code.valid_on(on)}


@cache
def names() -> tuple[str, ...]:
    """Return the names of all code sets."""
    return tuple(
        sorted(str(path.relative_to(HERE).with_suffix("")) for path in HERE.rglob("*.csv"))
    )
