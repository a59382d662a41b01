"""The children in need census, as the check sees it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lscp.returns.cin import factors, tables
from lscp.returns.cin.rules import load
from lscp.returns.collection import Collection, Frames


def _supplied(
    frames: Frames, there: set[str], metadata: Mapping[str, Any]
) -> tuple[Frames, set[str]]:  # fmt: skip
    return factors.supplied(frames, there)


def _reference_day(frames: Frames) -> date | None:
    days = frames["Header"]["ReferenceDate_on"].drop_nulls()
    days = days.filter(days.dt.year().is_between(1900, 2100))  # no census was or will be beyond
    return days[0] if len(days) else None


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
    lists=frozenset({"AssessmentFactors"}),
)
