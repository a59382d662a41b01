"""The tables that the demonstration's people are built from."""

import csv
from datetime import date, timedelta
from pathlib import Path

from lscp.core.time import today

HERE = Path(__file__).parent
Row = dict[str, str]
DAYS_A_YEAR = 365.25


def rows(name: str) -> list[Row]:
    """Return the rows of a table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def born(age: str) -> date:
    """Return the day of birth of somebody who is so many years old today."""
    return today() - timedelta(days=round(float(age) * DAYS_A_YEAR))
