"""Why each child left care."""

from collections.abc import Sequence
from random import Random

from lscp.demo.care.records import Child, Spell

GROWN = {"E5": 45, "E6": 20, "E17": 15, "E7": 5, "E8": 15}
"""Shares of reasons, an invention: of those who left at 18, who came alone, and of all others."""
ALONE = {"E15": 40, "E3": 35, "E16": 5, "E8": 20}
OTHERS = {"E4A": 40, "E4B": 15, "E13": 10, "E41": 6, "E47": 6, "E45": 5, "E46": 3, "E3": 6, "E8": 9}
HOME = {"E4A": 3, "E4B": 1}
REMAND, REMAND_ENDED, ADOPTED = "J1", "E14", {"E12": 3, "E11": 1}
RELATIVES, STRANGERS = ("U1", "U2", "U3"), ("U4", "U5", "U6")


def tell(children: Sequence[Child], rng: Random) -> None:
    """Say why each stay in care ended."""
    for child in children:
        for spell in child.spells:
            if spell.until:
                weights = _weights(child, spell)
                spell.reason = rng.choices(list(weights), list(weights.values()))[0]


def _weights(child: Child, spell: Spell) -> dict[str, int]:
    if child.adopted:
        return ADOPTED
    if spell is not child.spells[-1]:
        return HOME
    if child.grows_up:
        return GROWN
    if child.alone:
        return ALONE
    if spell.statuses[-1][1] == REMAND:
        return {REMAND_ENDED: 1}
    kind = spell.placements[-1].kind
    fits = {"E45": kind in RELATIVES, "E46": kind in STRANGERS}
    return {code: weight for code, weight in OTHERS.items() if fits.get(code, True)}
