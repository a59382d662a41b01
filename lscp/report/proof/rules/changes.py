"""Changes over time: “rose from 80 to 122, an increase of 53%”, “doubled”, “down from 105”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, verdict, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

UP = re.compile(
    r"\b(?:increas\w+|ris(?:e|es|en|ing)|rose|gr[eo]w(?:n|th|ing|s)?|up(?=\s+(?:from|by|\d))|"
    r"doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|higher than the (?:previous|year before))\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:decreas\w+|f[ea]ll(?:s|en|ing)?|reduc\w+|declin\w+|drop(?:s|ped|ping)?|"
    r"down(?=\s+(?:from|by|\d))|halv\w+|lower than the (?:previous|year before))\b",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
TO = re.compile(r"\bto\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:(?:up|down|increase[ds]?|rise|rose|risen|decrease[ds]?|reduction|reduced|fall|fallen|"
    r"fell|decline[ds]?|drop(?:ped)?)\s+(?:\w+\s+)?(?:from|on)|compared\s+(?:with|to))\s+"
    r"(?:the\s+)?(?:figure\s+of\s+|previous\s+\w+[’'s]*\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
THIS = re.compile(r"^(?:this|that|these|which)\s+(?:is|was|represents?|compares?|shows?|are)\b",
                  re.IGNORECASE)  # fmt: skip
BY = re.compile(
    r"(?:\bby|\b(?:increase|rise|growth|decrease|reduction|fall|drop|decline|change)\s+of|\bup|"
    r"\bdown|[(,;–-])\s*(?:an?\s+)?(?:over|almost|nearly|about|around|some|approximately|[+-])?\s*$",
    re.IGNORECASE,
)
TIMES = {
    "doubl": Fraction(2), "trebl": Fraction(3), "tripl": Fraction(3), "quadrupl": Fraction(4),
    "halv": Fraction(1, 2),
}  # fmt: skip
TIMED = re.compile(
    r"\b(?P<near>more than|over|almost|nearly|just under|about)?\s*"
    r"(?P<word>doubl|trebl|tripl|quadrupl|halv)(?:ed|ing|es?)\b",
    re.IGNORECASE,
)
WHEN = (Kind.YEAR, Kind.PERIOD, Kind.DATE, Kind.LABEL, Kind.AGE, Kind.ORDINAL)
MEASURED = (Kind.COUNT, Kind.PERCENT)


@dataclass(frozen=True)
class Change:
    """Two values of one measure, the earlier and the later, in a sentence."""

    sentence: Sentence
    old: Number
    new: Number

    @property
    def difference(self) -> Fraction:
        """Return by how much the measure changed."""
        return self.new.value - self.old.value

    @property
    def direction(self) -> int:
        """Return 1 where the words say that it went up, -1 for down, 0 where they say neither."""
        up, down = UP.search(self.sentence.text), DOWN.search(self.sentence.text)
        return 0 if bool(up) == bool(down) else 1 if up else -1


def changes(document: Document) -> Iterator[Change]:
    """Give the changes that sentences tell with both of their values."""
    main: Number | None = None
    for sentence in document.sentences:
        values = [n for n in sentence.numbers if n.kind in MEASURED]
        yield from (Change(sentence, old, new) for old, new in _pairs(sentence, values, main))
        counts = [n for n in values if n.kind is Kind.COUNT]
        if THIS.match(sentence.text) is None:
            main = counts[0] if counts else values[0] if len(values) == 1 else None


def _pairs(
    sentence: Sentence, values: list[Number], main: Number | None
) -> Iterator[tuple[Number, Number]]:
    text = sentence.text
    for one, two in zip(values, values[1:], strict=False):
        if one.kind is not two.kind:
            continue
        between = text[one.end : two.start]
        if FROM.search(text[: one.start]) and TO.search(between) and len(between) < 70:
            yield one, two
        elif SINCE.search(between) and len(between) < 160 and "." not in between.strip():
            yield two, one
    if not values or main is None or THIS.match(text) is None:
        return
    if main.kind is values[0].kind and SINCE.search(text[: values[0].start]):
        yield values[0], main


@rule(
    right("Referrals rose from 2 in 2020 to 57 in 2021/22."),
    right("113 children had a plan. This is an increase from 99 at 31 March 2014."),
    right("There were 1,240 children in need, down from 1,473."),
    wrong("Referrals rose from 57 in 2020 to 2 in 2021/22."),
    wrong("113 children had a plan. This is a reduction from 99 at 31 March 2014."),
    silent("The group meets from 9 to 5."),
    silent("Numbers rose and then fell from 57 to 2."),
)
def direction_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A rise that is a rise, and a fall that is a fall: both values stand beside the word."""
    for change in changes(document):
        way = change.direction
        if not way:
            continue
        word = "an increase" if way > 0 else "a decrease"
        actual = change.difference
        is_right = actual * way > 0
        yield Says(
            change.sentence.place_of(change.old), change.sentence.text, word,
            "an increase" if actual > 0 else "a decrease" if actual < 0 else "no change",
            f"from {said(change.old)} to {said(change.new)}",
            Verdict.RIGHT if is_right else Verdict.WRONG,
        )  # fmt: skip


@rule(
    right("Referrals rose from 80 to 122, an increase of 53%."),
    right("Referrals rose by 52.5% from 80 to 122."),
    right("Visits fell from 200 to 150 (25%)."),
    right("The share rose from 40% to 45%, an increase of 5 percentage points."),
    wrong("Referrals rose from 80 to 122, an increase of 66%."),
    wrong("Visits fell from 200 to 150, a reduction of 33%."),
    wrong("There were 122 referrals, up from 80, an increase of 34%."),
    doubtful("The share rose from 40% to 45%, an increase of 5%."),
    silent("Referrals rose from 80 to 122, and 66% came from schools."),
)
def percentage_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A change in per cent, of two values that stand beside it: the earlier one is its base."""
    for change in changes(document):
        claim = _claimed(change, (Kind.PERCENT, Kind.POINTS))
        if claim is None or not change.old.value:
            continue
        yield (
            _of_percentages(change, claim)
            if change.old.kind is Kind.PERCENT
            else _relative(change, claim)
        )


def _claimed(change: Change, kinds: tuple[Kind, ...]) -> Number | None:
    """Return the number that says how great a change is, where one does."""
    text = change.sentence.text
    for number in change.sentence.numbers:
        if number in (change.old, change.new) or number.kind not in kinds:
            continue
        if BY.search(text[max(0, number.start - 40) : number.start]):
            return number
    return None


def _relative(change: Change, claim: Number) -> Says:
    value = 100 * abs(change.difference) / change.old.value
    given = verdict(claim, value)
    if given is Verdict.WRONG and Near.ABOUT in (change.old.near, change.new.near):
        given = Verdict.DOUBTFUL  # rounded values allow a range
    return _said(change, claim, value, given, "100 × ({new} − {old}) ÷ {old} = {value}%")


def _of_percentages(change: Change, claim: Number) -> Says:
    points, value = abs(change.difference), 100 * abs(change.difference) / change.old.value
    if claim.kind is Kind.POINTS:
        least, most = points - change.old.step, points + change.old.step
        fits = claim.high >= least and claim.low <= most
        given = Verdict.RIGHT if claim.allows(points) else (
            Verdict.DOUBTFUL if fits else Verdict.WRONG
        )  # fmt: skip
        return _said(change, claim, points, given, "{new} − {old} = {value} percentage points")
    if claim.allows(points):
        how = "{new}% − {old}% are percentage points; in per cent it is {value}"
        return _said(change, claim, value, Verdict.DOUBTFUL, how)
    return _said(change, claim, value, verdict(claim, value),
                 "100 × ({new} − {old}) ÷ {old} = {value}%")  # fmt: skip


def _said(change: Change, claim: Number, value: Fraction, given: Verdict, how: str) -> Says:
    return Says(
        change.sentence.place_of(claim), change.sentence.text, claim.text, written(value, claim),
        how.format(new=said(change.new), old=said(change.old), value=shown(value)), given,
    )  # fmt: skip


@rule(
    right("Referrals rose from 80 to 122, an increase of 42."),
    right("Numbers fell by 50 from 200 to 150."),
    wrong("Referrals rose from 80 to 122, an increase of 52."),
    silent("Referrals rose from 80 to 122, and 12 schools made none."),
)
def difference_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A change in numbers, of two values that stand beside it."""
    for change in changes(document):
        if change.old.kind is not Kind.COUNT:
            continue
        claim = _claimed(change, (Kind.COUNT,))
        text = change.sentence.text
        if claim is None or not re.search(
            r"(?:by|of)\s+(?:\w+\s+)?$", text[: claim.start], re.IGNORECASE
        ):
            continue
        value = abs(change.difference)
        yield _said(change, claim, value, verdict(claim, value), "{new} − {old} = {value}")


@rule(
    right("Referrals doubled from 40 to 81."),
    right("Referrals more than doubled, from 40 to 100."),
    right("The number halved from 200 to 98."),
    wrong("Referrals doubled from 40 to 60."),
    wrong("Referrals more than doubled, from 40 to 70."),
    wrong("The number halved from 200 to 150."),
    silent("The budget doubled."),
)
def times_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """Doubled, trebled, halved: with both values beside the word."""
    for change in changes(document):
        found = TIMED.search(change.sentence.text)
        if not found or not change.old.value:
            continue
        times = TIMES[found["word"].lower()]
        ratio = change.new.value / change.old.value
        yield Says(
            change.sentence.place_of(change.new), change.sentence.text, found.group().strip(),
            f"{shown(ratio)} times", f"{said(change.new)} ÷ {said(change.old)} = {shown(ratio)}",
            Verdict.RIGHT if _is_about(ratio, times, (found["near"] or "").lower())
            else Verdict.WRONG,
        )  # fmt: skip


def _is_about(ratio: Fraction, times: Fraction, near: str) -> bool:
    """Say whether a ratio is so many times: within a tenth, or beyond or short of it as said."""
    beyond = ratio > times if times > 1 else ratio < times
    if near in ("more than", "over"):
        return beyond
    slack = Fraction(1, 4) if near else Fraction(1, 10)
    return abs(ratio - times) <= times * slack
