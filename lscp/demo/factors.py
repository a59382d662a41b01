"""Factors found at the end of assessments, so that table c3 comes out."""

from collections.abc import Mapping, Sequence
from random import Random

from lscp.core import vocab
from lscp.demo.assessments import NO_FACTORS
from lscp.demo.days import Year
from lscp.demo.records import Episode, Record
from lscp.demo.targets import LARGEST_HIDDEN, Targets

COLUMNS = {
    "1A": "Alcohol_Misuse_child", "1B": "Alcohol_Misuse_parent", "1C": "Alcohol_Misuse_person",
    "2A": "Drug_Misuse_child", "2B": "Drug_Misuse_parent", "2C": "Drug_Misuse_person",
    "3A": "Domestic_Abuse_child", "3B": "Domestic_Abuse_parent", "3C": "Domestic_Abuse_person",
    "4A": "Mental_Health_child", "4B": "Mental_Health_parent", "4C": "Mental_Health_person",
    "5A": "Learning_Disability_child", "5B": "Learning_Disability_parent",
    "5C": "Learning_Disability_person", "6A": "Physical_Disability_child",
    "6B": "Physical_Disability_parent", "6C": "Physical_Disability_person",
    "7A": "Young_Carer", "8": "Privately_fostered", "9A": "Unaccompanied_asylum_seeker",
    "10A": "Going_missing", "11A": "Child_sexual_exploitation", "12A": "Trafficking",
    "13A": "Gangs", "14A": "Socially_unacceptable_behaviour", "15A": "Self_harm",
    "16A": "Neglect", "17A": "Emotional_Abuse", "18A": "Physical_Abuse_unknown",
    "18B": "Physical_Abuse_child_on_child", "18C": "Physical_Abuse_adult_on_child",
    "19A": "Sexual_Abuse_unknown", "19B": "Sexual_Abuse_child_on_child",
    "19C": "Sexual_Abuse_adult_on_child", "22A": "Female_Genital_Mutilation",
    "23A": "Faith_linked_abuse", "24A": "Child_criminal_exploitation", "20": "Other",
}  # fmt: skip
FOSTERED = ("8B", "8C", "8D", "8E", "8F")
# The youngest that a child would be to whom the factor applies, in years; other factors: any.
YOUNGEST = {
    "9A": 11, "11A": 11, "13A": 11, "24A": 11, "12A": 9, "10A": 9, "15A": 9, "14A": 8,
    "1A": 11, "2A": 11, "7A": 6, "4A": 4, "19B": 4,
}  # fmt: skip


def find(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Deal the factors to the episodes that were assessed; each episode gets one at least."""
    episodes = [
        e for r in records for e in r.episodes
        if any(a.authorised and a.factors != (NO_FACTORS,) for a in e.assessments)
    ]  # fmt: skip
    rng.shuffle(episodes)
    found: dict[int, list[str]] = {id(episode): [] for episode in episodes}
    counts = _counts(targets, year)
    for code in sorted(counts, key=lambda code: (-YOUNGEST.get(code, 0), counts[code], code)):
        able = [e for e in episodes if e.who.age(year.end) >= YOUNGEST.get(code, -1)]
        few = able if len(able) >= counts[code] else episodes
        for episode in _fewest_first(few, found, rng)[: counts[code]]:
            found[id(episode)].append(rng.choice(FOSTERED) if code == "8" else code)
    order = [code.code for code in vocab.code_set("cin/assessment_factor")]
    for episode in episodes:
        codes = tuple(sorted(found[id(episode)], key=order.index)) or ("20",)
        for assessment in episode.assessments:
            if assessment.authorised and not assessment.factors:
                assessment.factors = codes


def _fewest_first(
    episodes: Sequence[Episode], found: Mapping[int, list[str]], rng: Random
) -> list[Episode]:
    """Return the episodes in a drawn order, those without any factor before the others."""
    mixed = rng.sample(episodes, len(episodes))
    return sorted(mixed, key=lambda episode: bool(found[id(episode)]))


def _counts(targets: Targets, year: Year) -> dict[str, int]:
    """Return how many episodes each factor was found in.

    A suppressed count takes what England's share makes of it, within what is suppressed. A factor
    that the return of the year did not have yet has none.
    """
    england = targets.england("c3", ["Episodes_with_assessment_factor", *COLUMNS.values()])
    episodes = targets.number("c3", "Episodes_with_assessment_factor")
    valid = vocab.codes("cin/assessment_factor", year.end)
    counts = {}
    for (code, column), figure in zip(COLUMNS.items(), england[1:], strict=True):
        known = targets.known("c3", column)
        share = round(episodes * figure / england[0])
        counts[code] = min(max(1, share), LARGEST_HIDDEN) if known is None else known
        if code != "8" and code not in valid:
            counts[code] = 0
    return counts
