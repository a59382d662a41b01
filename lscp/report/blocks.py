"""The blocks that the narrative asks for with @: tables and charts, from figures alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lscp.core import charts, wording
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.figures import Figure, Origin, Status, name_of
from lscp.core.periods import day_label, year_label
from lscp.measures import places
from lscp.measures.breaks import breaks
from lscp.measures.indicators import load
from lscp.measures.official.statistics import areas
from lscp.report import beside, lado
from lscp.report.book import Book
from lscp.report.document import Block, Bullets, Note, Paragraph, Picture, Run, Table, Text, words
from lscp.report.sources import Material, Official, looked_after, official_figure

BESIDE = ("E13000001", "E92000001")
TREND = 4
KINDS = {
    Origin.OFFICIAL: "official",
    Origin.STATED: "stated",
    Origin.RETURN: "counted from the authorities' returns",
    Origin.LIVE: "counted from live records",
    Origin.REGISTER: "counted from the registers of the LADOs",
    Origin.DEMONSTRATION: "counted from made-up records",
}
LIVE = " Where no return is loaded they are counted from what is recorded in this system."
NOT_IN_RETURNS = (
    "Contacts, and what partners are asked about them, are in no return: they are counted from "
    "what is recorded in this system. A contact is not a referral, and is not in the numbers of "
    "referrals below."
)
WORSE = {"higher": "lower", "lower": "higher"}


@dataclass
class Blocks:
    """Makes blocks for one report, and remembers the official figures it showed."""

    material: Material
    book: Book
    official: dict[str, Official] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = places.shown(self.material.members)
        self.years = [self.material.year - back for back in reversed(range(TREND))]
        for each in looked_after(self.material, self.years):
            self.show_official(each)

    def make(self, request: str) -> list[Block]:
        """Return the blocks of a request. Raises KeyError for a word that asks for nothing."""
        name, *rest = request.split(" ", 1)
        return REQUESTS[name](self, *rest)

    def show_official(self, each: Official) -> str:
        """Take in an official figure with its source; return its name."""
        if self.book.add(each.figure) is each.figure:
            self.official[each.figure.figure] = each
        return each.figure.figure

    def _value(self, name: str) -> charts.Value:
        figure = self.book.get(name)
        if figure is None:
            return "not available"
        return wording.of_figure(figure) if figure.value is None else figure.value

    def sourced(self, names: Iterable[str]) -> Text:
        """Return the words that say what the figures of a table are."""
        kinds = self.kinds(names)
        if len(kinds) > 1:
            return words(f"Of these figures some are {', others '.join(kinds)}.")
        return words(f"These figures are {kinds[0]}.") if kinds else ()

    def kinds(self, names: Iterable[str]) -> list[str]:
        """Return the words for each kind of figure that there is among some."""
        found = [self.book.figures[name] for name in names if name in self.book.figures]
        return list(dict.fromkeys(KINDS[figure.source] for figure in found))

    def how_counted(self) -> str:
        """Return the words for what the figures of referrals are counted from."""
        found = [each.source for each in self.material.figures]
        first = (Origin.DEMONSTRATION, Origin.LIVE, Origin.RETURN)
        return KINDS[next((each for each in first if each in found), Origin.RETURN)]

    def _made_up(self, names: Iterable[str]) -> bool:
        figures = (self.book.get(name) for name in names)
        return any(each is not None and each.source is Origin.DEMONSTRATION for each in figures)

    # What the numbers are.

    def sourcing(self) -> list[Block]:
        """Say of the report's figures which are official, stated, or counted from what."""
        made_up = any(each.source is Origin.DEMONSTRATION for each in self.material.figures)
        live = any(each.source is Origin.LIVE for each in self.material.figures)
        counted = (
            "Figures that are counted here are counted from made-up records. No child in them "
            "exists. They were made to add up to the official statistics of both authorities, "
            "but ages, sexes and ethnic groups follow England's shares and say nothing of these "
            "two places. Each chart of made-up records says so in the picture."
            if made_up
            else "Figures that are counted here are counted from the authorities' own returns."
        )
        counted += LIVE if live and not made_up else ""
        return [
            Note(words(counted)),
            Bullets((
                words("Official figures are published by the Department for Education."),
                words("Stated figures are those that the partnership's own report stated; nobody "
                      "here can count them again."),
                words("All other figures are counted here, by the definitions of the Department."),
            )),
        ]  # fmt: skip

    def symbols(self) -> list[Block]:
        """Explain the symbols that stand instead of numbers."""
        return [
            Paragraph(words("Where there is no number, a symbol says why:")),
            Bullets((
                (Run("[c]", strong=True), Run(" confidential: the number is from one to five, or "
                 "such a number could be worked out from it")),
                (Run("[x]", strong=True), Run(" not available")),
                (Run("[z]", strong=True), Run(" not applicable, or not to be compared")),
            )),
        ]  # fmt: skip

    def breaks(self) -> list[Block]:
        """Say where a series was broken within the years shown."""
        found = {
            each: None
            for indicator in load()
            for member in self.material.members
            for each in breaks(indicator, member)
            if each.year in self.years
        }
        return [
            Note(words(
                f"{places.name(each.authority)}, from {day_label(each.on)}: {each.reason}. "
                "No line is drawn across that day, and no change is given."
            ))
            for each in found
        ]  # fmt: skip

    # Tables and charts of indicators.

    def glance(self, indicators: str) -> list[Block]:
        """Return one table of counts: a row for each indicator, a column for each place."""
        return [self._of_places("The year at a glance", indicators.split())]

    def numbers(self, asked: str) -> list[Block]:
        """Return a table of indicators under a caption, of those that the year answers."""
        caption, _, indicators = asked.partition(": ")
        found = [each for each in indicators.split() if each in self.material.counted]
        return [self._of_places(caption, found)] if found else []

    def _of_places(self, caption: str, indicators: Sequence[str]) -> Table:
        year = str(self.material.year)
        names = [[name_of(each, place, year) for place in self.places] for each in indicators]
        rows = tuple(
            (words(load()[each].title), *(self.book.cell(name) for name in row))
            for each, row in zip(indicators, names, strict=True)
        )
        title = f"{caption}, {year_label(self.material.year)}"
        headings = ("Measure", *self.places.values())
        note = self.sourced(name for row in names for name in row)
        return Table(title, headings, rows, (False, *(True for _ in self.places)), note)

    def live(self, theme: str) -> list[Block]:
        """Return a table of what only live records answer; nothing in a year without any."""
        year = str(self.material.year)
        asked = [each for each in load().values() if each.live and each.theme == theme]
        answered = [
            each.id for each in asked
            if any(self.answers(name_of(each.id, place, year)) for place in self.places)
        ]  # fmt: skip
        if not answered:
            return []
        return [Paragraph(words(NOT_IN_RETURNS)), self._of_places(theme, answered)]

    def answers(self, name: str) -> bool:
        """Say whether there is such a figure, and something to say of it."""
        figure = self.book.get(name)
        return figure is not None and figure.status is not Status.NOT_AVAILABLE

    def headline(self, indicator: str) -> list[Block]:
        """Return an indicator over the years: a line for each place and each comparator."""
        known = load()[indicator]
        beside = {area.code: area.name for area in areas() if area.code in BESIDE}
        shown = self.places | beside
        names = {
            place: [self._name(indicator, place, year) for year in self.years] for place in shown
        }
        broken = {
            name: [year_label(each.year) for each in breaks(indicator, place)]
            for place, name in self.places.items()
        }
        labels = [year_label(year) for year in self.years]
        series = {
            shown[place]: [
                (label, self._value(name)) for label, name in zip(labels, row, strict=True)
            ]
            for place, row in names.items()
        }
        flat = [name for row in names.values() for name in row]
        title = f"{known.title} over four years"
        made_up = self._made_up(flat)
        chart = charts.line(
            title, series, unit=known.unit, breaks=broken, made_up=made_up,
            official=list(beside.values()),
        )  # fmt: skip
        rows = tuple(
            (words(shown[place]), *(self.book.cell(name) for name in row),
             words(self._direction(indicator, place, row)))
            for place, row in names.items()
        )  # fmt: skip
        table = Table(
            title, ("Place", *labels, "Since the year before"), rows,
            (False, *(True for _ in labels), False), self.sourced(flat),
        )  # fmt: skip
        return [Picture(title, chart.alt, chart.svg, table, made_up)]

    def _name(self, indicator: str, place: str, year: int) -> str:
        if place in self.places:
            return name_of(indicator, place, str(year))
        found = official_figure(self.material, indicator, place, year)
        return self.show_official(found) if found else ""

    def _direction(self, indicator: str, place: str, names: Sequence[str]) -> str:
        """Say how the last year stands to the one before; never across a break."""
        whole = place in self.places
        if whole and any(each.year == self.material.year for each in breaks(indicator, place)):
            return "Not to be compared: recording changed"
        was, now = (self.book.get(name) for name in names[-2:])
        if was is None or now is None or was.value is None or now.value is None:
            return "Not known"
        if was.value == now.value:
            return "No change"
        moved = "higher" if now.value > was.value else "lower"
        better = load()[indicator].better
        judged = "" if better == "context" else ": better" if moved == better else ": worse"
        return f"{'Up' if moved == 'higher' else 'Down'}{judged}"

    def split(self, asked: str) -> list[Block]:
        """Return a chart for each authority: an indicator of the year by a breakdown.

        Of an authority whose return does not give the breakdown there is none.
        """
        indicator, breakdown = asked.split()
        return [
            self.bars(indicator, breakdown, place)
            for place in self.material.members
            if self._by(indicator, breakdown, place)
        ]

    def _by(self, indicator: str, breakdown: str, place: str) -> list[Figure]:
        """Return the figures of an indicator's categories; of what is not recorded, if any is."""
        asked = (indicator, place, str(self.material.year), breakdown)
        return [
            each for each in self.material.figures
            if (each.indicator, each.authority, each.year, each.breakdown) == asked
            and each.category and not _is_empty(each)
        ]  # fmt: skip

    def bars(self, indicator: str, breakdown: str, place: str) -> Picture:
        """Return the chart of an indicator of the year in a place, by a breakdown."""
        known = load()[indicator].breakdown(breakdown)
        found = self._by(indicator, breakdown, place)
        title = (
            f"{self._subject(indicator)} by {BREAKDOWNS[breakdown].title.lower()}, "
            f"{places.name(place)}, {year_label(self.material.year)}"
        )
        unit = found[0].unit if found else "count"
        names = [each.figure for each in found]
        chart = charts.bars(
            title, [(known.label(each.category), self._value(each.figure)) for each in found],
            unit=unit, heading=known.title, made_up=self._made_up(names),
        )  # fmt: skip
        rows = tuple((words(known.label(each.category)), self._counted(each)) for each in found)
        headings = (known.title, wording.MEASURED[unit])
        table = Table(title, headings, rows, (False, True), self.sourced(names))
        return Picture(title, chart.alt, chart.svg, table, chart.made_up)

    def _counted(self, figure: Figure) -> Text:
        return self.book.cell(figure.figure)

    @staticmethod
    def _subject(indicator: str) -> str:
        return load()[indicator].title.split(" by ")[0]


def _is_empty(figure: Figure) -> bool:
    """Say whether a category is for what is not recorded, and there is none of it."""
    return figure.status is Status.OK and not figure.value and figure.category == "UNKNOWN"


REQUESTS: dict[str, Callable[..., list[Block]]] = {
    "sourcing": Blocks.sourcing,
    "symbols": Blocks.symbols,
    "breaks": Blocks.breaks,
    "glance": Blocks.glance,
    "live": Blocks.live,
    "numbers": Blocks.numbers,
    "headline": Blocks.headline,
    "split": Blocks.split,
    "stated": beside.stated_figures,
    "checked": beside.checked,
    "lado": lado.lado,
    "looked-after": beside.looked_after,
}
