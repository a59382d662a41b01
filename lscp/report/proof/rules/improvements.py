"""Improved and worsened: both values stand beside the word, and which way is better is known."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said
from lscp.report.proof.numbers import Kind
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong
from lscp.report.proof.rules.comparisons import LESS_IS_BETTER, MORE_IS_BETTER
from lscp.report.proof.told import FROM, TO

BETTER = re.compile(r"\bimprov(?:ed|ing|es|ement)\b", re.IGNORECASE)
WORSE = re.compile(r"\b(?:worsen(?:ed|ing)|deteriorat(?:ed|ing|ion))\b", re.IGNORECASE)

SINCE_IT = re.compile(r"\b(?:improvement|deterioration|improving|improved)\s+(?:from|on)\s+"
                      r"(?:the\s+|last\s+year[’'s]*\s+|previous\s+\w+[’'s]*\s+)*(?:\(\s*)?$",
                      re.IGNORECASE)  # fmt: skip
BESIDE = re.compile(r"\bcompared\s+(?:with|to)\s+(?:the\s+)?$|\bagainst\s+$", re.IGNORECASE)
OF_BEFORE = re.compile(
    r"\s+(?:in\s+|for\s+)?(?:the\s+)?(?:previous|last|prior|year\s+before|(?:19|20)\d\d)",
    re.IGNORECASE,
)


@rule(
    wrong("71% of reviews were on time, compared with 79% the previous year, an improvement."),
    right("The percentage of reviews held on time improved from 76% to 80%."),
    right("The re-referral rate improved from 20% to 15%."),
    right("82% were seen within 5 days, an improvement from 75% the previous year."),
    wrong("72% were seen within 5 days, an improvement on the previous year’s 75%."),
    wrong("The percentage of reviews held on time improved from 80% to 76%."),
    wrong("The re-referral rate improved from 15% to 20%."),
    wrong("Completion within timescales deteriorated from 76% to 80%."),
    silent("The share improved from 80% to 76%."),
    silent("We improved services for children from 5 to 11."),
)
def improvement(document: Document, known: Known) -> Iterator[Says]:
    """Improved, deteriorated: from one percentage to another of a measure with a better way."""
    for sentence in document.sentences:
        text = sentence.text
        shares = [n for n in sentence.numbers if n.kind is Kind.PERCENT]
        if len(shares) != 2:
            continue
        words = bool(BETTER.search(text)) - bool(WORSE.search(text))
        better = bool(MORE_IS_BETTER.search(text)) - bool(LESS_IS_BETTER.search(text))
        if not words or not better:
            continue
        old, new = shares
        between = text[old.end : new.start]
        is_later_first = (
            SINCE_IT.search(between)
            or BESIDE.search(between)
            and OF_BEFORE.match(text[new.end :])
            or TO.search(text[: old.start])
            and FROM.search(between)
        )
        if is_later_first:
            old, new = new, old
        elif not (FROM.search(text[: old.start]) and TO.search(text[old.end : new.start])):
            continue
        way = (new.value > old.value) - (new.value < old.value)
        yield Says(
            sentence.place_of(old), text, "better" if words > 0 else "worse",
            "better" if way == better else "worse" if way else "no change",
            f"from {said(old)}% to {said(new)}%",
            Verdict.RIGHT if way == words * better else Verdict.WRONG,
        )  # fmt: skip
