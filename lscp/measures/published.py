"""The published view of figures: small numbers hidden, and all from which they could be worked out.

Counts from 1 to 5 are hidden, and with each the cells that would give it away: through totals,
the other authority and the partnership, percentages and rates with their bases, related
indicators, earlier publications and the official release. Where the DfE publishes a table, its
own pattern is used for that authority and year: two patterns for one table reveal both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.disclosure import (
    LEAST_BASE,
    Concealed,
    conceal,
    enough_for_quantile,
    is_small,
)
from lscp.core.figures import Figure, Status
from lscp.measures.indicators import load
from lscp.measures.linked import Linked
from lscp.measures.official_pattern import OfficialPattern
from lscp.measures.official_pattern import pattern as official_pattern
from lscp.measures.relations import Cell

REASON = (
    "Hidden so that nobody can be recognised: the number is from 1 to 5, or one from 1 to 5 "
    "could be worked out from it"
)


def published(
    figures: Iterable[Figure],
    *,
    official: pl.DataFrame | None = None,
    prior: Iterable[Figure] = (),
) -> list[Figure]:
    """Return the same figures, in their order, with those hidden that the public may not see.

    Those of a breakdown for the internal view alone are left out: nothing is published of them.
    Give all figures of a year at once, of every authority and breakdown: what is safe depends on
    what else is shown. `official` is the official statistics (columns: official.SCHEMA); `prior`
    is the published view that this one replaces, and what that hid stays hidden. Raises
    ValueError for a figure that is not of a whole reporting year.
    """
    figures = [each for each in figures if not _is_internal(each)]
    views = {
        year: view(given, official=official, prior=prior) for year, given in _years(figures).items()
    }
    return [views[figure.year].shown(figure) for figure in figures]


def _is_internal(figure: Figure) -> bool:
    return bool(figure.breakdown) and BREAKDOWNS[figure.breakdown].internal


def _years(figures: list[Figure]) -> dict[str, list[Figure]]:
    by_year: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if not re.fullmatch(r"\d{4}", figure.year):
            raise ValueError(
                f"{figure.figure}: figures of whole reporting years are published, not of "
                f"{figure.year}. With parts of a year beside it, more could be worked out."
            )
        by_year[figure.year].append(figure)
    return by_year


@dataclass(frozen=True)
class PublishedView:
    """What is hidden of one year's figures.

    `given_away` are hidden cells that the official release gives away whatever is hidden here;
    of the `unproven` small ones it was not shown, within reason, that they can be another number.
    """

    linked: Linked
    hidden: frozenset[Cell]
    pattern: OfficialPattern
    given_away: frozenset[Cell]
    unproven: frozenset[Cell]

    def shown(self, figure: Figure) -> Figure:
        """Return the figure as the public sees it."""
        if figure.status is not Status.OK or not self.hides(figure):
            return replace(figure, left_out=())
        return replace(
            figure, value=None, numerator=None, denominator=None, status=Status.SUPPRESSED,
            reason=REASON, counted=0, left_out=(),
        )  # fmt: skip

    def hides(self, figure: Figure) -> bool:
        """Say whether a figure is hidden: for its counts, or for a base that is too small."""
        if figure.figure in self.pattern.suppressed_figures:
            return True
        if any(cell in self.hidden for cell in self.linked.shows(figure)):
            return True
        return figure.figure not in self.pattern.printed_figures and not _enough(figure)


def _enough(figure: Figure) -> bool:
    """Say whether the base is large enough for a percentage, a quantile or an average."""
    base = int(figure.denominator or 0)
    if figure.unit == "days":
        known = load().get(figure.indicator)
        return enough_for_quantile(base, known.at if known else Fraction(1, 2))
    return figure.unit not in ("percentage", "change", "months", "score") or base >= LEAST_BASE


def view(
    figures: Iterable[Figure], *, official: pl.DataFrame | None = None, prior: Iterable[Figure] = ()
) -> PublishedView:
    """Return what to hide of one year's figures."""
    figures = [figure for figure in figures if figure.status is Status.OK]
    linked, year = Linked(figures), int(figures[0].year) if figures else 0
    pattern = OfficialPattern()
    if official is not None and figures:
        pattern = official_pattern(linked, official, figures, year)
    solved = pattern.solved(linked)
    values = linked.system.values
    slack = linked.system.slack - linked.unseen
    slack = linked.system.slack - linked.unseen - linked.rests.keys()
    small = {cell for cell in values if cell not in slack and is_small(values[cell])}
    shown, hidden = _before(linked, figures, prior)
    public = pattern.printed | solved
    done = _concealed(linked, small, pattern.suppressed | hidden, public, shown)
    lost = solved & (small | pattern.suppressed)
    return PublishedView(linked, done.hidden | lost, pattern, frozenset(lost), done.unproven)


def _concealed(
    linked: Linked, small: set[Cell], hidden: set[Cell], public: set[Cell], shown: set[Cell]
) -> Concealed:
    """Hide cells: if it will do, none of those that the earlier view showed just as they are."""
    anew = conceal(linked.system, small=small, hidden=hidden, public=public)
    if not shown:
        return anew
    kept = conceal(linked.system, small=small - shown, hidden=hidden, public=public | shown)
    return kept if len(kept.unproven) <= len(anew.unproven) else anew


def _before(
    linked: Linked, figures: Iterable[Figure], prior: Iterable[Figure]
) -> tuple[set[Cell], set[Cell]]:
    """Return the cells that the earlier view showed as they are now, and those that it hid.

    A percentage that was hidden for its small base alone tells nothing of its cells.
    """
    earlier = {each.figure: each for each in prior}
    seen: set[Cell] = set()
    same: set[Cell] = set()
    hidden: set[Cell] = set()
    for figure in figures:
        was = earlier.get(figure.figure)
        if was is None:
            continue
        if was.status is Status.OK:
            seen.update(linked.shows(figure))
            if (was.numerator, was.denominator) == (figure.numerator, figure.denominator):
                same.update(linked.shows(figure))
        elif was.status is Status.SUPPRESSED and _enough(figure):
            hidden.update(linked.shows(figure))
    small = {cell for cell in same if is_small(linked.system.values[cell])}
    return same - small, hidden - seen
