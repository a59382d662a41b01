"""Averages: “144 visits, an average of 12 a month”; so many times as many."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong
from lscp.report.proof.rules.shares import plain

A_TIME = {"month": 12, "week": 52, "quarter": 4}
MEAN = re.compile(r"\b(?:average|averaging|averages|averaged|mean)\b[^,.;()]{0,40}$", re.IGNORECASE)
PER_TIME = re.compile(
    r"^\s+(?:[\w’'-]+\s+){0,3}?(?:a|per|each|every)\s+(month|week|quarter)\b", re.IGNORECASE
)
PER = re.compile(r"^\s+(?:[\w’'-]+\s+){0,3}?(?:a|per|each|for\s+each)\s+(\w+)", re.IGNORECASE)
THE_YEAR = re.compile(
    r"\b(?:in|over|during|for|throughout)\s+(?:the|this)\s+(?:\w+\s+)?(?:year|12\s+months)|"
    r"\b(?:19|20)\d\d\s?[-–/]\s?\d\d",
    re.IGNORECASE,
)
SLACK = Fraction(1, 10)


@rule(
    right("There were 144 visits in the year, an average of 12 a month."),
    right("48 people came to 4 meetings, an average of 12 per meeting."),
    right("Social workers hold 240 cases between 20 workers, an average of 12 for each worker."),
    wrong("There were 144 visits in the year, an average of 15 per month."),
    wrong("48 people came to 4 meetings, an average of 14 per meeting."),
    doubtful("There were 144 visits in the year, an average of 3 a week."),
    right("The average caseload is 15, with 300 cases held by 20 social workers."),
    wrong("We ran 60 courses attended by 1,200 people, on average 25 people per course."),
    silent("There were 144 visits, an average of 12 days each."),
    silent("The 20 workers have an average caseload of 15, compared with 18 last year."),
    silent("There were 144 visits between April and June, an average of 48 a month."),
)
def average_of_a_total(document: Document, known: Known) -> Iterator[Says]:
    """An average beside its total and what it is divided by: a year’s months, so many meetings."""
    for sentence in document.sentences:
        for mean in sentence.numbers:
            if mean.kind is Kind.COUNT and MEAN.search(
                sentence.text[max(0, mean.start - 80) : mean.start]
            ):
                found = _divided(sentence, mean) or _of_two(sentence, mean)
                if found:
                    yield _mean(sentence, mean, *found)


def _divided(sentence: Sentence, mean: Number) -> tuple[Number, Fraction] | None:
    """Return the total of an average, and by what it is divided."""
    before = [n for n in sentence.numbers if n.kind is Kind.COUNT and n.end <= mean.start]
    after = sentence.text[mean.end :]
    by_time = PER_TIME.match(after)
    if by_time:
        if len(before) == 1 and THE_YEAR.search(sentence.text):
            return before[0], Fraction(A_TIME[by_time[1].lower()])
        return None
    by = PER.match(after)
    if not by or len(before) != 2:
        return None
    named = by[1].lower().rstrip("s")
    total, many = before
    follows = sentence.text[many.end : many.end + 30].lower()
    return (
        (total, many.value) if many.value and re.match(rf"\s+(?:\w+\s+)?{named}", follows) else None
    )


UNIT = re.compile(r"\s*(?:working\s+)?(?:day|week|month|hour|year|minute)s?\b", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:compare[ds]|national\w*|England|London|neighbours?|target|last\s+year|previous|range|"
    r"between\s+\d|full\s+caseload|maximum|rate)\b|%",
    re.IGNORECASE,
)


def _of_two(sentence: Sentence, mean: Number) -> tuple[Number, Fraction] | None:
    """Return the total and the divisor of an average, where they are the only other numbers."""
    others = [n for n in plain(sentence)[1] if n.kind is Kind.COUNT and n is not mean]
    if len(others) != 2 or BESIDE.search(sentence.text) or UNIT.match(sentence.text[mean.end :]):
        return None
    total, many = sorted(others, key=lambda n: -n.value)
    if many.value <= 1 or UNIT.match(sentence.text[many.end :]):
        return None
    near = total.value / many.value
    is_meant = mean.value and Fraction(1, 2) <= near / mean.value <= 2
    return (total, many.value) if is_meant else None


def _mean(sentence: Sentence, mean: Number, total: Number, by: Fraction) -> Says:
    value = total.value / by
    step = mean.step  # a mean in whole numbers is rounded
    is_right = abs(value - mean.value) <= step / 2 or mean.allows(value)
    near = abs(value - mean.value) <= max(step, value * SLACK)
    exact = total.near is mean.near is Near.EXACT
    given = Verdict.RIGHT if is_right else Verdict.DOUBTFUL if near or not exact else Verdict.WRONG
    if given is Verdict.RIGHT and by == A_TIME["week"] and value != mean.value:
        given = Verdict.DOUBTFUL  # 52 weeks, or those of terms
    return Says(sentence.place_of(mean), sentence.text, mean.text, written(value, mean),
                f"{said(total)} ÷ {shown(by)} = {shown(value)}", given)  # fmt: skip


TWICE = re.compile(
    r"\b(?P<times>twice|three times|four times)\s+as\s+many\s+[\w\s]{1,30}\(\s*$", re.IGNORECASE
)
TIMES = {"twice": 2, "three times": 3, "four times": 4}


@rule(
    right("There were twice as many boys (40) as girls (20)."),
    wrong("There were twice as many boys (40) as girls (30)."),
    wrong("There were three times as many boys (40) as girls (20)."),
    silent("There were twice as many boys as girls (30)."),
)
def times_as_many(document: Document, known: Known) -> Iterator[Says]:
    """Twice as many of one as of another, both with their numbers in brackets."""
    for sentence in document.sentences:
        counts = [n for n in sentence.numbers if n.kind is Kind.COUNT and n.end > 0]
        for one, two in zip(counts, counts[1:], strict=False):
            found = TWICE.search(sentence.text[: one.start])
            between = sentence.text[one.end : two.start]
            if found and two.value and re.match(r"\)\s+as\s+[\w\s]{1,30}\(\s*$", between):
                ratio, times = one.value / two.value, TIMES[found["times"].lower()]
                is_right = abs(ratio - times) <= times * SLACK
                yield Says(sentence.place_of(one), sentence.text, found["times"],
                           f"{shown(ratio)} times", f"{said(one)} ÷ {said(two)} = {shown(ratio)}",
                           Verdict.RIGHT if is_right else Verdict.WRONG)  # fmt: skip
