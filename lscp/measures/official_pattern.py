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
        """Return what can be worked out from the official release alone, and is not printed."""
        values, slack = linked.system.values, linked.system.slack
        found = self._followed(linked)
        known = self.printed | self.suppressed | found | slack
        alone = System(values, slack)
        for equation in linked.system.equations:
            if equation.keys() <= known:
                alone.tie(equation)
        small = {cell for cell in self.suppressed - found if is_small(values[cell])}
        return found | exposed(alone, small=small, hidden=self.suppressed - found)

    def _followed(self, linked: Linked) -> set[Cell]:
        """Return the cells that follow from printed ones, one equation after another."""
        system, found = linked.system, set(self.printed)
        todo = {number for cell in found for number in system.equations_of.get(cell, ())}
        while todo:
            unknown = [cell for cell in system.equations[todo.pop()] if cell not in found]
            if len(unknown) == 1:
                found.add(unknown[0])
                todo.update(system.equations_of[unknown[0]])
        return found - self.printed


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
    if same and each.is_rounded:
        return  # a whole percentage or rate is the same of several counts: it prints none of them
    if not same:
        found.suppressed.update(cells if len(cells) == 1 else several)
    elif each.breakdown and len(several) > 1:
        linked.system.tie(dict.fromkeys(several, 1))
    else:
        found.printed.update(cells)


def _cells(each: Comparison, unit: str) -> Iterator[Cell]:
    """Yield the cells that an official one speaks of. A median or an average speaks of none."""
    if unit in ("days", "months", "score"):
        return
    of_base = Cell(each.indicator, each.authority, part=DENOMINATOR)
    if each.measure == "denominator":
        yield of_base
        return
    for category in each.category.split(" + "):
        yield Cell(each.indicator, each.authority, each.breakdown, category, NUMERATOR)
    if unit == "percentage" and each.measure == "value" and each.verdict in SAME:
        yield of_base
