"""Bar charts: each bar under its own label, its value at its end; no axis, no legend to match.

Labels stand above the bars, not beside, so that a chart is still read on a narrow screen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from lscp.core import wording
from lscp.core.charts.drawing import (
    BLUE,
    COLOURS,
    MUTED,
    SIZE,
    WIDTH,
    Chart,
    Value,
    data,
    draw,
    drawn_once,
    number,
    words,
    wrapped,
)

LETTER = 8  # a letter's width at this size, on the wide side
LABEL, BAR, APART = 18, 20, 8  # pixels: a line of a label, a bar, and between categories
Row = dict[str, object]


@drawn_once
def bars(
    title: str,
    categories: Sequence[tuple[str, Value]],
    *,
    unit: str,
    heading: str = "Category",
    note: str = "",
    made_up: bool = False,
) -> Chart:
    """Return a bar for each category, in the order given. `unit` is a figure's unit."""
    groups = [(label, [(value, words(value, unit), BLUE)]) for label, value in categories]
    named = [(label, words(value, unit)) for label, value in categories]
    alt = " ".join(filter(None, ["Bar chart.", _largest(categories, unit), _gaps(named), note]))
    return Chart(
        title, alt, _drawn(groups, title, alt, made_up),
        (heading, wording.MEASURED[unit]), tuple(named), made_up,
    )  # fmt: skip


@drawn_once
def grouped_bars(
    title: str,
    categories: Sequence[str],
    series: Mapping[str, Sequence[Value]],
    *,
    unit: str,
    heading: str = "Category",
    note: str = "",
    made_up: bool = False,
) -> Chart:
    """Return under each category a bar for each series, which the bar itself names."""
    groups = [
        (
            label,
            [
                (values[place], f"{words(values[place], unit)}  {name}", colour)
                for colour, (name, values) in zip(COLOURS, series.items(), strict=False)
            ],
        )
        for place, label in enumerate(categories)
    ]
    rows = tuple(
        (label, *(words(values[place], unit) for values in series.values()))
        for place, label in enumerate(categories)
    )
    parts = ["Bar chart."]
    for name, values in series.items():
        pairs = list(zip(categories, values, strict=True))
        gaps = _gaps([(label, words(value, unit)) for label, value in pairs])
        parts.append(" ".join(filter(None, [f"{name}:", _largest(pairs, unit), gaps])))
    alt = " ".join(filter(None, [*parts, note]))
    return Chart(title, alt, _drawn(groups, title, alt, made_up), (heading, *series), rows, made_up)


def _laid_out(
    groups: Sequence[tuple[str, Sequence[tuple[Value, str, str]]]],
) -> tuple[list[Row], list[Row], float]:
    """Return the labels and the bars, each with its middle from the top, and the height of all."""
    labels: list[Row] = []
    bars: list[Row] = []
    down = 0
    for label, members in groups:
        for text in wrapped(label, WIDTH // LETTER):
            labels.append({"y": down + LABEL / 2, "label": text})
            down += LABEL
        for value, said, colour in members:
            amount = number(value)
            bars.append(
                {"y": down + BAR / 2, "value": amount or 0, "said": said, "colour": colour,
                 "gap": amount is None}
            )  # fmt: skip
            down += BAR
        down += APART
    return labels, bars, max(down - APART, BAR)


def _drawn(
    groups: Sequence[tuple[str, Sequence[tuple[Value, str, str]]]],
    title: str, alt: str, made_up: bool,
) -> str:  # fmt: skip
    import altair as alt_

    labels, bars, height = _laid_out(groups)
    longest = max((float(str(bar["value"])) for bar in bars), default=0) or 1.0
    room = min(max((len(str(bar["said"])) for bar in bars), default=0) * LETTER + 6, WIDTH * 2 // 3)
    scale = alt_.Scale(domain=[0, longest * WIDTH / (WIDTH - room)])
    down = alt_.Y("y:Q", axis=None, scale=alt_.Scale(domain=[0, height], range=[0, height]))
    along = alt_.X("value:Q", axis=None, scale=scale)
    start, said = alt_.value(0), alt_.Text("said:N")
    known, gaps = ([bar for bar in bars if bar["gap"] is gap] for gap in (False, True))
    layers = [
        alt_.Chart(data(known)).mark_bar(orient="horizontal", size=BAR - 4)
        .encode(y=down, x=along, color=alt_.Color("colour:N", scale=None)),
        _texts(labels).encode(y=down, x=start, text=alt_.Text("label:N")),
        _texts(known, dx=5).encode(y=down, x=along, text=said),
        _texts(gaps, fontStyle="italic", color=MUTED).encode(y=down, x=start, text=said),
    ]  # fmt: skip
    return draw(layers, title=title, alt=alt, made_up=made_up, height=height)


def _texts(rows: list[Row], **style: Any) -> Any:
    import altair as alt

    mark = {"align": "left", "baseline": "middle", "fontSize": SIZE, **style}
    return alt.Chart(data(rows)).mark_text(**mark)


def _largest(categories: Sequence[tuple[str, Value]], unit: str) -> str:
    """Return the three largest categories in words."""
    numbers = [(label, value) for label, value in categories if isinstance(value, int | float)]
    ordered = sorted(numbers, key=lambda pair: -pair[1])[:3]
    told = "; ".join(f"{label}, {words(value, unit)}" for label, value in ordered)
    return f"{'Largest: ' if len(numbers) > 3 else ''}{told}." if told else ""


def _gaps(named: Sequence[tuple[str, str]]) -> str:
    """Return the categories without a number, and why."""
    gaps = [f"{label}, {said}" for label, said in named if not said[:1].isdigit()]
    return f"Without a number: {'; '.join(gaps)}." if gaps else ""
