"""One measure that is said twice: with the same day and the same words, and another number."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Example, Known, Says, doubtful, rule, silent

STOPS = re.compile(
    r"[.;:()]|,\s|\b(?:and|with|this|compared|an?\s+increase|a\s+decrease|of\s+whom)\b",
    re.IGNORECASE,
)
FEWEST = 3
"""Words of a measure from which on it is the same as another of the same words."""
ONCE = "At 31 March 2022, {} children were looked after by the authority.\n\n"


@rule(
    Example(ONCE.format(171) * 2, (Verdict.RIGHT,)),
    doubtful(ONCE.format(171) + ONCE.format(170)),
    silent(ONCE.format(171) + "At 31 March 2021, 166 children were looked after by the authority."),
    silent("On 1 May 2021, 12 people met.\n\nOn 1 May 2021, 15 people met."),
    silent("North\n\n" + ONCE.format(171) + "South\n\n" + ONCE.format(101)),
)
def measure_said_twice(document: Document, known: Known) -> Iterator[Says]:
    """A number of a day that the report gives again, of the same words below the same heading."""
    told: dict[tuple[str, str, str], list[tuple[Sentence, Number]]] = defaultdict(list)
    for sentence in document.sentences:
        found = _measure(sentence)
        if found:
            number, day, words = found
            told[sentence.heading, day, words].append((sentence, number))
    for several in told.values():
        if len(several) < 2:
            continue
        (first, one), *rest = several
        for sentence, number in rest:
            yield Says(
                sentence.place_of(number), sentence.text, number.text, said(one),
                f"{said(one)} {_where(first)}, {said(number)} here",
                Verdict.RIGHT if number.value == one.value else Verdict.DOUBTFUL,
            )  # fmt: skip


def _where(sentence: Sentence) -> str:
    place = sentence.place
    return f"on page {place.page}" if place.page else f"on line {place.line}" if place.line else (
        "above"
    )  # fmt: skip


def _measure(sentence: Sentence) -> tuple[Number, str, str] | None:
    """Return the number that a sentence gives of a day, the day, and what it counts."""
    days = [n for n in sentence.numbers if n.kind is Kind.DATE]
    counts = [n for n in sentence.numbers if n.kind is Kind.COUNT]
    if not days or not counts or days[0].start > counts[0].start:
        return None
    number = counts[0]
    words = STOPS.split(sentence.text[number.end :])[0].lower().split()
    if len(words) < FEWEST or number.near is not Near.EXACT:
        return None
    return number, days[0].text.lower(), " ".join(words)
