"""Shares of a whole that stands beside them: “48 of 60 (80%)”, “48 (80%) of the 60”."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document, Sentence, kept
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, verdict, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

THE = r"(?:(?:the|all|these|those|our|its|their|a\s+total\s+of|total\s+of|total)\s+)*"
OF = re.compile(rf"^\s*(?:(?:\w[\w’'-]*\s+){{0,3}}?(?:of|from(?=\s+a\s+total))|"
                rf"(?:\w[\w’'-]*\s+){{0,6}}?out\s+of|/)\s*{THE}"
                r"(?:total\s+)?$", re.IGNORECASE)  # fmt: skip
OF_NEXT = re.compile(rf"^\s*(?:out\s+of|of|/)\s*{THE}$", re.IGNORECASE)
SOME = r"(?:or|i\.e\.,?|=|n\s*=|a\s+total\s+of|which\s+is|about|around|approximately|nearly)?\s*"
OPENS = re.compile(rf"^\s*[(\[]\s*{SOME}$", re.IGNORECASE)
WORDS = re.compile(r"^[\s,]*(?:[\w’'-]+[,\s]+){0,9}$")
RATE = (
    r"(?:\w+\s+){0,2}(?:rate|performance|proportion|percentage|share|figure|level|completion|"
    r"attendance|response|total)"
)
SAME_AS = re.compile(
    r"(?:,?\s+(?:or|i\.e\.,?|(?:which|this|that)\s+(?:is|was|represent(?:s|ed)|equate[sd]\s+to|"
    r"gives|gave)|representing|equating\s+to|equivalent\s+to|equal\s+to|making\s+up|giving|"
    r"accounting\s+for|constituting|amounting\s+to)"
    rf"(?:\s+an?)?(?:\s+{RATE}\s+of)?|,\s+an?\s+{RATE}\s+of|\s+[–—=-]|\s*:)\s*$",
    re.IGNORECASE,
)
A_RATE = re.compile(r",\s+(?:which\s+is\s+)?an?\s*$", re.IGNORECASE)
IS_RATE = re.compile(r"^\s+(?:\w+\s+){0,2}(?:rate|return|response|attendance|completion|success)\b",
                     re.IGNORECASE)  # fmt: skip
THAT_IS = re.compile(r"^\s*[:–—=]\s*$")
SET_OFF = re.compile(r"^\s*(?:[\w’'-]+\s+){0,5}[\w’'-]*,\s+$")
IN_BRACKETS = re.compile(r"^\s*(?:[\w’'-]+\s+){0,3}(?:,|;|:|–|-|=|or)\s*(?:n\s*=\s*)?$")
CLOSES = re.compile(
    r"^[^()\[\]]{0,40}[)\]]\s*(?:of|(?:[\w’'-]+\s+){0,3}out\s+of)\s+" + THE + "$", re.IGNORECASE
)
OTHER = re.compile(
    r"compar|average|national|England|London|target|previous|last year|in (?:19|20)\d\d|up from|"
    r"down from|increase|decrease|rise|fall|reduction|higher|lower|statistical|neighbour|change",
    re.IGNORECASE,
)
"""Words beside a percentage which say that it is another’s, or a change."""


@rule(
    right("48 of 60 children (80%) were seen."),
    right("Of the 60, 48 out of 60 (80%) were seen."),
    right("80% (48 of 60) were seen."),
    right("48 (80%) of the 60 children were seen."),
    right("80% (48) of the 60 children were seen."),
    right("80% of the 60 children (48) were seen."),
    right("48 of the 60 children were seen, which is 80%."),
    right("13 of 50 (26%) left."),
    right("35 of 60 (58%) were seen."),
    wrong("48 of 60 children (85%) were seen."),
    wrong("85% (48/60) were seen."),
    wrong("48 (84%) of the 60 children were seen."),
    wrong("Thirteen of 50 visits (36%) were late."),
    right("Of 60 plans, 48 of 60 were seen within 15 working days, a rate of 80%."),
    right("Neglect was the most common category (45%, 90 of 200 children)."),
    right("Just under half (98, 49%) of the 200 children were boys."),
    right("90 children (45% of the 200) had a plan."),
    wrong("Attendance was 75%: 17 of 20 members."),
    wrong("19 of 214 care leavers, 19%, are at university."),
    wrong("Nineteen are at university, which represents 19% of the 214 young people."),
    wrong("Eighty of the 200 schools responded, a 50% response rate."),
    wrong("Police made 500 referrals, 50% of the total of 1,250."),
    silent("Around nine out of ten (92%) were seen."),
    doubtful("1 of 8 (12%) was late."),
    doubtful("Around 48 of 60 children (82%) were seen."),
    silent("48 of 60 children were seen (target 80%)."),
    silent("48 of 60 children were seen (80% in 2020)."),
    silent("In two of the three schools, 80% of pupils were seen."),
)
def share_of_a_whole(document: Document, known: Known) -> Iterator[Says]:
    """A part of a whole that both stand beside their percentage: 48 of 60 (80%)."""
    for sentence in document.sentences:
        for part, whole, share in triples(sentence):
            if whole.value > 0:
                yield judged(sentence, part, whole, share)


@kept
def triples(sentence: Sentence) -> Iterator[tuple[Number, Number, Number]]:
    """Give part, whole and percentage where all three stand together."""
    text, found = plain(sentence)
    for three in zip(found, found[1:], found[2:], strict=False):
        placed = _placed(text, *three)
        if placed and not is_of_another(sentence.text, placed[2]) and not _is_idiom(*placed[:2]):
            yield placed


def plain(sentence: Sentence) -> tuple[str, list[Number]]:
    """Return a sentence’s counts and percentages, and its text with all other numbers as words."""
    return _plain(sentence)[0]


@kept
def _plain(sentence: Sentence) -> list[tuple[str, list[Number]]]:
    text, found = sentence.text, []
    for number in sentence.numbers:
        after = text[number.end : number.end + 20]
        if number.kind in (Kind.COUNT, Kind.PERCENT, Kind.POINTS) and not (
            number.kind is Kind.COUNT and TIME.match(after) and SPAN.search(text[: number.start])
        ):
            found.append(number)
        elif number.kind is not Kind.PART:
            text = text[: number.start] + "x" * len(number.text) + text[number.end :]
    return [(text, found)]


TIME = re.compile(
    r"[\s-]+(?:working\s+|school\s+|calendar\s+)?(?:day|week|month|year|hour|minute)s?\b",
    re.IGNORECASE,
)
SPAN = re.compile(
    r"\b(?:within|in|over|for|after|than|last|past|first|next|every|of|the|previous|to)\s+"
    r"(?:the\s+|a\s+|statutory\s+|last\s+|past\s+|previous\s+)*$",
    re.IGNORECASE,
)


def _is_idiom(part: Number, whole: Number) -> bool:
    """Say whether two numbers are a part in words: nine out of ten."""
    return part.in_words and whole.in_words and whole.value in (3, 4, 5, 10)


def _placed(
    text: str, first: Number, second: Number, third: Number
) -> tuple[Number, Number, Number] | None:
    """Return three numbers in a row as part, whole and percentage, where they are these."""
    kinds = tuple(n.kind for n in (first, second, third))
    one, two = text[first.end : second.start], text[second.end : third.start]
    if kinds == (Kind.COUNT, Kind.COUNT, Kind.PERCENT):
        beside = opened(two) or told_as(two) or (
            A_RATE.search(two) and IS_RATE.match(text[third.end :])
        ) or SET_OFF.match(two) and text[third.end : third.end + 1] == ","  # fmt: skip
        return (first, second, third) if OF.match(one) and beside else None
    if kinds == (Kind.PERCENT, Kind.COUNT, Kind.COUNT):
        if (opened(one) or inside(text, first, second) or THAT_IS.match(one)) and (
            OF.match(two) or CLOSES.match(two)
        ):  # fmt: skip
            return second, third, first
        return (third, second, first) if OF_NEXT.match(one) and _alone(text, two, third) else None
    if kinds == (Kind.COUNT, Kind.PERCENT, Kind.COUNT):
        return (first, third, second) if _between(text, first, second, third) else None
    return None


def _between(text: str, part: Number, share: Number, whole: Number) -> bool:
    """Say whether a percentage stands between its part and its whole: 48 (80%) of the 60."""
    one, two = text[part.end : share.start], text[share.end : whole.start]
    if opened(one):
        return bool(CLOSES.match(two) or OF_NEXT.match(two))
    if inside(text, part, share):
        return bool(CLOSES.match(two))
    if told_as(one) and OF_NEXT.match(two):
        return True
    total = re.search(r"\btotal|\ball\s*$", two) or re.match(r"\s+total\b", text[whole.end :])
    return bool(total and OF_NEXT.match(two) and re.match(r"^[^().;:]{0,40},\s*(?:or\s+)?$", one))


def inside(text: str, one: Number, two: Number) -> bool:
    """Say whether two numbers stand side by side in the same brackets: (98, 49%)."""
    before = text[: one.start]
    is_open = max(before.rfind("("), before.rfind("[")) > max(before.rfind(")"), before.rfind("]"))
    return is_open and bool(IN_BRACKETS.match(text[one.end : two.start]))


def _alone(text: str, between: str, number: Number) -> bool:
    """Say whether a number stands alone in the brackets that open before it."""
    return opened(between) and bool(re.match(r"\s*(?:[a-z]+\s*)?[)\]]", text[number.end :]))


def opened(between: str) -> bool:
    """Say whether a bracket opens right before a number, a few words after the one before it."""
    at = max(between.rfind("("), between.rfind("["))
    return at >= 0 and bool(OPENS.match(between[at:])) and bool(WORDS.match(between[:at] + " "))


def told_as(between: str) -> bool:
    """Say whether words say that the number after them is the same as that before: or, which is."""
    link = SAME_AS.search(between)
    return link is not None and bool(WORDS.match(between[: link.start()] + " "))


def is_of_another(text: str, share: Number) -> bool:
    """Say whether a percentage is a change, or that of another place or year."""
    after = ENDS.split(text[share.end : share.end + 45])[0]
    before = text[max(0, share.start - 30) : share.start]
    inside = before[max(before.rfind("("), before.rfind(",")) + 1 :]
    return bool(OTHER.search(after) or OTHER.search(IN_YEAR.sub("", inside)))


ENDS = re.compile(r"[);,.](?:\s|$)|\band\b|\bcompar|\b(?:up|down)\s+from\b|\bagainst\b")
IN_YEAR = re.compile(r"^In\s+(?:19|20)\d\d", re.IGNORECASE)


def judged(sentence: Sentence, part: Number, whole: Number, share: Number) -> Says:
    """Return what is to be said of a share whose part and whole are known."""
    value = 100 * part.value / whole.value
    given = verdict(share, value)
    how = f"100 × {said(part)} ÷ {said(whole)} = {shown(value)}%"
    if given is Verdict.WRONG and any(n.near is not Near.EXACT for n in (part, whole)):
        given, how = Verdict.DOUBTFUL, f"{how}; the numbers are not exact"
    return Says(sentence.place_of(share), sentence.text, share.text, written(value, share),
                how, given)  # fmt: skip
