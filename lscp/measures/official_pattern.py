"""What the DfE's own release shows and hides of the counts behind our figures.

Two patterns of suppression for one table reveal both, so where the DfE hides a cell so do we, and
a cell that it prints, and that equals ours, is public and protects nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from lscp.core.disclosure import System, exposed, is_small
from lscp.core.figures import Figure
from lscp.measures.linked import Linked
from lscp.measures.reconcile import Comparison, Verdict, reconcile
from lscp.measures.relations import DENOMINATOR, NUMERATOR, Cell

SAME = (Verdict.EQUAL, Verdict.WITHIN_ROUNDING)


@dataclass
class OfficialPattern:
    """Cells and figures that the official releases print as we count them, or suppress."""

    printed: set[Cell] = field(default_factory=set)
    suppressed: set[Cell] = field(default_factory=set)
    printed_figures: set[str] = field(default_factory=set)
    suppressed_figures: set[str] = field(default_factory=set)

    def solved(self, linked: Linked) -> set[Cell]:
        """Return the small cells that can be worked out from the official release alone."""
        known = self.printed | self.suppressed | linked.system.slack
        alone = System(linked.system.values, linked.system.slack)
        for equation in linked.system.equations:
            if equation.keys() <= known:
                alone.tie(equation)
        small = [cell for cell in self.suppressed if is_small(linked.system.values[cell])]
        return exposed(alone, small=small, hidden=self.suppressed)


def pattern(
    linked: Linked, official: pl.DataFrame, figures: Iterable[Figure], year: int
) -> OfficialPattern:
    """Return the pattern of every release, for the authorities that the figures are of."""
    found, figures = OfficialPattern(), list(figures)
    units = {(figure.indicator, figure.authority): figure.unit for figure in figures}
    for release in sorted(official["release"].unique()):
        for each in reconcile(figures, official, year=year, release=release):
            if each.verdict in SAME or each.verdict is Verdict.SUPPRESSED:
                _note(found, linked, each, units.get((each.indicator, each.authority), ""))
    found.printed -= found.suppressed
    return found


def _note(found: OfficialPattern, linked: Linked, each: Comparison, unit: str) -> None:
    same = each.verdict in SAME
    cells = [linked.cell(cell) for cell in _cells(each, unit) if cell in linked.values]
    if each.measure == "value" and " + " not in each.figure + each.column:
        (found.printed_figures if same else found.suppressed_figures).add(each.figure)
    several = [cell for cell in cells if linked.system.values[cell]]
    if not same and " + " in each.column:
        return  # a sum of official cells is none that the DfE shows or hides
    if not same:
        found.suppressed.update(cells if len(cells) == 1 else several)
    elif each.breakdown and len(several) > 1:
        linked.system.tie(dict.fromkeys(several, 1))
    else:
        found.printed.update(cells)


def _cells(each: Comparison, unit: str) -> Iterator[Cell]:
    """Yield the cells that an official one speaks of. A median speaks of no count."""
    if unit == "days":
        return
    of_base = Cell(each.indicator, each.authority, part=DENOMINATOR)
    if each.measure == "denominator":
        yield of_base
        return
    for category in each.category.split(" + "):
        yield Cell(each.indicator, each.authority, each.breakdown, category, NUMERATOR)
    if unit == "percentage" and each.measure == "value" and each.verdict in SAME:
        yield of_base
