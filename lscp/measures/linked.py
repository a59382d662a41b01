"""What ties a year's figures together: the counts behind them as cells, and equations of cells.

A count, a rate, a percentage and a share may all print the same count, which is then one cell. A
relation between indicators counts only where it is true of the figures at hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.disclosure import LEAST_BASE, System, is_small
from lscp.core.figures import PARTNERSHIP, Figure
from lscp.measures.relations import DENOMINATOR, NUMERATOR, Cell, Relation, relations

Signed = dict[Cell, int]


class Linked:
    """The figures of one year as a system of cells, each count once however often it is printed."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = list(figures)
        self._with_total = {
            (each.indicator, each.authority) for each in self.figures if not each.breakdown
        }
        self.values: dict[Cell, int] = {}
        for figure in self.figures:
            self.values |= self.counts(figure)
        self._same: dict[Cell, Cell] = {}
        self._merge()
        self.rests: dict[Cell, tuple[Cell, Cell]] = {}
        self.unseen: set[Cell] = set()
        self._tied: set[frozenset[tuple[Cell, int]]] = set()
        self.system = System({self.cell(cell): value for cell, value in self.values.items()})
        self._cost()
        self._tie_categories()
        self._tie_members()
        self._tie_percentages()
        self._tie_relations()
        self._hide_splits_of_few()

    def cell(self, cell: Cell) -> Cell:
        """Return the cell that stands for this one."""
        while (other := self._same.get(cell)) is not None:
            cell = other
        return cell

    def shows(self, figure: Figure) -> list[Cell]:
        """Return the cells that can be read where a figure is shown."""
        return [self.cell(cell) for cell in self.counts(figure)]

    def counts(self, figure: Figure) -> dict[Cell, int]:
        """Return the counts that a figure shows. The population under a rate is no secret."""
        found = {}
        if figure.numerator is not None:
            found[self._named(figure, NUMERATOR)] = int(figure.numerator)
        if figure.denominator is not None and figure.unit != "rate":
            found[self._named(figure, DENOMINATOR)] = int(figure.denominator)
        return found

    def _named(self, figure: Figure, part: str) -> Cell:
        """Return the name of a figure's count. The base of a share is that of every category."""
        shared = part == DENOMINATOR and self.is_share(figure)
        by = ("", "") if shared else (figure.breakdown, figure.category)
        return Cell(figure.indicator, figure.authority, *by, part)

    def is_share(self, figure: Figure) -> bool:
        """Say whether a figure is a share: of those there is no total."""
        return (figure.indicator, figure.authority) not in self._with_total

    # The same count under two names becomes one cell, and so do children and episodes where there
    # are as many: whoever knows one knows the other.

    def _merge(self) -> None:
        for each in relations():
            if each.is_pair:
                for signed in self._places(each):
                    if len(signed) == 2 and not self._sum(signed):
                        kept, other = sorted((self.cell(cell) for cell in signed), key=_rank)
                        if kept != other:
                            self._same[other] = kept

    def _places(self, each: Relation) -> Iterator[Signed]:
        """Yield the relation for each authority and category whose cells are all there."""
        first = next(term for term in each.terms if not term.breakdown)
        for cell in self._of(first.indicator, first.part):
            if each.of_totals and cell.breakdown:
                continue
            signed: Signed = defaultdict(int)
            for term in each.terms:
                for other in term.cells(cell.authority, cell.breakdown, cell.category):
                    signed[other] += term.sign
            if all(other in self.values for other in signed):
                yield dict(signed)

    def _of(self, indicator: str, part: str) -> Sequence[Cell]:
        if not hasattr(self, "_indexed"):
            self._indexed: dict[tuple[str, str], list[Cell]] = defaultdict(list)
            for cell in self.values:
                self._indexed[cell.indicator, cell.part].append(cell)
        return self._indexed.get((indicator, part), [])

    def _sum(self, signed: Signed) -> int:
        return sum(by * self.values[cell] for cell, by in signed.items())

    # Ties.

    def _cost(self) -> None:
        """Hide the partnership's category first, then an authority's; a total last."""
        costs = self.system.costs
        for cell in self.values:
            of_member = cell.authority != PARTNERSHIP
            cost = 1 + of_member + 2 * (not cell.breakdown)
            kept = self.cell(cell)
            costs[kept] = max(cost, costs.get(kept, 0))

    def _tie(self, signed: Signed) -> None:
        merged: Signed = defaultdict(int)
        for cell, by in signed.items():
            merged[self.cell(cell)] += by
        equation = {cell: by for cell, by in merged.items() if by}
        same = frozenset(equation.items())
        if len(equation) > 1 and same not in self._tied:
            self._tied.add(same)
            self.system.tie(equation)

    def _tie_categories(self) -> None:
        """Tie a breakdown's categories to their total; of children, one may be in two of them."""
        rows: dict[Cell, list[Cell]] = defaultdict(list)
        for cell in self.values:
            if cell.breakdown and not BREAKDOWNS[cell.breakdown].many:
                rows[self._total(cell)].append(cell)
        for (total, _), cells in self._by_breakdown(rows):
            if total in self.values:
                self._tie({total: -1} | dict.fromkeys(cells, 1))

    def _total(self, cell: Cell) -> Cell:
        share = (cell.indicator, cell.authority) not in self._with_total
        part = DENOMINATOR if share else cell.part
        return Cell(cell.indicator, cell.authority, part=part)

    @staticmethod
    def _by_breakdown(
        rows: dict[Cell, list[Cell]],
    ) -> Iterator[tuple[tuple[Cell, str], list[Cell]]]:
        for total, cells in rows.items():
            split: dict[str, list[Cell]] = defaultdict(list)
            for cell in cells:
                split[cell.breakdown].append(cell)
            for breakdown, members in split.items():
                yield (total, breakdown), members

    def _tie_members(self) -> None:
        """Tie the authorities to the partnership, whose cell is hidden with any of theirs."""
        members = sorted({cell.authority for cell in self.values} - {PARTNERSHIP})
        for cell in self.values:
            if cell.authority == PARTNERSHIP:
                where = (cell.breakdown, cell.category, cell.part)
                parts = [Cell(cell.indicator, member, *where) for member in members]
                signed = {cell: -1} | dict.fromkeys(parts, 1)
                if all(part in self.values for part in parts) and not self._sum(signed):
                    self._tie(signed)
                    for part in parts:
                        self._follow(part, cell)

    def _follow(self, key: Cell, follower: Cell) -> None:
        if self.cell(key) != self.cell(follower):
            self.system.follows.setdefault(self.cell(key), set()).add(self.cell(follower))

    def _tie_percentages(self) -> None:
        """Tie a percentage's base to its numerator and the rest, which can be few as well.

        Where the base is too small for a percentage, or hidden, so is the numerator, unless
        another figure shows it.
        """
        elsewhere = {
            cell for figure in self.figures if figure.unit != "percentage" or self.is_share(figure)
            for cell in self.shows(figure)
        }  # fmt: skip
        for figure in self.figures:
            counts = self.counts(figure)
            if figure.unit != "percentage" or len(counts) < 2 or self.is_share(figure):
                continue
            numerator, base = counts
            self._tie_rest(numerator, base)
            if self.cell(numerator) not in elsewhere:
                self._follow(base, numerator)
                if counts[base] < LEAST_BASE:
                    self.unseen.add(self.cell(numerator))
        self.system.slack |= self.unseen

    def _tie_rest(self, numerator: Cell, denominator: Cell) -> None:
        """Tie what is left of one cell when another is taken from it: a cell never shown."""
        part, whole = self.cell(numerator), self.cell(denominator)
        rest = Cell(whole.indicator, whole.authority, f"less {part}", str(whole), "rest")
        if part != whole and rest not in self.system.values:
            self.system.values[rest] = self.system.values[whole] - self.system.values[part]
            self.system.slack.add(rest)
            self.rests[rest] = (whole, part)
            self.system.tie({whole: 1, part: -1, rest: -1})

    def _hide_splits_of_few(self) -> None:
        """Let a split of a few say nothing, not even where there are none of them.

        Five that are spread over five months would be five: each of those is one at least.
        """
        for cell in self.values:
            total = self._total(cell)
            if cell.breakdown and is_small(self.values.get(total)):
                self.unseen.add(self.cell(cell))
        self.system.slack |= self.unseen

    def _tie_relations(self) -> None:
        for each in relations():
            for signed in self._places(each):
                total = self._sum(signed)
                if each.at_most and total <= 0:
                    self._tie_at_most(signed, -total)
                elif not each.at_most and total == 0:
                    self._tie(signed)

    def _tie_at_most(self, signed: Signed, rest: int) -> None:
        merged = {self.cell(cell): by for cell, by in signed.items()}
        if len(merged) > 1:
            slack = Cell(" ".join(map(str, merged)), "", part="rest")
            self.system.values[slack] = rest
            self.system.slack.add(slack)
            self.system.tie(merged | {slack: 1})


def _rank(cell: Cell) -> tuple[bool, str]:
    """Order the names of one count: the total's first, since that is how it is known."""
    return bool(cell.breakdown), str(cell)
