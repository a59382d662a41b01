"""Our figures as the map asks for them: a value, a part of one, a count's rate or its share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from lscp.core.breakdowns import UNKNOWN
from lscp.core.figures import PARTNERSHIP, PLACES, Figure, Status
from lscp.measures.official.mapping import MapRow


class Ours:
    """Our figures of one year, by what a row of the map asks for."""

    def __init__(self, figures: Iterable[Figure], year: int, children: Mapping[str, int]) -> None:
        self._figures: dict[tuple[str, str, str], dict[str, Figure]] = defaultdict(dict)
        for figure in figures:
            if figure.year == str(year) and figure.authority != PARTNERSHIP:
                key = (figure.indicator, figure.authority, figure.breakdown)
                self._figures[key][figure.category] = figure
        self.authorities = sorted({authority for _, authority, _ in self._figures})
        self._year, self._children = year, children

    def of(self, row: MapRow, authority: str) -> tuple[Fraction | None, int, str]:
        """Return the value that the row asks for, its decimal places, and why there is none."""
        there = self._figures.get((row.indicator, authority, row.breakdown), {})
        if row.measure == "denominator" and not there:
            there = self._any(row.indicator, authority)
        if not there:
            return None, 0, self._why_nothing(row, authority)
        categories = (
            row.categories(self._year) if row.measure != "denominator" else tuple(there)[:1]
        )
        known = [there[category] for category in categories if category in there]
        if not known and set(categories) != {UNKNOWN}:
            return None, 0, f"{row.category} is no category of {row.breakdown} in {self._year}"
        return self._measured(row, authority, known)

    def _any(self, indicator: str, authority: str) -> dict[str, Figure]:
        """Return figures of any breakdown: all of an indicator's have the denominator."""
        keys = [key for key in self._figures if key[:2] == (indicator, authority)]
        return self._figures[keys[0]] if keys else {}

    def _why_nothing(self, row: MapRow, authority: str) -> str:
        for figure in self._any(row.indicator, authority).values():
            if figure.reason:
                return figure.reason
        by = f" by {row.breakdown}" if row.breakdown else ""
        return f"No figure of {row.indicator}{by} was computed"

    def _measured(
        self, row: MapRow, authority: str, figures: list[Figure]
    ) -> tuple[Fraction | None, int, str]:
        name = row.measure if row.measure in ("numerator", "denominator") else "value"
        numbers = [getattr(figure, name) for figure in figures]
        for figure, number in zip(figures, numbers, strict=True):
            if number is None:
                return None, 0, figure.reason or f"The figure is {Status(figure.status).value}"
        total = sum((Fraction(str(number)) for number in numbers), Fraction(0))
        if row.measure == "rate":
            return self._per(total, self._children.get(authority), 10_000, "population")
        if row.measure == "share":
            of = self._figures[row.indicator, authority, ""].get("")
            return self._per(total, of.value if of else None, 100, f"total of {row.indicator}")
        places = PLACES[figures[0].unit] if name == "value" and figures else 0
        return total, places, ""

    @staticmethod
    def _per(
        count: Fraction, of: float | None, times: int, what: str
    ) -> tuple[Fraction | None, int, str]:
        if not of:
            return None, 1, f"There is no {what} to divide by"
        return times * count / Fraction(str(of)), 1, ""
