"""Who the made-up children are: age, sex, ethnic group, disability, unique pupil number.

For authorities only disability is published (table b2). Ages, sex and ethnic groups follow
England's shares among the children in need on 31 March (table a7, and a5 for those under a
child protection plan), to the nearest whole child.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from lscp.demo.days import Year
from lscp.demo.records import Child, Episode, Kind, Record
from lscp.demo.shares import residual, shared, tokens
from lscp.demo.targets import Targets, england_shares

AGES = {
    "UNBORN": "Unborn: Unborn", "U1": "Age: Under 1 year", "1-4": "Age: 1 to 4 years",
    "5-9": "Age: 5 to 9 years", "10-15": "Age: 10 to 15 years", "16+": "Age: 16 years and over",
}  # fmt: skip
PLAN_AGES = {
    "UNBORN": "Age: Unborn", "U1": "Age: Under 1", "1-4": "Age: 1-4 years",
    "5-9": "Age: 5-9 years", "10-15": "Age: 10-15 years", "16+": "Age: 16 & over",
}  # fmt: skip
# Days of age on the day that counts, from and to. The unborn are expected from three weeks on,
# and within 40 weeks of the referral (8606); nobody is 18 when first referred.
DAYS_OF_AGE = {
    "UNBORN": (-200, -21), "U1": (5, 355), "1-4": (370, 1815), "5-9": (1832, 3640),
    "10-15": (3658, 5832), "16+": (5850, 6480),
}  # fmt: skip
BEFORE_BIRTH = 270
SEXES = {"F": "Gender: Female", "M": "Gender: Male", "U": "Gender: Unknown or Indeterminate gender"}
# By the group that table a5 gives, since it gives no more.
ETHNICITIES = {
    "White": {
        "WBRI": "White British", "WIRI": "White Irish", "WOTH": "Any other White background",
        "WROM": "Gypsy or Irish Traveller",
    },
    "Mixed": {
        "MWBC": "White and Black Caribbean", "MWBA": "White and Black African",
        "MWAS": "White and Asian", "MOTH": "Any other mixed background",
    },
    "Asian or Asian British": {
        "AIND": "Indian", "APKN": "Pakistani", "ABAN": "Bangladeshi", "CHNE": "Chinese",
        "AOTH": "Any other Asian background",
    },
    "Black or Black British": {
        "BAFR": "Black African", "BCRB": "Black Caribbean", "BOTH": "Any other Black background",
    },
    "Other ethnic group": {"OOTH": "Any other ethnic group"},
}  # fmt: skip
NOT_OBTAINED = "NOBT"
AN_EARLIER_PLAN = 900


def make(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Make up the year's new children, so that the stock on 31 March has England's shares."""
    at_end = [r for r in records if _open(r)]
    under_plan = [r for r in at_end if _plan_open(r)]
    rest = [r for r in at_end if not _plan_open(r)]
    gone = [r for r in records if not _open(r)]
    ages = _Ages(year, rng)
    plan_ages = england_shares(targets, "a5", _counted(PLAN_AGES, "CPP_At31"), len(under_plan))
    ages.give(under_plan, plan_ages)
    all_ages = england_shares(targets, "a7", _counted(AGES), len(at_end))
    ages.give(rest, _less(all_ages, ages.held(under_plan)))
    ages.give(gone, england_shares(targets, "a7", _counted(AGES), len(gone)), at_referral=True)
    for group, is_under_plan in ((under_plan, True), (rest, False), (gone, False)):
        born = [r.child for r in group if _is_born(r.child, year)]
        unborn = [r.child for r in group if not _is_born(r.child, year)]
        unknown = _unknown_share(targets)
        _sexes(born, targets, rng)
        _sexes(unborn, targets, rng)
        _ethnicities(born, _ethnic_weights(targets, is_under_plan), unknown, rng)
        _ethnicities(unborn, _ethnic_weights(targets, is_under_plan), 0.0, rng)


def _counted(columns: Mapping[str, str], column: str = "number") -> dict[str, str]:
    return {code: f"{characteristic}|{column}" for code, characteristic in columns.items()}


def _less(counts: Mapping[str, int], taken: Mapping[str, int]) -> dict[str, int]:
    return {code: max(0, count - taken.get(code, 0)) for code, count in counts.items()}


def _open(record: Record) -> Episode | None:
    last = record.episodes[-1]
    return last if last.kind is Kind.OPEN else None


def _plan_open(record: Record) -> bool:
    return any(not plan.ended for e in record.episodes for plan in e.protections)


class _Ages:
    """Deals ages to the children who have none yet."""

    def __init__(self, year: Year, rng: Random) -> None:
        self.year, self.rng = year, rng

    def held(self, records: Iterable[Record]) -> Counter[str]:
        """Return how many of the children are of each age on 31 March."""
        return Counter(_age_band(r.child, self.year.end) for r in records if r.child.born)

    def give(
        self, records: Sequence[Record], target: Mapping[str, int], *, at_referral: bool = False
    ) -> None:
        """Give those without an age one, the youngest to those not too long known for it."""
        new = [r for r in records if not r.child.born]
        left = residual(target, self.held(records), len(new))
        new.sort(key=self._known_for)
        for band, (least, most) in DAYS_OF_AGE.items():
            able = sum(most >= self._known_for(r, at_referral) for r in new)
            chosen = self.rng.sample(range(able), min(able, left[band]))
            for record in [new[place] for place in chosen]:
                self._be_born(record, least, most, at_referral)
            new = [r for r in new if not r.child.born]
        for record in new:
            self._be_born(record, *DAYS_OF_AGE["16+"], at_referral)

    def _known_for(self, record: Record, at_referral: bool = False) -> int:
        """Return the least age in days that a child can have, by what is on record."""
        if at_referral:
            return -BEFORE_BIRTH
        earlier = any(plan.previous for e in record.episodes for plan in e.protections)
        known = (self.year.end - record.episodes[0].referral).days - BEFORE_BIRTH
        return max(known, AN_EARLIER_PLAN if earlier else known)

    def _be_born(self, record: Record, least: int, most: int, at_referral: bool) -> None:
        known = self._known_for(record, at_referral)
        first = record.episodes[0].referral
        last = record.episodes[-1].referral
        day = max(last, self.year.start) if at_referral else self.year.end
        age = self.rng.randint(min(max(least, known), most), most)
        born = day - timedelta(days=age)
        record.child.born = min(born, first + timedelta(days=BEFORE_BIRTH))


def _age_band(child: Child, day: date) -> str:
    years = child.age(day)
    for limit, band in ((0, "UNBORN"), (1, "U1"), (5, "1-4"), (10, "5-9"), (16, "10-15")):
        if years < limit:
            return band
    return "16+"


def _sexes(children: Sequence[Child], targets: Targets, rng: Random) -> None:
    new = [child for child in children if not child.sex]
    target = england_shares(targets, "a7", _counted(SEXES), len(children))
    held = Counter(child.sex for child in children if child.sex)
    for child, sex in zip(new, tokens(residual(target, held, len(new)), rng), strict=True):
        child.sex = sex


def _ethnic_weights(targets: Targets, under_plan: bool) -> dict[str, float]:
    """Return England's figures by code; for children under a plan, by group, from table a5."""
    weights: dict[str, float] = {}
    for group, names in ETHNICITIES.items():
        columns = _counted({code: f"Ethnicity: {name}" for code, name in names.items()})
        figures = targets.england("a7", list(columns.values()))
        scale = 1.0
        if under_plan:
            (of_group,) = targets.england("a5", [f"Ethnicity: {group}|CPP_At31"])
            scale = of_group / sum(figures)
        weights |= {code: scale * figure for code, figure in zip(columns, figures, strict=True)}
    return weights


def _unknown_share(targets: Targets) -> float:
    """Return the share of England's children, the unborn aside, whose ethnic group is not known."""
    everybody, known, unborn = targets.england(
        "a7", ["Total: Total|number", "Ethnicity: Known ethnicity|number", "Unborn: Unborn|number"]
    )
    (known_unborn,) = targets.england("a4", ["Unborn|Known"])
    return 1 - (known - known_unborn) / (everybody - unborn)


def _ethnicities(
    children: Sequence[Child], weights: Mapping[str, float], unknown: float, rng: Random
) -> None:
    without = round(len(children) * unknown)
    target = {**shared(len(children) - without, weights), NOT_OBTAINED: without}
    held = Counter(child.ethnicity for child in children if child.ethnicity)
    new = [child for child in children if not child.ethnicity]
    for child, code in zip(new, tokens(residual(target, held, len(new)), rng), strict=True):
        child.ethnicity = code


def _is_born(child: Child, year: Year) -> bool:
    assert child.born
    return child.born <= year.end
