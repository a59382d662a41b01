"""Our figures beside the official ones, worked out once for each set of figures and releases."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from lscp.measures import beside, queries
from lscp.measures.reconcile import Comparison, Verdict, reconcile


def of_year(year: int, view: str) -> tuple[Comparison, ...]:
    """Return a year's comparisons, of the figures that a view shows and no others."""
    made = queries.current_set(year)
    return _of_set(made.pk, year, view, beside.version()) if made else ()


def summary(found: Iterable[Comparison]) -> dict[str, Counter[Verdict]]:
    """Return table → verdict → how many cells."""
    by_table: dict[str, Counter[Verdict]] = {}
    for each in found:
        by_table.setdefault(each.table, Counter())[each.verdict] += 1
    return by_table


@lru_cache(maxsize=16)
def _of_set(made: int, year: int, view: str, known: beside.Version) -> tuple[Comparison, ...]:
    figures = queries.figures(year, view=view)
    return tuple(reconcile(figures, beside.cells(known, year), year=year))
