"""Line charts over years: each line named at its own end, and stopped where its series breaks."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lscp.core import wording
from lscp.core.charts.drawing import (
    COLOURS,
    DASHES,
    GRID,
    MADE_UP,
    MUTED,
    SHAPES,
    SIZE,
    TEXT,
    Chart,
    Value,
    data,
    draw,
    drawn_once,
    number,
    words,
    wrapped,
)

PLOT, HEIGHT, LINE, ASIDE, FOOT = 290, 190, 16, 16, 12
Series = Mapping[str, Sequence[tuple[str, Value]]]
# "2021 to 2022" in two lines, and "Apr 2021" too.
_SPLIT = "split(replace(replace(datum.label, ' to ', '~to '), /^([^~]*) /, '$1~'), '~')"


@drawn_once
def line(
    title: str,
    series: Series,
    *,
    unit: str,
    breaks: Mapping[str, Collection[str]] | None = None,
    heading: str = "Year",
    note: str = "",
    made_up: bool = False,
    official: Sequence[str] = (),
) -> Chart:
    """Return a line for each series over labels in order, from zero.

    `breaks` gives, by series, the labels at which it starts anew: no line spans them. `official`
    names series that are not made up though the others are; the mark in the picture says so.
    """
    breaks = breaks or {}
    but = f"; {' and '.join(official)}: official" if official else ""
    order = list(dict.fromkeys(x for points in series.values() for x, _ in points))
    alt = " ".join(filter(None, ["Line chart.", *_told(series, breaks, unit), note]))
    headings, rows = _table(heading, series, order, breaks, unit)
    svg = draw(
        _layers(series, order, breaks, unit), title=title, alt=alt,
        made_up=f"{MADE_UP}{but}" if made_up else False,
        height=HEIGHT, width=PLOT,
    )  # fmt: skip
    return Chart(title, alt, svg, headings, rows, made_up)


def axes(order: Sequence[str], top: float, low: float = 0, every: int = 1) -> tuple[Any, Any]:
    """Return the two axes: labels in order, and values from `low` to `top`."""
    import altair as alt

    style: dict[str, Any] = {
        "labelFontSize": SIZE,
        "labelColor": TEXT,
        "domain": False,
        "ticks": False,
    }
    across = alt.X(
        "x:N", title=None, scale=alt.Scale(domain=list(order), type="point", padding=0.3),
        axis=alt.Axis(
            labelAngle=0, labelPadding=8, grid=False, values=list(order)[::every],
            labelOverlap=False, labelExpr=_SPLIT, **style,
        ),
    )  # fmt: skip
    up = alt.Y(
        "y:Q", title=None, scale=alt.Scale(domain=[low, top], nice=True, zero=False),
        axis=alt.Axis(grid=True, gridColor=GRID, tickCount=4, **style),
    )  # fmt: skip
    return across, up


def _layers(
    series: Series, order: list[str], breaks: Mapping[str, Collection[str]], unit: str
) -> list[Any]:
    import altair as alt

    values = [number(value) or 0 for points in series.values() for _, value in points]
    top = max(values, default=0) * 1.05 or 1.0
    across, up = axes(order, top)
    layers: list[Any] = [_at_the_foot(_gaps(series, order, unit), across)]
    for place, (name, points) in enumerate(series.items()):
        look = place % len(COLOURS)
        rows = _runs(points, breaks.get(name, ()))
        chart = alt.Chart(data(rows)).encode(x=across, y=up)
        stroke: dict[str, Any] = {"color": COLOURS[look], "strokeDash": DASHES[look]}
        layers.append(chart.mark_line(strokeWidth=2.5, **stroke).encode(detail=alt.Detail("run:N")))
        layers.append(
            chart.mark_point(
                shape=SHAPES[look], filled=True, color=COLOURS[look], size=60, opacity=1
            )
        )
    layers.append(_names(series, unit, top, up))
    return layers


def _runs(points: Sequence[tuple[str, Value]], breaks: Collection[str]) -> list[dict[str, object]]:
    """Return the points that have a number, each with the number of its unbroken run."""
    rows: list[dict[str, object]] = []
    run = 0
    for x, value in points:
        y = number(value)
        run += y is None or x in breaks
        if y is not None:
            rows.append({"x": x, "y": y, "run": run})
    return rows


def _gaps(series: Series, order: list[str], unit: str) -> list[dict[str, object]]:
    """Return why there is no value, by label; at the last one the line's name says it.

    Whose it is stands in the text alternative and the table: at the foot there is no room.
    """
    why: dict[str, Counter[str]] = {x: Counter() for x in order}
    for points in series.values():
        named = points[-1][0] if any(number(value) is not None for _, value in points) else None
        for x, value in points:
            if number(value) is None and x != named:
                why[x][words(value, unit)] += 1
    return [
        {"x": x, "said": "\n".join(f"{reason}\n({many})" for reason, many in reasons.items())}
        for x, reasons in why.items()
        if reasons
    ]


def _at_the_foot(rows: Sequence[Mapping[str, object]], across: Any) -> Any:
    import altair as alt

    style: dict[str, Any] = {"align": "center", "baseline": "top", "lineBreak": "\n"}
    return (
        alt.Chart(data(rows))
        .mark_text(fontStyle="italic", fontSize=FOOT, color=MUTED, **style)
        .encode(x=across, y=alt.value(HEIGHT - 34), text=alt.Text("said:N"))
    )


def _names(series: Series, unit: str, top: float, up: Any) -> Any:
    """Return each line's name and what its last label has, apart where they would meet."""
    import altair as alt

    rows: list[dict[str, object]] = []
    placed = float("inf")
    for last, name, colour in sorted(_ends(series), reverse=True):
        lines = [*wrapped(name, ASIDE), words(series[name][-1][1], unit)]
        placed = min(placed - LINE * len(lines), (last / top) * HEIGHT - LINE * (len(lines) / 2))
        for place, text in enumerate(reversed(lines)):
            y = (placed + LINE * (place + 0.5)) * top / HEIGHT
            rows.append({"y": y, "said": text, "colour": colour, "bold": place == 0})
    return (
        alt.Chart(data(rows))
        .mark_text(align="left", baseline="middle", fontSize=SIZE, fontWeight=600)
        .encode(
            x=alt.value(PLOT + 4),
            y=up,
            text=alt.Text("said:N"),
            color=alt.Color("colour:N", scale=None),
        )
    )


def _ends(series: Series) -> list[tuple[float, str, str]]:
    ends = []
    for place, (name, points) in enumerate(series.items()):
        numbers = [value for _, value in points if isinstance(value, int | float)]
        if numbers:
            ends.append((float(numbers[-1]), name, COLOURS[place % len(COLOURS)]))
    return ends


def _told(series: Series, breaks: Mapping[str, Collection[str]], unit: str) -> list[str]:
    told = []
    for name, points in series.items():
        said = ", ".join(f"{x} {words(value, unit)}" for x, value in points)
        broken = [x for x, _ in points if x in breaks.get(name, ())]
        apart = f"; the series breaks before {' and '.join(broken)}" if broken else ""
        told.append(f"{name}: {said}{apart}.")
    return told


def _table(
    heading: str, series: Series, order: list[str], breaks: Mapping[str, Collection[str]], unit: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    by_x = {name: dict(points) for name, points in series.items()}
    noted = {
        x: "; ".join(
            f"{name}: the series breaks before this" for name in series if x in breaks.get(name, ())
        )
        for x in order
    }
    notes = any(noted.values())
    rows = tuple(
        (x, *(words(values.get(x), unit) for values in by_x.values()), *([noted[x]] * notes))
        for x in order
    )
    unit_words = wording.MEASURED[unit].lower()
    return (heading, *(f"{name} ({unit_words})" for name in series), *(["Note"] * notes)), rows
