"""What the return asks of children looked after for twelve months: health, scores, convictions."""

from collections.abc import Sequence
from random import Random

from lscp.demo.care.published import CONVICTIONS, DEVELOPMENT, HEALTH, SDQ, SUBSTANCE, Published
from lscp.demo.care.records import Child
from lscp.demo.days import Year

YES, NO = "Y", "N"
SDQ_FROM, SDQ_TO, CONVICTED_FROM, CHECKED_TO, ASKED_FROM = 5, 16, 10, 4, 4
LIKELY_FROM = 14
BANDS = {
    "normal": (2, 13),
    "borderline": (14, 16),
    "a cause for concern": (17, 36),
}
OF_ANOTHER_AGE, NO_SCORE = "SDQ1", ("SDQ2", "SDQ4", "SDQ5")
ASKED_OF_ALL = {
    "HEALTH_ASSESSMENT": "Had their annual health assessment",
    "IMMUNISATIONS": "Had their immunisations up to date",
    "TEETH_CHECK": "Had their teeth checked by a dentist",
}


def ask(children: Sequence[Child], figures: dict[int, Published], rng: Random) -> None:
    """Answer for each year's children, so that the counts come out."""
    for year, published in figures.items():
        of = [child for child in children if all_year(child, Year(year))]
        for child in of:
            child.outcomes[year] = {}
        for item, name in ASKED_OF_ALL.items():
            _yes(of, year, item, published.fitting(HEALTH, name, len(of)), rng)
        young = [c for c in of if _age(c, year) <= CHECKED_TO]
        checked = published.fitting(DEVELOPMENT, "Development assessments up to date", len(young))
        _yes(young, year, "HEALTH_CHECK", min(checked, len(young)), rng)
        _convictions(of, published, rng)
        _substances(of, published, rng)
        _scores(of, published, rng)


def all_year(child: Child, year: Year) -> bool:
    """Say whether a child was in care for the whole year and is so at its end."""
    return any(
        spell.since < year.start and (spell.until is None or spell.until > year.end)
        for spell in child.spells
    )


def _age(child: Child, year: int) -> int:
    return child.years_old(Year(year).end)


def _yes(of: Sequence[Child], year: int, item: str, count: int, rng: Random) -> None:
    answers = [YES] * count + [NO] * (len(of) - count)
    rng.shuffle(answers)
    for child, answer in zip(of, answers, strict=True):
        child.outcomes[year][item] = answer


def _convictions(of: Sequence[Child], published: Published, rng: Random) -> None:
    year = published.year
    asked = [c for c in of if _age(c, year) >= CONVICTED_FROM]
    name = "Convicted or subject to youth cautions, or youth conditional cautions during the year"
    count = published.fitting(CONVICTIONS, name, len(asked))
    rng.shuffle(asked)
    asked.sort(key=lambda c: _age(c, year) < LIKELY_FROM)
    for place, child in enumerate(asked):
        child.outcomes[year]["CONVICTED"] = YES if place < count else NO


def _substances(of: Sequence[Child], published: Published, rng: Random) -> None:
    year = published.year
    name = "Identified as having a substance misuse problem"
    found = published.fitting(SUBSTANCE, name, len(of))
    received = refused = 0
    if found:
        name = "Received an intervention for their substance misuse problem"
        received = published.fitting(SUBSTANCE, name, found)
        name = "Offered intervention but refused it"
        refused = min(published.fitting(SUBSTANCE, name, found), found - received)
    able = sorted(rng.sample(of, len(of)), key=lambda c: _age(c, year) < LIKELY_FROM)
    for place, child in enumerate(able):
        answers = child.outcomes[year]
        answers["SUBSTANCE_MISUSE"] = YES if place < found else NO
        if place < found:
            answers["INTERVENTION_RECEIVED"] = YES if place < received else NO
            if place >= received:
                answers["INTERVENTION_OFFERED"] = YES if place < received + refused else NO


def _scores(of: Sequence[Child], published: Published, rng: Random) -> None:
    year = published.year
    asked = [c for c in of if SDQ_FROM <= _age(c, year) <= SDQ_TO]
    received = published.fitting(SDQ, "SDQ score was received", len(asked))
    names = {band: f"{SDQ}: SDQ score is {band}" for band in BANDS}
    counts = published.shared("cla_outcomes", names, received)
    mean = published.targets.percent("cla_outcomes", f"{SDQ}: SDQ average score|children_count")
    scores = _with_mean([BANDS[b] for b in counts for _ in range(counts[b])], mean or 0, rng)
    rng.shuffle(asked)
    for place, child in enumerate(asked):
        answers = child.outcomes[year]
        if place < received:
            answers["SDQ_SCORE"] = scores[place]
        else:
            answers["SDQ_REASON"] = rng.choice(NO_SCORE)
    for child in of:
        if child not in asked and _age(child, year) >= ASKED_FROM:
            child.outcomes[year]["SDQ_REASON"] = OF_ANOTHER_AGE


def _with_mean(limits: Sequence[tuple[int, int]], mean: float, rng: Random) -> list[int]:
    """Draw a score within each pair of limits, so that their mean rounds to what was published."""
    scores = [rng.randint(low, high) for low, high in limits]
    wanted = round(mean * len(scores))
    while sum(scores) != wanted:
        place = rng.randrange(len(scores))
        step = 1 if sum(scores) < wanted else -1
        low, high = limits[place]
        scores[place] = min(max(scores[place] + step, low), high)
    return scores
