"""One number beside another: higher, lower, above the average, one in four."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong

WITH = (
    r"\s+(?:than\s+)?(?:both\s+)?(?:the|that|its|our|their|those|similar|statistical|national|"
    r"England|London|regional|inner London|last year|previous|neighbour\w*)\b"
)
ABOVE = re.compile(rf"\b(?:above|higher|greater|larger|exceed(?:s|ed|ing)?|more){WITH}",
                   re.IGNORECASE)  # fmt: skip
BELOW = re.compile(rf"\b(?:below|lower|smaller|less|fewer|under){WITH}", re.IGNORECASE)
SAME = re.compile(rf"\b(?:the same as|equal to|in line with|similar to)(?:{WITH})?", re.IGNORECASE)
FAR = 90
"""Letters after which a number is no longer what a comparison speaks of."""
NOT = re.compile(r"\b(?:not|neither|no longer|than .* but)\b", re.IGNORECASE)
KINDS = (Kind.COUNT, Kind.PERCENT)


@rule(
    right("At 76%, this is higher than the national average of 67%."),
    right("The rate rose to 411, still below the rate of similar authorities at 558."),
    right("The share was 9%. This is lower than the England average of 11%."),
    wrong("At 62%, this is higher than the national average of 67%."),
    wrong("The share was 19%. This is lower than the England average of 11%."),
    silent("More than 50 children were seen, 62% of them at home."),
    silent("Fewer than the usual 12 came."),
)
def higher_or_lower(document: Document, known: Known) -> Iterator[Says]:
    """Higher and lower, above and below: both numbers stand beside the word."""
    main: Number | None = None
    for sentence in document.sentences:
        values = [n for n in sentence.numbers if n.kind in KINDS]
        for way, pattern in ((1, ABOVE), (-1, BELOW)):
            for found in pattern.finditer(sentence.text):
                pair = _pair(sentence, values, found.start(), found.end(), main)
                if pair:
                    yield _said(sentence, found.group(), way, *pair)
        main = values[0] if len(values) == 1 else None


def _pair(
    sentence: Sentence, values: list[Number], start: int, end: int, main: Number | None
) -> tuple[Number, Number] | None:
    """Return the number before a comparison and the one after it, both of one kind."""
    after = next((n for n in values if n.start >= end), None)
    if after is None or after.start - end > FAR or ";" in sentence.text[end : after.start]:
        return None
    if NOT.search(sentence.text[max(0, start - 25) : start]):
        return None
    before = [n for n in values if n.end <= start]
    one = before[-1] if before else main
    if one is None or one.kind is not after.kind or one.near is not Near.EXACT:
        return None
    return one, after


def _said(sentence: Sentence, words: str, way: int, one: Number, other: Number) -> Says:
    is_right = (one.value - other.value) * way > 0
    actual = "above" if one.value > other.value else "below" if one.value < other.value else "equal"
    return Says(
        sentence.place_of(other), sentence.text, words.strip(), actual,
        f"{said(one)} beside {said(other)}", Verdict.RIGHT if is_right else Verdict.WRONG,
    )  # fmt: skip


ONE_IN = re.compile(r"^\s+(?:in|out of)\s+(?:every\s+)?$", re.IGNORECASE)


@rule(
    right("10 of 40 children (one in four) were seen."),
    right("A quarter (10 of 40) were seen."),
    right("One in four children (25%) were seen."),
    wrong("10 of 40 children (one in three) were seen."),
    wrong("Two thirds (10 of 40) were seen."),
    wrong("One in four children (35%) were seen."),
    silent("One in four children were seen, and 80% of them at home."),
    silent("A third child came; 10 of 40 were seen."),
)
def part_in_words(document: Document, known: Known) -> Iterator[Says]:
    """One in four, two thirds: beside the numbers or the percentage that they stand for."""
    for sentence in document.sentences:
        for part, value, how in _parts(sentence):
            away = abs(part[0] - value)
            given = Verdict.RIGHT if away <= max(part[0] / 10, Fraction(1, 50)) else Verdict.WRONG
            yield Says(sentence.place_of(part[1]), sentence.text, part[2],
                       f"{shown(100 * value)}%", how, given)  # fmt: skip


Part = tuple[Fraction, Number, str]


def _parts(sentence: Sentence) -> Iterator[tuple[Part, Fraction, str]]:
    """Give parts in words with the value beside each that they stand for, in brackets."""
    parts = list(_in_words(sentence))
    for part in parts:
        _, number, _ = part
        others = [n for n in sentence.numbers if n.end <= number.start or n.start > _end(part)]
        for value, first, last, how in _values(sentence, others):
            if _bracketed(sentence.text, number.start, _end(part), first, last):
                yield part, value, how


def _end(part: Part) -> int:
    return part[1].start + len(part[2])


def _in_words(sentence: Sentence) -> Iterator[Part]:
    said_here = sentence.numbers
    for number in said_here:
        if number.kind is Kind.PART:
            yield number.value, number, number.text
    for one, many in zip(said_here, said_here[1:], strict=False):
        both = one.kind is many.kind is Kind.COUNT and one.in_words
        if both and many.value and ONE_IN.match(sentence.text[one.end : many.start]):
            yield one.value / many.value, one, sentence.text[one.start : many.end]


def _values(sentence: Sentence, others: list[Number]) -> Iterator[tuple[Fraction, int, int, str]]:
    """Give shares in digits: a percentage, or so many of so many."""
    for number in others:
        if number.kind is Kind.PERCENT:
            yield number.value / 100, number.start, number.end, f"{said(number)}%"
    for one, many in zip(others, others[1:], strict=False):
        between = sentence.text[one.end : many.start]
        if (
            one.kind is many.kind is Kind.COUNT and many.value and not one.in_words
            and re.match(r"^\s*(?:out\s+of|of|/)\s*(?:the\s+)?$", between)
        ):  # fmt: skip
            how = f"{said(one)} ÷ {said(many)}"
            yield one.value / many.value, one.start, many.end, how


def _bracketed(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Say whether one of two stands in brackets right after the other."""
    if first >= end:
        between = text[end:first]
    elif start >= last:
        between = text[last:start]
    else:
        return False
    head, bracket, inside = between.rpartition("(")
    return bool(bracket) and not inside.strip() and len(head.split()) <= 3
