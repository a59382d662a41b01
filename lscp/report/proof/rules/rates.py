"""Rates per 1,000 or 10,000 beside their counts: all those of a report have one population."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Example, Known, Says, doubtful, right, rule, silent, wrong

POPULATION = re.compile(
    r"\b(?:children|young people|under\s*18s)\b.{0,60}\b(?:under (?:the age of )?18|live|living|"
    r"aged 0)\b|\bpopulation of\b",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?:\(\s*(?:an?\s+)?(?:rate\s+of\s+)?|,\s+(?:or\s+|which\s+is\s+)?an?\s+rate\s+of\s+)"
    r"(?P<rate>\d+(?:\.\d+)?)\s+per\s+(?P<per>10,?000|1,?000)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(?:England|national|London|neighbours?)\b", re.IGNORECASE)
WITHIN, OTHERS_WITHIN, DOUBT_WITHIN = Fraction(3, 25), Fraction(1, 20), Fraction(2, 5)
"""How far the population of a rate may be from the one stated, or that of others, in parts."""
LIVE = "Approximately 40,000 children and young people under the age of 18 live in the area.\n\n"
TWO = (
    "There were {} plans (a rate of {} per 10,000 children). This is more than 176 ({} per 10,000)."
)


@dataclass(frozen=True)
class Rate:
    """A rate as it is written, with the count beside it."""

    sentence: Sentence
    count: Number
    text: str
    rate: Fraction
    per: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest population that, rounded, give this rate."""
        decimals = len(self.text.partition(".")[2])
        half = Fraction(1, 2 * 10**decimals)
        whole = self.count.value * self.per
        return whole / (self.rate + half), whole / max(self.rate - half, half)

    def away(self, people: Fraction) -> Fraction:
        """Return how far the population of this rate is from another, in parts of that."""
        least, most = self.ends
        if least <= people <= most:
            return Fraction(0)
        return min(abs(least - people), abs(most - people)) / people

    def agrees(self, other: "Rate") -> bool:
        """Say whether another rate may be of the same population, a year or two apart."""
        return (
            min(self.away(end) for end in (*other.ends, (other.ends[0] + other.ends[1]) / 2))
            <= OTHERS_WITHIN
        )


@rule(
    right(LIVE + "At 31 March 2015, 179 children were looked after (a rate of 45 per 10,000)."),
    wrong(LIVE + "At 31 March 2015, 179 children were looked after (a rate of 145 per 10,000)."),
    doubtful(LIVE + "At 31 March 2015, 179 children were looked after (a rate of 52 per 10,000)."),
    Example(LIVE + TWO.format(179, 50, 49), (Verdict.RIGHT, Verdict.RIGHT)),
    Example(LIVE + TWO.format(179, 63, 49), (Verdict.WRONG, Verdict.RIGHT)),
    Example(TWO.format(179, 63, 49) + " There were 80 others (22 per 10,000).",
            (Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT)),
    silent("At 31 March 2015, 179 children were looked after (a rate of 145 per 10,000)."),
    silent("In England, 179 children were looked after (a rate of 145 per 10,000)."),
)  # fmt: skip
def rate_of_the_population(document: Document, known: Known) -> Iterator[Says]:
    """A rate per 1,000 or 10,000 beside its count: of the population stated, or of other rates."""
    stated = _population(document)
    rates = [rate for sentence in document.sentences for rate in _rates(sentence)]
    for rate in rates:
        others = [each for each in rates if each is not rate and each.per == rate.per]
        given = _judged(rate, others, stated)
        if given is None:
            continue
        fellow = next((each for each in others if each.agrees(rate)), None)
        people = stated if stated is not None and (
            fellow is None or rate.away(stated.value) <= WITHIN
        ) else None  # fmt: skip
        yield _said(rate, people, fellow or (others or [rate])[0], given)


def _judged(rate: Rate, others: list[Rate], stated: Number | None) -> Verdict | None:
    """Judge a rate by the other rates of the report and the population that it states."""
    if any(rate.agrees(each) for each in others):
        return Verdict.RIGHT
    away = rate.away(stated.value) if stated is not None else None
    if away is not None and away <= WITHIN:
        return Verdict.RIGHT
    together = any(a.agrees(b) for a in others for b in others if a is not b)
    if together or away is not None and away > DOUBT_WITHIN:
        return Verdict.WRONG
    if stated is None or away is None:
        return None
    farther = bool(others) and all(each.away(stated.value) < away for each in others)
    return Verdict.WRONG if farther else Verdict.DOUBTFUL


def _said(rate: Rate, stated: Number | None, fellow: Rate, given: Verdict) -> Says:
    if stated is not None:
        people, where = stated.value, said(stated)
    else:
        people = fellow.count.value * fellow.per / fellow.rate
        where = f"the population of {said(fellow.count)} at {fellow.text}, {shown(people)}"
    value = rate.count.value * rate.per / people
    how = (f"{said(rate.count)} × {shown(rate.per)} ÷ {where} = {shown(value)}; the population of "
           "another year may have been used")  # fmt: skip
    return Says(rate.sentence.place, rate.sentence.text, rate.text, shown(value), how, given)


def _rates(sentence: Sentence) -> Iterator[Rate]:
    for found in RATE.finditer(sentence.text):
        counts = [n for n in sentence.numbers if n.kind is Kind.COUNT and n.end <= found.start()]
        rate = Fraction(found["rate"])
        if (
            counts
            and rate
            and counts[-1].value
            and not PLACE.search(sentence.text[: found.start()])
        ):
            per = Fraction(found["per"].replace(",", ""))
            yield Rate(sentence, counts[-1], found["rate"], rate, per)


def _population(document: Document) -> Number | None:
    """Return how many children live in the area, where the report says so once."""
    found = {}
    for sentence in document.sentences:
        if POPULATION.search(sentence.text) and not PLACE.search(sentence.text):
            for number in sentence.numbers:
                if number.kind is Kind.COUNT and number.value >= 5000:
                    found[number.value] = number
    return next(iter(found.values())) if len(found) == 1 else None
