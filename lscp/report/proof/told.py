"""Finds where prose tells a change: the earlier value, the later one, what is claimed of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence, kept
from lscp.report.proof.numbers import Kind, Number

RISE = (
    r"increas\w+|ris(?:e|es|en|ing)|rose|gr[eo]w(?:n|th|ing|s)?|uptick|uplift|upturn|climb\w*|"
    r"surg\w+"
)
FALL = r"decreas\w+|f[ea]ll(?:s|en|ing)?|reduc\w+|declin\w+|dropp?(?:s|ed|ing)?|dipp?(?:ed|s)?"
TIME_BEFORE = (
    r"the\s+(?:previous|year\s+before|preceding|prior)|(?:in\s+)?(?:last|the\s+last)\s+year"
)
UP = re.compile(
    rf"\b(?:{RISE}|up(?=\s+(?:from|by|\d|on\b))|doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|"
    rf"(?:higher|more|greater)\s+(?:[\w’'-]+\s+){{0,6}}than\s+(?:in\s+)?(?:{TIME_BEFORE}))\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    rf"\b(?:{FALL}|down(?=\s+(?:from|by|\d|on\b))|halv\w+|"
    rf"(?:lower|fewer|less)\s+(?:[\w’'-]+\s+){{0,6}}than\s+(?:in\s+)?(?:{TIME_BEFORE}))\b",
    re.IGNORECASE,
)
SAME = re.compile(
    r"\b(?:no change from|unchanged (?:from|at)|(?:exactly )?the same (?:number )?as|"
    r"the same (?:number|figure|level|percentage) as)\b",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)
TO = re.compile(r"\b(?:to|up to|down to)\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)
LINKS = rf"(?:up|down|{RISE}|{FALL}|change|higher|lower|more|fewer)"
SINCE = re.compile(
    rf"\b(?:{LINKS}\s+(?:(?:of|by)\s+)?(?:[\d,.]+\s?(?:%|percentage\s+points|per\s+cent)?\s+)?"
    r"(?:\([^()]*\)\s+)?(?:\w+\s+)?(?:from|on|than)|compare[ds]\s+(?:with|to)|against|"
    r"(?:the\s+)?same\s+(?:number\s+)?as|than)\s+(?:in\s+)?"
    r"(?:just\s+|a\s+total\s+of\s+|the\s+|last\s+year[’'s]*\s+|figure\s+of\s+|total\s+of\s+|"
    r"previous\s+\w+(?:\s+\w+)?[’'s]*\s+(?:figure\s+|total\s+)?(?:of\s+)?|"
    r"(?:the\s+)?(?:previous|last|prior)\s+\w+\s+\(|year\s+before\s+\(|"
    r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\s*(?:\(|figure\s+of|total\s+of|when\s+there\s+were)\s*)*$",
    re.IGNORECASE,
)
WAS = re.compile(
    r"[(,]\s*(?:from|compared\s+(?:with|to)|up\s+from|down\s+from|previously)?\s*$", re.IGNORECASE
)
BEFORE_THIS = re.compile(
    r"^\s*(?:[a-z]+\s+){0,2}(?:in|at|for|as\s+at)?\s*(?:the\s+)?(?:(?:19|20)\d\d|last\s+year|"
    r"previous|year\s+before|prior)",
    re.IGNORECASE,
)
HAVING_BEEN = re.compile(r"\b(?:having\s+(?:previously\s+)?been|previously)\s+$", re.IGNORECASE)
BETWEEN = re.compile(r"^[^.;]*$")
THIS = re.compile(
    r"^(?:this|that|these|which|it)\s+(?:is|was|represents?|compares?|shows?|are|equates?|"
    r"amounts?|reflects?|means?)\b|^(?:an?|the)\s+(?:\d\S*\s+)?(?:increase|rise|reduction|decrease|"
    r"fall|drop)\s+of\b|^compared\b|^overall,?\s+(?:this|that)\b",
    re.IGNORECASE,
)
SIZE_BEFORE = re.compile(
    rf"(?:\bby|\b(?:{RISE}|{FALL}|change|difference)\s+of|\bup|\bdown|"
    r"\b(?:in|de)creased|\brose|\bfell|\bgrew|\bdropped|\bdeclined)\s+"
    r"(?:an?\s+|over\s+|almost\s+|nearly\s+|about\s+|around\s+|some\s+|approximately\s+|"
    r"more\s+than\s+|just\s+(?:over|under)\s+|roughly\s+|only\s+)*$",
    re.IGNORECASE,
)
SIZE_AFTER = re.compile(
    rf"^\s*(?:\w+\s+)?(?:{RISE}|{FALL}|higher|lower|more\b|fewer|less\s+than|change\b|growth)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"[(\[]\s*(?:an?\s+)?[+−–-]?\s*$")
JOINT = re.compile(r"\b(?:and|while|whilst|whereas|but)\b|;", re.IGNORECASE)
MEASURED = (Kind.COUNT, Kind.PERCENT)


@dataclass(frozen=True)
class Change:
    """Two values of one measure, the earlier and the later. `words` are those around them.

    `told` is the sentence with the claims where it is another: “This is an increase of 5%.”
    """

    sentence: Sentence
    old: Number
    new: Number
    words: str = ""
    claims: tuple[Number, ...] = ()
    told: Sentence | None = None

    @property
    def difference(self) -> Fraction:
        """Return by how much the measure changed."""
        return self.new.value - self.old.value

    @property
    def direction(self) -> int | None:
        """Return 1 where words say that it went up, -1 for down, 0 for neither; None: unsaid."""
        text = self.words or self.sentence.text
        said = [bool(each.search(text)) for each in (UP, DOWN, SAME)]
        return (1, -1, 0)[said.index(True)] if sum(said) == 1 else None


@kept
def changes(document: Document) -> Iterator[Change]:
    """Give the changes that sentences tell with both of their values."""
    before: Sentence | None = None
    last: list[Change] = []
    for sentence in document.sentences:
        found = list(_changes(sentence, before))
        if not found and last and THIS.match(sentence.text):
            found = _told_after(last[-1], sentence)
        yield from found
        if THIS.match(sentence.text) is None:
            last = found or _side_by_side(before, sentence)
            before = sentence
        elif found:
            last = found


def _side_by_side(before: Sentence | None, sentence: Sentence) -> list[Change]:
    """Return the change of two sentences that each give the value of another year, if they do."""
    if before is None or before.paragraph != sentence.paragraph:
        return []
    times, values = [], []
    for each in (before, sentence):
        times += [n for n in each.numbers if n.kind in (Kind.YEAR, Kind.PERIOD)]
        values += [n for n in each.numbers if n.kind in MEASURED]
    if not len(times) == len(values) == 2 or values[0].kind is not values[1].kind:
        return []
    if times[0] not in before.numbers or values[0] not in before.numbers:
        return []
    one, two = values[::-1] if times[0].text[:4] > times[1].text[:4] else values
    return [] if times[0].text[:4] == times[1].text[:4] else [Change(sentence, one, two, ".")]


def _told_after(change: Change, sentence: Sentence) -> list[Change]:
    """Return a change again with what the next sentence claims of it: This is an increase of 5%."""
    measured = [n for n in sentence.numbers if n.kind in (*MEASURED, Kind.POINTS)]
    claims = tuple(n for n in measured if _is_size(sentence.text, n))
    if len(claims) != 1 or len(measured) > 1 or change.claims:
        return []
    return [replace(change, words=sentence.text, claims=claims, told=sentence)]


def _changes(sentence: Sentence, before: Sentence | None) -> Iterator[Change]:
    found = sorted(_pairs(sentence, before), key=lambda pair: min(pair[0].start, pair[1].start))
    bounds = _bounds(sentence, found)
    for n, (old, new) in enumerate(found):
        start, end = bounds[n], bounds[n + 1]
        words = _words(sentence.text, start, end, more=n > 0)
        yield Change(sentence, old, new, words, _claims(sentence, old, new, start, end))


def _bounds(sentence: Sentence, found: list[tuple[Number, Number]]) -> list[int]:
    """Return where the words of each change begin: at the “and” between two, and the end."""
    spans = [[n for n in pair if n in sentence.numbers] for pair in found]
    bounds = [0]
    for one, two in zip(spans, spans[1:], strict=False):
        last, first = max(n.end for n in one), min(n.start for n in two)
        joints = list(JOINT.finditer(sentence.text, last, max(first, last)))
        bounds.append(joints[-1].start() if joints else first)
    return [*bounds, len(sentence.text)]


def _words(text: str, start: int, end: int, *, more: bool) -> str:
    """Return the words around a pair; those of the pair before it where they have no own."""
    own = text[start:end]
    if more and not any(each.search(own) for each in (UP, DOWN, SAME)):
        return text[:end]
    return own


def _claims(
    sentence: Sentence, old: Number, new: Number, start: int, end: int
) -> tuple[Number, ...]:
    """Return the numbers between two places that say how great a change is."""
    taken = {id(old), id(new)}
    return tuple(
        n for n in sentence.numbers
        if start <= n.start < end and id(n) not in taken
        and n.kind in (*MEASURED, Kind.POINTS) and _is_size(sentence.text, n)
        and not _is_of_more(sentence.text, max(old.end, new.end), n)
    )  # fmt: skip


MORE = re.compile(
    rf"(?:\b(?:while|whilst|whereas|but|and|then)|;)\s+(?!(?:this|that|is|was|which|represent|a|an)\b)"
    rf"[\w\s’'-]*?\b(?:{RISE}|{FALL})\s+(?:by\s+)?(?:an?\s+|just\s+|over\s+|about\s+)*$",
    re.IGNORECASE,
)
THAN = re.compile(r"^\s*(?:higher|lower|more|fewer|less)\b[^.;,]{0,40}\bthan\b", re.IGNORECASE)


def _is_of_more(text: str, end: int, claim: Number) -> bool:
    """Say whether a number after a change is another’s: “, while plans fell by 10%”."""
    if claim.start < end:  # 54 (60%) were seen, compared with 48
        return _is_bare(text, claim) and bool(re.search(r"\bcompar", text[claim.end : end]))
    is_joined = JOINT.search(text[end : claim.start]) and THAN.match(text[claim.end :])
    return bool(MORE.search(text[end : claim.start]) or is_joined)


def _is_size(text: str, number: Number) -> bool:
    """Say whether a number says how great a change is: by 5%, an increase of 5%, 5% more, (5%)."""
    before, after = text[max(0, number.start - 60) : number.start], text[number.end :]
    if SIZE_BEFORE.search(before) or SIZE_AFTER.match(after):
        return True
    return _is_bare(text, number) and not OF_SOME.search(before)


OF_SOME = re.compile(
    r"\d\s+(?:[\w’'-]+\s+){0,2}(?:out\s+)?of\s+(?:the\s+)?[\d,]+\s*[^()]{0,40}[(]\s*$",
    re.IGNORECASE,
)


def _is_bare(text: str, number: Number) -> bool:
    """Say whether a percentage stands alone in brackets: (5%)."""
    signed = number.kind in (Kind.PERCENT, Kind.POINTS)
    before, after = text[max(0, number.start - 60) : number.start], text[number.end :]
    return signed and bool(IN_BRACKETS.search(before)) and after[:1] in ")]"


def _pairs(sentence: Sentence, before: Sentence | None) -> Iterator[tuple[Number, Number]]:
    """Give the earlier and the later value of each change."""
    found = False
    for kind in MEASURED:
        values = [
            n for n in sentence.numbers if n.kind is kind and not _is_size(sentence.text, n)
        ]  # fmt: skip
        used = -1
        for n, (one, two) in enumerate(zip(values, values[1:], strict=False)):
            pair = _pair(sentence.text, one, two) if n > used else None
            if pair:
                used, found = n + 1, True
                yield pair
        if not found and len(values) == 2:
            dated = _by_year(sentence, values)
            if dated:
                found = True
                yield dated
    if not found and before is not None and (
        THIS.match(sentence.text) or STARTS_ROSE.match(sentence.text)
    ):  # fmt: skip
        yield from _since(sentence, before)


def _pair(text: str, one: Number, two: Number) -> tuple[Number, Number] | None:
    between = text[one.end : two.start]
    if THEN_ROSE_TO.search(between) and len(between) < 90 and "." not in between:
        return one, two
    if FIRST.search(text[: one.start]) and re.search(NOW, between, re.IGNORECASE):
        return one, two
    if not BETWEEN.match(re.sub(r"\d\.\d|e\.g\.", "", between)):
        return None
    if FROM.search(text[: one.start]) and TO.search(between) and len(between) < 90:
        return one, two
    if TO.search(text[: one.start]) and FROM.search(between) and len(between) < 90:
        return two, one
    if between == " to " and BARE.search(text[: one.start]) and (
        UP.search(text[: one.start]) or DOWN.search(text[: one.start])
    ):  # fmt: skip
        return one, two
    if SINCE.search(between) and len(between) < 160:
        return (two, one) if _is_of_time(text, between, two) else None
    if HAVING_BEEN.search(between) and len(between) < 60:
        return two, one
    has_word = UP.search(text) or DOWN.search(text)
    if (
        has_word
        and WAS.search(between)
        and not re.search(r"\b(?:19|20)\d\d\b", between)
        and len(between) < 60
        and BEFORE_THIS.match(text[two.end :])
    ):
        return two, one
    return None


FIRST = re.compile(
    r"^(?:compared\s+(?:to|with)\s+(?:the\s+)?|(?:in\s+)?(?:the\s+)?(?:last|previous)\s+year,?\s+"
    r"(?:there\s+were\s+|we\s+\w+\s+)?)$",
    re.IGNORECASE,
)
NOW = (
    r"\b(?:last|previous)\s+year,\s+there\s+(?:were|are)\s+$|"
    r"\bthis\s+year,?\s+(?:there\s+were\s+)?$"
)
BARE = re.compile(r"[:(]\s*$|\bto\s+\d[\d,.]*%?\s+[^.;()]{0,40}\band\s+$", re.IGNORECASE)
TIME = re.compile(
    rf"{LINKS}\b|previous|last\s+(?:year|quarter|month)|year\s+before|prior|(?:19|20)\d\d|"
    r"\bQ[1-4]\b|quarter\s+[1-4]",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"national|England|London|neighbour|average|target|similar|region|borough|girls|boys|male",
    re.IGNORECASE,
)


def _is_of_time(text: str, between: str, two: Number) -> bool:
    """Say whether what a value is compared with is an earlier one, not another place’s."""
    after = text[two.end : two.end + 45].split(";")[0]
    if re.search(r"\bthan\b", between) and not re.search(
        r"previous|last|before|(?:19|20)\d\d", between + after, re.IGNORECASE
    ):
        return False
    is_told = TIME.search(between + after) or THAN_BEFORE.search(text[: two.start])
    return bool(is_told) and not PLACE.search(between[-60:] + after[:25])


THAN_BEFORE = re.compile(
    r"\bthan\s+(?:in\s+)?(?:the\s+)?(?:last|previous|prior|year\s+before)\b",
    re.IGNORECASE,
)


def _by_year(sentence: Sentence, values: list[Number]) -> tuple[Number, Number] | None:
    """Return two values in the order of the years that stand beside each."""
    times = [n for n in sentence.numbers if n.kind in (Kind.YEAR, Kind.PERIOD)]
    if len(times) != 2 or times[0].text[:4] == times[1].text[:4]:
        return None
    order = [n in values for n in sentence.numbers if n in values or n in times]
    one, two = values
    if len(order) != 4 or sum(order[:2]) != 1 or PLACE.search(sentence.text[one.end : two.start]):
        return None
    return (one, two) if times[0].text[:4] < times[1].text[:4] else (two, one)


def _since(sentence: Sentence, before: Sentence) -> Iterator[tuple[Number, Number]]:
    """Give the value of the sentence before with what this one says that it was."""
    values = [n for n in sentence.numbers if n.kind in MEASURED
              and not _is_size(sentence.text, n)]  # fmt: skip
    if len(values) > 1 and values[0].kind is not values[1].kind:
        return
    counts = [n for n in before.numbers if n.kind is Kind.COUNT]
    shares = [n for n in before.numbers if n.kind is Kind.PERCENT]
    main = counts[0] if counts else shares[0] if len(shares) == 1 else None
    if not values or main is None or main.kind is not values[0].kind:
        return
    lead = sentence.text[: values[0].start]
    if ROSE_TO.match(lead) and before.paragraph == sentence.paragraph:
        yield main, values[0]
    elif SINCE.search(lead) and not PLACE.search(sentence.text):
        yield values[0], main


ROSE = (
    rf"(?:this|that|it|which|then|these|(?:the\s+)?(?:numbers?|figure|total|rate|percentage|"
    rf"proportion))\s+(?:has\s+|have\s+|had\s+|then\s+|since\s+|subsequently\s+|steadily\s+)*"
    rf"(?:{RISE}|{FALL})\s+(?:by\s+\S+(?:\s+per\s+cent)?\s+|\w+ly\s+|again\s+)*to\s+(?:just\s+)?"
)
ROSE_TO = re.compile(rf"^{ROSE}$", re.IGNORECASE)
STARTS_ROSE = re.compile(rf"^{ROSE}", re.IGNORECASE)
THEN_ROSE_TO = re.compile(rf"(?:[,;–]|\band|\bbut)\s+{ROSE}$", re.IGNORECASE)
