"""What was odd about a file, and yet did not stop it from being read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caution:
    """One oddity: its code, a sentence without personal data, how many, and the first's line.

    `line` is 0 where the oddity has no one place.
    """

    code: str
    message: str
    count: int = 1
    line: int = 0
