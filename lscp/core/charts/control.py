"""Control charts (XmR): is this month beyond what chance would do?

Limits are worked out elsewhere and apart for each run of months between two breaks in the
series; here they are only drawn, a run beside the other, and nothing is drawn across a break.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lscp.core import wording
from lscp.core.charts.drawing import (
    BLUE,
    COLOURS,
    MUTED,
    SIZE,
    Chart,
    Value,
    data,
    draw,
    drawn_once,
    number,
    words,
)
from lscp.core.charts.lines import axes

PLOT, HEIGHT = 330, 240
ORANGE = COLOURS[1]


@dataclass(frozen=True)
class Run:
    """Months between two breaks: their values, mean and limits, and the rule that a month meets.

    `signals` gives, by month, the words of the rule.
    """

    points: Sequence[tuple[str, Value]]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: Mapping[str, str] = field(default_factory=dict)


@drawn_once
def xmr(
    title: str, runs: Sequence[Run], *, unit: str, note: str = "", made_up: bool = False
) -> Chart:
    """Return the control chart of runs of months, in order."""
    order = [x for run in runs for x, _ in run.points]
    alt = " ".join(filter(None, ["Control chart.", *_told(runs, unit), note]))
    svg = draw(
        _layers(runs, order, unit), title=title, alt=alt, made_up=made_up, height=HEIGHT,
        width=PLOT,
    )  # fmt: skip
    rows = tuple(
        (x, words(value, unit), run.signals.get(x, "")) for run in runs for x, value in run.points
    )
    return Chart(title, alt, svg, ("Month", wording.MEASURED[unit], "Signal"), rows, made_up)


def _upright(rows: Sequence[Mapping[str, object]], across: Any) -> Any:
    """Return words that stand upright at their month: why there is no value."""
    import altair as alt

    style: dict[str, Any] = {"angle": 270, "align": "left", "baseline": "middle"}
    return (
        alt.Chart(data(rows))
        .mark_text(fontStyle="italic", fontSize=SIZE, color=MUTED, **style)
        .encode(x=across, y=alt.value(HEIGHT - 6), text=alt.Text("said:N"))
    )


def _layers(runs: Sequence[Run], order: list[str], unit: str) -> list[Any]:
    import altair as alt

    low, high = _reach(runs)
    across, up = axes(order, high, low, every=max(1, len(order) // 4))
    gaps = [
        {"x": x, "said": words(value, unit)}
        for run in runs for x, value in run.points if number(value) is None
    ]  # fmt: skip
    points = [
        {"x": x, "y": number(value), "run": place, "signal": x in run.signals}
        for place, run in enumerate(runs) for x, value in run.points if number(value) is not None
    ]  # fmt: skip
    drawn = alt.Chart(data(points)).encode(x=across, y=up)
    shapes: dict[str, Any] = {
        "shape": alt.condition("datum.signal", alt.value("diamond"), alt.value("circle")),
        "color": alt.condition("datum.signal", alt.value(ORANGE), alt.value(BLUE)),
        "size": alt.condition("datum.signal", alt.value(130), alt.value(40)),
    }
    return [
        _upright(gaps, across),
        *_lines(runs, across, up, unit),
        _broken(runs, across),
        drawn.mark_line(color=BLUE, strokeWidth=1.5).encode(detail=alt.Detail("run:N")),
        drawn.mark_point(filled=True, opacity=1).encode(**shapes),
    ]


def _exact(value: float, unit: str) -> str:
    """Return a mean or limit in words: unlike a count, it is no whole number."""
    return f"{value:,.1f}{'%' if unit == 'percentage' else ''}"


def _reach(runs: Sequence[Run]) -> tuple[float, float]:
    values = [number(value) for run in runs for _, value in run.points]
    values += [line for run in runs for line in (run.lower, run.upper)]
    known = [value for value in values if value is not None] or [0.0]
    margin = (max(known) - min(known)) * 0.05 or 1.0
    return max(0.0, min(known) - margin), max(known) + margin


def _lines(runs: Sequence[Run], across: Any, up: Any, unit: str) -> list[Any]:
    """Return each run's mean and limits; the last run's are named at their end."""
    import altair as alt

    rows: list[dict[str, object]] = []
    for place, run in enumerate(runs):
        for name, y in (("Upper limit", run.upper), ("Mean", run.mean), ("Lower limit", run.lower)):
            if y is not None:
                rows += [{"x": x, "y": y, "name": name, "run": place} for x, _ in run.points]
    ends = [
        {**row, "said": f"{row['name']} {_exact(float(str(row['y'])), unit)}"}
        for row in rows if runs and row["x"] == runs[-1].points[-1][0]
    ]  # fmt: skip
    each = [alt.Detail("name:N"), alt.Detail("run:N")]
    dash = alt.condition("datum.name == 'Mean'", alt.value([1, 0]), alt.value([5, 4]))
    return [
        alt.Chart(data(rows)).mark_line(color=MUTED, strokeWidth=1.2)
        .encode(x=across, y=up, detail=each, strokeDash=dash),
        alt.Chart(data(ends)).mark_text(align="left", baseline="middle", fontSize=SIZE)
        .encode(x=alt.value(PLOT + 4), y=up, text=alt.Text("said:N")),
    ]  # fmt: skip


def _broken(runs: Sequence[Run], across: Any) -> Any:
    """Return a mark at the first month after each break."""
    import altair as alt

    rows = [{"x": run.points[0][0], "said": "break"} for run in runs[1:] if run.points]
    base = alt.Chart(data(rows)).encode(x=across)
    text = base.mark_text(align="left", baseline="top", dx=-12, dy=2, angle=270, fontSize=SIZE)
    rule = base.mark_rule(strokeDash=[2, 3], color=MUTED, xOffset=-6)
    return rule + text.encode(y=alt.value(60), text=alt.Text("said:N"))


def _told(runs: Sequence[Run], unit: str) -> list[str]:
    told = []
    for run in runs:
        first, last = run.points[0][0], run.points[-1][0]
        lines = [
            f"{name} {_exact(value, unit)}"
            for name, value in (("mean", run.mean), ("limits from", run.lower), ("to", run.upper))
            if value is not None
        ]
        told.append(f"{first} to {last}: {' '.join(lines) or 'too few months for limits'}.")
        told += [f"{x}: {words(v, unit)}." for x, v in run.points if number(v) is None]
        told += [f"{x}: {rule}." for x, rule in run.signals.items()]
    return told
