"""Shares of a whole that was named before: “Of the 60 …, 48 (80%)”, “of whom five (6%)”, lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence, kept
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, verdict, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Example, Known, Says, doubtful, right, rule, silent, wrong
from lscp.report.proof.rules.shares import (
    inside,
    is_of_another,
    judged,
    opened,
    plain,
    told_as,
    triples,
)

LINK = re.compile(
    r"\b(?:of\s+(?:whom|which|these|those|them|this\s+number|the\s+total|that\s+number)|"
    r"among\s+(?:these|those|them)|including|includes?|with)\b",
    re.IGNORECASE,
)
OF_WHOLE = re.compile(
    r"(?:^|[,;:–]\s*|\b(?:and|that|while|but)\s+)(?:out\s+of|of|from|among)\s+(?:the|these|those|a|our|all)?"
    r"\s*(?:total\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"^(?:and\s+|in\s+total,?\s+)?(?:(?:out\s+)?of\s+(?:these|those|them|this|the)\b|"
    r"among(?:st)?\s+(?:these|those|them)|"
    r"(?:a|the)\s+(?:further|remaining|other|rest|majority)|(?:these|they)\b|most\b|"
    r"the\s+remainder|all\s+of\s+these|none\s+of)",
    re.IGNORECASE,
)
OF_THIS = re.compile(
    r"\bof\s+(?:this|these|those|the)\b(?:\s+(?!\d)[\w’'-]+){0,6}\s*[:,]?", re.IGNORECASE
)

SOME_OF_THOSE = re.compile(
    r"^\s*[)\]]?\s*of\s+(?:those|these|them)\s+"
    r"(?:\w+\s+)?(?:in|who|with|aged|from|at|under|over|not|that|where|without|living|placed)\b",
    re.IGNORECASE,
)
OF_THESE = re.compile(r"^\s+of\s+(?:these|those|them|whom|which)\b", re.IGNORECASE)
OF_THOSE = re.compile(r"^[)\]]?\s*(?:out\s+)?of\s+(?:these|those|them)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Pair:
    """A count and the percentage that stands right beside it."""

    sentence: Sentence
    part: Number
    share: Number

    def fits(self, whole: Number) -> bool:
        """Say whether the percentage may be that of the count in a whole."""
        return whole.value > 0 and self.share.allows(100 * self.part.value / whole.value)


@rule(
    right("At 31 March 2015, 112 children were looked after. Of this number:\n"
          "• 87 (78%) live outside the area"),
    right("14 live in children’s homes, of whom six (43%) live outside the area."),
    right("78 children ceased to be looked after, of whom five (6%) returned."),
    right("Of the 60 children, 48 (80%) were seen."),
    right("There were 60 referrals. Of these, 48 (80%) came from schools."),
    right("There were 60 referrals. The remaining 12 (20%) came from schools."),
    right("There were 60 referrals. Of these, 80% (48) came from schools."),
    wrong("78 children ceased to be looked after, of whom five (16%) returned."),
    wrong("Of the 60 children, 48 (84%) were seen."),
    wrong("There were 60 referrals. Of these, 84% (48) came from schools."),
    wrong("At 31 March 2015, 179 children were looked after. Of this number:\n"
          "• 138 (or 87%) live outside the area"),
    wrong("At 31 March, 112 children were looked after. Of this number:\n• 117 (78%) live out"),
    wrong("There were 60 referrals:\n• 48 (84%) came from schools\n"),
    doubtful("In 4 months, 20 schools sent 60 referrals. Of these, 12 (25%) came late."),
    Example(
        "We read 60 cases. 48 (80%) were good, 9 (25%) were mixed and 3 (5%) were poor.",
        (Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT),
    ),
    Example(
        "10 of the 12 actions (83%) are complete and 2 (27%) are in progress.", (Verdict.WRONG,)
    ),
    Example(
        "Of the 52, 47 (90%) had an interview and 40 of these (85%) were in time.",
        (Verdict.RIGHT, Verdict.RIGHT),
    ),
    Example(
        "50% (35) concerned education, 25% (14) early years and 30% (21) others.",
        (Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT),
    ),
    wrong("Inspectors read 52 cases. In 47 of these (80%) risk was seen."),
    wrong("The panel reviewed 24 deaths. Modifiable factors were identified in 9 (48%)."),
    right("We read 20 cases and found 14 (70%) to be good."),
    wrong("We read 20 cases and found 14 (60%) to be good."),
    wrong("The survey was sent to 200 schools and 80 responded (50%)."),
    Example(
        "There were 59 plans. Neglect was the reason for 24 (51%), and abuse for 30 (51%).",
        (Verdict.WRONG, Verdict.RIGHT),
    ),
    wrong("Neglect was the reason for 90 of the 200 plans (45%), then abuse at 80 (30%)."),
    Example(
        "There were 200 contacts and 150 referrals (75%), of which 30 (20%) were repeats.",
        (Verdict.RIGHT, Verdict.RIGHT),
    ),
    silent("There were 60 here and 48 (84%) of those in Kensington were accepted."),
    silent("17% (22 young people) were not in work."),
    silent("The 20 schools held 60 visits and 14 (93%) were late."),
    silent("The rate is 15 (the national average is 19%)."),
    silent("There were 60 visits. Training was given to 48 (84%) of staff."),
)  # fmt: skip
def share_of_what_was_named(document: Document, known: Known) -> Iterator[Says]:
    """A part with its percentage, of a whole that stands before it: of whom five (6%)."""
    for pair, bases, fellows, before in _each(document):
        yield from _said(pair, bases) if bases else _nearby(pair, fellows, before)


def unsettled(document: Document) -> Iterator[Pair]:
    """Give the pairs whose whole no word of their sentence, or of that before it, names."""
    for pair, bases, fellows, before in _each(document):
        if not bases and not any(True for _ in _nearby(pair, fellows, before)):
            yield pair


@kept
def _each(
    document: Document,
) -> Iterator[tuple[Pair, list[Number], Sequence[Pair], list[Number]]]:
    """Give each pair with its wholes, those beside it, and the numbers of the sentence before."""
    before: list[Number] = []
    of_list: list[Number] = []
    last: Sentence | None = None
    for sentence in document.sentences:
        if sentence.text.endswith(":") or (OF_THIS.match(sentence.text) and not sentence.is_item):
            of_list = wholes(sentence) or (before if OF_THIS.search(sentence.text) else [])
        elif not sentence.is_item:
            of_list = []
        found = pairs(sentence)
        fellows = _of_fellows(found, [*before, *of_list])
        for pair in found:
            bases = _bases(pair, before, of_list) or ([fellows] if fellows else [])
            goes_on = last is not None and last.paragraph == sentence.paragraph
            yield pair, bases, found, before if goes_on else []
        last = sentence
        if not GOES_ON.match(sentence.text) and not sentence.text.lower().startswith("this is"):
            before = wholes(sentence) or before if sentence.is_item else wholes(sentence)


NEAR = 12
"""Points that a percentage may miss the share of a number beside it, and be meant as it."""


def _nearby(pair: Pair, fellows: Sequence[Pair], before: list[Number]) -> Iterator[Says]:
    """Judge a pair by a number that may be its whole: right where it fits, wrong where nearly.

    No word says that the number is the whole: so a percentage that is far off is another’s.
    """
    whole = _in_sentence(pair)
    sure = whole is not None
    if whole is None and len(before) == 1:
        whole = before[0]
        sure = any(each is not pair and each.fits(whole) for each in fellows)
        sure = sure or bool(FOUND_IN.search(pair.sentence.text[: pair.part.start]))
    if whole is None or whole.value < pair.part.value or not whole.value:
        return
    found = judged(pair.sentence, pair.part, whole, pair.share)
    away = abs(100 * pair.part.value / whole.value - pair.share.value)
    if found.verdict is not Verdict.WRONG or sure and away <= NEAR:
        yield found


FOUND_IN = re.compile(
    r"\b(?:identified|found|recogni[sz]ed|evident|seen|present|recorded|noted|featured|clear|a\s+factor)"
    r"\s+in\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
"""Words after which a number is one of those that the sentence before counts."""


def _in_sentence(pair: Pair) -> Number | None:
    """Return the one number before a pair in its sentence that may be its whole."""
    sentence, start = pair.sentence, min(pair.part.start, pair.share.start)
    beside = [three[1] for three in triples(sentence)]
    if beside:
        return ([each for each in beside if each.end <= start] or beside)[-1]
    taken = {id(each.part) for each in pairs(sentence)}
    counts = [n for n in _counts(sentence) if n.end <= start and id(n) not in taken]
    return counts[0] if len(counts) == 1 else None


def _of_fellows(found: Sequence[Pair], named: list[Number]) -> Number | None:
    """Return the whole that all the pairs of a sentence but one have, where one was named."""
    if not found:
        return None
    sentence = found[0].sentence
    beside = list(triples(sentence))
    parts = {id(pair.part) for pair in found}
    own = [n for n in _counts(sentence) if id(n) not in parts]
    together = sum((pair.part.value for pair in found), Fraction(0))
    together += sum((part.value for part, _, _ in beside), Fraction(0))
    total = Number(together, Kind.COUNT, 0, 0, shown(together))
    for whole in (*own, *named, *([total] if len(found) > 2 and not beside else [])):
        fit = sum(pair.fits(whole) for pair in found)
        is_sure = len(found) > 2 and fit >= len(found) - 1 or len(found) > 1 and fit == len(found)
        is_whole = together == whole.value and len(found) + len(beside) > 1
        if is_sure or is_whole and (fit or beside):
            return whole
    return None


def wholes(sentence: Sentence) -> list[Number]:
    """Return the counts of a sentence that others may be parts of."""
    taken = {id(pair.part) for pair in pairs(sentence)}
    counts = [n for n in _counts(sentence) if id(n) not in taken]
    named = [n for n in counts if OF_WHOLE.search(sentence.text[: n.start])]
    return named[:1] or counts


def _counts(sentence: Sentence) -> list[Number]:
    return [n for n in plain(sentence)[1] if n.kind is Kind.COUNT]


@kept
def pairs(sentence: Sentence) -> list[Pair]:
    """Return the counts with the percentage right beside each, whose whole is not beside them."""
    known = {id(n) for three in triples(sentence) for n in three}
    text, numbers = plain(sentence)
    found, last = [], None
    for one, two in zip(numbers, numbers[1:], strict=False):
        if one is last or id(one) in known or id(two) in known:
            continue
        between = text[one.end : two.start]
        if (one.kind, two.kind) == (Kind.COUNT, Kind.PERCENT):
            beside = opened(between) or told_as(between) or inside(text, one, two)
            pair = Pair(sentence, one, two) if beside else None
        elif (one.kind, two.kind) == (Kind.PERCENT, Kind.COUNT):
            is_short = opened(between) and re.match(
                r"\s*(?:[\w’'-]+\s*){0,4}[)\]]", text[two.end :]
            )
            pair = Pair(sentence, two, one) if is_short else None
        else:
            continue
        if (
            pair
            and not is_of_another(sentence.text, pair.share)
            and not _is_rate(text, pair)
            and not _is_change(text, pair)
        ):
            found.append(pair)
            last = two
    return found


CHANGED = re.compile(
    r"\b(?:increase|decrease|rise|fall|reduction|drop|change|difference|growth)\s+of\s+$|"
    r"\b(?:by|up|down|than|from)\s+$|\bfrom\s+\d[\d,.]*%?\s+(?:[\w/–-]+\s+){0,4}to\s+$",
    re.IGNORECASE,
)
MORE = re.compile(r"^[^.;,]{0,15}\b(?:more|fewer|less|increase|decrease|rise|fall|reduction)\b",
                  re.IGNORECASE)  # fmt: skip


def _is_change(text: str, pair: Pair) -> bool:
    """Say whether a number with its percentage is a change: an increase of 60 (15%)."""
    start, end = min(pair.part.start, pair.share.start), max(pair.part.end, pair.share.end)
    return bool(CHANGED.search(text[:start]) or MORE.match(text[end:]))


def _is_rate(text: str, pair: Pair) -> bool:
    """Say whether a percentage is of something else that follows: 48 (84%) of staff."""
    end = max(pair.share.end, pair.part.end)
    if SOME_OF_THOSE.match(text[end:]):
        return True
    after = re.match(r"[^()]{0,30}?[)\]]?\s*of\s+(?!whom|which|these|those|them|this)(\w+)",
                     text[end : end + 60])  # fmt: skip
    return bool(after) and text[end : end + 40].lstrip()[:1] in (")", "]", "o")


def _bases(pair: Pair, before: list[Number], of_list: list[Number]) -> list[Number]:
    """Return the numbers that may be the whole of a pair; the first kind that there is counts."""
    sentence, start = pair.sentence, min(pair.part.start, pair.share.start)
    counts = [n for n in _counts(sentence) if n.end <= start]
    taken = {id(each.part) for each in pairs(sentence)}
    named = [n for n in counts if OF_WHOLE.search(sentence.text[: n.start]) and id(n) not in taken]
    if OF_THESE.search(sentence.text[pair.part.end : pair.share.start]):
        parts = [each.part for each in pairs(sentence) if each.part.end <= start]
        own = [n for n in counts if id(n) not in taken]
        return _fitting(pair, [*parts[-1:], *(named[-1:] or own[-1:])]) or before
    if named:
        return named[-1:]
    links = list(LINK.finditer(sentence.text[:start]))
    if links and (links[-1].group().lower() != "with" or len(counts) == 1):
        earlier = [n for n in counts if n.end <= links[-1].start()]
        own = [n for n in earlier if id(n) not in taken] or earlier
        if own and links[-1].group().lower() in ("of whom", "of which"):
            return _fitting(pair, [earlier[-1], own[-1]])
        if own:
            return own[-1:]
    if sentence.is_item and of_list:
        return of_list
    if OF_THOSE.match(sentence.text[max(pair.share.end, pair.part.end) :]):
        parts = [each.part for each in pairs(sentence) if each.part.end <= start]
        return _fitting(pair, [*parts[-1:], *before]) if parts else before
    return before if GOES_ON.match(sentence.text) else []


def _fitting(pair: Pair, bases: list[Number]) -> list[Number]:
    """Return the whole that fits of those that words may mean, or else the nearest."""
    return next(([n] for n in bases if pair.fits(n)), bases[:1])


MORE_THAN_ALL = 2
"""Times its whole that a part may be, and be meant as a part all the same."""


def _said(pair: Pair, bases: list[Number]) -> Iterator[Says]:
    """Judge a pair: by its whole; where several may be it, by the one that fits, if one does."""
    bases = [n for n in bases if n.value and n is not pair.part]
    larger = [n for n in bases if n.value >= pair.part.value]
    if not larger and (len(bases) != 1 or pair.part.value > MORE_THAN_ALL * bases[0].value):
        return
    bases = larger or bases
    whole = next((n for n in bases if pair.fits(n)), bases[0])
    found = judged(pair.sentence, pair.part, whole, pair.share)
    if found.verdict is Verdict.WRONG and len({n.value for n in bases}) > 1:
        value = " or ".join(said(n) for n in bases)
        yield Says(found.place, found.text, found.claim, found.expected,
                   f"it may be a part of {value}, and fits none", Verdict.DOUBTFUL)  # fmt: skip
        return
    yield found


@rule(
    right("Of the 51 children referred, 88% of cases had been closed."),
    right("• seven live in children’s homes. Of these, 100% live outside the area"),
    right("14 live in children’s homes, of whom 43% live outside the area."),
    wrong("• seven live in children’s homes. Of these, 80% live outside the area"),
    wrong("14 live in children’s homes, of whom 45% live outside the area."),
    wrong("Of the 12 children referred, 70% were seen."),
    silent("Of the 167 children looked after, 26% were under the age of 10."),
    silent("Of the 12 areas, one has a target of 70%."),
    silent("Of the 12 children referred, over 70% were seen."),
)
def share_that_cannot_be(document: Document, known: Known) -> Iterator[Says]:
    """A percentage of a few, which no whole number of them makes: 80% of seven."""
    before: Sentence | None = None
    for sentence in document.sentences:
        taken = {id(pair.share) for pair in pairs(sentence)}
        taken |= {id(three[2]) for three in triples(sentence)}
        for share in sentence.numbers:
            exact = share.kind is Kind.PERCENT and share.near is Near.EXACT
            if exact and id(share) not in taken and not is_of_another(sentence.text, share):
                whole = _whole_of(sentence, share, before)
                if whole is not None:
                    yield _possible(sentence, share, whole)
        before = sentence


PERCENT_OF = re.compile(
    r"(?:,|\bof\s+(?:whom|which|these|those|them)),?\s*(?:only\s+|just\s+)?$", re.IGNORECASE
)


def _whole_of(sentence: Sentence, share: Number, before: Sentence | None) -> Number | None:
    """Return the few that a percentage is of: “Of the 12 children, 70%”, “12 …, of whom 70%”."""
    text = sentence.text[: share.start]
    if not PERCENT_OF.search(text):
        return None
    counts = [n for n in sentence.numbers if n.kind is Kind.COUNT and n.end <= share.start]
    if len(counts) == 1 and (
        re.search(r"\bof\s+(?:whom|which)\s*$", text, re.IGNORECASE)
        or OF_WHOLE.search(text[: counts[0].start]) and counts[0].start < 12
    ):  # fmt: skip
        whole = counts[0]
    elif re.match(r"^of\s+(?:these|those|them),?\s*$", text, re.IGNORECASE) and before is not None:
        found = wholes(before)
        if len(found) != 1 or before.paragraph != sentence.paragraph:
            return None
        whole = found[0]
    else:
        return None
    few = whole.near is Near.EXACT and 0 < whole.value * share.step < 100
    return whole if few else None


def _possible(sentence: Sentence, share: Number, whole: Number) -> Says:
    nearest = Fraction(round(share.value * whole.value / 100))
    value = 100 * nearest / whole.value
    return Says(
        sentence.place_of(share), sentence.text, share.text, written(value, share),
        f"the nearest is {shown(nearest)} of {said(whole)}, {shown(value)}%", verdict(share, value),
    )  # fmt: skip
