"""Finds where a sentence says how many there are of a measure in a place, and of no part of it.

“Westminster had 171 looked after children” is such a statement; “12 looked after children in
Westminster went missing” is of a part, and nothing known can be said of it. So the whole clause has
to be one of a few forms, with the day or the year that the measure is of and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lscp.report.proof.document import Sentence
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import KnownFigure

MARK = "#"  # stands for the number in question
CLAUSES = re.compile(r"[;:(]|, (?:and|while|whereas|but|with)\b")
DAY = (
    r"(?:(?:on|at|as at|as of|in|by the end of|at the end of|end of) (?:the )?"
    r"(?:year[- ]end|(?:31(?:st)? )?March(?: (?P<y{n}>20\d\d))?"
    r"|end of (?:the )?(?:reporting )?year))"
)
SPAN = (
    r"(?:(?:in|during|over|throughout|for) (?:the |this |that )?"
    r"(?:last |reporting |past |financial )?"
    r"(?:year(?: (?:to|ending|ended)(?: on)?(?: 31(?:st)?)? March (?P<z{n}>20\d\d))?"
    r"|20\d\d ?(?:to|/|-|–) ?(?P<s{n}>\d\d(?:\d\d)?)))"
)
END = (
    r"(?=\s*(?:$|[.,)]|and\b|compared\b|against\b|up\b|down\b|which\b|while\b|whereas\b"
    r"|an? (?:rise|increase|fall|decrease|reduction)\b))"
)
LIES = r"(?:in|by|of|from|for|to)"
MOVED = r"(?:rose|fell|increased|decreased|went up|went down|had risen|had fallen|has risen|grew)"
IS = r"(?:was|is|were|stood at|stands at|reached|totalled)"
A_CHANGE = re.compile(r"\d[\d,]* to $")
HEADING = re.compile(
    r"\b(?:the|total|number|numbers|of|at|on|in|as|march|year|end|to|children|safeguarding)\b"
    r"|20\d\d|\b31(?:st)?\b|[\W\d_]"
)


@dataclass(frozen=True)
class Claim:
    """A number that a sentence states of a whole measure; `year` where it says of which."""

    number: Number
    year: int | None


def claim(sentence: Sentence, figure: KnownFigure, names: tuple[str, ...]) -> Claim | None:
    """Return what a sentence states of a measure in a place, if it does."""
    text = sentence.text.lower()
    if not _names_any(text, names) or not (
        "looked after" in text or _names_any(text, figure.words)
    ):
        return None  # the forms below are slow to try on every sentence
    for number in sentence.numbers:
        if number.kind is not Kind.COUNT or number.near is not Near.EXACT:
            continue
        for clause in _clauses(sentence.text, number):
            for form in _forms(figure.words, names):
                if found := form.match(clause):
                    return Claim(number, _year(found))
    return None


def names_the_measure(heading: str, figure: KnownFigure) -> bool:
    """Say whether a heading is the measure's name, and of no part of it."""
    text = heading.lower()
    spoken = [words for words in figure.words if words.lower() in text]
    return bool(spoken) and not HEADING.sub("", text.replace(max(spoken, key=len).lower(), ""))


def _names_any(text: str, listed: tuple[str, ...]) -> bool:
    return any(each.lower() in text for each in listed)


def _clauses(text: str, number: Number) -> Iterator[str]:
    """Give the clause that a number stands in, with a mark in its place; then the sentence."""
    before, after = text[: number.start], text[number.end :]
    if changed := A_CHANGE.search(before):
        before = before[: changed.start()] + "M to "
    starts = [0, *(each.end() for each in CLAUSES.finditer(before))]
    for start in dict.fromkeys((starts[-1], 0)):
        yield re.sub(r"\s+", " ", f"{before[start:]}{MARK}{after}").strip(" •*-–\t")


@cache
def _forms(words: tuple[str, ...], names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the forms that such a statement has."""
    what = "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
    place = (
        r"(?:the )?(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"
        r"(?:’s|'s)?\b"
    )
    held = r"(?:had|has|have|was responsible for|cared for|received|recorded)"
    some = f"(?:a total of )?{MARK}"
    beside = rf"\d[\d,]* {what}@ {LIES} [^.,]{{1,50}} and"  # another place, before this one
    told: tuple[str, ...] = (
        rf"@(?:in|at|for) {place},?@(?: there (?:were|are))? {some} {what}@",
        rf"@(?:a total of )?there (?:were|are|was) {some} {what}@ {LIES} {place}@",
        rf"@{place} {held} {some} {what}@",
        rf"@(?:there (?:were|are) |and )?{some} {what}@ {LIES} {place}@",
        rf"@(?:there (?:were|are) )?{beside} {some} {LIES} {place}@",
        rf"@(?:the )?(?:total )?number of {what}@ {LIES} {place}@ {IS} {some}@",
        rf"@(?:the )?(?:total )?number of {what}@ {LIES} {place}@ {MOVED} (?:from M )?to {some}@",
        rf"@in {place},? the (?:total )?number of {what}@ {IS} {some}@",
        rf"@in {place},? the (?:total )?number of {what}@ {MOVED} (?:from M )?to {some}@",
    )
    if "looked after children" in words:
        told += (rf"@{place} (?:is |was |were )?(?:looked|looking) after {some} children@",)
    return tuple(re.compile(_with_times(form) + END, re.IGNORECASE) for form in told)


def _with_times(form: str) -> str:
    """Return a form that may say at each `@` on which day or in which year."""
    first, *parts = form.split("@")
    made = first
    for n, part in enumerate(parts):
        when = f"{DAY.format(n=n)}|{SPAN.format(n=n)}"
        made += (rf"(?:(?:{when}),? )?" if not n else rf"(?:,? (?:{when}),?)?") + part
    return made


def _year(found: re.Match[str]) -> int | None:
    """Return the reporting year that a statement names, by the year that it ends in."""
    said = [value for value in found.groupdict().values() if value]
    return int(said[-1]) % 100 + 2000 if said else None
