"""What this system counted, for the proof-reader: the published view of its figures, in words."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from lscp.core.figures import Status
from lscp.measures import queries
from lscp.report.proof.known import published
from lscp.report.proof.rule import Known, KnownFigure

WORDS = Path(__file__).with_name("figures_in_words.csv")


def known(year: int | None) -> Known:
    """Return the official figures of a year, and beside them those that this system publishes.

    Where both have a measure, the official one stands, which readers will compare with, and says
    what is counted here.
    """
    official = published(year)
    if year is None:
        return official
    own = {(each.measure, each.authority): each for each in _figures(year)}
    told = [_beside(each, own) if each.year == year else each for each in official.figures]
    measured = {(each.measure, each.authority) for each in told if each.year == year}
    others = [each for which, each in own.items() if which not in measured]
    return Known(year, "", (*told, *others), official.names)


def _beside(figure: KnownFigure, own: dict[tuple[str, str], KnownFigure]) -> KnownFigure:
    """Return an official figure with what this system counts of the same."""
    ours = own.get((figure.measure, figure.authority))
    return replace(figure, counted=ours.value) if ours else figure


def _figures(year: int) -> Iterator[KnownFigure]:
    for each in queries.figures(year, indicator=list(_words()), breakdown=""):
        measure, words = _words()[each.indicator]
        if each.status is not Status.OK or each.value is None:
            continue
        source = f"figure {each.figure} of this system"
        value = float(each.value)
        yield KnownFigure(measure, words, each.authority, year, value, source, official=False)


@cache
def _words() -> dict[str, tuple[str, tuple[str, ...]]]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {
            row["indicator"]: (row["measure"], tuple(row["words"].split("|")))
            for row in csv.DictReader(file)
        }
