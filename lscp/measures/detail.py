"""One indicator in full: its years, its months, and its breakdowns with the members side by side.

Each chart stands with a table of the same figures, and each figure there can be traced.
Takes figures in whichever view the reader may see; knows no Django.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lscp.core import charts, wording
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.figures import PARTNERSHIP, Figure, Origin
from lscp.core.indicators import Indicator
from lscp.core.periods import year_label
from lscp.measures import signals
from lscp.measures.breaks import breaks

ByArea = Mapping[str, float]


@dataclass(frozen=True)
class Printed:
    """A table's cell: what is printed, and the name of the figure that it can be traced by."""

    said: str
    figure: str = ""


@dataclass(frozen=True)
class Table:
    """A table of figures: headings, and for each row its own heading and its cells."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Printed, ...]], ...]


@dataclass(frozen=True)
class Split:
    """A breakdown: a chart for each member, by the member's name, and one table of all places."""

    name: str
    title: str
    charts: dict[str, charts.Chart]
    table: Table


@dataclass(frozen=True)
class Detail:
    """All that the page of an indicator shows of its figures."""

    years: Table | None
    line: charts.Chart | None
    months: tuple[charts.Chart, ...]
    splits: tuple[Split, ...]
    breaks: tuple[str, ...]
    origins: frozenset[Origin]


def detail(
    indicator: Indicator,
    figures: Sequence[Figure],
    year: int,
    *,
    places: Mapping[str, str],
    official: Mapping[int, ByArea],
    areas: Sequence[str],
) -> Detail:
    """Return an indicator's charts and tables. `official` gives, by year, area → value."""
    made_up = any(figure.source == Origin.DEMONSTRATION for figure in figures)
    totals = [figure for figure in figures if not figure.breakdown]
    months = [figure for figure in figures if figure.breakdown == "month"]
    of_year = [figure for figure in figures if figure.year == str(year)]
    beside = [area for area in areas if any(area in values for values in official.values())]
    names = dict.fromkeys(f.breakdown for f in of_year if f.breakdown not in ("", "month"))
    return Detail(
        years=_years(indicator, totals, places, official, beside) if totals else None,
        line=_line(indicator, totals, places, official, beside, made_up) if totals else None,
        months=tuple(
            signals.chart(indicator, own, code, name, made_up=made_up)
            for code, name in places.items()
            if code != PARTNERSHIP and (own := [f for f in months if f.authority == code])
        ),
        splits=tuple(
            _split(indicator, [f for f in of_year if f.breakdown == name], name, places, made_up)
            for name in names
        ),
        breaks=tuple(dict.fromkeys(
            each.reason for code in places for each in breaks(indicator.id, code)
        )),
        origins=frozenset(figure.source for figure in figures),
    )  # fmt: skip


def _years(
    indicator: Indicator, totals: Iterable[Figure], places: Mapping[str, str],
    official: Mapping[int, ByArea], beside: Sequence[str],
) -> Table:  # fmt: skip
    held = {(int(figure.year), figure.authority): figure for figure in totals}
    rows = []
    for year in sorted({year for year, _ in held}):
        cells = [_printed(held.get((year, code))) for code in places]
        for area in beside:
            value = official.get(year, {}).get(area)
            said = "not published" if value is None else wording.said(value, indicator.unit)
            cells.append(Printed(said))
        rows.append((year_label(year), tuple(cells)))
    caption = f"{indicator.title} by year"
    return Table(caption, ("Year", *places.values(), *beside), tuple(rows))


def _line(
    indicator: Indicator, totals: Iterable[Figure], places: Mapping[str, str],
    official: Mapping[int, ByArea], beside: Sequence[str], made_up: bool,
) -> charts.Chart:  # fmt: skip
    held = {(int(figure.year), figure.authority): figure for figure in totals}
    years = sorted({year for year, _ in held})
    series: dict[str, list[tuple[str, charts.Value]]] = {
        name: [(year_label(year), _value(held.get((year, code)))) for year in years]
        for code, name in places.items()
    }
    for area in beside:
        series[area] = [
            (year_label(year), official.get(year, {}).get(area, "not published")) for year in years
        ]
    broken = {
        name: [year_label(each.year) for each in breaks(indicator.id, code)]
        for code, name in places.items()
    }
    return charts.line(
        f"{indicator.title} by year", series, unit=indicator.unit, breaks=broken, made_up=made_up,
        official=beside,
    )  # fmt: skip


def _split(
    indicator: Indicator, figures: Sequence[Figure], name: str, places: Mapping[str, str],
    made_up: bool,
) -> Split:  # fmt: skip
    breakdown = indicator.breakdown(name)
    held = {(figure.category, figure.authority): figure for figure in figures}
    categories = {
        each: breakdown.label(each) for each in dict.fromkeys(f.category for f in figures)
    }
    title = f"{indicator.title} by {BREAKDOWNS[name].title.lower()}"
    rows = tuple(
        (label, tuple(_printed(held.get((category, code))) for code in places))
        for category, label in categories.items()
    )
    drawn = {
        place: charts.bars(
            f"{title}, {place}, {year_label(int(figures[0].year))}",
            [(label, _value(held.get((each, code)))) for each, label in categories.items()],
            unit=figures[0].unit, heading=breakdown.title, made_up=made_up,
        )
        for code, place in places.items()
        if code != PARTNERSHIP
    }  # fmt: skip
    table = Table(title, (breakdown.title, *places.values()), rows)
    return Split(name, title, drawn, table)


def _printed(figure: Figure | None) -> Printed:
    if figure is None:
        return Printed("no figure")
    return Printed(wording.of_figure(figure), figure.figure)


def _value(figure: Figure | None) -> charts.Value:
    if figure is None:
        return "no figure"
    return wording.of_figure(figure) if figure.value is None else figure.value
