"""The scorecard: every indicator's value for each place, how it moves, and what to set beside it.

Takes figures in whichever view the reader may see; knows no Django.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lscp.core import wording
from lscp.core.figures import Figure, Origin, Status
from lscp.core.indicators import Indicator
from lscp.measures import signals, trends
from lscp.measures.breaks import breaks
from lscp.measures.trends import Change

# A theme stands where its first indicator's id puts it, but for these: beside what they belong to.
AFTER = {"Adoption": "Placements of children in care"}
ByPlace = dict[str, dict[int, Figure]]


@dataclass(frozen=True)
class Cell:
    """One indicator in one place."""

    place: str
    said: str
    figure: Figure | None = None
    change: Change = field(default_factory=lambda: Change(""))
    trend: str = ""
    signal: str = ""


@dataclass(frozen=True)
class Row:
    """One indicator: a cell for each place, then what Inner London and England are at."""

    indicator: Indicator
    cells: tuple[Cell, ...]
    comparators: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Theme:
    """A theme's rows; and its indicators that have no total, only shares by category.

    Where nothing that is loaded answers any of them there are none of either: it is `unanswered`.
    """

    title: str
    rows: tuple[Row, ...]
    shares: tuple[Indicator, ...]
    unanswered: bool = False

    @property
    def anchor(self) -> str:
        """Return the name by which a page links to the theme."""
        return self.title.lower().replace(" ", "-")


def scorecard(
    indicators: Iterable[Indicator],
    figures: Iterable[Figure],
    year: int,
    *,
    places: Mapping[str, str],
    official: Mapping[str, Mapping[str, float]],
    areas: Sequence[str],
) -> list[Theme]:
    """Return the themes of a year's scorecard.

    `figures` are totals and months of that year and those before it; `official` gives, by
    indicator, area → value; `areas` are those to show, in order. What only live records answer
    has a row where they do: a year of returns alone says nothing of it.
    """
    totals, months = _sorted(figures)
    themes: dict[str, tuple[list[Row], list[Indicator]]] = {}
    for indicator in indicators:
        rows, shares = themes.setdefault(indicator.theme, ([], []))
        if indicator.unit == "share":
            shares.append(indicator)
            continue
        by_place = totals.get(indicator.id, {})
        if indicator.live and not any(_answered(each.get(year)) for each in by_place.values()):
            continue
        monthly = months.get(indicator.id, {})
        cells = tuple(
            cell(indicator, by_place.get(code, {}), monthly.get(code, ()), year, code, name)
            for code, name in places.items()
        )
        beside = official.get(indicator.id, {})
        rows.append(
            Row(indicator, cells, tuple((a, _official(indicator, beside, a)) for a in areas))
        )
    answered = (_theme(title, *themes[title]) for title in in_order(themes))
    return [theme for theme in answered if theme.rows or theme.shares or theme.unanswered]


def in_order(titles: Iterable[str]) -> list[str]:
    """Return the titles of themes, each once, in the order to show them."""
    listed = list(dict.fromkeys(titles))
    for title, before in AFTER.items():
        if {title, before} <= set(listed):
            listed.remove(title)
            listed.insert(listed.index(before) + 1, title)
    return listed


def _theme(title: str, rows: list[Row], shares: list[Indicator]) -> Theme:
    figures = [each.figure for row in rows for each in row.cells if each.figure]
    if figures and not any(map(_answered, figures)):
        return Theme(title, (), (), unanswered=True)
    return Theme(title, tuple(rows), tuple(each for each in shares if rows or not each.live))


def cell(
    indicator: Indicator, by_year: Mapping[int, Figure], monthly: Iterable[Figure], year: int,
    code: str, place: str,
) -> Cell:  # fmt: skip
    """Return one indicator in one place, of figures of this year and those before it."""
    figure = by_year.get(year)
    if figure is None:
        return Cell(place, "no figure")
    broken = [each.year for each in breaks(indicator.id, code)]
    years = sorted(by_year)
    return Cell(
        place,
        wording.of_figure(figure),
        figure,
        trends.change(
            indicator, figure, by_year.get(year - 1), broken="break" if year in broken else ""
        ),
        trends.trend(by_year, years, place, breaks=[each for each in broken if each in years[1:]]),
        signals.latest(indicator, list(monthly), code, year),
    )


def _answered(figure: Figure | None) -> bool:
    return figure is not None and figure.status is not Status.NOT_AVAILABLE


def origins(themes: Iterable[Theme]) -> set[Origin]:
    """Return what the figures of a scorecard were counted from."""
    return {
        each.figure.source
        for theme in themes for row in theme.rows for each in row.cells if each.figure
    }  # fmt: skip


def _sorted(
    figures: Iterable[Figure],
) -> tuple[dict[str, ByPlace], dict[str, dict[str, list[Figure]]]]:
    totals: dict[str, ByPlace] = {}
    months: dict[str, dict[str, list[Figure]]] = {}
    for figure in figures:
        if not figure.breakdown:
            by_place = totals.setdefault(figure.indicator, {})
            by_place.setdefault(figure.authority, {})[int(figure.year)] = figure
        elif figure.breakdown == "month":
            by_place_ = months.setdefault(figure.indicator, {})
            by_place_.setdefault(figure.authority, []).append(figure)
    return totals, months


def _official(indicator: Indicator, beside: Mapping[str, float], area: str) -> str:
    value = beside.get(area)
    return "" if value is None else wording.said(value, indicator.unit)
