"""What this system counted, for the proof-reader: the published view of its figures, in words."""

import csv
from functools import cache
from pathlib import Path

from lscp.core.figures import Status
from lscp.measures import queries
from lscp.report.proof.known import published
from lscp.report.proof.rule import Known, KnownFigure

WORDS = Path(__file__).with_name("figures_in_words.csv")


def known(year: int | None) -> Known:
    """Return the official figures of a year, and beside them those that this system publishes.

    Where both have a measure, the official one stands: it is what readers will compare with.
    """
    official = published(year)
    if year is None:
        return official
    own = tuple(_figures(year, {(each.measure, each.authority) for each in official.figures
                                if each.year == year}))  # fmt: skip
    return Known(year, "", (*official.figures, *own), official.names)


def _figures(year: int, told: set[tuple[str, str]]) -> list[KnownFigure]:
    found = []
    for each in queries.figures(year, indicator=list(_words()), breakdown=""):
        measure, words = _words()[each.indicator]
        if each.status is not Status.OK or each.value is None or (measure, each.authority) in told:
            continue
        source = f"figure {each.figure} of this system"
        value = float(each.value)
        found.append(
            KnownFigure(measure, words, each.authority, year, value, source, official=False)
        )
    return found


@cache
def _words() -> dict[str, tuple[str, tuple[str, ...]]]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {
            row["indicator"]: (row["measure"], tuple(row["words"].split("|")))
            for row in csv.DictReader(file)
        }
