"""Two parts that make a whole: “20 boys and 40 girls”, “the remaining 12”; parts beyond a whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

OPPOSITES = (
    (r"boys?|males?|men|young\s+men", r"girls?|females?|women|young\s+women"),
    (r"adults?", r"children"),
    (r"primary", r"secondary"),
    (r"expected", r"unexpected"),
)
REST = re.compile(r"\b(?:the\s+)?(?:remaining|other|remainder\s*\(|rest\s*\()\s*$", re.IGNORECASE)
SUM_AFTER = re.compile(
    r"(?:\ba\s+total\s+of|\bin\s+total|\btotall?ing|\bmaking|\bmaking\s+a\s+total\s+of|"
    r"\baltogether|\bgiving\s+a\s+total\s+of)\s*$",
    re.IGNORECASE,
)
THREE = re.compile(
    r"\b(?:unknown|not\s+(?:known|stated|recorded)|other|non-binary|special|trans\w*|nursery|both)\b",
    re.IGNORECASE,
)


def _counts(sentence: Sentence) -> list[Number]:
    return [n for n in sentence.numbers if n.kind is Kind.COUNT]


@rule(
    right("There were 60 children, 20 boys and 40 girls."),
    right("60 staff attended (35 female, 25 male)."),
    right("Of the 60 children, 48 were seen and the remaining 12 were not."),
    right("20 boys and 40 girls attended, a total of 60."),
    wrong("There were 60 children (20 boys and 39 girls)."),
    wrong("Of the 60 children, 48 were seen and the remaining 14 were not."),
    wrong("20 boys and 40 girls attended, a total of 61."),
    wrong("There were 90 in the first half of the year and 114 in the second (214 in total)."),
    right("There were 20 boys and 40 girls among the 60 children with plans."),
    wrong("Of the 60 children, 20 were boys and 39 were girls."),
    silent("There were 60 children, 20 boys and 30 girls under five and 10 others."),
    silent("Of the 60 visits, 20 boys and 39 girls were seen."),
    silent("In 2021, 48 children were seen and the remaining 14 were not."),
)
def two_parts_of_a_total(document: Document, known: Known) -> Iterator[Says]:
    """Two parts that leave no third: boys and girls, so many and the remaining; and their sum."""
    for sentence in document.sentences:
        counts = _counts(sentence)
        if len(counts) != 3 or any(n.near is not Near.EXACT for n in counts):
            continue
        whole, parts = _split(sentence, counts)
        if whole is None or any(part.value > whole.value for part in parts):
            continue
        value = parts[0].value + parts[1].value
        yield Says(
            sentence.place_of(whole), sentence.text, whole.text, shown(value),
            f"{said(parts[0])} + {said(parts[1])} = {shown(value)}",
            Verdict.RIGHT if value == whole.value else Verdict.WRONG,
        )  # fmt: skip


def _split(sentence: Sentence, counts: list[Number]) -> tuple[Number | None, list[Number]]:
    """Return a whole and its two parts, where words say that there is no third."""
    text, (first, second, third) = sentence.text, counts
    if SUM_AFTER.search(text[: third.start]):
        joined = re.search(r"\band\b|\+|plus", text[first.end : second.start])
        return (third if joined else None), [first, second]
    if IN_ALL.match(text[third.end :]) and re.search(r"[(–,:]\s*$", text[: third.start]):
        joined = re.search(r"\band\b|\+|plus", text[first.end : second.start])
        return (third if joined else None), [first, second]
    if REST.search(text[: third.start]) and re.match(r"^(?:out\s+)?of\b", text, re.IGNORECASE):
        return first, [second, third]
    if THREE.search(text):
        return None, []
    among = re.match(
        r"^\s+\w+\s+(?:among|amongst|of|out\s+of)\s+the\s+$", text[second.end : third.start]
    )
    if among and _opposite(text[first.end : second.start], text[second.end : third.start]):
        return third, [first, second]
    heads = [text[second.end : third.start], text[third.end : third.end + 25]]
    is_of = re.match(r"^(?:out\s+)?of\b", text, re.IGNORECASE)
    if is_of and not (WERE.match(heads[0]) and WERE.match(heads[1])):
        return None, []
    if len(text[first.end : second.start]) <= 60 and _opposite(*heads):
        return first, [second, third]
    return None, []


AMONG = re.compile(r"^\s+\w+\s+(?:among|amongst|of|out\s+of)\s+the\s+$", re.IGNORECASE)
IN_ALL = re.compile(r"^\s+(?:\w+\s+)?(?:in\s+total|altogether|overall|in\s+all)\b", re.IGNORECASE)
WERE = re.compile(r"\s+(?:\w+\s+)?(?:were|are)\b", re.IGNORECASE)
"""After a part of what “Of the 60 children” names: 20 were boys."""


def _opposite(one: str, other: str) -> bool:
    """Say whether what follows two numbers are the two halves of a whole: boys, and girls."""
    is_one = r"^\s+(?:of\s+(?:which|whom|these)\s+|\w+\s+)?(?:(?:were|are|is|was|being)\s+)?"
    return any(
        re.match(rf"{is_one}(?:{a})\b", one, re.IGNORECASE)
        and re.match(rf"{is_one}(?:{b})\b", other, re.IGNORECASE)
        for pair in OPPOSITES for a, b in (pair, pair[::-1])
    )  # fmt: skip


SEX = re.compile(
    r"^\s+(?:(?:of\s+[^,.;:%()]{1,60}?\s+)?(?:were|are|was|is|being)\s+)?"
    r"(?P<sex>boys?|males?|girls?|females?|men|women)\b",
    re.IGNORECASE,
)
FEMALE = ("girl", "girls", "female", "females", "women")


@rule(
    right("55% of children with plans were male and 45% female."),
    wrong("55% were boys and 55% were girls."),
    doubtful("55% were boys and 43% were girls."),
    silent("55% of boys and 48% of girls were in school."),
    silent("55% were boys in 2020 and 48% were boys in 2021."),
)
def shares_of_boys_and_girls(document: Document, known: Known) -> Iterator[Says]:
    """The percentages of boys and of girls make 100, but for rounding and those not known."""
    for sentence in document.sentences:
        shares = [n for n in sentence.numbers if n.kind is Kind.PERCENT]
        if len(shares) != 2 or THREE.search(sentence.text):
            continue
        found = [SEX.match(sentence.text[n.end :]) for n in shares]
        sexes = {each["sex"].lower() in FEMALE for each in found if each}
        if not all(found) or len(sexes) != 2 or any(n.near is not Near.EXACT for n in shares):
            continue
        value = shares[0].value + shares[1].value
        short = 100 - value
        given = Verdict.RIGHT if abs(short) <= shares[0].step else (
            Verdict.DOUBTFUL if 0 < short <= 5 else Verdict.WRONG
        )  # fmt: skip
        yield Says(
            sentence.place_of(shares[1]), sentence.text, f"{shares[0].text} and {shares[1].text}",
            "100%", f"{said(shares[0])} + {said(shares[1])} = {shown(value)}", given,
        )  # fmt: skip


PART_OF = re.compile(
    r"^\s*(?:[\w’'-]+\s+){0,2}(?:out\s+of|of)\s+(?:the|these|those|all|a\s+total\s+of)?\s*(?:total\s+)?$",
    re.IGNORECASE,
)
OF_WHOM = re.compile(
    r"^[^.;:()]{0,80}\bof\s+(?:whom|which)\s+(?:only\s+|just\s+|all\s+but\s+)?$|"
    r"^[^.;:()]{0,60},\s+including\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@rule(
    right("We reviewed ten cases out of 49 referrals."),
    right("There are 126 care leavers, of whom 82 are 19 to 21 years of age."),
    right("46 adopters are awaiting a match, including 18 approved this year."),
    wrong("We reviewed 59 out of 49 referrals."),
    wrong("There are 126 care leavers, of whom 182 are 19 to 21 years of age."),
    wrong("Thirteen of the 11 young people in foster care felt secure."),
    silent("We made 40 visits to schools, seeing 60 children."),
    silent("Teams of 5 of the 3 boroughs met."),
    silent("There were 12 schools, including 300 pupils with a plan."),
)
def part_within_its_whole(document: Document, known: Known) -> Iterator[Says]:
    """A part is no greater than its whole: ten out of 49, 126 of whom 82."""
    for sentence in document.sentences:
        for one, two in pairwise(_counts(sentence)):
            between = sentence.text[one.end : two.start]
            if PART_OF.match(between):
                part, whole = one, two
            elif OF_WHOM.match(between):
                part, whole = two, one
            else:
                continue
            if any(n.near is not Near.EXACT for n in (part, whole)):
                continue
            is_right = part.value <= whole.value
            if not is_right and not _is_sure(sentence, between, part, whole):
                continue
            yield Says(
                sentence.place_of(part), sentence.text, part.text, f"at most {said(whole)}",
                f"{said(part)} of {said(whole)}", Verdict.RIGHT if is_right else Verdict.WRONG,
            )  # fmt: skip


def _is_sure(sentence: Sentence, between: str, part: Number, whole: Number) -> bool:
    """Say whether what is greater was meant as a part: of whom, out of, “13 of the 11”."""
    if "including" in between:
        return False
    if re.search(r"out\s+of|whom|which", between):
        return True
    opens = re.match(r"\W*$|.*[.,;:]\s*$", sentence.text[: part.start])
    return bool(re.match(r"^\s*of\s+the\s*$", between)) and bool(opens)
