"""The attacker: holds all that is published and tries to work out what is hidden.

Written apart from what hides: from the published figures alone, of both authorities and the
partnership, with the official release, it sets up every equation that a reader can (categories
and totals, sums over authorities, bases and numerators, related indicators) and asks a linear
programme for the least and the most that a hidden number can be. Years share no equation: a
figure of one comes from that year's return alone, so each is attacked by itself.
"""

from collections import defaultdict
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import together
from lscp.core.figures import PARTNERSHIP, Status
from lscp.core.indicators import evaluate
from lscp.demo.write import generate
from lscp.measures import official
from lscp.measures.indicators import load
from lscp.measures.published import view
from lscp.measures.reconcile import Verdict, reconcile
from lscp.measures.relations import relations

MEMBERS = ("E09000020", "E09000033")
Unknown = tuple[str, str, str, str, str]


class Attacker:
    """Everything public as a linear programme. `true` serves only to know which relations hold."""

    def __init__(self, shown, true, cells):
        totals = {(each.indicator, each.authority) for each in true if not each.breakdown}
        self.true = {key: value for each in true for key, value in numbers(each, totals)}
        known = {key: value for each in shown for key, value in numbers(each, totals)}
        for each in cells:
            if each.verdict is Verdict.EQUAL and each.measure in ("value", "numerator"):
                keys = [(each.indicator, each.authority, each.breakdown, category, "n")
                        for category in each.category.split(" + ")]  # fmt: skip
                if len(keys) == 1 and keys[0] in self.true and self.true[keys[0]] == each.ours:
                    known[keys[0]] = self.true[keys[0]]
        self.known = known
        self.hidden = sorted(self.true.keys() - known.keys())
        self.place = {key: at for at, key in enumerate(self.hidden)}
        self.rows: list[tuple[dict[Unknown, int], float]] = []
        self.most: list[tuple[dict[Unknown, int], float]] = []
        self.tie_all()
        self.prepare()

    def tie(self, signed, *, at_most=False):
        """Take an equation as known where it is true; what it sums to is known with it."""
        if not all(key in self.true for key in signed):
            return
        total = sum(by * self.true[key] for key, by in signed.items())
        if (at_most and total > 0) or not set(signed) & set(self.place):
            return
        left = {key: by for key, by in signed.items() if key in self.place}
        fixed = sum(by * self.known[key] for key, by in signed.items() if key not in left)
        (self.most if at_most else self.rows).append((left, (0 if at_most else total) - fixed))

    def tie_all(self):
        by_row = defaultdict(list)
        with_total = {key[:2] for key in self.true if not key[2] and key[4] == "n"}
        for key in self.true:
            who, by, part = key[1], key[2], key[4]
            if by and not BREAKDOWNS[by].many:
                total = (*key[:2], "", "", part if key[:2] in with_total else "d")
                by_row[total, by, part].append(key)
            if who == PARTNERSHIP:
                self.tie({key: -1} | {(key[0], member, *key[2:]): 1 for member in MEMBERS})
            if part == "n":
                self.tie({key: 1, (*key[:4], "d"): -1}, at_most=True)
        for (total, _, _), cells in by_row.items():
            self.tie(dict.fromkeys(cells, 1) | {total: -1})
        self.tie_relations()

    def tie_relations(self):
        for each in relations():
            for who in (*MEMBERS, PARTNERSHIP):
                places = {key[2:4] for key in self.true if key[1] == who}
                for by, category in [("", "")] if each.of_totals else sorted(places):
                    signed = defaultdict(int)
                    for term in each.terms:
                        for cell in term.cells(who, by, category):
                            where = (cell.indicator, who, cell.breakdown, cell.category)
                            signed[(*where, cell.part[0])] += term.sign
                    total = sum(by_ * self.true.get(key, 0) for key, by_ in signed.items())
                    if each.at_most or total == 0:
                        self.tie(signed, at_most=each.at_most)

    def least(self, key):
        """Return the least that a reader can take a hidden number to be.

        Zeros are printed, but not as numerators of hidden percentages, nor where a whole split is
        hidden.
        """
        percentage = key[4] == "n" and (*key[:4], "d") in self.true
        row = any(other[:3] == key[:3] for other in self.known) if key[2] else True
        return 0 if percentage or not row else min(1, self.true[key])

    def prepare(self):
        self.bounds = [(self.least(key), 20_000) for key in self.hidden]
        self.equal, self.below = self._matrix(self.rows), self._matrix(self.most)

    def _matrix(self, rows):
        at, column, by = zip(
            *((at, self.place[key], by) for at, (left, _) in enumerate(rows)
              for key, by in left.items()), strict=True,
        )  # fmt: skip
        return csr_matrix((by, (at, column)), shape=(len(rows), len(self.hidden)))

    def table(self, aim):
        """Return the hidden numbers of the table that a linear programme finds for an aim."""
        found = linprog(
            aim, A_eq=self.equal, b_eq=[total for _, total in self.rows], A_ub=self.below,
            b_ub=[total for _, total in self.most], bounds=self.bounds, method="highs",
        )  # fmt: skip
        assert found.status == 0, found.message
        return found.x

    def determined(self, keys):
        """Yield the numbers that can be no other whole number."""
        chance = np.random.default_rng(1)
        tables = np.array([self.table(chance.normal(size=len(self.hidden))) for _ in range(20)])
        spread = tables.max(axis=0) - tables.min(axis=0)
        for key in keys:
            if spread[self.place[key]] < 1 and self._range(key) < 1:
                yield key

    def _range(self, key):
        aim = np.zeros(len(self.hidden))
        aim[self.place[key]] = 1
        return self.table(-aim)[self.place[key]] - self.table(aim)[self.place[key]]


def numbers(figure, with_total):
    """Yield the counts behind a figure under the names that the attacker uses."""
    where = (figure.indicator, figure.authority, figure.breakdown, figure.category)
    if figure.status is Status.OK:
        if figure.numerator is not None:
            yield (*where, "n"), int(figure.numerator)
        if figure.denominator is not None and figure.unit != "rate":
            base = where if where[:2] in with_total else (*where[:2], "", "")
            yield (*base, "d"), int(figure.denominator)


# What the official release gives away of what it hides: docs/decisions/0051.
GIVEN_AWAY = {
    2021: [("IND043", "E09000020", "duration", "3M", "n")],
    2022: [("IND019", "E09000020", "duration", "0", "n")],
}


def figures_of(year):
    parts = [generate(member, each) for member in MEMBERS for each in (year - 1, year)]
    facts = together(parts).with_table("lscp_population", official.population())
    return evaluate(load().values(), facts, periods.year(year), by=BREAKDOWNS, members=MEMBERS)


@pytest.mark.slow
@pytest.mark.parametrize("year", GIVEN_AWAY)
def test_the_attacker_finds_no_small_number_that_the_official_release_does_not_give(year):
    figures = figures_of(year)
    cells = reconcile(figures, official.committed(), year=year)
    whole = view(figures, official=official.committed())
    attacker = Attacker([whole.shown(figure) for figure in figures], figures, cells)
    assert not [key for key, value in attacker.known.items() if 1 <= value <= 5]
    small = [key for key in attacker.hidden if 1 <= attacker.true[key] <= 5]
    assert len(small) > 500
    found = list(attacker.determined(small))
    assert set(found) <= {
        (c.indicator, c.authority, c.breakdown, c.category, c.part[0]) for c in whole.given_away
    }
    assert found == GIVEN_AWAY[year]


@pytest.mark.slow
def test_without_the_second_cells_the_attacker_finds_many():
    """The attacker is worth something: hiding from 1 to 5 alone does not stop it."""
    figures = figures_of(2022)
    naive = [
        replace(each, status=Status.SUPPRESSED, numerator=None, denominator=None)
        if each.numerator in range(1, 6) else each for each in figures
    ]  # fmt: skip
    attacker = Attacker(naive, figures, [])
    small = [key for key in attacker.hidden if 1 <= attacker.true[key] <= 5]
    assert len(list(islice(attacker.determined(small), 101))) > 100
