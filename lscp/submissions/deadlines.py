"""By when a return is to be in, and clean."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from django.conf import settings


def deadline(collection: str, year: int) -> date:
    """Return the last day for the return of a reporting year."""
    if said := settings.LSCP_DEADLINES.get(collection):
        return date.fromisoformat(f"{year}-{said}")
    row = _known()[collection]
    return date(year, int(row["month"]), int(row["day"]))


def verified() -> str:
    """Return how far the deadlines are known to be right."""
    notes = [
        row["verified"]
        for collection, row in _known().items()
        if not settings.LSCP_DEADLINES.get(collection)
    ]
    return " ".join(notes) or "The due days are set by the partnership."


@cache
def _known() -> dict[str, dict[str, str]]:
    with (files("lscp.submissions") / "deadlines.csv").open(encoding="utf-8") as file:
        return {row["collection"]: row for row in csv.DictReader(file)}
