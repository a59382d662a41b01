"""Breaks in a series: days on which an authority began to record something otherwise.

No chart and no trend may span one. A break is of an indicator or of a whole theme, in
`breaks.csv`; what breaks for a member breaks for the partnership, whose figures are sums.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from lscp.core.figures import PARTNERSHIP
from lscp.core.periods import reporting_year
from lscp.measures.indicators import load
from lscp.measures.official.statistics import MEASURES, areas
from lscp.measures.official.tables import rows_of


@dataclass(frozen=True)
class Break:
    """A break: the first day of the new way to record, whose, why, and who says so."""

    authority: str
    on: date
    reason: str
    source: str

    @property
    def year(self) -> int:
        """Return the reporting year that the break is in."""
        return reporting_year(self.on)


@cache
def breaks(indicator: str, authority: str) -> tuple[Break, ...]:
    """Return the breaks in an indicator's series for an authority or the partnership, in order."""
    members = {area.code for area in areas() if area.role == "member"}
    whose = members if authority == PARTNERSHIP else {authority}
    theme = load()[indicator].theme
    found = [
        Break(row["authority"], date.fromisoformat(row["date"]), row["reason"], row["source"])
        for row in rows_of(MEASURES / "breaks.csv")
        if row["authority"] in whose and (row["indicator"] or row["theme"]) in (indicator, theme)
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.authority)))
