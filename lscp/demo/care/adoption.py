"""Who is adopted, and what leads to it: the decision, the match, the placement order.

How many of an authority's children are adopted is not in its tables: there are few.
"""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from lscp.demo.care.records import Adoption, Child, Fate
from lscp.demo.days import Year, later

MOST, OLDEST = 2, 7
IN_CARE, BEFORE = 230, 130
# Working days before the placement on which it was decided and matched.
DECIDED, MATCHED = (60, 95), (15, 40)
ADOPTERS = {"MF": ("L11", "L3"), "MM": ("L12",), "FF": ("L2",), "F1": ("L0",)}
FOSTERED_FIRST, THEN, WHY = "U6", "A6", "CARPL"


def choose(children: Sequence[Child], years: Sequence[int]) -> None:
    """Choose who is adopted in each year; each then moves once in it, to the adopters."""
    for year in years:
        able = [c for c in children if _may(c, year)]
        for child in able[:MOST]:
            child.adopted = True
            child.moves[year] = 1


def _may(child: Child, year: int) -> bool:
    leaves = child.fates.get(year) is Fate.LEAVES and child.came != year and not child.again
    if not leaves or child.alone or child.moves or (child.age or 0) > OLDEST:
        return False
    spell = child.spells[-1]
    assert spell.until
    in_year = (spell.until - Year(year).start).days
    return in_year > BEFORE and (spell.until - spell.since).days > IN_CARE


def tell(children: Sequence[Child], rng: Random) -> None:
    """Say of each child who is adopted when what was decided, and by whom they are adopted."""
    for child in children:
        if not child.adopted:
            continue
        placed = child.spells[-1].placements[-1].since
        sexes = rng.choices(list(ADOPTERS), (6, 2, 1, 1))[0]
        decided = later(placed, -rng.randint(*DECIDED))
        decided = max(decided, child.spells[-1].since + timedelta(days=10))
        child.adoption = Adoption(
            decided, later(placed, -rng.randint(*MATCHED)), placed, sexes,
            rng.choice(ADOPTERS[sexes]),
        )  # fmt: skip


def place(children: Sequence[Child]) -> None:
    """Let who is adopted be fostered first, then placed with the adopters."""
    for child in children:
        if child.adopted:
            *before, last = child.spells[-1].placements
            last.kind = THEN
            for each in before:
                each.kind = FOSTERED_FIRST
