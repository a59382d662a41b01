"""Naming somebody on a record, and taking the name away: for actions alone."""

from datetime import datetime
from uuid import UUID

from django.db.models import Func

from lscp.core.models import Named
from lscp.core.records import Record
from lscp.core.time import now


def name_on(
    record: Record | UUID,
    party: UUID,
    *,
    of: str = "",
    kind: Named.Kind = Named.Kind.NAMED,
    until: datetime | None = None,
    opens_restricted: bool = False,
    source: UUID | None = None,
) -> Named:
    """Name a user, team, organisation or role in one on a record, from this moment on.

    `of` is the kind of record, where only its id is given: people.Person.
    """
    if isinstance(record, UUID) and not of:
        raise TypeError("An id alone does not say of which kind of record it is")
    subject = record if isinstance(record, UUID) else record.pk
    return Named.objects.create(
        subject_type=of if isinstance(record, UUID) else record._meta.label,
        subject=subject, party=party, kind=kind, opens_restricted=opens_restricted,
        since=now(), until=until, source=source,
    )  # fmt: skip


def name_for_now(record: Record, party: UUID) -> None:
    """Let somebody see a record until this transaction ends, restricted or not.

    Who hands a record over, or shuts it, sees it no more then; until then the second lock lets
    nobody else save it. The moment is the database’s own, which knows when the transaction began.
    """
    Named.objects.create(
        subject_type=record._meta.label, subject=record.pk, party=party, opens_restricted=True,
        since=now(), until=Func(function="clock_timestamp"),
    )  # fmt: skip


def unname(
    *, source: UUID | None = None, subject: UUID | None = None, party: UUID | None = None,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """End, at this moment or a later one, who is named: by a record, on one, or somebody."""
    if not (source or subject):
        raise TypeError("Say what names them, or on what they are named")
    moment = at or now()
    given = {"source": source, "subject": subject, "party": party}
    known = {name: value for name, value in given.items() if value}
    Named.objects.filter(**known).exclude(until__lte=moment).update(until=moment)
