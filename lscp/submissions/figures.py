"""Computing a year's figures from the loads that are current, and keeping them in both views.

Of a year that is not over, live records change from day to day. Its figures have the internal view
alone: two published on two days would show what happened between, however small.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from lscp.core import digests, locks, periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import Facts, store, together
from lscp.core.figures import Figure
from lscp.core.indicators import evaluate
from lscp.core.time import today
from lscp.measures import actions, official, queries
from lscp.measures.indicators import load, of_areas
from lscp.measures.models import FigureSet, OfficialLoad, View
from lscp.measures.published import published
from lscp.submissions import loads
from lscp.submissions.models import LIVE, REGISTERS, Load

PACKAGE = Path(__file__).resolve().parents[1]
DEFINED_BY = ("core", "measures")  # more than defines figures, so that nothing is forgotten


def compute(year: int) -> FigureSet | None:
    """Compute every indicator with every breakdown for a year, unless nothing has changed.

    Returns the current set; None where no return of the year is loaded.
    """
    if not Load.objects.filter(year=year, current=True).exists():
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(locks.FOR_TRANSACTION, [locks.Lock.COMPUTING, year])
        return _unchanged(year) or _computed(year)


def years_to_compute() -> list[int]:
    """Return the years that a return is loaded of, in order."""
    found = Load.objects.filter(current=True, authority__in=settings.LSCP_MEMBERS)
    return sorted(set(found.values_list("year", flat=True)))


def facts_for(year: int) -> Facts:
    """Return the facts of a year and of the year before, with the populations that rates need."""
    parts = [store.read(name, loads.snapshots()) for name in _snapshots(year)]
    population = official.population(queries.official(table="population"))
    return together(parts).with_table("lscp_population", population)


def _unchanged(year: int) -> FigureSet | None:
    current = queries.current_set(year)
    same = current and (current.snapshots, current.definitions) == (
        _snapshots(year), _definitions(year),
    )  # fmt: skip
    return current if same else None


def _computed(year: int) -> FigureSet:
    internal = evaluate(
        load().values(), facts_for(year), periods.year(year), by=BREAKDOWNS,
        members=settings.LSCP_MEMBERS,
    )  # fmt: skip
    views = {View.INTERNAL.value: internal}
    if not _is_running(year):
        views[View.PUBLISHED.value] = _published(internal, year)
    return actions.keep(year, views, snapshots=_snapshots(year), definitions=_definitions(year))


def _is_running(year: int) -> bool:
    """Say whether the year is not over, and counted from what still grows."""
    growing = Load.objects.filter(year=year, current=True, collection__in={*LIVE, *REGISTERS})
    return periods.year(year).end >= today() and growing.exists()


def _published(internal: list[Figure], year: int) -> list[Figure]:
    """What the view that is replaced hid stays hidden: some may have kept that one."""
    before = queries.figures(year, view=View.PUBLISHED)
    return published(internal, official=queries.official_beside(year), prior=before)


def _snapshots(year: int) -> list[str]:
    found = Load.objects.filter(
        current=True, year__in=(year - 1, year), authority__in=settings.LSCP_MEMBERS
    )
    ordered = found.order_by("authority", "year", "collection")
    return list(ordered.values_list("snapshot", flat=True))


def _definitions(year: int) -> str:
    """Return a digest of all that figures are computed by: definitions, codes, populations.

    And of whether the year is over: then its figures are published.
    """
    running = ["running"] if _is_running(year) else []
    tables = OfficialLoad.objects.order_by("release", "table").values_list("digest", flat=True)
    return digests.of_text(_code(), *tables, *settings.LSCP_MEMBERS, *running)


@cache
def _code() -> str:
    return digests.of_folders(*(PACKAGE / name for name in DEFINED_BY), *of_areas())
