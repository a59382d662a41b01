"""Parts in words beside their numbers: one in four (25%), two thirds, the majority (60%)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

ONE_IN = re.compile(r"^\s+(?:in|out of)\s+(?:every\s+)?$", re.IGNORECASE)


@rule(
    right("10 of 40 children (one in four) were seen."),
    right("A quarter (10 of 40) were seen."),
    right("One in four children (25%) were seen."),
    wrong("10 of 40 children (one in three) were seen."),
    wrong("Two thirds (10 of 40) were seen."),
    wrong("Eight of the 12 reviews (a third) were seen."),
    wrong("One in four children (35%) were seen."),
    right("Half of the 60 children (30) were seen."),
    right("A third (20) of the 60 children were seen."),
    wrong("Half of the 60 children (25) were seen."),
    wrong("A third (30) of the 60 children were seen."),
    right("Of the 54 homes, just under three quarters (39 homes) improved."),
    wrong("At least nine out of ten (82%) children were seen."),
    right("At least nine out of ten (92%) children were seen."),
    silent("One in four children were seen, and 80% of them at home."),
    silent("A third child came; 10 of 40 were seen."),
)
def part_in_words(document: Document, known: Known) -> Iterator[Says]:
    """One in four, two thirds: beside the numbers or the percentage that they stand for."""
    for sentence in document.sentences:
        for part, value, how in (*_parts(sentence), *_part_of_some(sentence)):
            given = Verdict.RIGHT if _allows(part, value) else Verdict.WRONG
            yield Says(sentence.place_of(part[1]), sentence.text, part[2],
                       f"{shown(100 * value)}%", how, given)  # fmt: skip


NEARLY = Fraction(1, 200)


def _allows(part: "Part", value: Fraction) -> bool:
    """Say whether words may stand for a value: a tenth away, and the side that “over” names."""
    near = part[1].near
    if near in (Near.OVER, Near.LEAST):
        return value >= part[0] - NEARLY
    if near in (Near.UNDER, Near.MOST):
        return value <= part[0] + NEARLY
    return abs(part[0] - value) <= max(part[0] / 10, Fraction(1, 50))


OF_SOME = re.compile(r"^\s+of\s+(?:the\s+|all\s+|these\s+)*$", re.IGNORECASE)
NAMED = re.compile(r"^(?:out\s+)?of\s+(?:the|these|all)\s+$", re.IGNORECASE)
IN_IT = re.compile(r"^[^().;]{0,40}\(\s*$")
THEN_OF = re.compile(r"^\s*\)\s+of\s+(?:the\s+|all\s+|these\s+)*$", re.IGNORECASE)


def _part_of_some(sentence: Sentence) -> Iterator[tuple["Part", Fraction, str]]:
    """Give a part in words with its number and its whole: half of the 60 children (30)."""
    found, text = sentence.numbers, sentence.text
    if len(found) == 3 and (found[0].kind, found[1].kind, found[2].kind) == (
        Kind.COUNT, Kind.PART, Kind.COUNT) and NAMED.match(text[: found[0].start]) and (
        IN_IT.match(text[found[1].end : found[2].start])) and found[0].value:  # fmt: skip
        whole, part, many = found
        value = many.value / whole.value
        yield (part.value, part, part.text), value, f"{said(many)} ÷ {said(whole)}"
    for part, one, two in zip(found, found[1:], found[2:], strict=False):
        if (part.kind, one.kind, two.kind) != (Kind.PART, Kind.COUNT, Kind.COUNT):
            continue
        first, second = text[part.end : one.start], text[one.end : two.start]
        if OF_SOME.match(first) and IN_IT.match(second):
            many, whole = two, one
        elif IN_IT.match(first) and THEN_OF.match(second):
            many, whole = one, two
        else:
            continue
        if whole.value:
            value = many.value / whole.value
            yield (part.value, part, part.text), value, f"{said(many)} ÷ {said(whole)}"


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


SO_MANY_OF = re.compile(r"^\s*(?:out\s+of|of|/)\s*(?:the\s+)?$")


def _values(sentence: Sentence, others: list[Number]) -> Iterator[tuple[Fraction, int, int, str]]:
    """Give shares in digits: a percentage, or so many of so many."""
    for number in others:
        if number.kind is Kind.PERCENT:
            yield number.value / 100, number.start, number.end, f"{said(number)}%"
    for one, many in zip(others, others[1:], strict=False):
        between = sentence.text[one.end : many.start]
        counts = one.kind is many.kind is Kind.COUNT and many.value
        idiom = one.in_words and many.in_words
        if counts and not idiom and SO_MANY_OF.match(between):
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
    return bool(bracket) and not inside.strip() and len(head.split()) <= 6


BESIDE = r"[^().;:,%]{0,70}?"
HELD = r"[(–,-]\s*(?:at\s+|or\s+)?$"
HIGHEST = (
    r"\s+(?:of\s+the\s+)?"
    r"(?:common|recent|likely|frequent|vulnerable|prevalent|significant|at\s+risk|important|senior|"
    r"popular|notable|notably|used|cited|reported|concerning)"
)
AMOUNTS: tuple[tuple[str, int, int], ...] = (
    (r"(?:vast|overwhelming|large|great)\s+majority", 65, 101),
    (r"(?:almost|nearly)\s+all(?=\s)", 85, 100),
    (r"(?:small|tiny)\s+minority", 0, 35),
    (rf"(?<!vast )(?<!large )(?<!great )(?:majority|most)(?!{HIGHEST})", 50, 101),
    (r"(?<!small )minority(?!\s+ethnic)", 0, 50),
    (r"(?:more\s+than|over|just\s+over)\s+half", 50, 101),
    (r"(?:less|fewer)\s+than\s+half|(?:just\s+)?under\s+half", 0, 50),
    (r"(?:more\s+than|over)\s+(?:a|one)\s+(?:quarter)", 25, 101),
    (r"(?:more\s+than|over)\s+(?:a|one)\s+(?:third)", 33, 101),
    (r"(?:more\s+than|over)\s+three[\s-]quarters", 75, 101),
    (r"(?:more\s+than|over)\s+two[\s-]thirds", 66, 101),
    (r"(?:less|fewer)\s+than\s+(?:a|one)\s+third|under\s+a\s+third", 0, 34),
    (r"(?:less|fewer)\s+than\s+(?:a|one)\s+quarter|under\s+a\s+quarter", 0, 25),
)  # fmt: skip
AMOUNT = tuple(
    (
        re.compile(
            rf"\b(?P<said>{words})\b{BESIDE}(?:\(\s*|\(\d[\d,]*,\s*|,\s+(?:at\s+)?)$", re.IGNORECASE
        ),
        least,
        most,
    )
    for words, least, most in AMOUNTS
)
LOOSE = 8
"""Points by which a loose word (vast majority, almost all) may miss before it is called wrong."""


@rule(
    right("The majority of referrals (62%) came from schools."),
    right("The vast majority had regular reviews of their plans (96%)."),
    right("More than half of the children (54%) were seen."),
    wrong("The majority of referrals (42%) came from schools."),
    wrong("More than half of the children (46%) were seen."),
    wrong("Over a third (29%) came from schools."),
    wrong("Over half of the children, 44%, were boys."),
    wrong("More than three quarters of young people (68%) were in education."),
    wrong("Less than half of the children (56%) were seen."),
    doubtful("Almost all children (80%) were seen."),
    silent("The most common source was schools (42%)."),
    silent("Children from minority ethnic groups (57%) were seen."),
    silent("Most referrals come from schools, and the police made fewer (12%)."),
)
def amount_in_words(document: Document, known: Known) -> Iterator[Says]:
    """Majority, most, more than half, over a third: beside the percentage in brackets."""
    for sentence in document.sentences:
        for share in sentence.numbers:
            after = sentence.text[share.end :].lstrip()[:1]
            if share.kind is Kind.PERCENT and share.near is Near.EXACT and after in (")", ",", ";"):
                yield from _amount(sentence, share)


def _amount(sentence: Sentence, share: Number) -> Iterator[Says]:
    for pattern, least, most in AMOUNT:
        found = pattern.search(sentence.text[: share.start])
        if not found:
            continue
        low, high = float(share.low), float(share.high)
        is_right = high > least and low < most
        is_loose = "half" not in found["said"] and (least - LOOSE < high and low < most + LOOSE)
        is_loose = (
            is_loose
            and most - least not in (50, 51)
            and not re.search("third|quarter", found["said"])
        )
        given = Verdict.RIGHT if is_right else Verdict.DOUBTFUL if is_loose else Verdict.WRONG
        expected = f"more than {least}%" if most > 100 else f"{least}% to {most}%"
        yield Says(sentence.place_of(share), sentence.text, found["said"], expected,
                   f"{said(share)}%", given)  # fmt: skip
        return
