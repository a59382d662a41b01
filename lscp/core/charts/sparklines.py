"""Sparklines: a small trend for a table's cell.

A scorecard shows sixty at once. Drawn by Vega they would take a second; they have no text, no
axis and no scale to agree with another output, so a few lines of SVG do, and need no cache.
"""

from collections.abc import Collection, Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 96, 28, 4


def sparkline(values: Sequence[float | None], *, alt: str, breaks: Collection[int] = ()) -> str:
    """Return the trend as SVG. The line stops at a gap, and before each place in `breaks`."""
    known = [value for value in values if value is not None]
    body = ""
    for run in _runs(values, breaks):
        points = [_place(at, value, known, len(values)) for at, value in run]
        drawn = " ".join(f"{x:g},{y:g}" for x, y in points)
        body += f'<polyline points="{drawn}" fill="none" stroke="#12436d" stroke-width="2"/>'
        for x, y in points if len(points) == 1 else points[-1:]:
            body += f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="#12436d"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(alt)}" '
        f'focusable="false">{body}</svg>'
    )


def _runs(values: Sequence[float | None], breaks: Collection[int]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None or at in breaks:
            runs.append([])
        if value is not None:
            runs[-1].append((at, value))
    return [run for run in runs if run]


def _place(at: int, value: float, known: Sequence[float], count: int) -> tuple[float, float]:
    low, high = min(known), max(known)
    share = (value - low) / (high - low) if high > low else 0.5
    x = MARGIN + (WIDTH - 2 * MARGIN) * (at / (count - 1) if count > 1 else 0.5)
    return round(x, 1), round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share, 1)
