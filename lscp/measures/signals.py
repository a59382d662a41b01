"""Control charts of an indicator's months, and what the latest signal says.

Limits are worked out by `spc`, apart for each run between two breaks; a suppressed month is a
gap, and is said to be one.
"""

from collections.abc import Sequence

from lscp.core import charts, wording
from lscp.core.figures import Figure
from lscp.core.indicators import Indicator
from lscp.core.periods import parse
from lscp.measures import spc
from lscp.measures.breaks import breaks

MEANING = {
    spc.Variation.IMPROVEMENT: "better",
    spc.Variation.CONCERN: "worse",
    spc.Variation.NEITHER: "unusual",
}


def chart(
    indicator: Indicator, monthly: Sequence[Figure], code: str, place: str, *, made_up: bool
) -> charts.Chart:
    """Return the control chart of a place's months, in order."""
    said: dict[str, charts.Value] = {
        figure.category: wording.of_figure(figure) if figure.value is None else figure.value
        for figure in monthly
    }
    runs = [
        charts.Run(
            [(label(point.period), said[point.period]) for point in run.points],
            run.limits.mean if run.limits else None,
            run.limits.lower if run.limits else None,
            run.limits.upper if run.limits else None,
            {label(point.period): _told(point) for point in run.points if point.rules},
        )
        for run in _runs(indicator, monthly, code)
    ]
    whys = dict.fromkeys(run.why for run in _runs(indicator, monthly, code) if run.why)
    return charts.xmr(
        f"{indicator.title} by month, {place}", runs, unit=_unit(monthly), made_up=made_up,
        note=" ".join(f"{why}." for why in whys),
    )  # fmt: skip


def latest(indicator: Indicator, monthly: Sequence[Figure], code: str, year: int) -> str:
    """Return the last signal within a reporting year in words; none where there is none."""
    for run in reversed(_runs(indicator, monthly, code)):
        for point in reversed(run.points):
            if point.rules and parse(point.period).year == year:
                rule = point.rules[0].partition(":")[0].lower()
                return f"{label(point.period)}: {point.side}, {MEANING[point.variation]} ({rule})"
    return ""


def label(month: str) -> str:
    """Return a month in words: Apr 2021 for 2021-04."""
    return f"{parse(month).start:%b %Y}"


def _runs(indicator: Indicator, monthly: Sequence[Figure], code: str) -> list[spc.Chart]:
    values = [(figure.category, figure.value) for figure in monthly]
    return spc.charts(
        values, breaks=[each.on for each in breaks(indicator.id, code)], better=indicator.better,
        ceiling=100 if _unit(monthly) == "percentage" else None,
    )  # fmt: skip


def _told(point: spc.Point) -> str:
    rules = "; ".join(point.rules)
    return f"{point.variation} ({point.side}). {rules}"


def _unit(monthly: Sequence[Figure]) -> str:
    return monthly[0].unit if monthly else "count"
