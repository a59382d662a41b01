"""How figures, days and answers are said in words: the same on pages, in charts and in reports."""

from datetime import date, datetime
from typing import Any

from lscp.core.figures import PLACES, Figure, Status
from lscp.core.periods import day_label
from lscp.core.time import LONDON

MEASURED = {
    "count": "Number",
    "children": "Children",
    "percentage": "Percentage",
    "change": "Change in per cent",
    "rate": "Rate per 10,000 children",
    "days": "Working days",
    "months": "Months",
    "score": "Average score",
}
STATUS = {
    Status.SUPPRESSED: "suppressed",
    Status.NOT_AVAILABLE: "not available",
    Status.NOT_COMPARABLE: "not comparable",
}


def said(value: float, unit: str) -> str:
    """Return a value as it is printed: 2,257, 24.5%, +52.5%, 986.5 or 32.

    An int has no decimal places to show: a publisher's whole percentage is 69%, not 69.0%.
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.{PLACES[unit]}f}"
    if unit == "days" and value != int(value):
        text = f"{value:,.1f}"
    if unit == "change":
        return f"{'+' if value > 0 else ''}{text}%"
    return f"{text}%" if unit == "percentage" else text


def plainly(value: float) -> str:
    """Return a number of no known unit: 2,257 or 986.5, without a decimal that says nothing."""
    return f"{value:,.1f}".removesuffix(".0")


def of_figure(figure: Figure) -> str:
    """Return what is printed for a figure: its value, else why there is none."""
    if figure.value is None:
        return STATUS.get(figure.status, "not available")
    return said(figure.value, figure.unit)


def in_words(value: Any) -> Any:
    """Return an answer as a page shows it: Yes, 26 May 2026, 26 May 2026 at 14:05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        here = value.astimezone(LONDON)
        return f"{day_label(here.date())} at {here:%H:%M}"
    if isinstance(value, date):
        return day_label(value)
    return value if hasattr(value, "__html__") else str(value)
