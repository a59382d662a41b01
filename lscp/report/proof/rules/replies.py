"""Response and attendance rates: “80 responses from 200 schools, a response rate of 40%”."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document
from lscp.report.proof.numbers import Kind
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong
from lscp.report.proof.rules.shares import is_of_another, judged, plain, triples

NAMED = r"(?:response|return|attendance|completion|participation|take-?up|conversion|success|pass)"
BEFORE = re.compile(rf"\b{NAMED}\s+rate\s+(?:of|was|is|at)\s+(?:just\s+|only\s+)?$", re.IGNORECASE)
AFTER = re.compile(rf"^\s+(?:overall\s+)?{NAMED}\s+rate\b", re.IGNORECASE)


@rule(
    right("We received 80 responses from 200 schools, a response rate of 40%."),
    right("304 people were trained: a 96% attendance rate, based on 318 registrations."),
    wrong("We received 80 responses from 200 schools, a response rate of 50%."),
    wrong("304 people were trained: an 86% attendance rate, based on 318 registrations."),
    silent("There were 80 meetings of 12 members, with an attendance rate of 90%."),
    silent("We had 80 responses from 200 schools, and a response rate of 35% in 2020."),
)
def rate_of_reply(document: Document, known: Known) -> Iterator[Says]:
    """A response or attendance rate beside the only two numbers of its sentence."""
    for sentence in document.sentences:
        numbers = plain(sentence)[1]
        counts = [n for n in numbers if n.kind is Kind.COUNT]
        shares = [n for n in numbers if n.kind is Kind.PERCENT]
        if len(counts) != 2 or len(shares) != 1 or any(True for _ in triples(sentence)):
            continue
        (share,), text = shares, sentence.text
        if not (BEFORE.search(text[: share.start]) or AFTER.match(text[share.end :])):
            continue
        part, whole = sorted(counts, key=lambda n: n.value)
        named = re.search(r"\brespon(?:ses?|ded)\b.*\bresponse", text, re.IGNORECASE)
        is_far = not named and abs(100 * part.value - share.value * whole.value) > 30 * whole.value
        if whole.value and not is_far and not is_of_another(text, share):
            yield judged(sentence, part, whole, share)
