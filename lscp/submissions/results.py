"""What came of a check: kept beside what the one before it of the same return found, or why not."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from lscp.core import home, policy, trail, vocab
from lscp.core.time import now
from lscp.returns.rules import Kind
from lscp.submissions.models import Check, Finding
from lscp.submissions.policy import CHECK

if TYPE_CHECKING:
    from lscp.returns.checked import Checked

AT_ONCE = 2000  # findings written to the database at once
LONGEST = 2000  # letters of a value that are kept
LONGEST_CHILD = 200
CHECKER = policy.system("Checking returns", CHECK)


class Refused(ValueError):
    """A return that does not belong here."""


@transaction.atomic
def fail(check: Check, reason: str) -> None:
    """Keep why a return was not checked."""
    check.state, check.reason, check.done_at = Check.State.FAILED, reason, now()
    check.save(update_fields=["state", "reason", "done_at"])
    trail.write(trail.Kind.DID, CHECKER, CHECK, subject=check, state=check.state)


@transaction.atomic
def put(check: Check, checked: "Checked") -> None:
    """Keep what a check found, beside what the one before it did. Raises Refused."""
    read, moment = checked.read, now()
    _refuse_stranger(check.file_name, read.authority, check.authority)
    check.authority, check.year, check.rules_year = read.authority, read.year, checked.year
    check.before = latest(check.collection, read.authority, read.year)
    made_up = home.is_demonstration() if read.made_up is None else read.made_up
    check.state, check.made_up = Check.State.DONE, made_up
    check.errors, check.queries = checked.count(Kind.ERROR), checked.count(Kind.QUERY)
    check.not_run = [list(row) for row in checked.not_run.iter_rows()]
    check.warnings = [vars(caution) for caution in read.cautions]
    check.bytes_read, check.done_at = check.size, moment
    check.save()
    Finding.objects.bulk_create(_findings(check, checked, moment), batch_size=AT_ONCE)
    trail.write(
        trail.Kind.DID, CHECKER, CHECK, subject=check, state=check.state,
        collection=check.collection, authority=check.authority, year=check.year,
        errors=check.errors, queries=check.queries,
    )  # fmt: skip


def latest(collection: str, authority: str, year: int) -> Check | None:
    """Return the last check that was done of an authority's return of a year."""
    done = Check.objects.filter(
        collection=collection, authority=authority, year=year, state=Check.State.DONE
    )
    return done.order_by("-done_at").first()


def _refuse_stranger(name: str, authority: str, only: str) -> None:
    names = vocab.codes("dfe/local_authority")
    label = names.get(authority, authority)
    if only not in ("", authority):
        raise Refused(
            f"{name} is of {label}, and you check returns of {names.get(only, only)}. Choose a "
            "return of your own authority."
        )
    if authority not in settings.LSCP_MEMBERS:
        raise Refused(
            f"{name} is of {label}, which is not a member of this partnership. Choose a return of "
            "one of its authorities."
        )


def _findings(check: Check, checked: "Checked", moment: datetime) -> Iterator[Finding]:
    seen = check.before.findings.values_list("key", "since", "checks") if check.before else ()
    known = {key: (since, checks) for key, since, checks in seen}
    for place, row in enumerate(checked.findings.iter_rows(named=True)):
        key = hashlib.sha256(row["key"].encode()).hexdigest()
        since, checks = known.get(key, (moment, 0))
        yield Finding(
            submission=check, place=place, rule=row["rule"], kind=row["kind"],
            module=row["module"], table=row["table"] or "", line=row["line"],
            file="" if row["file"] == checked.read.file else row["file"][:LONGEST_CHILD],
            child=(row["child"] or "")[:LONGEST_CHILD], fields=row["fields"],
            values=row["values"][:LONGEST], key=key, since=since, checks=checks + 1,
        )  # fmt: skip
