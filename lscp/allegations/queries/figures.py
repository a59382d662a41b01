"""The annual figures of the LADO: a year beside the one before, in full and as published.

They are the figures of the scorecard. A year that is not over, or was not loaded, is counted from
the register as it stands: such numbers are kept nowhere, for they grow with every file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from lscp.core import charts, periods, wording
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.figures import PARTNERSHIP, PLACES, Figure, Origin, change, name_of, rounded
from lscp.core.periods import year_label
from lscp.core.time import today
from lscp.measures import places
from lscp.measures import queries as stored
from lscp.measures.indicators import load
from lscp.measures.models import View

REFERRALS, CONSULTATIONS, CLOSED = "IND083", "IND084", "IND163"
TOTALS = (REFERRALS, CONSULTATIONS, "IND090", "IND086", CLOSED, "IND087", "IND088", "IND164")
SPLITS = (
    (REFERRALS, ("referring_agency", "sector", "concern", "basis", "criterion")),
    (CONSULTATIONS, ("referring_agency", "sector", "concern")),
    (CLOSED, ("ending", "time_to_close")),
    (REFERRALS, ("quarter",)),
    (CONSULTATIONS, ("quarter",)),
    (CLOSED, ("quarter",)),
)
WHEN_OVER = "when the year is over"
NEVER = "never published"
Found = Mapping[str, Figure]


@dataclass(frozen=True)
class Line:
    """What is counted, in this year and the year before, and what may be published of this one."""

    words: str
    now: Figure | None
    before: Figure | None
    published: str

    @property
    def change(self) -> str:
        """Return the change since the year before: of a number in per cent of the earlier one."""
        now, before = self.now, self.before
        if now is None or before is None or now.value is None or before.value is None:
            return "not known"
        if now.unit != "count":
            points = rounded(now.value, PLACES[now.unit]) - rounded(before.value, PLACES[now.unit])
            return f"{points:+,.1f} points"
        found = change(int(now.value), int(before.value))
        return "none before" if found is None else wording.said(found, "change")


@dataclass(frozen=True)
class Table:
    """Lines under one heading."""

    title: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Annual:
    """All that the page shows of a place and year. `full`: they are full values."""

    place: str
    year: int
    full: bool
    tables: tuple[Table, ...]
    charts: tuple[charts.Chart, ...]
    made_up: bool

    @property
    def headings(self) -> tuple[str, str]:
        """Return the words for the year and the year before."""
        return year_label(self.year), year_label(self.year - 1)


def years() -> list[int]:
    """Return the years that there are figures of, and the one that is running, newest first."""
    known = stored.figures(
        stored.years(View.INTERNAL), view=View.INTERNAL, indicator=REFERRALS, breakdown=""
    )
    found = {int(each.year) for each in known if each.value is not None}
    return sorted(found | {periods.reporting_year(today())}, reverse=True)


def annual(place: str, year: int, own: Iterable[str]) -> Annual:
    """Return the figures of a place and year, in full for the authorities that are the reader's."""
    reading = _Reading(year, frozenset(own))
    full = reading.is_full(place)
    now, before, published = reading.beside(place)
    tables = [_by_place(reading), *_tables(place, year, now, before, published)]
    made_up = any(each.source is Origin.DEMONSTRATION for each in (*now.values(), *before.values()))
    of_agencies = next(table for table in tables if table.heading == "Referring agency")
    drawn = (
        _chart(tables[0], "by authority", year, made_up),
        _chart(of_agencies, places.name(place), year, made_up),
    )
    return Annual(place, year, full, tuple(tables), drawn, made_up)


class _Reading:
    """The figures of a year and the one before, of all places: each asked for once."""

    def __init__(self, year: int, own: frozenset[str]) -> None:
        self.year, self.own = year, own
        self.asked = sorted({*TOTALS, *(indicator for indicator, _ in SPLITS)})
        self.kept: dict[tuple[str, int, bool], dict[str, Figure]] = defaultdict(dict)
        self.counted: dict[tuple[str, int], Found] = {}
        shown = places.shown(settings.LSCP_MEMBERS)
        self._keep(View.PUBLISHED, list(shown))
        self._keep(View.INTERNAL, [place for place in shown if self.is_full(place)])

    def _keep(self, view: View, of: list[str]) -> None:
        both = (self.year, self.year - 1)
        found = stored.figures(both, view=view, indicator=self.asked, authority=of)
        for each in found:
            self.kept[each.authority, int(each.year), view is View.INTERNAL][each.figure] = each

    def is_full(self, place: str) -> bool:
        """Say whether full values are shown: of the sum to those alone who see every member's."""
        return place in self.own or (
            place == PARTNERSHIP and set(settings.LSCP_MEMBERS) <= self.own
        )

    def beside(self, place: str) -> tuple[Found, Found, Found]:
        """Return the figures of a place: of the year, of the year before, and as published."""
        full = self.is_full(place)
        return (
            self.figures(place, self.year, full), self.figures(place, self.year - 1, full),
            self.figures(place, self.year, full=False),
        )  # fmt: skip

    def figures(self, place: str, year: int, full: bool) -> Found:
        """Return figures by name: as kept or, of the reader's own place, as they stand."""
        found = self.kept[place, year, full]
        total = found.get(name_of(REFERRALS, place, str(year)))
        is_kept = total is not None and (total.value is not None or not full)
        if is_kept or not full or place == PARTNERSHIP:
            return found
        if (place, year) not in self.counted:
            self.counted[place, year] = _as_it_stands(place, year)
        return self.counted[place, year]


def _by_place(reading: _Reading) -> Table:
    """Return referrals and consultations of each authority and of both together."""
    lines = []
    for indicator in (REFERRALS, CONSULTATIONS):
        for place, name in places.shown(settings.LSCP_MEMBERS).items():
            what = load()[indicator].title
            beside = reading.beside(place)
            lines.append(_line(f"{what}: {name}", indicator, place, reading.year, *beside))
    return Table("Referrals and consultations", "Authority", tuple(lines))


def _tables(place: str, year: int, now: Found, before: Found, published: Found) -> Iterable[Table]:
    known = load()
    yield Table(
        "The year in short", "Measure",
        tuple(
            _line(known[each].title, each, place, year, now, before, published)
            for each in TOTALS
        ),
    )  # fmt: skip
    for indicator, breakdowns in SPLITS:
        for name in breakdowns:
            title = BREAKDOWNS[name].title
            lines = tuple(
                _line(label, indicator, place, year, now, before, published, by=(name, category))
                for category, label in BREAKDOWNS[name].categories(periods.year(year)).items()
            )
            yield Table(f"{known[indicator].title} by {title[:1].lower()}{title[1:]}", title, lines)


def _line(
    words: str, indicator: str, place: str, year: int, now: Found, before: Found,
    published: Found, *, by: tuple[str, str] = ("", ""),
) -> Line:  # fmt: skip
    breakdown, category = by
    earlier = f"{year - 1}{category[4:]}" if breakdown == "quarter" else category
    name = name_of(indicator, place, str(year), breakdown, category)
    figure = published.get(name)
    if breakdown and BREAKDOWNS[breakdown].internal:
        said = NEVER
    else:
        said = WHEN_OVER if figure is None else wording.of_figure(figure)
    was = before.get(name_of(indicator, place, str(year - 1), breakdown, earlier))
    return Line(words, now.get(name), was, said)


def _as_it_stands(place: str, year: int) -> Found:
    """Count a year from the register of today; of a year without anything, nothing."""
    from lscp.allegations.facts import live
    from lscp.core.indicators import evaluate

    known = load()
    asked = [known[each] for each in dict.fromkeys((*TOTALS, *(one for one, _ in SPLITS)))]
    by = {name for _, names in SPLITS for name in names}
    found = evaluate(asked, live(place, year), periods.year(year), by=by)
    counted = sum(each.value or 0 for each in found if each.indicator in (REFERRALS, CONSULTATIONS))
    is_running = year >= periods.reporting_year(today())
    return {each.figure: each for each in found} if counted or is_running else {}


def _chart(table: Table, whose: str, year: int, made_up: bool) -> charts.Chart:
    lines = [line for line in table.lines if line.now or line.before]
    return charts.grouped_bars(
        f"{table.title}, {whose}, {year_label(year)} and the year before",
        [line.words for line in lines],
        {
            year_label(year): [_value(line.now) for line in lines],
            year_label(year - 1): [_value(line.before) for line in lines],
        },
        unit="count", heading=table.heading, made_up=made_up,
    )  # fmt: skip


def _value(figure: Figure | None) -> charts.Value:
    if figure is None:
        return "no figure"
    return wording.of_figure(figure) if figure.value is None else figure.value
