"""Says whether the dates of a return can be those of a year: no file says of which year it is."""

import polars as pl

from lscp.core import periods
from lscp.returns.ssda903.read import Return

DATED = {
    "Episodes": ("DECOM_on", "DEC_on"),
    "Reviews": ("REVIEW_on",),
    "Missing": ("MIS_START_on",),
}


def may_be_of(ret: Return, year: int) -> bool:
    """Say whether a return can be of a year: something happened in it, and less after it.

    What is open in a year may have begun long before; a return without a date may be of any.
    """
    within, after, is_dated = _counted(ret, year)
    return not is_dated or within > after


def is_later(ret: Return, year: int) -> bool:
    """Say whether more of a return is dated after a year than in it: then it is of a later one."""
    within, after, _ = _counted(ret, year)
    return after > within


def _counted(ret: Return, year: int) -> tuple[int, int, bool]:
    """Return how many dates are in a year, and after it, and whether there are any."""
    days = pl.concat([
        ret.tables[table][column].alias("day")
        for table, columns in DATED.items() for column in columns if table in ret.tables
    ] or [pl.Series("day", [], pl.Date)]).drop_nulls()  # fmt: skip
    period = periods.year(year)
    within = int(days.is_between(period.start, period.end).sum())
    return within, int((days > period.end).sum()), not days.is_empty()
