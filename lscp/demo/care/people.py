"""Who the children in care are: sex, ethnic group, pupil number, a child of their own.

What the tables of an authority do not say is an invention, near to what is usual in London.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.care.records import FIRST, LAST, Child
from lscp.demo.days import Year
from lscp.demo.shares import shared, tokens

MALE, FEMALE = "1", "2"
SEXES = {True: {MALE: 9, FEMALE: 1}, False: {MALE: 11, FEMALE: 9}}
"""By whether the child came alone; as the return coded them before 2024."""
ETHNICITIES = {
    True: {"BAFR": 7, "AOTH": 5, "OOTH": 5, "WOTH": 3},
    False: {
        "WBRI": 20, "WOTH": 12, "WIRI": 2, "MWBC": 10, "MWBA": 4, "MWAS": 2, "MOTH": 8,
        "BCRB": 11, "BAFR": 14, "BOTH": 5, "ABAN": 5, "APKN": 2, "AOTH": 4, "OOTH": 5,
    },
}  # fmt: skip
NEEDS = {"N1": 58, "N2": 5, "N3": 5, "N4": 10, "N5": 15, "N6": 5, "N7": 2}
ALONE = "N8"
A_MOTHER, YOUNGEST_MOTHER = 0.1, 16
PERMANENCE, ORDERS = 0.06, ("P1", "P2", "P3")
NO_SCHOOL = 2  # every second of those who came alone and were never in a school kept by the state


def make(children: Sequence[Child], lea: str, rng: Random) -> None:
    """Make up the children's characteristics."""
    for alone in (True, False):
        of = [child for child in children if child.alone is alone and not child.sex]
        sexes = tokens(shared(len(of), SEXES[alone]), rng)
        groups = tokens(shared(len(of), ETHNICITIES[alone]), rng)
        for child, sex, group in zip(of, sexes, groups, strict=True):
            child.sex, child.ethnicity = sex, group
    needs = tokens(shared(len(children), NEEDS), rng)
    for child, need in zip(children, needs, strict=True):
        child.need = ALONE if child.alone else need
    for child in children:
        if child.sex == FEMALE and LAST in child.fates and rng.random() < A_MOTHER:
            _become_mother(child, rng)
        if child.came and rng.random() < PERMANENCE and not child.alone:
            _had_permanence(child, lea, rng)


def _become_mother(child: Child, rng: Random) -> None:
    """Let a girl have a child while in care, within the years of the returns."""
    spell = child.spells[-1]
    first = max(child.birthday(YOUNGEST_MOTHER), Year(FIRST).start, spell.since)
    last = min(spell.until or Year(LAST).end, Year(LAST).end) - timedelta(days=5)
    if first < last:
        child.own_child = first + timedelta(days=rng.randrange((last - first).days))


def _had_permanence(child: Child, lea: str, rng: Random) -> None:
    """Say that the child had a home for good before, and lost it."""
    years = (child.spells[0].since - child.born).days // 365
    if years > 1:
        ordered = child.born + timedelta(days=rng.randrange(100, 365 * years - 200))
        child.permanence = (rng.choice(ORDERS), lea, f"{ordered:%d/%m/%Y}")


def pupil_number(child: Child, number: str, end: date) -> str:
    """Return a child's number in the return of a year that ends then, or why there is none."""
    if child.alone and child.number % NO_SCHOOL:
        return "UN2"
    return "UN1" if child.birthday(5) > end else number
