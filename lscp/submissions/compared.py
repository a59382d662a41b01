"""Our figures beside the official ones, worked out once for each set of figures and releases."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from lscp.measures import beside, queries
from lscp.measures.asked import Asked
from lscp.measures.models import View
from lscp.measures.reconcile import Comparison, Verdict, reconcile


def of_year(year: int, asked: Asked) -> tuple[Comparison, ...]:
    """Return a year's comparisons, of each place's figures in the view that it is shown in."""
    made = queries.current_set(year)
    if made is None:
        return ()
    known = beside.version()
    views = {view: _of_set(made.pk, year, view, known) for view in _views(asked)}
    return tuple(
        each
        for view, found in views.items()
        for each in found
        if asked.view_of(each.authority) == view
    )


def summary(found: Iterable[Comparison]) -> dict[str, Counter[Verdict]]:
    """Return table → verdict → how many cells."""
    by_table: dict[str, Counter[Verdict]] = {}
    for each in found:
        by_table.setdefault(each.table, Counter())[each.verdict] += 1
    return by_table


def _views(asked: Asked) -> tuple[str, ...]:
    return (View.INTERNAL, View.PUBLISHED) if asked.full_of and asked.internal else (asked.view,)


@lru_cache(maxsize=16)
def _of_set(made: int, year: int, view: str, known: beside.Version) -> tuple[Comparison, ...]:
    figures = queries.figures(year, view=view)
    return tuple(reconcile(figures, beside.cells(known, year), year=year))
