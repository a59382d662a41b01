"""What all charts share: the record, the colours, and drawing a Vega-Lite chart as sober SVG."""

import hashlib
import json
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from typing import Any, ParamSpec

from lxml import etree

from lscp.core import fonts, wording

Given = ParamSpec("Given")
Value = float | str | None
"""A number; or the words for why there is none; None is "no figure"."""

WIDTH = 460
SIZE = 14
MADE_UP = "Counted from made-up records"
NO_FIGURE = "no figure"
TEXT, MUTED, GRID, BLUE = "#0b0c0c", "#484949", "#cecece", "#12436d"
# Told apart by people who see colours differently, and 3:1 or better on white; each also has
# a shape, a dash and its name beside it, so that no chart is read by colour alone.
COLOURS = ("#12436d", "#d4351c", "#801650", "#1d8075", "#3d3d3d", "#7a5cb0")
DASHES = ([1, 0], [8, 3], [3, 3], [10, 3, 2, 3], [1, 2], [6, 2, 2, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Chart:
    """A chart with its text alternative and the same numbers as a table."""

    title: str
    alt: str
    svg: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    made_up: bool = False

    def png(self, scale: float = 3) -> bytes:
        """Return the picture for where SVG is not shown, as in Word: three dots for each one."""
        return bytes(_converter().svg_to_png(self.svg, scale=scale))


class _Call:
    """A call that can be a cache's key: by what is said of it, since lists cannot be keys."""

    def __init__(self, function: Callable[..., Chart], *args: Any, **kwargs: Any) -> None:
        self.answer = lambda: function(*args, **kwargs)
        self._key = f"{function.__qualname__} {args!r} {sorted(kwargs.items())!r}"

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self._key == other._key


@lru_cache(maxsize=1024)
def _answer(call: _Call) -> Chart:
    return call.answer()


def drawn_once(function: Callable[Given, Chart]) -> Callable[Given, Chart]:
    """Keep what a chart function drew: a page with twenty charts takes a second to draw, once."""

    @wraps(function)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Chart:
        return _answer(_Call(function, *args, **kwargs))

    return answer


def words(value: Value, unit: str) -> str:
    """Return a value in words: the number as printed, or why there is none."""
    if value is None:
        return NO_FIGURE
    return value if isinstance(value, str) else wording.said(value, unit)


def number(value: Value) -> float | None:
    """Return the number, if it is one."""
    return None if isinstance(value, str) else value


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a label."""
    return textwrap.wrap(text, width) or [""]


def draw(
    layers: Sequence[Any],
    *,
    title: str,
    alt: str,
    made_up: bool | str,
    height: Any,
    width: int = WIDTH,
) -> str:
    """Return layers as SVG: the same bytes for the same chart, without script or style.

    `made_up` is the mark, where it is other words than usual.
    """
    import altair as alt_

    chart = alt_.layer(*layers).properties(width=width, height=height)
    if made_up:
        mark = made_up if isinstance(made_up, str) else MADE_UP
        chart = chart.properties(
            title=alt_.TitleParams(
                mark, anchor="start", frame="group", fontSize=SIZE, fontWeight=600,
                color=COLOURS[2], offset=8,
            )
        )  # fmt: skip
    chart = chart.configure(
        font=fonts.FAMILY, aria=False, padding=2, background="white",
        text=alt_.MarkConfig(fontSize=SIZE, color=TEXT),
    ).configure_view(stroke=None)  # fmt: skip
    spec = chart.to_dict(validate=False)
    return _svg(json.dumps(spec, sort_keys=True), title, alt)


def _svg(spec: str, title: str, alt: str) -> str:
    drawn = _converter().vegalite_to_svg(spec)
    return _described(etree.fromstring(drawn.encode()), title, alt)


def _described(root: Any, title: str, alt: str) -> str:
    """Give the picture its name and text alternative, and drop what only a script would use."""
    for node in root.iter():
        for name in ("class", "role", "aria-roledescription", "aria-hidden", "aria-label"):
            node.attrib.pop(name, None)
        if node.get("font-family"):
            node.set("font-family", fonts.FALLBACK)
    mark = "c" + hashlib.sha256(etree.tostring(root) + title.encode()).hexdigest()[:10]
    root.set("role", "img")
    root.set("aria-labelledby", f"{mark}-title {mark}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        node = etree.Element(f"{{{SVG}}}{tag}", id=f"{mark}-{tag}")
        node.text = text
        root.insert(place, node)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def data(rows: Iterable[Mapping[str, object]]) -> Any:
    """Return rows as chart data."""
    import altair as alt

    return alt.Data(values=[dict(row) for row in rows])


@cache
def _converter() -> Any:
    """Return vl-convert, knowing the typeface that it measures and draws with."""
    import vl_convert

    for folder in fonts.folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert
