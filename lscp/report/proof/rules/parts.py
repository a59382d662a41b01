"""Parts and their total in prose: “212 retailers: 56 …, 71 …, 85 …”; shares that make a whole."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

# Words that say that the parts are the whole of it.
WHOLE = re.compile(
    r"\b(?:compris(?:ed|es|ing)|made up of|consist(?:ed|s|ing) of|of which|of whom|of those|"
    r"of these|of the(?:se|m)?\b|split between|divided into|broken down|total(?:s|led|ling)? of)"
    r"|:\s|\s[–—]\s|\([^()]*$",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:compris(?:ed|es|ing)|made up of|consist(?:ed|s|ing) of|split between|divided into)\b",
    re.IGNORECASE,
)
"""Words after which all the parts are named, however few."""
ALL_OF = re.compile(r"\b(?:total of|in total|totall?ed|total)\b", re.IGNORECASE)
OVERLAP = re.compile(r"\b(?:some|many|also|including|include[sd]?|such as|both|at least|or more|"
                     r"among|more than one|a further|another|other than)\b",
                     re.IGNORECASE)  # fmt: skip
TOTAL = re.compile(r"\b(?:a |in )?(?:total|altogether|overall|combined|all)\b", re.IGNORECASE)
NEARLY = Fraction(1, 20)
"""A sum that misses its total by no more was meant to reach it."""


@rule(
    right("Of those 212 retailers, 56 followed the procedure, 71 sold the knife and 85 sell none."),
    right("There were 40 referrals: 10 from schools, 12 from police and 18 from health."),
    right("342 referrals were received, comprising 122 in the north and 220 in the south."),
    wrong("Of those 212 retailers, 56 followed the procedure, 71 sold the knife and 95 sell none."),
    wrong("There were 40 referrals: 10 from schools, 12 from police and 19 from health."),
    right("Nine trusts – four acute trusts, four mental health trusts, one ambulance trust"),
    wrong("A total of 1,445 contacts, comprising 993 referrals and 453 advice requests."),
    wrong(
        "The budget of £240,000 was made up of £130,000 (councils), £80,000 (health) and £40,000."
    ),
    wrong("The team has 12 staff (2 managers, 7 social workers and 4 support workers)."),
    wrong("In total 342 referrals were received, 122 in the north and 210 in the south."),
    wrong("There were 12 reviews this year (8 in the north, 5 in the south)."),
    silent("A total of 342 children were seen, 122 at home and 12 in the south."),
    silent(
        "We read 30 cases: 10 in each of 3 areas, 10 of 49 in the north and 6 of 39 in the south."
    ),
    silent("Of 212 retailers, 56 followed the procedure and 71 sold the knife."),
    silent("There were 40 visits, including 10 to schools, 12 to homes and 20 to clubs."),
    silent("In 2021, 40 children moved between 12 schools in 3 boroughs."),
)
def parts_of_a_total(document: Document, known: Known) -> Iterator[Says]:
    """Parts in one sentence with their total: they sum to it, where they are the whole of it."""
    for sentence in document.sentences:
        found = _parts(sentence) or _parts(sentence, Kind.MONEY)
        if found is None:
            continue
        total, parts = found
        value = sum((part.value for part in parts), Fraction(0))
        if value == total.value:
            given = Verdict.RIGHT
        elif _meant(sentence, found, value):
            given = Verdict.WRONG
        else:
            continue
        how = " + ".join(said(part) for part in parts)
        yield Says(sentence.place_of(total), sentence.text, total.text, shown(value),
                   f"{how} = {shown(value)}", given)  # fmt: skip


def _parts(
    sentence: Sentence, kind: Kind = Kind.COUNT
) -> tuple[Number, list[Number]] | None:  # fmt: skip
    """Return a total and what may be its parts: the first count, and those after a whole-word."""
    counts = [n for n in sentence.numbers if n.kind is kind and n.near is Near.EXACT]
    if kind is Kind.MONEY and not all(n.text[-1].isdigit() for n in counts):
        return None  # millions beside pounds
    if len(counts) < 3 or any(n.kind is kind and n.near is not Near.EXACT
                              for n in sentence.numbers):  # fmt: skip
        return None
    total, *parts = counts
    between = sentence.text[: parts[0].start]
    one = LAST_ONE.search(sentence.text, parts[-1].end)
    if one and kind is Kind.COUNT:
        parts.append(Number(Fraction(1), Kind.COUNT, one.start("one"), one.end("one"), "one"))
    if not (WHOLE.search(between) or ALL_OF.search(between)) or OVERLAP.search(
        sentence.text[total.end : parts[-1].end]
    ):
        return None
    if any(each.value > total.value for each in parts):
        return None  # they are no parts of it
    parts = [each for each in parts if each.decimals == 0]
    return (total, parts) if len(parts) >= 2 else None


PUNCTUATED = re.compile(r"[:(]\s*$")
JOINED = re.compile(r"^[^.;:()]{1,50}(?:,|\band)\s+$")
ENDED = re.compile(r"^[^.,;:()\d]{0,40}[.)]")
LAST_ONE = re.compile(r"(?:,|\band)\s+(?P<one>one)\s+(?!of\b)[a-z]", re.IGNORECASE)
"""A last part of one, which alone is no number."""


def _meant(
    sentence: Sentence, found: tuple[Number, list[Number]], value: Fraction
) -> bool:  # fmt: skip
    """Say whether parts that miss their total were meant to reach it."""
    total, parts = found
    text = sentence.text
    named = STRONG.search(text[total.end : parts[0].start]) or (
        ALL_OF.search(text[: parts[0].start])
        and len(parts) == 2 and re.search(r"\band\b|,\s*$", text[parts[0].end : parts[1].start])
    )  # fmt: skip
    named = named or len(parts) == 2 and PUNCTUATED.search(text[: parts[0].start]) and (
        ENDED.match(text[parts[1].end :]) and JOINED.match(text[parts[0].end : parts[1].start])
    )  # fmt: skip
    slack = NEARLY * 3 if named else NEARLY
    away = abs(value - total.value)
    return (len(parts) >= 3 or bool(named)) and 0 < away <= max(Fraction(1), total.value * slack)


@rule(
    right("40% were from schools, 35% from police and 25% from health."),
    right("33% were from schools, 33% from police and 33% from health."),
    wrong("Referrals came as follows: 40% from schools, 35% from police and 35% from others."),
    doubtful("Of all, 40% were from schools, 35% from police and the remaining 22% from others."),
    silent("40% were seen in a day, 60% in a week and 95% in a month."),
    silent("Attendance was 95%, 82% and 85%."),
)
def shares_of_one_whole(document: Document, known: Known) -> Iterator[Says]:
    """Percentages of one whole, which make 100 but for rounding."""
    for sentence in document.sentences:
        shares = [n for n in sentence.numbers if n.kind is Kind.PERCENT]
        if len(shares) < 3 or any(each.near is not Near.EXACT for each in shares):
            continue
        value = sum((each.value for each in shares), Fraction(0))
        slack = sum((each.step / 2 for each in shares), Fraction(0))
        away = abs(value - 100)
        if away <= slack:
            given = Verdict.RIGHT
        elif not _is_whole(sentence, shares):
            continue
        else:
            given = Verdict.WRONG if away > 5 else Verdict.DOUBTFUL
        if away > 15:
            continue
        how = " + ".join(said(each) for each in shares)
        yield Says(sentence.place_of(shares[0]), sentence.text,
                   ", ".join(each.text for each in shares), "100%",
                   f"{how} = {shown(value)}", given)  # fmt: skip


def _is_whole(sentence: Sentence, shares: list[Number]) -> bool:
    """Say whether the words say that these are all the shares there are."""
    text = sentence.text
    rest = re.search(r"\b(?:remaining|remainder|rest|others?|the other)\b", text, re.IGNORECASE)
    return bool(rest) and not OVERLAP.search(text[shares[0].end : shares[-1].start])
