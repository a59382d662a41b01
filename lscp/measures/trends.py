"""How an indicator moves: from one year to the next, and whether that is good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lscp.core import charts, wording
from lscp.core.figures import PLACES, Figure, percentage, rounded
from lscp.core.indicators import Indicator
from lscp.core.periods import year_label

POLARITY = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "context": "Neither higher nor lower is better by itself",
}


@dataclass(frozen=True)
class Change:
    """How a figure differs from last year's, in words, and whether that is better or worse."""

    words: str
    direction: str = ""  # up, down, same; empty where there is no comparison
    judged: str = ""  # better, worse; empty where neither can be said


def change(
    indicator: Indicator, now: Figure | None, before: Figure | None, *, broken: str = ""
) -> Change:
    """Return the change from the year before. `broken` is why the two years cannot be compared."""
    if now is None or now.value is None:
        return Change("")
    if broken:
        return Change("No comparison: a break in the series")
    if before is None:
        return Change("")
    if before.value is None:
        why = wording.STATUS.get(before.status, "not available")
        return Change(f"No comparison: the year before is {why}")
    moved = rounded(now.value, PLACES[now.unit]) - rounded(before.value, PLACES[now.unit])
    if not moved:
        return Change("No change", "same")
    direction = "up" if moved > 0 else "down"
    judged = ""
    if indicator.better != "context":
        judged = "better" if (direction == "up") == (indicator.better == "higher") else "worse"
    return Change(f"{direction.title()} {_amount(abs(moved), now, before)}", direction, judged)


def _amount(moved: float, now: Figure, before: Figure) -> str:
    said = f"{moved:,.{PLACES[now.unit]}f}"
    match now.unit:
        case "percentage" | "change":
            return f"{said} percentage point{'' if moved == 1 else 's'}"
        case "days":
            return f"{moved:g} working day{'' if moved == 1 else 's'}"
        case "months":
            return f"{said} month{'' if moved == 1 else 's'}"
        case "count":
            part = percentage(int(moved), int(before.value or 0))
            return said if part is None else f"{said} ({part:.0f}%)"
    return said


def trend(
    by_year: Mapping[int, Figure], years: Sequence[int], place: str, *, breaks: Sequence[int] = ()
) -> str:
    """Return a sparkline over years. `breaks` are the years at which the series starts anew."""
    values = [by_year[year].value if year in by_year else None for year in years]
    if sum(value is not None for value in values) < 2:
        return ""
    told = ", ".join(
        f"{year_label(year)} {wording.of_figure(by_year[year]) if year in by_year else 'none'}"
        for year in years
    )
    apart = "".join(f"; the series breaks before {year_label(year)}" for year in breaks)
    at = [place for place, year in enumerate(years) if year in breaks]
    return charts.sparkline(values, alt=f"Trend of {place}: {told}{apart}", breaks=at)
