"""The children in need census, as the check sees it."""

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any

import polars as pl

from lscp.returns.cin import factors, tables
from lscp.returns.cin.read import read
from lscp.returns.cin.rules import load
from lscp.returns.collection import Collection, Frames
from lscp.returns.errors import NotAReturn
from lscp.returns.submitted import Handed, Submitted

_EPISODE = ["child", "CINdetailsID"]
_ONE = ("CINdetails", "ChildIdentifiers", "ChildCharacteristics", "Header")


def _supplied(
    frames: Frames, there: set[str], metadata: Mapping[str, Any]
) -> tuple[Frames, set[str]]:  # fmt: skip
    return factors.supplied(frames, there)


def _reference_day(frames: Frames) -> date | None:
    days = frames["Header"]["ReferenceDate_on"].drop_nulls()
    days = days.filter(days.dt.year().is_between(1900, 2100))  # no census was or will be beyond
    return days[0] if len(days) else None


def _names(frames: Frames) -> Callable[[str, pl.DataFrame], list[pl.Series]]:
    """Tell rows of a child apart by the episode's referral date and the row's own first date."""
    episodes = frames["CINdetails"].select(*_EPISODE, _referral="CINreferralDate")
    referrals = episodes.unique(_EPISODE, keep="any")

    def of_rows(table: str, rows: pl.DataFrame) -> list[pl.Series]:
        if set(_EPISODE) <= set(rows.columns):
            rows = rows.join(referrals, on=_EPISODE, how="left", maintain_order="left")
        else:
            rows = rows.with_columns(_referral=pl.lit(None, pl.String))
        own = pl.Series("own", [""] * rows.height) if table in _ONE else rows[_first(table)]
        return [rows["_referral"], own]

    return of_rows


def _first(table: str) -> str:
    """Return the first date of a table's rows, or the item that they are."""
    leaves = tables.values(table)
    return next((leaf for leaf in leaves if leaf.kind == "date"), leaves[0]).name


def _lacks(table: str, column: str, there: Container[str]) -> str:
    return f"{table}.{column}" if table in there else f"the table {table}"


def _read(handed: Handed) -> Submitted:
    """Read the one file of a census. Raises NotAReturn."""
    if len(handed.files) != 1 or handed.last:
        raise NotAReturn("the return", 0, "A census is one file.", "Check each file by itself.")
    [file] = handed.files
    census = read(file, progress=handed.progress)
    said = ((handed.authority or census.authority, census.authority),
            (handed.year or census.year, census.year))  # fmt: skip
    for expected, is_of in said:
        if expected != is_of:
            raise NotAReturn(census.file, 0, f"It is of {is_of}, and {expected} was said.",
                             "Check that it is the right file.")  # fmt: skip
    about = {"localAuthority": census.header["LEA"], "file_format": "xml"}
    return Submitted(
        "cin", census.file, census.authority, census.year, census.tables, census.cautions, about,
        made_up=census.made_up,
    )  # fmt: skip


def _recognises(first: bytes) -> bool:
    return b"<Message" in first.replace(b"\x00", b"")  # of UTF-16


CIN = Collection(
    name="cin",
    title="Children in need census",
    tables=tables.KEYS,
    leaves=tables.values,
    columns=tables.columns,
    years=tables.YEARS,
    rules=load,
    supplied=_supplied,
    reference_day=_reference_day,
    child="LAchildID",
    names=_names,
    lacks=_lacks,
    read=_read,
    recognises=_recognises,
    lists=frozenset({"AssessmentFactors"}),
)
