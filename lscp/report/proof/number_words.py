"""Numbers in words, as reports write them: two hundred and six, a dozen, three quarters."""

import re
from fractions import Fraction

_UNDER_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = {word: n for n, word in enumerate(_UNDER_TWENTY)}
TENS = {word: n * 10 for n, word in enumerate(_TENS, start=2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
SETS = {"dozen": 12, "score": 20, "couple": 2, "pair": 2}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

_SMALL = "|".join(sorted((*ONES, *TENS), key=len, reverse=True))
_SCALE = "|".join(SCALES)
# one hundred and six; twenty-five; a thousand; six
WORDS = (
    rf"(?:(?:{_SMALL}|a(?=\s+(?:{_SCALE})\b))"
    rf"(?:(?:[\s-]+|\s+and\s+)(?:{_SMALL}|{_SCALE}))*)"
)
SET = rf"(?:(?:a|{_SMALL})\s+)?(?:dozen|score|couple(?=\s+of)|pair(?=\s+of))"
# A part needs what it is a part of, or an article: “a third”, “two thirds”, “half of”.
PART = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|a)[\s-]+"
    r"(?:half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)"
    r"|half(?=\s+(?:\(|of|the|a|all|these|those|were|was|had|have|are)\b)"
)
# What any number in words has one of.
ANY = "|".join((*ONES, *TENS, *SCALES, *SETS, *PARTS))
_WORD = re.compile(r"[a-z]+")


def value_of(words: str) -> Fraction | None:
    """Return what words for a whole number come to, or None where they make no number.

    “One two” is no number, nor is “six seven hundred”.
    """
    total, group, last = 0, 0, ""
    for word in _WORD.findall(words.lower()):
        if word == "and":
            continue
        if word == "a":
            group += 1
        elif word in ONES or word in TENS:
            if last in ONES or (last in TENS and (word in TENS or not 0 < ONES[word] < 10)):
                return None
            group += ONES.get(word, TENS.get(word, 0))
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        else:
            return None
        last = word
    return Fraction(total + group)


def set_of(words: str) -> Fraction:
    """Return how many a set is: a dozen, two score."""
    *count, name = _WORD.findall(words.lower())
    many = value_of(" ".join(count)) if count and count != ["a"] else Fraction(1)
    return (many or Fraction(1)) * SETS[name]


def part_of(words: str) -> Fraction:
    """Return the part of a whole that words say: two thirds."""
    *count, name = _WORD.findall(words.lower())
    many = ONES.get(count[0], 1) if count else 1
    return Fraction(many, PARTS[name])
