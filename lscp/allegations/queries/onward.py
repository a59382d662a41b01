"""Which adult and which employer a report or a consultation is about: suggested, for the LADO."""

from collections.abc import Mapping
from typing import Any

from lscp.allegations.models import Consultation, Report
from lscp.core.policy import Actor

from . import adults, beyond, employers, recognition

Known = Mapping[str, Any]


def of_report(report: Report, actor: Actor) -> Known:
    """Return who on the register may be meant by a report, here and elsewhere."""
    where = employers.as_said(name=report.employer_name, sector=report.sector)
    workplaces = employers.suggest(where, actor) if report.employer_name else []
    said = as_reported(report, workplaces)
    return {
        "suggestions": recognition.suggest(said, actor),
        "elsewhere": beyond.adults(said, actor, workplaces=filter(None, [report.employer_name])),
        "workplaces": workplaces,
        "called": adults.called,
    }


def as_reported(report: Report, workplaces: Any = ()) -> recognition.Said:
    """Return what a report says of its adult, as it is compared."""
    employer = str(workplaces[0].record.pk) if workplaces else ""
    return recognition.as_said(
        name=report.adult_name, born_on=report.adult_born_on, employer=employer,
        job=report.adult_job,
    )  # fmt: skip


def of_consultation(consultation: Consultation, actor: Actor) -> Known:
    """Return who on the register a consultation may be about: whom it names, and who was seen."""
    named = [consultation.adult] if consultation.adult else []
    seen = [each for each in adults.seen_last(actor) if each not in named]
    return {
        "named": named,
        "seen": seen,
        "called": adults.called,
    }


def name_halves(name: str) -> tuple[str, str]:
    """Return the given names and the family name of a name that was written in one."""
    family, comma, given = name.partition(",")
    if comma:
        return given.strip(), family.strip()
    words = name.split()
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else ("", name.strip())
