"""What one value of a return is: its name, its kind, the years that have it."""

from dataclasses import dataclass

import polars as pl

OPEN = 9999

# Beside its text, which stays as it stood, a value that is not text is given parsed, once, in a
# column of its own: null where it cannot be read.
PARSED: dict[str, tuple[str, pl.DataType]] = {
    "date": ("_on", pl.Date()),  # written 2022-03-31
    "day": ("_on", pl.Date()),  # written 31/03/2022
    "flag": ("_is", pl.Boolean()),
    "digit_flag": ("_is", pl.Boolean()),
    "count": ("_n", pl.Int64()),
}


@dataclass(frozen=True)
class Leaf:
    """An element or a column that holds a value. `since` and `until` are years, included.

    A `code` in a file is read in upper case, whatever it is written in.
    """

    name: str
    kind: str = "text"
    since: int = 0
    until: int = OPEN

    @property
    def parsed(self) -> str | None:
        """Return the column that holds the value parsed, or None for text."""
        return self.name + PARSED[self.kind][0] if self.kind in PARSED else None
