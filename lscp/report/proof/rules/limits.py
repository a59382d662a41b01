"""Statutory limits as a report states them, against those of the guidance: `limits.csv`."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lscp.report.proof import number_words
from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.rule import Known, Says, doubtful, right, rule, silent, wrong

TABLE = Path(__file__).parents[1] / "limits.csv"
WITHIN = re.compile(
    rf"\bwithin\s+(?:the\s+)?(?:statutory\s+)?(?P<many>\d{{1,3}}|{number_words.WORDS})[\s-]+"
    r"(?P<unit>(?:working[\s-]+|calendar[\s-]+)?(?:days?|hours?|weeks?|months?))\b",
    re.IGNORECASE,
)
RESULT = re.compile(r"\d\s?%|per\s?cent|\b(?:of|out of)\s+\d|\btook\b|\bwere\b|\bwas\b",
                    re.IGNORECASE)  # fmt: skip


@cache
def limits() -> tuple[tuple[re.Pattern[str], int, str, str], ...]:
    """Return what each limit is about, its length, unit and source."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (re.compile(rf"\b{row['about']}s?\b", re.IGNORECASE), int(row["limit"]), row["unit"],
             row["source"])
            for row in csv.DictReader(file)
        )  # fmt: skip


@rule(
    right("A rapid review is held within 15 working days of the notification."),
    wrong("Rapid Review: undertaken by the partnership within 15 days of the notification."),
    doubtful("A rapid review is to be completed within 20 working days."),
    right("Initial health assessments are to be completed within 20 working days."),
    right("Care proceedings are to end within 26 weeks."),
    wrong("Child and family assessments are to be completed within 45 days."),
    doubtful("A review child protection conference follows within six months."),
    silent("The rapid review was held within 12 days of the notification."),
    silent("Plans are reviewed within 15 days."),
)
def statutory_limit(document: Document, known: Known) -> Iterator[Says]:
    """A statutory limit in days that are working days, and of the right number."""
    for sentence in document.sentences:
        for found in WITHIN.finditer(sentence.text):
            before = sentence.text[: found.start()]
            for about, limit, unit, source in limits():
                if about.search(before) and not RESULT.search(before):
                    given = _judged(found, limit, unit)
                    yield Says(sentence.place, sentence.text, found.group(), f"{limit} {unit}",
                               source, given)  # fmt: skip
                    break


def _judged(found: re.Match[str], limit: int, unit: str) -> Verdict:
    many = found["many"]
    claimed = int(many) if many.isdigit() else number_words.value_of(many)
    same_unit = re.sub(r"[\s-]+", " ", found["unit"].lower()).rstrip("s") == unit.rstrip("s")
    if claimed != limit:
        return Verdict.DOUBTFUL  # a local limit may be another
    return Verdict.RIGHT if same_unit else Verdict.WRONG
