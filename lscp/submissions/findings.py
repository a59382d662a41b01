"""Questions about what checks found: by rule, by module, by child, against the check before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from lscp.core import policy, trail
from lscp.core.periods import reporting_year
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.workflow import OutOfReach
from lscp.measures.policy import authorities
from lscp.returns import workbook
from lscp.submissions.deadlines import deadline
from lscp.submissions.models import Check, Finding, Note
from lscp.submissions.policy import CHECK

NEW, STILL = "new", "still"


def message(of: str, rule: str) -> str:
    """Return what is wrong where a rule of a collection is broken, and what to do."""
    from lscp.returns.collection import collection

    known = collection(of).rules().get(rule)
    return known.message if known else "This version has no such rule: check the return again."


def not_run(check: Check) -> list[tuple[str, str, list[str]]]:
    """Return the rules that were not run: what became of them, why, and which they are."""
    from lscp.returns.checked import by_reason

    return by_reason(check.not_run) if check.not_run else []


@dataclass(frozen=True)
class Compared:
    """What became of findings since the submission before."""

    gone: int
    new: int
    still: int


def compared(check: Check) -> Compared | None:
    """Compare a check with the one before it; None where there is none."""
    if check.before_id is None:
        return None
    counts = check.findings.aggregate(
        new=Count("id", filter=Q(checks=1)), still=Count("id", filter=Q(checks__gt=1))
    )
    return Compared(gone=gone(check).count(), **counts)


def gone(check: Check) -> QuerySet[Finding]:
    """Return findings of the check before that are no longer there, and whose rules were run."""
    if check.before_id is None:
        return Finding.objects.none()
    here = Finding.objects.filter(submission=check, key=OuterRef("key"))
    found = Finding.objects.filter(~Exists(here), submission=check.before_id)
    return found.exclude(rule__in=[rule for rule, *_ in check.not_run]).order_by("place")


def chosen(check: Check, *, rule: str = "", module: str = "", since: str = "") -> QuerySet[Finding]:
    """Return a check's findings, errors first: all, or of a rule, a module, new or still there."""
    found = check.findings.order_by("place")
    if rule:
        found = found.filter(rule=rule)
    if module:
        found = found.filter(module=module)
    if since == NEW:
        found = found.filter(checks=1)
    elif since == STILL:
        found = found.filter(checks__gt=1)
    return found


def by_rule(check: Check) -> QuerySet[Finding, dict[str, Any]]:
    """Return how many findings each rule has, for how many children; errors first."""
    return _counted(check, "rule", "kind", "module").order_by("kind", "rule")


def by_module(check: Check) -> QuerySet[Finding, dict[str, Any]]:
    """Return how many errors and queries each module has."""
    return _counted(check, "module").order_by("module")


def by_child(check: Check) -> QuerySet[Finding, dict[str, Any]]:
    """Return how many findings each child has, most errors first, and one of them."""
    found = _counted(check, "child").filter(~Q(child="")).annotate(one=Min("id"))
    most_first = ("-errors", "-queries", "child")
    return found.order_by(*most_first)


def _counted(check: Check, *what: str) -> QuerySet[Finding, dict[str, Any]]:
    return check.findings.values(*what).annotate(
        findings=Count("id"),
        errors=Count("id", filter=Q(kind="error")),
        queries=Count("id", filter=Q(kind="query")),
        children=Count("child", distinct=True, filter=~Q(child="")),
    )


def of_child(finding: Finding) -> QuerySet[Finding]:
    """Return all that the same check found about the same child."""
    return Finding.objects.filter(
        submission=finding.submission_id, child=finding.child
    ).order_by("place")  # fmt: skip


def notes_of(check: Check) -> QuerySet[Note]:
    """Return the notes that were written on what an authority's return holds, the first first."""
    found = Note.objects.filter(collection=check.collection, authority=check.authority)
    return found.order_by("written_at")


def with_notes(check: Check, found: Iterable[Finding]) -> list[tuple[Finding, list[Note]]]:
    """Return findings with the notes that were written on them, the first first."""
    listed = list(found)
    by_key: dict[str, list[Note]] = {}
    for note in notes_of(check).filter(key__in=[each.key for each in listed]):
        by_key.setdefault(note.key, []).append(note)
    return [(each, by_key.get(each.key, [])) for each in listed]


def explained(check: Check) -> int:
    """Return how many queries of a check have a note."""
    notes = notes_of(check).filter(key=OuterRef("key"))
    return check.findings.filter(Exists(notes), kind="query").count()


@transaction.atomic
def note(finding: Finding, text: str, *, by: Actor) -> Note:
    """Write down why a query is true after all. Raises NotAllowed and OutOfReach."""
    policy.require(by, CHECK)
    check = finding.submission
    if check.authority not in authorities(by, CHECK):
        raise OutOfReach(policy.NO_SUCH_RECORD)
    trail.write(trail.Kind.DID, by, CHECK, subject=check, how="noted")
    return Note.objects.create(
        collection=check.collection, authority=check.authority, key=finding.key,
        values=finding.values,
        text=text, written_at=now(), written_by=by.name,
    )  # fmt: skip


def within(actor: Actor) -> QuerySet[Check]:
    """Return the checks that somebody may see: those of the authorities whose returns they check.

    A file whose authority nobody knows yet is seen by those who check all.
    """
    own = authorities(actor, CHECK)
    unknown = [""] if set(settings.LSCP_MEMBERS) <= set(own) else []
    return Check.objects.filter(authority__in=[*own, *unknown])


@dataclass(frozen=True)
class Standing:
    """How one authority's return of a year stands."""

    collection: str
    authority: str
    year: int
    check: Check | None
    due: date

    @property
    def title(self) -> str:
        """Return which return it is."""
        return str(Check.Collection(self.collection).label)

    @property
    def late(self) -> bool:
        """Say whether it was, or still is, not clean by the day it is due."""
        clean = self.check is not None and self.check.is_clean
        day = self.check.done_at.date() if clean and self.check and self.check.done_at else today()
        return day > self.due


def board(own: Sequence[str]) -> list[Standing]:
    """Return how the returns of authorities stand: of the years checked, and of the one due."""
    done = Check.objects.filter(state=Check.State.DONE, authority__in=own)
    last = done.values("collection", "authority", "year").annotate(last=Max("done_at"))
    newest = {_which(row["collection"], row["authority"], row["year"]): row["last"] for row in last}
    checks = {
        which: each
        for each in done.filter(done_at__in=newest.values())
        if newest[which := _which(each.collection, each.authority, each.year)] == each.done_at
    }
    due = reporting_year(today()) - 1
    return [
        Standing(of, authority, year, checks.get((of, authority, year)), deadline(of, year))
        for of in Check.Collection.values
        for year in sorted({year for each, _, year in newest if each == of} | {due}, reverse=True)
        for authority in own
    ]


def _which(of: str, authority: str, year: int | None) -> tuple[str, str, int]:
    return of, authority, year or 0


def sheets(check: Check) -> Sequence[workbook.Sheet]:
    """Return the sheets of a check's workbook."""
    rules = (
        (row["rule"], row["kind"], row["module"], row["findings"], row["children"],
         message(check.collection, row["rule"]))
        for row in by_rule(check)
    )  # fmt: skip
    return (
        workbook.Sheet("By rule", workbook.BY_RULE, rules),
        workbook.Sheet(
            "Findings",
            (*workbook.FINDINGS, workbook.Column("Since"), workbook.Column("Notes", 60)),
            _rows(check),
        ),
        workbook.Sheet("Rules not run", workbook.NOT_RUN, check.not_run),
    )


def _rows(check: Check) -> Iterator[tuple[Any, ...]]:
    noted: dict[str, list[str]] = {}
    for each in notes_of(check):
        said = f"{each.written_at:%Y-%m-%d}, {each.written_by}: {each.text}"
        noted.setdefault(each.key, []).append(said)
    for found in check.findings.order_by("place").iterator(2000):
        yield (
            check.file_name, found.rule, found.kind, found.module, found.child,
            found.file or check.file_name, found.line, found.table, found.fields, found.values,
            message(check.collection, found.rule), f"{found.since:%Y-%m-%d}",
            "\n".join(noted.get(found.key, [])),
        )  # fmt: skip
