"""By when a return is to be in, and clean."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from django.conf import settings


def deadline(year: int) -> date:
    """Return the last day for the children in need census of a reporting year."""
    if settings.LSCP_CIN_DEADLINE:
        return date.fromisoformat(f"{year}-{settings.LSCP_CIN_DEADLINE}")
    row = _known()["cin"]
    return date(year, int(row["month"]), int(row["day"]))


def verified() -> str:
    """Return how far the deadline is known to be right."""
    if settings.LSCP_CIN_DEADLINE:
        return "The due day is set by the partnership."
    return _known()["cin"]["verified"]


@cache
def _known() -> dict[str, dict[str, str]]:
    with (files("lscp.submissions") / "deadlines.csv").open(encoding="utf-8") as file:
        return {row["collection"]: row for row in csv.DictReader(file)}
