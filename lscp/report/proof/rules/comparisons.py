"""One number beside another: higher, lower, above the average, better, within a threshold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Example, Known, Says, doubtful, right, rule, silent, wrong

WITH = (
    r"\s+(?:both\s+|in\s+|for\s+|at\s+)?(?:the|that|its|our|their|those|"
    r"similar|statistical|national|England|London|regional|inner London|outer London|last year|"
    r"previous|neighbour\w*|comparator|other|all|this|comparable|peers?|in)\b"
)
PLAIN = r"\s+than\s+(?=\d[\d,.]*\s?%?\s+(?:nationally|in\s|across|for\s|last|at\s))"
ABOVE = re.compile(
    rf"\b(?:(?:above|exceed(?:s|ed|ing)?){WITH}|"
    rf"(?:higher|greater|larger|more|longer)(?:\s+than{WITH}|{PLAIN}))",
    re.IGNORECASE,
)
BELOW = re.compile(
    rf"\b(?:below{WITH}|(?:lower|smaller|less|fewer|shorter)(?:\s+than{WITH}|{PLAIN}))",
    re.IGNORECASE,
)
WITHIN = re.compile(r"\bwithin\s+(?:the|a|its|our)\b(?=[^.]{0,40}\b(?:threshold|target|limit|"
                    r"timescale|standard)\s+of)", re.IGNORECASE)  # fmt: skip
MET = re.compile(r"\b(?:met|meets|meeting|achieved|achieving)\s+(?:the|its|our)\s+[^.]{0,20}?"
                 r"(?=target)", re.IGNORECASE)  # fmt: skip
MISSED = re.compile(r"\b(?:miss(?:ed|ing)|(?:falling |fell )?short of|(?:did|does|do) not (?:meet|"
                    r"reach|achieve))\s+(?:the|its|our)\s+[^.]{0,20}?(?=target)",
                    re.IGNORECASE)  # fmt: skip
OUTSIDE = re.compile(r"\boutside\s+(?:of\s+)?(?:the|a|its|our)\b(?=[^.]{0,40}\b(?:threshold|limit|"
                     r"timescale|standard)\s+of)", re.IGNORECASE)  # fmt: skip
AGAINST = re.compile(
    r"\bagainst\s+(?:a|the|our|its)\s+target\s+of\b(?=(?P<rest>[^.;]*))", re.IGNORECASE
)
TARGET_MET = re.compile(
    r"\btarget\s+(?:was|has\s+been|is)\s+(?:(?P<not>not\s+(?:been\s+)?(?:met|achieved|reached)|missed)|"
    r"met|achieved|exceeded|reached)\b",
    re.IGNORECASE,
)
BETTER = re.compile(
    rf"\bbetter\s+than{WITH}|\bcompar(?:es|ed|ing)\s+(?:very\s+)?(?:well|favourably)\s+"
    r"(?:with|to|against)\b",
    re.IGNORECASE,
)
WORSE = re.compile(
    rf"\b(?:worse|poorer)\s+than{WITH}|\bcompar(?:es|ed|ing)\s+(?:unfavourably|poorly)\s+"
    r"(?:with|to|against)\b",
    re.IGNORECASE,
)
MORE_IS_BETTER = re.compile(
    r"within \d+ (?:working )?(?:days|weeks|hours)|"
    r"same placement|two years or more|in time\b|timel|"
    r"in the same|stability|success|satisf|good outcome|"
    r"timescale|suitable|employment|EET\b|good or better|"
    r"on time|attend|achiev|reviews? (?:held|completed)|participat|complet|health (?:checks|"
    r"assessments)|immunis|dental|less than (?:\d+|eighteen) months",
    re.IGNORECASE,
)
LESS_IS_BETTER = re.compile(
    r"three or more|re-?referral|NEET|repeat|second or subsequent|vacanc|turnover|caseload|absen|"
    r"exclu|offend|missing|waiting|delay|average of \d+ days|custody|agency",
    re.IGNORECASE,
)
FAR = 90
"""Letters after which a number is no longer what a comparison speaks of."""
CLEAR = re.compile(
    r"^(?:[^,;:()]|,(?=\s*(?:which|at|of)?\s*$)|\([^()]{0,25}$|,\s+(?:at|which is)\s)*$"
)
BREAKS = re.compile(
    r"\b(?:with|but|while|whilst|although|though|whereas|because|where|who|when)\b|\band\s*$",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"^[^.;]{0,12}?\b(?:and|or|nor)\b[^.;,]{0,70}$",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(r"England|national|average|neighbour|London|similar|region|rate|authorit",
                        re.IGNORECASE)  # fmt: skip
NOT = re.compile(r"\b(?:not|neither|no longer|never|no)\b[^,;]*$", re.IGNORECASE)
DIFFERENCE = re.compile(
    r"^\s*(?:percentage[\s-]points?|times|days|weeks|months)?\s*$", re.IGNORECASE
)
SIZED = re.compile(
    r"higher|greater|larger|more|longer|lower|smaller|less|fewer|shorter|above|below|better|worse|"
    r"poorer",
    re.IGNORECASE,
)
KINDS = (Kind.COUNT, Kind.PERCENT, Kind.PART)


@dataclass(frozen=True)
class Way:
    """A comparison in words, and what it says: 1 for more, -1 for less; `or_equal` allows both."""

    start: int
    end: int
    words: str
    more: int
    or_equal: bool = False


@rule(
    right("At 76%, this is higher than the national average of 67%."),
    right("The rate rose to 411, still below the rate of similar authorities at 558."),
    right("The share was 9%. This is lower than the England average of 11%."),
    right("It took 512 days, well within the national threshold of 547 days."),
    right("69% stayed in the same placement, which is better than the national average of 67%."),
    Example(
        "The rate was 272. This is higher than similar areas at 245 and lower than England at 321.",
        (Verdict.RIGHT, Verdict.RIGHT),
    ),
    right("They waited 196 days. This is outside the national threshold of 152 days."),
    wrong("98% were in time, missing the target of 95%."),
    wrong("The re-referral rate of 28% compares well with the national average of 22%."),
    right("Three quarters had work, well above the average of 58% nationally."),
    wrong("At 62%, this is higher than the national average of 67%."),
    wrong("The share was 19%. This is lower than the England average of 11%."),
    wrong("It took 562 days, well within the national threshold of 547 days."),
    wrong("19% had three or more placements, which is better than the England average of 11%."),
    doubtful("At 67%, this is higher than the national average of 67%."),
    right("60% were in time, against a target of 75%, so the target was not met."),
    wrong("60% were in time, against a target of 75%, so the target was met."),
    silent("More than 50 children were seen, 62% of them at home."),
    silent("Fewer than the usual 12 came."),
    silent("At 62%, this is above the national average, and 70% of reviews were in time."),
    silent("At 62%, this is better than the national average of 67%."),
    silent("There were 122 referrals, 5% higher than the 60% of 2020."),
)
def higher_or_lower(document: Document, known: Known) -> Iterator[Says]:
    """Higher and lower, above and below, better: both numbers stand beside the word."""
    before: list[Number] = []
    last: Sentence | None = None
    for sentence in document.sentences:
        values = [n for n in sentence.numbers if n.kind in KINDS]
        about = _about(sentence, last)
        left = values
        for way in sorted(_ways(sentence, about), key=lambda way: way.start) if values else ():
            found = list(_pairs(sentence, left, way, before))
            yield from (_said(sentence, way, one, other) for one, other in found)
            others = {id(other) for _, other in found}
            left = [n for n in left if id(n) not in others]
        before, last = values, sentence


def _about(sentence: Sentence, last: Sentence | None) -> str:
    """Return the words that say what a sentence measures: its own, and those of “this” before."""
    goes_on = last is not None and last.paragraph == sentence.paragraph
    if goes_on and re.match(r"(?:this|it|that)\b", sentence.text, re.IGNORECASE) and last:
        return f"{last.text} {sentence.text}"
    return sentence.text


def _ways(sentence: Sentence, about: str) -> Iterator[Way]:
    text = sentence.text
    for found in AGAINST.finditer(text):
        met = TARGET_MET.search(found["rest"])
        if met:
            yield Way(
                found.start(), found.end(), met.group(), -1 if met["not"] else 1, not met["not"]
            )
    better = 1 if MORE_IS_BETTER.search(about) else 0
    better = better - 1 if LESS_IS_BETTER.search(about) else better
    for pattern, more, equal in (
        (ABOVE, 1, False), (BELOW, -1, False), (WITHIN, -1, True), (MET, 1, True),
        (OUTSIDE, 1, False),
        (MISSED, -1, False), (BETTER, better, False), (WORSE, -better, False),
    ):  # fmt: skip
        for found in pattern.finditer(text):
            if more and not NOT.search(text[max(0, found.start() - 25) : found.start()]):
                yield Way(found.start(), found.end(), found.group().strip(), more, equal)


def _pairs(
    sentence: Sentence, values: list[Number], way: Way, before: list[Number]
) -> Iterator[tuple[Number, Number]]:
    """Give the number before a comparison with each after it that it speaks of, of one kind."""
    text = sentence.text
    after = [n for n in values if n.start >= way.end]
    if not after or not _clear(text, way.end, after[0]):
        return
    own = [
        n for n in values if n.end <= way.start and _is_of(n, after[0])
        and not (SIZED.match(way.words) and DIFFERENCE.match(text[n.end : way.start]))
    ]  # fmt: skip
    had = any(n.end <= way.start for n in values)
    if after[0].kind is Kind.PERCENT:
        before = [n for n in before if n.kind is not Kind.COUNT]
    one = own[-1] if own else before[0] if not had and len(before) == 1 else None
    if one is None or not _is_of(one, after[0]) or not _is_sure(one, after[0], way):
        return
    yield one, after[0]
    for last, other in zip(after, after[1:], strict=False):
        between = text[last.end : other.start]
        if any(each.search(between) for each in (ABOVE, BELOW, BETTER, WORSE)):
            return
        if not (ALSO.match(between) and OF_ANOTHER.search(text[last.end : other.end + 25])):
            return
        if other.kind is not after[0].kind:
            return
        yield one, other


def _is_sure(one: Number, other: Number, way: Way) -> bool:
    """Say whether a number that is not exact is still sure to be more, or less, than another."""
    if one.near in (Near.OVER, Near.LEAST):
        return way.more > 0 and one.value >= other.value
    if one.near in (Near.UNDER, Near.MOST):
        return way.more < 0 and one.value <= other.value
    return one.near is Near.EXACT


def _clear(text: str, start: int, after: Number) -> bool:
    between = text[start : after.start]
    return len(between) <= FAR and bool(CLEAR.match(between)) and not BREAKS.search(between)


def _is_of(one: Number, other: Number) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} == {Kind.PART, Kind.PERCENT}


def _value(number: Number) -> float:
    return float(number.value) * (100 if number.kind is Kind.PART else 1)


def _said(sentence: Sentence, way: Way, one: Number, other: Number) -> Says:
    difference = _value(one) - _value(other)
    actual = "above" if difference > 0 else "below" if difference < 0 else "equal"
    is_right = difference * way.more > 0 or (way.or_equal and not difference)
    even = difference == 0 and one.kind is Kind.PERCENT and not one.decimals
    given = Verdict.RIGHT if is_right else Verdict.DOUBTFUL if even else Verdict.WRONG
    how = f"{said(one)} beside {said(other)}" + ("; both are rounded" if even else "")
    if one.kind is Kind.PART:
        how = f"{shown(100 * one.value)}% beside {said(other)}%"
    return Says(sentence.place_of(other), sentence.text, way.words, actual, how, given)
