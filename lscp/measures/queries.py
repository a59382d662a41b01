"""Questions about stored figures, asked by pages, the report and the command line.

Whoever shows the internal view to somebody checks `measures.view_internal` first; the published
view is for everyone, and is what is given where no view is named.
"""

from collections.abc import Iterable
from dataclasses import fields

import polars as pl
from django.conf import settings
from django.db.models import Exists, OuterRef

from lscp.core.figures import Figure, Origin, Status
from lscp.measures.official.read import KEY, SCHEMA
from lscp.measures.official.statistics import areas

from .models import FigureSet, OfficialFigure, StoredFigure, View

FIELDS = tuple(field.name for field in fields(Figure))


def figures(
    year: int | Iterable[int],
    *,
    view: str = View.PUBLISHED,
    indicator: str | Iterable[str] | None = None,
    authority: str | Iterable[str] | None = None,
    breakdown: str | Iterable[str] | None = None,
) -> list[Figure]:
    """Return the current figures of a reporting year, or of several, as they were computed.

    `indicator` is one id or several, and so is `authority`; `breakdown` is a word of `--by`, or ""
    for totals alone, or several of these. A year that was never computed has none.
    """
    wanted = [year] if isinstance(year, int) else list(year)
    found = StoredFigure.objects.filter(set__year__in=wanted, set__current=True, view=view)
    if indicator is not None:
        ids = [indicator] if isinstance(indicator, str) else list(indicator)
        found = found.filter(indicator__in=ids)
    if authority is not None:
        codes = [authority] if isinstance(authority, str) else list(authority)
        found = found.filter(authority__in=codes)
    if breakdown is not None:
        words = [breakdown] if isinstance(breakdown, str) else list(breakdown)
        found = found.filter(breakdown__in=words)
    return [_figure(row) for row in found.order_by("set__year", "pk").values_list(*FIELDS)]


def figure(name: str, *, view: str = View.PUBLISHED) -> Figure | None:
    """Return the current figure of a name, as IND004.E09000020.2022; None where there is none."""
    found = StoredFigure.objects.filter(set__current=True, view=view, figure=name)
    row = found.values_list(*FIELDS).first()
    return None if row is None else _figure(row)


def years(view: str = View.PUBLISHED) -> list[int]:
    """Return the reporting years that there are figures of in a view, in order."""
    seen = StoredFigure.objects.filter(set=OuterRef("pk"), view=view)
    current = FigureSet.objects.filter(Exists(seen), current=True)
    return list(current.order_by("year").values_list("year", flat=True))


def made_up() -> bool:
    """Say whether any current figure is counted from made-up records."""
    found = StoredFigure.objects.filter(set__current=True, source=Origin.DEMONSTRATION)
    return found.exists()


def current_set(year: int) -> FigureSet | None:
    """Return the set that a year's figures come from; None where none was computed."""
    return FigureSet.objects.filter(year=year, current=True).first()


def _figure(row: tuple) -> Figure:
    given = dict(zip(FIELDS, row, strict=True))
    given["status"], given["source"] = Status(given["status"]), Origin(given["source"])
    given["left_out"] = tuple((reason, rows) for reason, rows in given["left_out"])
    return Figure(**given)


def official(
    *,
    table: str | None = None,
    year: int | Iterable[int] | None = None,
    codes: Iterable[str] | None = None,
) -> pl.DataFrame:
    """Return the official cells that are loaded, of all releases (columns: official.SCHEMA).

    `year` is one or several; `codes` are those of the areas wanted, all without it.
    """
    found = OfficialFigure.objects.all()
    if table is not None:
        found = found.filter(load__table=table)
    if year is not None:
        found = found.filter(year__in=[year] if isinstance(year, int) else list(year))
    if codes is not None:
        found = found.filter(code__in=list(codes))
    columns = [f"load__{name}" if name in ("release", "table") else name for name in SCHEMA]
    rows = found.order_by("pk").values_list(*columns)
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row").sort(KEY)


def official_beside(*years: int) -> pl.DataFrame:
    """Return the official cells to set beside the figures of some reporting years.

    Those of the members and of the areas to compare with, and of the year before each too: rates
    divide by its population. A release has every authority in England, and more than ten years.
    """
    compared = [area.code for area in areas() if area.role == "comparator"]
    asked = {*years, *(each - 1 for each in years)}
    return official(year=asked, codes=[*settings.LSCP_MEMBERS, *compared])
