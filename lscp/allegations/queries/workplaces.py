"""What the page of an employer shows: its posts, its allegations, and how soon it told the LADO."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lscp.access.models import Organisation
from lscp.allegations.models import Allegation, Consultation, Employer, Post, Report
from lscp.allegations.policy import (
    VIEW_ADULT,
    VIEW_ALLEGATION,
    VIEW_CONSULTATION,
    VIEW_EMPLOYER,
    VIEW_REPORT,
)
from lscp.allegations.workflow import KnownState
from lscp.core import policy
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.workflow import Refused

from . import beyond, employers

Known = Mapping[str, Any]
TOLD = "lado_told"
SHOWN = 50  # posts, and allegations
LEAST = 4.0  # of the evidence, below which an employer that was searched for is not shown


@dataclass(frozen=True)
class Punctual:
    """How often an employer told the LADO, and how often within one working day of knowing."""

    told: int
    in_time: int

    @property
    def late(self) -> int:
        """Return how often it came later."""
        return self.told - self.in_time


def known(actor: Actor) -> QuerySet[Employer]:
    """Return the employers on the register; not those merged away."""
    near = policy.near(Employer, actor, VIEW_EMPLOYER)
    return Employer.objects.filter(near, state=KnownState.KNOWN)


def named_like(rows: QuerySet[Employer], text: str) -> QuerySet[Employer]:
    """Return the employers that have or had such a name."""
    said = employers.as_said(name=text)
    if not said.name_keys:
        raise Refused("Enter a name.", field="text")
    if rows.query.is_empty():
        return rows
    found = [each for each in employers.weighed(said, rows) if each.score >= LEAST]
    return rows.filter(pk__among=[each.record.pk for each in found])


def together(employer: Employer) -> list[UUID]:
    """Return all records of one employer: those that were merged into it too."""
    found, asked = {employer.pk}, {employer.pk}
    while asked:
        rows = Employer.objects.filter(merged_into__among=asked).values_list("pk", flat=True)
        asked = set(rows) - found
        found |= asked
    return sorted(found)


def around(employer: Employer, actor: Actor) -> Known:
    """Return what the page of an employer shows besides the record."""
    all_of_it = together(employer)
    posts = Post.objects.filter(employer__among=all_of_it).select_related("adult")
    files = Allegation.objects.filter(employer__among=all_of_it).order_by("-received_on", "pk")
    is_known = employer.state == KnownState.KNOWN
    said = employers.said_of(employer)
    return {
        "names": [each for each in employer.names.order_by("recorded_on")
                  if each.name != employer.name],
        "posts": policy.visible_to(posts, actor, VIEW_ADULT).order_by("-since", "pk")[:SHOWN],
        "files": policy.visible_to(files, actor, VIEW_ALLEGATION)[:SHOWN],
        "punctual": punctual(all_of_it, actor),
        "same": employers.suggest(said, actor, besides=employer.pk) if is_known else [],
        "elsewhere": beyond.employers_too(said, actor) if is_known else [],
    }  # fmt: skip


def punctual(all_of_it: list[UUID], actor: Actor) -> Punctual:
    """Return how soon an employer told the LADO, of the reports that say from when it knew."""
    reports: set[UUID] = set()
    kinds: Any = ((Allegation, VIEW_ALLEGATION), (Consultation, VIEW_CONSULTATION))
    for model, permission in kinds:
        rows = model.objects.filter(employer__among=all_of_it).exclude(report=None)
        reports.update(policy.visible_to(rows, actor, permission).values_list("report", flat=True))
    seen = policy.visible_to(Report.objects.filter(pk__among=reports), actor, VIEW_REPORT)
    told = list(seen.values_list("pk", flat=True))
    clocks = RunningClock.objects.filter(clock=TOLD, subject__among=told)
    in_time = Q(stopped_on__lte=F("due_on"))
    return Punctual(clocks.count(), clocks.filter(in_time).count())


def perhaps(answers: Mapping[str, Any], actor: Actor) -> Known:
    """Return which employer one that is about to be recorded may be, here and elsewhere."""
    said = employers.as_said(**answers)
    return {
        "suggestions": employers.suggest(said, actor),
        "elsewhere": beyond.employers_too(said, actor),
    }


def other_records(employer: Employer, actor: Actor) -> list[tuple[str, str]]:
    """Return the records that an employer may be merged into: those alike first."""
    said = employers.said_of(employer)
    alike = [each.record for each in employers.suggest(said, actor, besides=employer.pk)]
    return [(str(each.pk), f"{each}, {each.postcode}".rstrip(", ")) for each in alike]


def organisations() -> list[tuple[str, str]]:
    """Return the organisations of this system, to choose one."""
    rows = Organisation.objects.filter(state="open").order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
