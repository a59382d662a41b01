"""What is known without a database: published figures of the partnership's authorities, and names.

`known.csv` holds figures as the Department for Education published them, each with its source.
"""

import csv
from functools import cache
from pathlib import Path

from lscp.report.proof.rule import Known, KnownFigure

FIGURES, NAMES = (Path(__file__).with_name(name) for name in ("known.csv", "names.csv"))


def published(year: int | None = None, authority: str = "") -> Known:
    """Return what is known of a year and an authority, or of all."""
    figures = (each for each in _figures() if not authority or each.authority == authority)
    return Known(year, authority, tuple(figures), _names())


@cache
def _figures() -> tuple[KnownFigure, ...]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return tuple(
            KnownFigure(
                row["measure"], tuple(row["words"].split("|")), row["authority"],
                int(row["year"]), float(row["value"]), row["source"],
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@cache
def _names() -> dict[str, tuple[str, ...]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["authority"]: tuple(row["names"].split("|")) for row in csv.DictReader(file)}
