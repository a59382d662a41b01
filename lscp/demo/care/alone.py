"""Who came to the country alone: of whose placements no distance is known."""

from collections.abc import Sequence
from random import Random

from lscp.demo.care.published import Published
from lscp.demo.care.records import FIRST, LAST, Child, Fate

YOUNGEST, UNDER_16 = 13, 15
"""The youngest of those who came in the years of the returns, by age on the first 31 March."""
STOCK, STAY = 0.3, 0.85
"""Shares: of those in care before who are nearly grown up, and of the new ones that stay."""


def choose(children: Sequence[Child], figures: dict[int, Published], rng: Random) -> None:
    """Say who came alone, in the share that the placements without a distance have."""
    for year, published in figures.items():
        share = published.locations["UNKNOWN"] / sum(published.locations.values())
        wanted = round(share * published.started)
        came = [c for c in children if c.came == year and not c.again]
        kept = [c for c in came if c.fates[year] is Fate.STAYS and _may(c, year)]
        gone = [c for c in came if c.fates[year] is Fate.LEAVES]
        rng.shuffle(kept)
        kept.sort(key=lambda c: -min(c.age or 0, YOUNGEST + 2 * (year == FIRST)))
        chosen = kept[: min(round(STAY * wanted), len(kept))]
        chosen += sorted(gone, key=lambda c: not c.grows_up)[: wanted - len(chosen)]
        for child in chosen:
            child.alone = True
            if child.came == LAST and not child.grows_up:
                child.age = rng.choice((14, 15, 15, 16, 16))
            elif not child.grows_up and child.fates[year] is Fate.LEAVES:
                child.age = UNDER_16
    for child in children:
        if child.came == 0 and (child.age or 0) > UNDER_16 and rng.random() < STOCK:
            child.alone = True


def _may(child: Child, year: int) -> bool:
    """Say whether a child who is there at the end may have come alone."""
    age = child.age or 0
    returns = Fate.RETURNS in child.fates.values()
    return not returns and (year == LAST or age >= YOUNGEST)
