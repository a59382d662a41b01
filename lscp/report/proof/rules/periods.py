"""Days and periods that cannot be: 31 June, twelve months that are thirteen, plans for the past."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from lscp.report.proof import number_words
from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.numbers import MONTH, YEAR
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n}
DAY = re.compile(
    rf"\b(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?\b",
    re.IGNORECASE,
)
LONG = re.compile(
    rf"\b(?P<many>\d{{1,3}}|{number_words.WORDS})[\s-]months?(?:[’'])?(?:\s+period)?,?\s+"
    rf"(?:period\s+)?(?:from|between)\s+(?P<from>{MONTH}\s+{YEAR})\s+(?:to|until|and|[-–])\s+"
    rf"(?:the\s+end\s+of\s+)?(?P<to>{MONTH}\s+{YEAR})",
    re.IGNORECASE,
)
COMING = re.compile(
    rf"\b(?:upcoming|forthcoming|coming|next)\b[^.;]{{0,90}}?\b(?:from|in|starting|beginning)\s+"
    rf"(?P<when>{MONTH}\s+{YEAR})",
    re.IGNORECASE,
)
OF_YEAR = re.compile(rf"\b({YEAR})\s?[-–/]\s?(?:{YEAR}|\d{{2}})\b")


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _months(text: str) -> int:
    """Return a month and year as a number of months."""
    name, year = text.split()
    return int(year) * 12 + _month(name) - 1


@rule(
    right("The meeting was on 30 June 2021."),
    right("The meeting was on Wednesday 30 June 2021."),
    wrong("The meeting was on 31 June 2021."),
    wrong("The meeting was on 29 February 2022."),
    wrong("The meeting was on Monday 30 June 2021."),
    silent("Between June 2021 and July 2021 nothing was done."),
)
def day_that_cannot_be(document: Document, known: Known) -> Iterator[Says]:
    """A day that no calendar has, or that is another day of the week."""
    for sentence in document.sentences:
        for found in DAY.finditer(sentence.text):
            month, day = _month(found["month"]), int(found["day"])
            year = int(found["year"] or 2024)  # without a year, a leap day may be
            last = calendar.monthrange(year, month)[1]
            text = found.group()
            if not 1 <= day <= last:
                how = f"{calendar.month_name[month]} {year} has {last} days"
                yield Says(sentence.place, sentence.text, text, f"at most {last}", how,
                           Verdict.WRONG)  # fmt: skip
            elif found["year"]:
                yield _weekday(sentence, found, date(year, month, day))


def _weekday(sentence: Sentence, found: re.Match[str], day: date) -> Says:
    is_day = f"{day:%A}"
    said = found["weekday"]
    is_right = not said or is_day.lower().startswith(said.lower()[:3])
    return Says(sentence.place, sentence.text, found.group(), f"{is_day} {day.day} {day:%B %Y}",
                "by the calendar", Verdict.RIGHT if is_right else Verdict.WRONG)  # fmt: skip


@rule(
    right("It ran over a twelve month period from January 2021 to December 2021."),
    doubtful("It ran over a twelve month period from December 2020 to December 2021."),
    wrong("It ran over a twelve month period from December 2020 to March 2022."),
    silent("It ran from December 2020 to December 2021."),
)
def length_of_a_period(document: Document, known: Known) -> Iterator[Says]:
    """So many months from one month to another: both are counted, or one of them."""
    for sentence in document.sentences:
        for found in LONG.finditer(sentence.text):
            many = found["many"]
            claimed = int(many) if many.isdigit() else number_words.value_of(many)
            both = _months(found["to"]) - _months(found["from"]) + 1
            given = Verdict.RIGHT if claimed == both else (
                Verdict.DOUBTFUL if claimed == both - 1 else Verdict.WRONG
            )  # fmt: skip
            yield Says(sentence.place, sentence.text, found.group(), f"{both} months",
                       f"{found['from']} to {found['to']}, both counted, are {both} months",
                       given)  # fmt: skip


@rule(
    right("For the upcoming programme from April 2022, needs were analysed.", year=2022),
    wrong("For the upcoming programme from April 2021, needs were analysed.", year=2022),
    silent("For the programme from April 2021, needs were analysed.", year=2022),
    silent("For the upcoming programme from April 2021, needs were analysed."),
)
def plan_for_the_past(document: Document, known: Known) -> Iterator[Says]:
    """Something that is still to come, from a month that was over when the year ended."""
    year = known.year or year_of(document)
    if year is None:
        return
    ended = year * 12 + 2  # March
    for sentence in document.sentences:
        for found in COMING.finditer(sentence.text):
            when = _months(found["when"])
            if abs(when - ended) > 24:
                continue
            is_past = when < ended - 6
            yield Says(sentence.place, sentence.text, found["when"],
                       f"after March {year}" if is_past else found["when"],
                       f"the report is of the year to 31 March {year}",
                       Verdict.WRONG if is_past else Verdict.RIGHT)  # fmt: skip


def year_of(document: Document) -> int | None:
    """Return the reporting year that a report's first lines name, if they do: 2022 for 2021-22."""
    for sentence in document.sentences[:25]:
        found = OF_YEAR.search(sentence.text)
        if found:
            return int(found[1]) + 1
    return None
