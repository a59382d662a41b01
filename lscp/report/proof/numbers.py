"""Finds the numbers in a text, says of which kind each is, and which values it may stand for.

Most numbers of a report are no claim that can be checked: years, dates, ages, sections of Acts,
money, telephone numbers. They are found too, so that no rule takes them for counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import islice

from lscp.report.proof import number_words


class Kind(StrEnum):
    """What a number counts or names."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"  # of percentage
    PART = "part"  # two thirds
    MONEY = "money"
    YEAR = "year"
    PERIOD = "period"  # 2021-22
    DATE = "date"
    AGE = "age"
    LABEL = "label"  # section 47, Covid-19, a telephone number
    ORDINAL = "ordinal"


class Near(StrEnum):
    """How a number is meant: as it stands, about so many, or more or fewer."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"  # more than
    UNDER = "under"  # fewer than
    LEAST = "at least"
    MOST = "at most"


@dataclass(frozen=True)
class Number:
    """A number in a text: `value` as it stands, 53 for 53%; `start` and `end` are its place.

    `decimals` is how many stand after the point; `step` is what it seems to be rounded to.
    """

    value: Fraction
    kind: Kind
    start: int
    end: int
    text: str
    near: Near = Near.EXACT
    decimals: int = 0
    in_words: bool = False

    @property
    def step(self) -> Fraction:
        """Return the unit of the last place that is written: 1 for 53%, 0.1 for 53.4%."""
        return Fraction(1, 10**self.decimals)

    @property
    def low(self) -> Fraction:
        """Return the least value that, rounded to the places written, is this number."""
        return self.value - self.step / 2 if self._rounded else self.value

    @property
    def high(self) -> Fraction:
        """Return the greatest such value; an exact half may have been rounded either way."""
        return self.value + self.step / 2 if self._rounded else self.value

    @property
    def _rounded(self) -> bool:
        return self.kind in (Kind.PERCENT, Kind.POINTS) or self.decimals > 0

    def allows(self, value: Fraction) -> bool:
        """Say whether a value may be what is meant, by rounding and by “over” or “about”."""
        if self.near is Near.EXACT:
            return self.low <= value <= self.high
        if self.near is Near.ABOUT:
            return abs(value - self.value) <= max(self.step, abs(self.value) / 10)
        if self.near is Near.OVER:
            return value > self.value
        if self.near is Near.UNDER:
            return value < self.value
        return value >= self.value if self.near is Near.LEAST else value <= self.value


MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?"
YEAR = r"(?:19|20)\d{2}"
DASH = r"\s?[-–—/]\s?"
NAMED = (
    r"(?:sections?|s\.|S|articles?|paragraphs?|paras?\.?|pages?|pp?\.|priority|priorities|figure|"
    r"fig\.?|table|chart|appendix|annex|chapter|part|phase|stage|key stage|KS|level|tier|grade|"
    r"regulation|reg\.?|schedule|clause|rule|step|strand|module|version|challenge|objective|"
    r"recommendation|theme|question|item|note|footnote|standard|principle|domain|room|"
    r"flat|ward|band|zone|covid|no\.|number|ref\.?|SI|form|scenario|case study|child|option|"
    r"(?<!the\s)(?<!this\s)(?<!last\s)(?<!per\s)(?<!our\s)(?:year|area|unit)|ISBN|URN|postcode|tel\.?:?|telephone:?|phone:?)"
)
# In this order: what is found first is not looked at again.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("label", r"https?://\S+|www\.\S+|\b[\w.+-]{1,64}@[\w-]{1,64}\.\S{1,64}"),
    ("date", (rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:{DASH}\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?"
             rf"{MONTH}\b(?:,?\s+{YEAR})?")),
    ("date", rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{YEAR})?(?!\d)"),
    ("date", rf"\b{MONTH},?\s+{YEAR}\b"),
    ("date", r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b"),
    ("period", rf"\b{YEAR}{DASH}(?:{YEAR}|\d{{2}})\b(?![\d%]|,\d)"),
    ("label", r"\b\d{1,2}[:.]\d{2}\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:am|pm)\b"),
    ("label", (r"\b24/7\b|\b0\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b|(?<=call )(?:999|111|101)\b|"
     r"(?<=dial )(?:999|111|101)\b|(?<=ring )(?:999|111|101)\b|\bNHS\s111\b|\b999\s+calls?\b")),
    ("label", r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"),
    ("money", rf"[£$€]\s?{DIGITS}(?:\s?(?:m|k|bn|million|billion|thousand)\b)?"),
    ("points", rf"(?<![\w.]){DIGITS}\s?(?:percentage[\s-]points?|pp\b|ppts?\b|points?\b)"),
    ("percent", rf"(?<![\w.]){DIGITS}\s?(?:%|per[\s-]?cent\b)"),
    ("percent", rf"\b{number_words.WORDS}\s+per[\s-]?cent\b"),
    ("age", (rf"\b(?:aged?|ages|age of|aged between|over the age of|under the age of)\s+"
            rf"(?:\d{{1,2}}|{number_words.WORDS})(?:\s?(?:[-–—]|to|and|or)\s?\d{{1,2}})?"
            r"(?:\s+(?:years?|months?|weeks?))?")),
    ("age", (r"\b\d{1,2}-?(?:\s?(?:[-–—]|to|and|or)\s?\d{1,2})?[\s-]*(?:\+\s*)?"
            r"(?:years?|yrs?|months?|weeks?)[\s-]+olds?\b")),
    ("age", r"\b(?:under|over)[\s-]?\d{1,2}s\b|\b\d{1,2}\s?[-–—]\s?\d{1,2}s\b"),
    ("age", r"\b\d{1,2}(?:\s?[-–—]\s?\d{1,2})?\s+years of age\b"),
    ("label", rf"(?<![’'])\b{NAMED}[\s-]*\d+(?:\.\d+)*[a-zA-Z]?\b(?!\s?%|,\d)"),
    ("label", r"\b[A-Za-z]+\d[\w-]*\b|\b\d+[A-Za-z]+\d\w*\b|\b[A-Z]+-\d+\b"),
    ("label", r"\b\d+(?:\.\d+){2,}\b"),
    ("label", r"\b(?:per|for every)\s+(?:1,000|10,000|100,000|1000|10000|100000|thousand|100)\b"),
    ("ordinal", r"\b\d+(?:st|nd|rd|th)\b"),
    ("part", rf"\b(?:{number_words.PART})"),
    ("set", rf"\b{number_words.SET}\b"),
    ("million", rf"(?<![\w.]){DIGITS}\s?(?:million|billion|thousand|k|m)\b"),
    ("digits", rf"(?<![\w.]){DIGITS}(?![\w]|\.\d)"),
    ("words", rf"\b{number_words.WORDS}\b"),
)  # fmt: skip
FOUND = re.compile(
    "|".join(f"(?P<g{n}>{pattern})" for n, (_, pattern) in enumerate(PATTERNS)), re.IGNORECASE
)
NEAR: tuple[tuple[Near, str], ...] = (
    (Near.ABOUT, (r"(?:about|around|approximately|approx\.?|roughly|circa|c\.|nearly|almost|"
                 r"close to|just over|just under|just above|just below|some|in the region of|~|"
                 r"slightly (?:over|under|more than|less than|above|below)|an estimated)")),
    (Near.LEAST, r"(?:at least|no (?:fewer|less) than|a minimum of)"),
    (Near.MOST, r"(?:up to|at most|no more than|a maximum of|not more than)"),
    (Near.OVER, r"(?:over|more than|above|in excess of|exceeding|greater than|well over)"),
    (Near.UNDER, r"(?:under|fewer than|less than|below|lower than)"),
)  # fmt: skip
BEFORE = tuple(
    (near, re.compile(rf"\b{pattern}\s+(?:a\s+)?$|~\s?$", re.IGNORECASE))
    if near is Near.ABOUT
    else (near, re.compile(rf"\b{pattern}\s+(?:a\s+)?$", re.IGNORECASE))
    for near, pattern in NEAR
)
COUNTED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:children|people|referrals|contacts|cases|reviews|assessments|plans|"
    r"families|schools|staff|professionals|pupils|visits|incidents|notifications|attendees)\b",
    re.IGNORECASE,
)
OF_SO_MANY = re.compile(
    rf"\s+(?:(?:in|out\s+of|of)\s+(?:the\s+)?(?:\d|{number_words.WORDS})|child\b|young\b)|\s+\(\d",
    re.IGNORECASE,
)
AGED = re.compile(r"\b(?:under|over|aged?|than)\s+$", re.IGNORECASE)
ENOUGH = 200
SCALE = {"k": 1000, "thousand": 1000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


ANY = re.compile(rf"\d|\b(?:{number_words.ANY})\b", re.IGNORECASE)


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, in their order: not many more than a sentence may hold."""
    if not ANY.search(text):
        return ()  # as most sentences have none, this saves most of the time
    found = (number for match in FOUND.finditer(text) for number in _number(match, text))
    return tuple(islice(found, ENOUGH))


def _number(match: re.Match[str], text: str) -> Iterator[Number]:
    name = PATTERNS[int(str(match.lastgroup)[1:])][0]
    made = _MADE[name](match, text) if name in _MADE else _named(Kind(name), match)
    if made is not None:
        yield made


def _named(kind: Kind, match: re.Match[str]) -> Number:
    """Return a number that only names: a date, an age, a section."""
    digits = re.findall(r"\d+", match.group())
    value = Fraction(digits[-1] if kind in (Kind.DATE, Kind.PERIOD) else digits[0]) if digits else 0
    return Number(Fraction(value), kind, match.start(), match.end(), match.group())


def _digits(match: re.Match[str], text: str) -> Number:
    said = match.group()
    value, decimals = _value(said)
    kind = Kind.COUNT
    is_year = re.fullmatch(YEAR, said) and not COUNTED.match(text, match.end())
    if is_year:
        kind = Kind.YEAR
    elif re.match(r"\s*$|\s*[.)]\s", text[: match.start()]) and re.match(
        r"[.)]\s", text[match.end() :]
    ):
        kind = Kind.LABEL  # “3. Early help”
    return Number(value, kind, match.start(), match.end(), said, _near(match, text), decimals)


def _percent(match: re.Match[str], text: str) -> Number | None:
    said = match.group()
    digits = re.match(DIGITS, said)
    if digits:
        value, decimals = _value(digits.group())
    else:
        found = number_words.value_of(re.sub(r"per[\s-]?cent", "", said, flags=re.IGNORECASE))
        if found is None:
            return None
        value, decimals = found, 0
    kind = Kind.POINTS if re.search("point|pp", said, re.IGNORECASE) else Kind.PERCENT
    return Number(value, kind, match.start(), match.end(), said, _near(match, text), decimals)


def _million(match: re.Match[str], text: str) -> Number:
    said = match.group()
    digits = re.match(DIGITS, said)
    assert digits
    value, decimals = _value(digits.group())
    by = SCALE[said[digits.end() :].strip().lower()]
    near = _near(match, text)
    near = Near.ABOUT if near is Near.EXACT else near  # 2.5 million is rounded
    return Number(value * by, Kind.COUNT, match.start(), match.end(), said, near, decimals)


def _money(match: re.Match[str], text: str) -> Number:
    value, _ = _value(re.findall(DIGITS, match.group())[0])
    return Number(value, Kind.MONEY, match.start(), match.end(), match.group())


def _words(match: re.Match[str], text: str) -> Number | None:
    said = match.group()
    value = number_words.value_of(said)
    if value is None:
        return None
    is_age = AGED.search(text[max(0, match.start() - 10) : match.start()]) and (
        text[match.end() :].startswith(" (")
    )  # fmt: skip
    if said.lower() == "one" and (is_age or not OF_SO_MANY.match(text, match.end())):
        return None  # “one of the ways”, “the one that”
    return Number(value, Kind.COUNT, match.start(), match.end(), said, _near(match, text),
                  in_words=True)  # fmt: skip


def _set(match: re.Match[str], text: str) -> Number:
    said, near = match.group(), _near(match, text)
    if near is Near.EXACT and "dozen" not in said.lower():
        near = Near.ABOUT  # a couple, a score
    return Number(number_words.set_of(said), Kind.COUNT, match.start(), match.end(), said, near,
                  in_words=True)  # fmt: skip


def _part(match: re.Match[str], text: str) -> Number:
    return Number(number_words.part_of(match.group()), Kind.PART, match.start(), match.end(),
                  match.group(), _near(match, text), in_words=True)  # fmt: skip


def _value(digits: str) -> tuple[Fraction, int]:
    plain = digits.replace(",", "")
    return Fraction(plain), len(plain.partition(".")[2])


def _near(match: re.Match[str], text: str) -> Near:
    before = text[max(0, match.start() - 30) : match.start()]
    return next((near for near, pattern in BEFORE if pattern.search(before)), Near.EXACT)


_MADE = {
    "digits": _digits, "percent": _percent, "points": _percent, "million": _million,
    "money": _money, "words": _words, "set": _set, "part": _part,
}  # fmt: skip
