"""The SSDA903 return, as the check sees it."""

from collections.abc import Callable, Container
from datetime import date

import polars as pl

from lscp.returns.collection import Collection, Frames
from lscp.returns.ssda903 import read, sheets, tables
from lscp.returns.ssda903.placed import supplied
from lscp.returns.ssda903.rules import load
from lscp.returns.ssda903.tables import LAST, PLACED

_OWN = {
    "Episodes": "DECOM", "Reviews": "REVIEW", "PlacedAdoption": "DATE_PLACED",
    "Missing": "MIS_START", "SWEpisodes": "SW_DECOM", "DoLo": "DOLO_START",
}  # fmt: skip
"""The date that a row begins on, where a child has several. Of the other tables it has one row."""
_LISTS = {"Postcodes": "a list of postcodes", "Providers": "a list of providers"}


def _reference_day(frames: Frames) -> date | None:
    return None  # no table of this return says of which year it is


def _names(frames: Frames) -> Callable[[str, pl.DataFrame], list[pl.Series]]:
    """Tell rows of a child apart by the day that they begin on, however it is written."""

    def of_rows(table: str, rows: pl.DataFrame) -> list[pl.Series]:
        own = _OWN.get(table.removesuffix(LAST))
        if own is None or own not in rows.columns:
            return []
        day = rows[f"{own}_on"].cast(pl.String)
        return [day.zip_with(day.is_not_null(), rows[own])]

    return of_rows


def _lacks(table: str, column: str, there: Container[str]) -> str:
    """Say in words what was not handed in."""
    if table in _LISTS or (column in PLACED and table in there):
        return _LISTS.get(table, _LISTS["Postcodes"])
    name = table.removesuffix(LAST)
    if table.endswith(LAST) and not any(f"{each}{LAST}" in there for each in tables.TABLES):
        return "last year’s return"
    of = "last year’s " if table.endswith(LAST) else ""
    return f"{column} of {of}{name}" if table in there else f"{of or 'the '}table {name}"


SSDA903 = Collection(
    name="ssda903",
    title="SSDA903 return: children looked after",
    tables=tables.KEYS,
    leaves=tables.values,
    columns=tables.columns,
    years=tables.YEARS,
    rules=load,
    supplied=supplied,
    reference_day=_reference_day,
    child="CHILD",
    names=_names,
    lacks=_lacks,
    read=read.submitted,
    recognises=sheets.may_hold,
    is_a_set=True,
    beside={"postcodes": "Postcodes", "provider_info": "Providers"},
    exact=True,
)
