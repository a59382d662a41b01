"""The figures that a report can name, how each is printed, and which of them it has named."""

from collections.abc import Iterable

from lscp.core import wording
from lscp.core.figures import Figure, Origin, Status
from lscp.report.document import Run, Text

SYMBOLS = {
    Status.SUPPRESSED: "[c]",
    Status.NOT_AVAILABLE: "[x]",
    Status.NOT_COMPARABLE: "[z]",
}
SMALL_BASE = 50
"""Below this base a percentage stands with both its counts."""


def printed(figure: Figure) -> str:
    """Return what stands for a figure: its value, or the symbol for why there is none."""
    if figure.value is None:
        return SYMBOLS.get(figure.status, SYMBOLS[Status.NOT_AVAILABLE])
    if figure.source is Origin.STATED and figure.denominator is None and figure.unit != "count":
        return f"{figure.value:g}%" if figure.unit == "percentage" else f"{figure.value:g}"
    return wording.said(figure.value, figure.unit)


class Book:
    """Figures by name. What is printed of them is kept, for the list of where each is from."""

    def __init__(self, figures: Iterable[Figure], qualifiers: dict[str, str] | None = None) -> None:
        self.figures = {figure.figure: figure for figure in figures}
        self.used: dict[str, Figure] = {}
        self._qualifiers = qualifiers or {}

    def add(self, figure: Figure) -> Figure:
        """Take in a figure where there is none of its name that says anything; return what is."""
        there = self.figures.get(figure.figure)
        if there is None or there.status is Status.NOT_AVAILABLE:
            self.figures[figure.figure] = figure
        return self.figures[figure.figure]

    def get(self, name: str) -> Figure | None:
        """Return a figure, or None where there is none of the name."""
        return self.figures.get(name)

    def first(self, *names: str) -> str:
        """Return the first of some names whose figure has a value; the last where none has."""
        for name in names:
            figure = self.figures.get(name)
            if figure is not None and figure.value is not None:
                return name
        return names[-1]

    def text(self, name: str) -> Text:
        """Return a figure as text. Raises KeyError for a name that no figure has."""
        figure = self.figures[name]
        self.used[name] = figure
        qualifier = self._qualifiers.get(name, "")
        words = (Run(f"{qualifier} "),) if qualifier else ()
        return (*words, Run(printed(figure), figure=name))

    def cell(self, name: str) -> Text:
        """Return a figure for a table: with both counts where its base is small."""
        if name not in self.figures:
            return (Run(SYMBOLS[Status.NOT_AVAILABLE]),)
        figure = self.figures[name]
        text = self.text(name)
        base = figure.denominator
        if figure.unit != "percentage" or figure.value is None or not base or base >= SMALL_BASE:
            return text
        return (*text, Run(" ("), self._count(figure, "numerator"), Run(" of "),
                self._count(figure, "denominator"), Run(")"))  # fmt: skip

    @staticmethod
    def _count(figure: Figure, part: str) -> Run:
        return Run(wording.said(getattr(figure, part), "count"), figure=f"{figure.figure}#{part}")
