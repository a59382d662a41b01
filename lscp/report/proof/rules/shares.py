"""Shares of a whole: “48 of 60 (80%)”, “87 (78%) live elsewhere”, “of whom five (6%) …”."""

import re
from collections.abc import Iterator

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.judging import said, shown, verdict, written
from lscp.report.proof.numbers import Kind, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

GAP = re.compile(r"^[\s,]*(?:\w[\w’'-]*\s+){0,6}$")
OF = re.compile(r"^\s*(?:out\s+of|of|/)\s*(?:the\s+|all\s+|these\s+|those\s+|a\s+total\s+of\s+)*$",
                re.IGNORECASE)  # fmt: skip
OPENS = re.compile(r"^\s*[(\[]\s*(?:or|i\.e\.,?|=|about|around|approximately|nearly)?\s*$")
OF_WHOM = re.compile(r"\bof\s+(?:whom|which|these|those|them)\b", re.IGNORECASE)
OF_THIS = re.compile(r"^\s*of\s+(?:this|these|those|the)\b(?:\s+(?!\d)\w+)*\s*[:,]?", re.IGNORECASE)
NOT_OF_IT = re.compile(r"compared|average|nationally|England|target|previous|last year|in 20",
                       re.IGNORECASE)  # fmt: skip


@rule(
    right("48 of 60 children (80%) were seen."),
    right("Of the 60, 48 out of 60 (80%) were seen."),
    right("80% (48 of 60) were seen."),
    right("13 of 50 (26%) left."),
    right("35 of 60 (58%) were seen."),
    wrong("48 of 60 children (85%) were seen."),
    wrong("85% (48 of 60) were seen."),
    wrong("Thirteen of 50 visits (36%) were late."),
    doubtful("1 of 8 (12%) was late."),
    silent("48 of 60 children were seen (target 80%)."),
    silent("In two of the three schools, 80% of pupils were seen."),
)
def share_of_a_whole(document: Document, known: Known) -> Iterator[Says]:
    """A part of a whole that both stand beside their percentage: 48 of 60 (80%)."""
    for sentence in document.sentences:
        for part, whole, share in _shares(sentence):
            if whole.value > 0:
                yield _said(sentence, part, whole, share)


def _shares(sentence: Sentence) -> Iterator[tuple[Number, Number, Number]]:
    """Give part, whole and percentage where all three stand together."""
    said, text = sentence.numbers, sentence.text
    for first, second, third in zip(said, said[1:], said[2:], strict=False):
        kinds = (first.kind, second.kind, third.kind)
        one, two = text[first.end : second.start], text[second.end : third.start]
        if kinds == (Kind.COUNT, Kind.COUNT, Kind.PERCENT) and OF.match(one):
            if _in_brackets(text, second, third):
                yield first, second, third
        elif kinds == (Kind.PERCENT, Kind.COUNT, Kind.COUNT) and OPENS.match(one) and OF.match(two):
            yield second, third, first


def _in_brackets(text: str, whole: Number, share: Number) -> bool:
    """Say whether a percentage stands in brackets right after what it is a share of."""
    between = text[whole.end : share.start]
    head, bracket, inside = between.rpartition("(")
    if not bracket or not OPENS.match(bracket + inside):
        return False
    return bool(GAP.match(head + " "))


def _said(sentence: Sentence, part: Number, whole: Number, share: Number) -> Says:
    value = 100 * part.value / whole.value
    return Says(
        sentence.place_of(share), sentence.text, share.text, written(value, share),
        f"100 × {said(part)} ÷ {said(whole)} = {shown(value)}%", verdict(share, value),
    )  # fmt: skip


@rule(
    right("At 31 March 2015, 112 children were looked after. Of this number:\n"
          "• 87 (78%) live outside the area"),
    right("14 live in children’s homes, of whom six (43%) live outside the area."),
    right("78 children ceased to be looked after, of whom five (6%) returned."),
    wrong("78 children ceased to be looked after, of whom five (16%) returned."),
    wrong("At 31 March 2015, 179 children were looked after. Of this number:\n"
          "• 138 (or 87%) live outside the area"),
    silent("17% (22 young people) were not in work."),
    silent("The rate is 15 (the national average is 19%)."),
)  # fmt: skip
def share_of_what_was_named(document: Document, known: Known) -> Iterator[Says]:
    """A part with its percentage, of a whole that stands before it: of whom five (6%)."""
    whole: Number | None = None
    of_list: Number | None = None
    for sentence in document.sentences:
        counts = [each for each in sentence.numbers if each.kind is Kind.COUNT]
        if OF_THIS.match(sentence.text) and whole is not None:
            of_list = whole
        elif not sentence.is_item or sentence.text.endswith(":"):
            of_list = None
        for part, share in _pairs(sentence):
            of = _whole_of(sentence, part, counts) or of_list
            if of is not None and of.value >= part.value and of is not part:
                yield _said(sentence, part, of, share)
        if counts and of_list is None and not sentence.text.startswith("This is"):
            whole = counts[0]


def _pairs(sentence: Sentence) -> Iterator[tuple[Number, Number]]:
    """Give a count and the percentage in brackets right behind it."""
    whole_known = {id(part) for part, _, _ in _shares(sentence)}
    whole_known |= {id(whole) for _, whole, _ in _shares(sentence)}
    for part, share in zip(sentence.numbers, sentence.numbers[1:], strict=False):
        if part.kind is not Kind.COUNT or share.kind is not Kind.PERCENT or id(part) in whole_known:
            continue
        between = sentence.text[part.end : share.start]
        head, bracket, inside = between.rpartition("(")
        if bracket and OPENS.match(bracket + inside) and GAP.match(head + " "):
            after = sentence.text[share.end : share.end + 25]
            if not NOT_OF_IT.search(after.partition(")")[0]):
                yield part, share


def _whole_of(sentence: Sentence, part: Number, counts: list[Number]) -> Number | None:
    """Return the number before “of whom” that a part is of, where there is one."""
    before = [each for each in counts if each.end <= part.start]
    link = OF_WHOM.search(sentence.text[: part.start])
    if not before or link is None:
        return None
    earlier = [each for each in before if each.end <= link.start()]
    return earlier[-1] if earlier else None
