"""Official values to set beside ours, worked out once for each set of releases that is loaded."""

from functools import lru_cache

import polars as pl

from lscp.measures import queries
from lscp.measures.comparators import comparators
from lscp.measures.models import OfficialLoad
from lscp.measures.official.cells import Cells

Version = tuple[str, ...]


def version() -> Version:
    """Return what tells one set of loaded releases from another."""
    return tuple(OfficialLoad.objects.order_by("pk").values_list("digest", flat=True))


@lru_cache(maxsize=4096)
def of(known: Version, indicator: str, year: int) -> dict[str, float]:
    """Return area → official value of an indicator's total, for the areas that have one."""
    return comparators(_cells_of(known, year), indicator, year) if known else {}


@lru_cache(maxsize=16)
def _cells_of(known: Version, year: int) -> Cells:
    return Cells(cells(known, year), year)


@lru_cache(maxsize=16)
def cells(known: Version, year: int) -> pl.DataFrame:
    """Return the official cells to set beside a year's figures."""
    return queries.official_beside(year)
