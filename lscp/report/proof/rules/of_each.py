"""So many of each: “30 cases (10 from each of the three boroughs)”."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong

EACH = re.compile(
    r"^\s+(?:[\w’'-]+\s+){0,2}?(?:from|in|for|by|of|at)?\s*each\s+(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:[(,:–—-]|\bwith)\s*$")


@rule(
    right("We read 30 cases (10 from each of the three boroughs)."),
    wrong("We read 40 cases (10 from each of the three boroughs)."),
    silent("We read 40 cases, and held 10 meetings in each of the three boroughs with 5 people."),
    silent("We read about 40 cases (10 from each of the three boroughs)."),
)
def so_many_of_each(document: Document, known: Known) -> Iterator[Says]:
    """A total, beside so many from each of so many."""
    for sentence in document.sentences:
        counts = [n for n in sentence.numbers if n.kind is Kind.COUNT]
        if len(counts) != 3 or any(n.near is not Near.EXACT for n in counts):
            continue
        total, part, many = counts
        text = sentence.text
        if not OPENS.search(text[: part.start]) or not EACH.match(text[part.end : many.start]):
            continue
        value = part.value * many.value
        yield Says(
            sentence.place_of(total), text, total.text, shown(value),
            f"{said(part)} × {said(many)} = {shown(value)}",
            Verdict.RIGHT if value == total.value else Verdict.WRONG,
        )  # fmt: skip
