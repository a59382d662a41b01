"""The SSDA903 return, as the check sees it."""

from datetime import date

from lscp.returns.collection import Collection, Frames
from lscp.returns.ssda903 import tables
from lscp.returns.ssda903.placed import supplied
from lscp.returns.ssda903.rules import load


def _reference_day(frames: Frames) -> date | None:
    return None  # no table of this return says of which year it is


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
    beside={"postcodes": "Postcodes", "provider_info": "Providers"},
    exact=True,
)
