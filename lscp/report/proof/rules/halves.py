"""Two parts that make a whole: “20 boys and 40 girls”, “the remaining 12”; parts beyond a whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong

OPPOSITES = (
    (r"boys?|males?|men|young\s+men", r"girls?|females?|women|young\s+women"),
    (r"adults?", r"children"),
    (r"primary", r"secondary"),
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
    if REST.search(text[: third.start]) and re.match(r"^(?:out\s+)?of\b", text, re.IGNORECASE):
        return first, [second, third]
    if THREE.search(text):
        return None, []
    heads = [text[second.end : third.start], text[third.end : third.end + 25]]
    if (
        re.match(r"^(?:out\s+)?of\b", text, re.IGNORECASE)
        or len(text[first.end : second.start]) > 60
    ):
        return None, []
    for pair in OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if re.match(rf"\s+(?:\w+\s+)?(?:{one})\b", heads[0]) and re.match(
                rf"\s+(?:\w+\s+)?(?:{other})\b", heads[1]
            ):
                return first, [second, third]
    return None, []


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
