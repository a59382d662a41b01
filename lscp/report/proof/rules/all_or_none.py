"""All, none and both beside a percentage: “none of the 20 (0%)”, “all of whom (100%)”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document
from lscp.report.proof.judging import verdict, written
from lscp.report.proof.numbers import Kind, Near
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong

WORD = re.compile(
    r"(?:^|[,;:]\s+|\band\s+|\bbut\s+)(?P<word>none|all|both(?=\s+of\b)|every(?:\s+one)?)\b"
    r"(?!\s+but\b)(?P<between>[^()%.;:,]{0,60}?)\(\s*$",
    re.IGNORECASE,
)
OF_IT = re.compile(
    r"^\s+(?:of\s+(?:the|these|those|them|whom|which)\b|\d|(?:[\w’'-]+\s+){1,3}$|$)", re.IGNORECASE
)
CLOSED = re.compile(r"^\s*[);,]")


@rule(
    right("None of the 20 cases (0%) had a plan."),
    right("All 20 cases (100%) had a plan."),
    wrong("None of the 20 cases (5%) had a plan."),
    wrong("All 20 cases (90%) had a plan."),
    silent("Almost all cases (90%) had a plan."),
    silent("Not all cases (90%) had a plan."),
    silent("They came from all schools (90%), and both the average (3%) and ours fell."),
    silent("Most of all, neglect (45%) was found."),
)
def all_or_none(document: Document, known: Known) -> Iterator[Says]:
    """All are 100%, and none 0%, where the percentage stands in brackets after the word."""
    for sentence in document.sentences:
        for share in sentence.numbers:
            if share.kind is not Kind.PERCENT or share.near is not Near.EXACT:
                continue
            text = sentence.text
            found = WORD.search(text[: share.start])
            if not found or not OF_IT.match(found["between"]):
                continue
            if not CLOSED.match(text[share.end :]):
                continue
            value = Fraction(0 if found["word"].lower() == "none" else 100)
            yield Says(sentence.place_of(share), text, share.text, written(value, share),
                       f"{found['word'].lower()} is {value}%", verdict(share, value))  # fmt: skip
