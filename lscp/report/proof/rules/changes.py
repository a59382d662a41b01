"""Changes over time: “rose from 80 to 122, an increase of 53%”, “doubled”, “down from 105”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof import number_words
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, verdict, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong
from lscp.report.proof.told import Change, changes

TIMES = {
    "doubl": Fraction(2), "trebl": Fraction(3), "tripl": Fraction(3), "quadrupl": Fraction(4),
    "halv": Fraction(1, 2),
}  # fmt: skip
TIMED = re.compile(
    r"\b(?P<near>more than|over|almost|nearly|just under|just over|about|around)?\s*"
    r"(?P<word>doubl|trebl|tripl|quadrupl|halv)(?:ed|ing|es?)\b",
    re.IGNORECASE,
)


@rule(
    right("Referrals rose from 2 in 2020 to 57 in 2021/22."),
    right("113 children had a plan. This is an increase from 99 at 31 March 2014."),
    right("There were 1,240 children in need, down from 1,473."),
    right("Referrals increased to 57 (from 20 in 2020)."),
    right("In 2020/21 there were 40 referrals and in 2021/22 there were 57, an increase."),
    wrong("Referrals rose from 57 in 2020 to 2 in 2021/22."),
    wrong("113 children had a plan. This is a reduction from 99 at 31 March 2014."),
    wrong("There were 57 referrals in 2021/22 compared to 20 in 2020/21, a reduction."),
    wrong("10 children had a plan, the same as the 12 a year before."),
    silent("The group meets from 9 to 5."),
    silent("Numbers rose and then fell from 57 to 2."),
)
def direction_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A rise that is a rise, and a fall that is a fall: both values stand beside the word."""
    for change in changes(document):
        way, actual = change.direction, change.difference
        if way is None:
            continue
        names = {1: "an increase", -1: "a decrease", 0: "no change"}
        truly = 1 if actual > 0 else -1 if actual < 0 else 0
        yield Says(
            change.sentence.place_of(change.old), change.sentence.text, names[way], names[truly],
            f"from {said(change.old)} to {said(change.new)}",
            Verdict.RIGHT if truly == way else Verdict.WRONG,
        )  # fmt: skip


@rule(
    right("Referrals rose from 80 to 122, an increase of 53%."),
    right("Referrals rose by 52.5% from 80 to 122."),
    right("Visits fell from 200 to 150 (25%)."),
    right("Referrals rose to 122 from 80. This represents a 53% increase."),
    right("There were 122 referrals, a 53% increase on the 80 of the year before."),
    right("The share rose from 40% to 45%, an increase of 5 percentage points."),
    wrong("Referrals rose from 80 to 122, an increase of 66%."),
    wrong("Visits fell from 200 to 150, a reduction of 33%."),
    wrong("There were 122 referrals, up from 80, an increase of 34%."),
    wrong("Referrals rose from 80 to 122. This is a 34% increase."),
    wrong("The share rose from 40% to 45%, an increase of 7 percentage points."),
    doubtful("The share rose from 40% to 45%, an increase of 5%."),
    silent("Referrals rose from 80 to 122, and 66% came from schools."),
    silent("Referrals rose from 80 to 122, 66% of them from schools."),
)
def percentage_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A change in per cent, of two values that stand beside it: the earlier one is its base."""
    for change in changes(document):
        for claim in change.claims:
            if claim.kind in (Kind.PERCENT, Kind.POINTS) and change.old.value:
                is_share = change.old.kind is Kind.PERCENT
                yield _of_percentages(change, claim) if is_share else _relative(change, claim)


def _relative(change: Change, claim: Number) -> Says:
    value = 100 * abs(change.difference) / change.old.value
    given = verdict(claim, value)
    if given is Verdict.WRONG and _is_open(change, claim):
        given = Verdict.DOUBTFUL  # rounded values allow a range
    return _said(change, claim, value, given, "100 × ({new} − {old}) ÷ {old} = {value}%")


def _is_open(change: Change, claim: Number) -> bool:
    """Say whether unrounded values could make a change what it is said to be."""
    old, new = change.old, change.new
    if Near.ABOUT in (old.near, new.near) or any(
        n.near is not Near.EXACT for n in (old, new)
    ):  # fmt: skip
        return True
    if not old.decimals and not new.decimals or not old.low:
        return False
    ends = [100 * abs(b - a) / a for a in (old.low, old.high) for b in (new.low, new.high)]
    return min(ends) <= claim.high and claim.low <= max(ends)


def _of_percentages(change: Change, claim: Number) -> Says:
    points, value = abs(change.difference), 100 * abs(change.difference) / change.old.value
    if claim.kind is Kind.POINTS:
        least, most = points - change.old.step, points + change.old.step
        fits = claim.high > least and claim.low < most
        given = Verdict.RIGHT if claim.allows(points) else (
            Verdict.DOUBTFUL if fits else Verdict.WRONG
        )  # fmt: skip
        return _said(change, claim, points, given, "{new} − {old} = {value} percentage points")
    if claim.allows(points):
        how = "{new}% − {old}% are percentage points; in per cent it is {value}"
        return _said(change, claim, value, Verdict.DOUBTFUL, how)
    given = verdict(claim, value)
    ends = [
        100 * abs(b - a) / a
        for a in (change.old.low, change.old.high) for b in (change.new.low, change.new.high) if a
    ]  # fmt: skip
    if given is Verdict.WRONG and min(ends) <= claim.high and claim.low <= max(ends):
        given = Verdict.DOUBTFUL
    return _said(change, claim, value, given, "100 × ({new} − {old}) ÷ {old} = {value}%")


def _said(change: Change, claim: Number, value: Fraction, given: Verdict, how: str) -> Says:
    told = change.told or change.sentence
    return Says(
        told.place_of(claim), told.text, claim.text, written(value, claim),
        how.format(new=said(change.new), old=said(change.old), value=shown(value)), given,
    )  # fmt: skip


@rule(
    right("Referrals rose from 80 to 122, an increase of 42."),
    right("Numbers fell by 50 from 200 to 150."),
    right("There were 122 referrals compared with 80 last year, 42 more."),
    wrong("Referrals rose from 80 to 122, an increase of 52."),
    wrong("There were 122 referrals compared with 80 last year, 52 more."),
    silent("Referrals rose from 80 to 122, and 12 schools made none."),
)
def difference_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """A change in numbers, of two values that stand beside it."""
    for change in changes(document):
        for claim in change.claims:
            if claim.kind is Kind.COUNT and change.old.kind is Kind.COUNT:
                value = abs(change.difference)
                yield _said(change, claim, value, verdict(claim, value), "{new} − {old} = {value}")


@rule(
    right("Referrals doubled from 40 to 81."),
    right("Referrals more than doubled, from 40 to 100."),
    right("The number halved from 200 to 98."),
    right("Referrals rose by a third, from 120 to 160."),
    wrong("Referrals fell by half, from 120 to 90."),
    wrong("Referrals increased threefold from 40 to 80."),
    wrong("Referrals doubled from 40 to 60."),
    wrong("Referrals more than doubled, from 40 to 70."),
    wrong("The number halved from 200 to 150."),
    wrong("Referrals have almost trebled, from 40 to 70."),
    silent("The budget doubled."),
)
def times_of_a_change(document: Document, known: Known) -> Iterator[Says]:
    """Doubled, trebled, halved: with both values beside the word."""
    for change in changes(document):
        found = TIMED.search(change.words or change.sentence.text)
        times = TIMES[found["word"].lower()] if found else None
        if not found:
            found = BY_PART.search(change.words or change.sentence.text)
            times = _times(found, change) if found else None
        if not found or not change.old.value or times is None:
            continue
        ratio = change.new.value / change.old.value
        yield Says(
            change.sentence.place_of(change.new), change.sentence.text, found.group().strip(),
            f"{shown(ratio)} times", f"{said(change.new)} ÷ {said(change.old)} = {shown(ratio)}",
            Verdict.RIGHT if _is_about(ratio, times, (found.groupdict().get("near") or "").lower())
            else Verdict.WRONG,
        )  # fmt: skip


BY_PART = re.compile(
    rf"\bby\s+(?:(?P<near>more than|over|almost|nearly|just under|just over|about|around)\s+)?"
    rf"(?P<part>{number_words.PART}|half)(?!\s+of)\b|\b(?P<fold>two|three|four|five)-?\s?fold\b",
    re.IGNORECASE,
)
FOLD = {"two": Fraction(2), "three": Fraction(3), "four": Fraction(4), "five": Fraction(5)}


def _times(found: re.Match[str], change: Change) -> Fraction | None:
    """Return how many times the earlier value the later is: by a third, threefold."""
    if found["fold"]:
        return FOLD[found["fold"].lower()] if change.direction == 1 else None
    part = number_words.part_of(found["part"])
    return {1: 1 + part, -1: 1 - part}.get(change.direction or 0)


def _is_about(ratio: Fraction, times: Fraction, near: str) -> bool:
    """Say whether a ratio is so many times: within a tenth, or beyond or short of it as said."""
    beyond = ratio > times if times > 1 else ratio < times
    if near in ("more than", "over"):
        return beyond
    slack = Fraction(1, 4) if near else Fraction(1, 10)
    return abs(ratio - times) <= slack * (times if times >= 2 else abs(times - 1))
