"""The highest of several: “neglect was most common (45%), followed by emotional abuse (40%)”."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said
from lscp.report.proof.numbers import Kind, Near
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong

HIGHEST = re.compile(
    r"\b(?:most|highest|largest|greatest|main|biggest|lead|top|majority|predominant)\b",
    re.IGNORECASE,
)
LOWEST = re.compile(r"\b(?:lowest|fewest|smallest|least)\b", re.IGNORECASE)
THEN = re.compile(r"\b(?:followed\s+(?:closely\s+)?by|then)\b[^;.]*$", re.IGNORECASE)


@rule(
    right("Neglect was the most common category (45%), followed by emotional abuse (40%)."),
    right("Police made the most referrals (120), followed by schools (100) and health (40)."),
    wrong("Neglect was the most common category at 45%, followed by emotional abuse at 50%."),
    wrong("Police made the most referrals (120), followed by schools (130)."),
    right("Referrals were highest in March (150) and lowest in August (60)."),
    wrong("Referrals were highest in March (50) and lowest in August (60)."),
    silent("Most were seen (45%), followed up within 50 days."),
    silent("The lowest was health (4), followed by schools (10)."),
)
def order_of_parts(document: Document, known: Known) -> Iterator[Says]:
    """The highest comes first: what follows it is not higher."""
    for sentence in document.sentences:
        text = sentence.text
        if LOWEST.search(text):
            yield from _ends(sentence)
        if not HIGHEST.search(text) or LOWEST.search(text):
            continue
        values = [n for n in sentence.numbers if n.kind in (Kind.COUNT, Kind.PERCENT)]
        for one, two in zip(values, values[1:], strict=False):
            between = text[one.end : two.start]
            if one.kind is not two.kind or not THEN.search(between) or len(between) > 90:
                continue
            if one.near is not Near.EXACT or not HIGHEST.search(text[: one.start]):
                continue
            yield Says(
                sentence.place_of(two), text, f"{one.text} before {two.text}",
                f"at most {said(one)}", f"{said(one)} beside {said(two)}",
                Verdict.RIGHT if one.value >= two.value else Verdict.WRONG,
            )  # fmt: skip
            break


def _ends(sentence: Sentence) -> Iterator[Says]:
    """Judge the highest beside the lowest: highest in March (150) and lowest in August (60)."""
    text = sentence.text
    values = [n for n in sentence.numbers if n.kind in (Kind.COUNT, Kind.PERCENT)]
    if len(values) != 2 or values[0].kind is not values[1].kind:
        return
    first, second = text[: values[0].start], text[values[0].end : values[1].start]
    if PEAK.search(first) and TROUGH.search(second) and not TROUGH.search(first):
        high, low = values
    elif TROUGH.search(first) and PEAK.search(second) and not PEAK.search(first):
        low, high = values
    else:
        return
    yield Says(
        sentence.place_of(high), text, f"{high.text} over {low.text}", f"at least {said(low)}",
        f"{said(high)} beside {said(low)}",
        Verdict.RIGHT if high.value >= low.value else Verdict.WRONG,
    )  # fmt: skip


PEAK = re.compile(
    r"\b(?:highest|most|largest|greatest|biggest|peak(?:ed)?|maximum)\b", re.IGNORECASE
)
TROUGH = re.compile(r"\b(?:lowest|fewest|smallest|least|minimum)\b", re.IGNORECASE)
