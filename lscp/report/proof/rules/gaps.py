"""How far a figure is from another’s: “18%, four percentage points below the average of 22%”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

AWAY = re.compile(
    r"^(?:\s+(?:working\s+)?(?:percentage\s+)?(?:points?|days|weeks|months))?\s+(?:above|below|higher|"
    r"lower|better|worse|more|fewer|less|quicker|slower|longer|shorter|ahead|behind|under|over)\b",
    re.IGNORECASE,
)
GAP = re.compile(r"\b(?:gap|difference)\s+(?:is|was|of)\s+(?:of\s+)?$", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:national\w*|England|London|neighbours?|average|target|threshold|region\w*|boys|girls|peers)\b",
    re.IGNORECASE,
)
SLACK = Fraction(1)


@rule(
    right("At 18%, this is four percentage points below the national average of 22%."),
    right("They waited 69 days, as against the threshold of 125 days, which is 56 days quicker."),
    wrong("At 18%, this is seven percentage points below the national average of 22%."),
    wrong("They waited 69 days, as against the threshold of 125 days, which is 66 days quicker."),
    doubtful("At 18%, this is 5 percentage points below the national average of 22%."),
    wrong("Attendance was 91.2%, compared with 92.4% for all, a gap of 2.2 percentage points."),
    silent("At 18%, 22% fewer children than the national average were seen."),
    silent("Referrals rose by 7 percentage points more than the national 22% and 18% here."),
)
def gap_to_another(document: Document, known: Known) -> Iterator[Says]:
    """The difference between two figures of one kind, in points or days, that stand beside it."""
    for sentence in document.sentences:
        has_other = BESIDE.search(sentence.text)
        for claim in sentence.numbers:
            is_gap = GAP.search(sentence.text[: claim.start])
            found = _others(sentence, claim) if has_other or is_gap else None
            if found:
                yield _said(sentence, claim, *found)


def _others(sentence: Sentence, claim: Number) -> tuple[Number, Number] | None:
    """Return the two figures whose difference a number says, if it says one."""
    text = sentence.text
    if claim.kind not in (Kind.POINTS, Kind.COUNT) or not (
        AWAY.match(text[claim.end :]) or GAP.search(text[: claim.start])
    ):  # fmt: skip
        return None
    if claim.kind is Kind.COUNT and claim.in_words and "point" in text[claim.end : claim.end + 20]:
        kind = Kind.PERCENT
    else:
        kind = Kind.PERCENT if claim.kind is Kind.POINTS else Kind.COUNT
    others = [n for n in sentence.numbers if n.kind is kind and n is not claim]
    if len(others) != 2 or others[0].start > claim.start:
        return None
    return others[0], others[1]


def _said(sentence: Sentence, claim: Number, one: Number, other: Number) -> Says:
    value = abs(one.value - other.value)
    is_right = value == claim.value or bool(claim.decimals) and claim.allows(value)
    rounded = one.kind is Kind.PERCENT and abs(value - claim.value) <= SLACK * one.step
    given = Verdict.RIGHT if is_right else Verdict.DOUBTFUL if rounded else Verdict.WRONG
    return Says(sentence.place_of(claim), sentence.text, claim.text, shown(value),
                f"{said(one)} and {said(other)} are {shown(value)} apart", given)  # fmt: skip
