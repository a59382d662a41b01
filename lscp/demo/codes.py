"""Primary needs, sources of referral and reasons for closure, as b3, c5 and b6 count them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from lscp.core import vocab
from lscp.demo.days import Year
from lscp.demo.records import Episode, Kind, Record
from lscp.demo.shares import shared, tokens
from lscp.demo.targets import Targets

ABUSE_OR_NEGLECT = "N1"
NEEDS = {
    "N1": "N1_Abuse_or_neglect", "N2": "N2_Childs_disability_or_illness",
    "N3": "N3_Parents_disability_or_illness", "N4": "N4_Family_in_acute_stress",
    "N5": "N5_Family_dysfunction", "N6": "N6_Socially_unacceptable_behaviour",
    "N7": "N7_Low_income", "N8": "N8_Absent_parenting", "N9": "N9_Cases_other_than_CIN",
    "N0": "N0_Not_stated",
}  # fmt: skip
SOURCE_COLUMNS = {
    "1": "Individual", "2A": "Schools", "2B": "Education_Services", "3": "Health_Services",
    "4": "Housing", "5": "LA_Services", "6": "Police", "7": "Other_legal_agency", "8": "Other",
    "9": "Anonymous", "10": "Unknown",
}  # fmt: skip
REASONS = {
    "RC1": "RC1_Adopted", "RC2": "RC2_Died", "RC3": "RC3_Residence_Order",
    "RC4": "RC4_Special_Guardianship_Order", "RC5": "RC5_Transfer_to_another_LA",
    "RC6": "RC6_Transfer_to_Adult_Social_Service", "RC7": "RC7_Other",
}  # fmt: skip
ADULT, NEARLY = 18, 17.4
YOUNG = 9


def give_needs(records: Sequence[Record], targets: Targets, rng: Random) -> None:
    """Give each episode its primary need. A child with an enquiry or a plan is in need for abuse.

    A carried case keeps its need where the year's count at 31 March has room for it; else it has
    been judged anew.
    """
    total = targets.number("b1", "At31_episodes")
    at_end = dict(zip(NEEDS, targets.split("b3", list(NEEDS.values()), total), strict=True))
    episodes = [e for r in records for e in r.episodes if e.kind is not Kind.NO_ACTION]
    _settle_open([e for e in episodes if e.kind is Kind.OPEN], at_end, rng)
    others = [e for e in episodes if not e.need]
    for episode, need in zip(others, tokens(shared(len(others), at_end), rng), strict=True):
        episode.need = need
    for episode in episodes:
        if _under_suspicion(episode):
            episode.need = ABUSE_OR_NEGLECT


def _settle_open(still: Sequence[Episode], at_end: Mapping[str, int], rng: Random) -> None:
    """Give the open episodes the needs that are counted, those with no choice first."""
    left, unsettled = Counter(at_end), []
    for episode in sorted(still, key=lambda e: (not _under_suspicion(e), not e.carried)):
        wanted = ABUSE_OR_NEGLECT if _under_suspicion(episode) else episode.need
        if left[wanted] > 0:
            left[wanted] -= 1
            episode.need = wanted
        else:
            unsettled.append(episode)
    for episode, need in zip(unsettled, tokens(left, rng), strict=True):
        episode.need = need


def _under_suspicion(episode: Episode) -> bool:
    return bool(episode.enquiries or episode.protections)


def give_sources(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Give each of the year's referrals its source; each case that came in from before, one too."""
    episodes = [e for r in records for e in r.episodes]
    referred = [e for e in episodes if not e.carried]
    columns = list(SOURCE_COLUMNS.values())
    counts = dict(zip(SOURCE_COLUMNS, targets.split("c5", columns, len(referred)), strict=True))
    came_in = [e for e in episodes if e.carried and not e.source]
    for group in (referred, came_in):
        dealt = tokens(shared(len(group), counts), rng)
        for episode, source in zip(group, dealt, strict=True):
            episode.source = _one_of(source, year.end, rng)


def _one_of(group: str, day: date, rng: Random) -> str:
    """Draw a code of a group of sources: of 3, health services, 3A to 3F."""
    valid = vocab.codes("cin/referral_source", day)
    return rng.choice([code for code in valid if group in (code, code.rstrip("ABCDEF"))])


def give_reasons(records: Sequence[Record], targets: Targets, rng: Random) -> None:
    """Give each ended episode its reason; the rarer ones to children of an age for them."""
    ended = [e for r in records for e in r.episodes if e.kind is Kind.ENDED]
    last = {id(r.episodes[-1]) for r in records}
    counts = dict(
        zip(REASONS, targets.split("b6", list(REASONS.values()), len(ended)), strict=True)
    )
    rng.shuffle(ended)
    for reason, episode in _fitting(ended, counts, last):
        episode.reason = reason
        if reason == "RC2":
            episode.who.died = episode.closure
    left = [episode for episode in ended if not episode.reason]
    others = {reason: count for reason, count in counts.items() if reason not in FITTING}
    for episode, reason in zip(left, tokens(others, rng), strict=True):
        episode.reason = reason


def _plain(episode: Episode) -> bool:
    return not (episode.enquiries or episode.protections)


def _age(episode: Episode) -> float:
    assert episode.closure
    return episode.who.age(episode.closure)


# What says how well a reason suits an episode: the smaller, the better.
FITTING = {
    "RC2": lambda e: (not _plain(e), _age(e) < 0),
    "RC1": lambda e: (not _plain(e), not 0.5 <= _age(e) <= YOUNG),
    "RC4": lambda e: (not _plain(e), not 0.5 <= _age(e) <= ADULT - 3),
    "RC6": lambda e: (_age(e) < NEARLY, abs(_age(e) - ADULT)),
}


def _fitting(
    ended: Sequence[Episode], counts: Mapping[str, int], last: set[int]
) -> list[tuple[str, Episode]]:
    """Return the episodes for the reasons that end a child's dealings with children's services."""
    left = [e for e in ended if id(e) in last]
    found = []
    for reason, suits in FITTING.items():
        left.sort(key=suits)
        found += [(reason, episode) for episode in left[: counts[reason]]]
        left = left[counts[reason] :]
    return found
