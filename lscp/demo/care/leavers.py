"""Care leavers of 17 to 21: who they are, what they do, where they live.

Who grew up in care in the years of the returns is one of them; the others left before, some of
them at 16.
"""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from lscp.demo.care.published import Published
from lscp.demo.care.records import FIRST, LAST, Child
from lscp.demo.care.stays import birth, days
from lscp.demo.days import Year
from lscp.demo.shares import shared, tokens

YOUNG, OLDER = "17 to 18 years", "19 to 21 years"
AGES = {YOUNG: (17, 18), OLDER: (19, 20, 21)}
ACTIVITY, ACCOMMODATION = "care_leavers_activity", "care_leavers_accommodation"
COUNT = "care_leaver_count"
BUSY = {
    "1": "Higher education i.e. studies beyond A level",
    "2": "Education other than higher education",
    "4": "In an apprenticeship",
    "5": "In training or employment (excl. apprenticeship)",
    "5 or 4": "In training or employment",
}
IDLE = {
    "G4": "Not in education, training or employment, owing to illness or disability",
    "G5": "Not in education, training or employment, owing to other reasons",
    "G6": "Not in education, training or employment, owing to pregnancy or parenting",
}
WHOLE = {"busy": "Total in education, employment or training",
         "idle": "Total not in education, employment or training",
         "0": "Total information not known"}  # fmt: skip
HOUSED = {"1": "Accommodation considered suitable", "2": "Accommodation considered unsuitable",
          "0": "No information"}  # fmt: skip
FULL, PART, PART_TIME = "F", "P", 0.15
SUITABLE = {"U1": 9, "D1": 7, "Z1": 4, "B1": 4, "E1": 2, "K1": 2, "C1": 1}
UNSUITABLE = {"S2": 2, "X2": 3, "V2": 1, "W2": 1}
ELSEWHERE = {"G1": 2, "H1": 1, "R2": 2}
"""Gone abroad, deported, not known where: of whom it is not asked how suitable that is."""
IN_TOUCH, OUT_OF_TOUCH = "YES", {"NO": 3, "REFU": 2, "NREQ": 2}
UNKNOWN, RETURNED_HOME, AT_HOME = "0", "RHOM", (18, 20)
WITH_CARERS, HOSTEL, GROWN = "Z1", "D1", 18  # at 17 nobody is a former carer's yet


def grown(published: Published) -> int:
    """Return how many care leavers of 17 and 18 a year has."""
    return published.count(ACTIVITY, YOUNG, "Total", COUNT)


def find(
    children: Sequence[Child], figures: dict[int, Published], new: Callable[[int], Child],
    rng: Random,
) -> list[Child]:  # fmt: skip
    """Return the care leavers who left before the returns; all say what they do and where."""
    before = _before(children, figures, new, rng)
    everybody = [c for c in (*children, *before) if c.grows_up]
    for year, published in figures.items():
        for group, ages in AGES.items():
            of = [c for c in everybody if _is_one(c, ages, year)]
            _tell(of, published, group, rng)
    return before + _at_home(figures, new, rng)


def _at_home(
    figures: dict[int, Published], new: Callable[[int], Child], rng: Random
) -> list[Child]:
    """Make up who went home for good after care, whom no table counts."""
    found = []
    for year in figures:
        for age in AT_HOME:
            child = _aged(age, year, new, rng)
            child.leaver[year] = (RETURNED_HOME, UNKNOWN, UNKNOWN)
            found.append(child)
    return found


def _aged(age: int, year: int, new: Callable[[int], Child], rng: Random) -> Child:
    """Make up a child who left before, of an age at the end of a year."""
    child = new(0)
    first = date(year - age - 1, 4, 9)
    child.born = birth(first, first + days(345), rng)
    return child


def _is_one(child: Child, ages: Sequence[int], year: int) -> bool:
    """Say whether a child who has left care is of an age at the end of a year."""
    gone = not child.fates or max(child.fates) <= year
    return gone and child.years_old(Year(year).end) in ages


def _before(
    children: Sequence[Child], figures: dict[int, Published], new: Callable[[int], Child],
    rng: Random,
) -> list[Child]:  # fmt: skip
    """Make up who left before, so that each year's age groups have as many as were published."""
    found = []

    def make(count: int, ages: Sequence[int], year: int) -> None:
        if count < 0:
            raise ValueError(f"{-count} care leavers of {year} are too many")
        for place in range(count):
            child = _aged(ages[place % len(ages)], year, new, rng)
            child.grows_up = True
            found.append(child)

    young = {y: grown(p) for y, p in figures.items()}
    older = {y: p.count(ACTIVITY, OLDER, "Total", COUNT) for y, p in figures.items()}
    for year in (LAST, FIRST):
        mine = [c for c in (*children, *found) if c.grows_up and _is_one(c, AGES[YOUNG], year)]
        make(young[year] - len(mine), (18,), year)
    of_18 = sum(_is_one(c, (18,), FIRST) for c in (*children, *found) if c.grows_up)
    go_on = min(older[LAST] - of_18, older[FIRST])
    make(go_on, (19, 20), FIRST)
    make(older[FIRST] - go_on, (21,), FIRST)
    make(older[LAST] - of_18 - go_on, AGES[OLDER], LAST)
    return found


def _tell(of: list[Child], published: Published, group: str, rng: Random) -> None:
    """Say of a group's care leavers what they do and where they live."""
    rng.shuffle(of)
    activities = sorted(_activities(len(of), published, group, rng), key=lambda a: a != UNKNOWN)
    homes = _homes(activities.count(UNKNOWN), len(of), published, group, rng)
    for child, activity, home in zip(of, activities, homes, strict=True):
        touch = IN_TOUCH if activity != UNKNOWN else _drawn(OUT_OF_TOUCH, rng)
        if home in WITH_CARERS and child.years_old(Year(published.year).end) < GROWN:
            home = HOSTEL
        child.leaver[published.year] = (touch, activity, home)


def _activities(total: int, published: Published, group: str, rng: Random) -> list[str]:
    def split(names: dict[str, str], count: int) -> dict[str, int]:
        keyed = {code: f"{group}: {name}" for code, name in names.items()}
        return published.shared(ACTIVITY, keyed, count, COUNT)

    whole = split(WHOLE, total)
    codes = tokens({**split(BUSY, whole["busy"]), **split(IDLE, whole["idle"])}, rng)
    return [_activity(code, rng) for code in codes] + [UNKNOWN] * whole["0"]


def _activity(code: str, rng: Random) -> str:
    if code in IDLE:
        return code
    return (PART if rng.random() < PART_TIME else FULL) + rng.choice(code.split(" or "))


def _homes(unknown: int, total: int, published: Published, group: str, rng: Random) -> list[str]:
    """Return where they live; those of whom nothing is known come first."""
    asked = published.count(ACCOMMODATION, group, "Suitability total", COUNT)
    keyed = {code: f"{group}: {name}" for code, name in HOUSED.items()}
    counts = published.shared(ACCOMMODATION, keyed, asked, COUNT)
    elsewhere = total - asked
    nothing = min(counts["0"], unknown - elsewhere)
    unsuitable = counts["2"] + counts["0"] - nothing
    drawn = [_drawn(ELSEWHERE, rng) for _ in range(elsewhere)] + [UNKNOWN] * nothing
    rest = {"1": counts["1"], "2": unsuitable}
    kinds = {"1": SUITABLE, "2": UNSUITABLE}
    for code in tokens(rest, rng):
        weights = shared(sum(kinds[code].values()), kinds[code])
        drawn.append(_drawn(weights, rng))
    return drawn


def _drawn(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
