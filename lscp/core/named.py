"""Naming somebody on a record, and taking the name away: for actions alone."""

from datetime import datetime
from uuid import UUID

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


def unname(*, source: UUID, subject: UUID | None = None, at: datetime | None = None) -> None:
    """End, at this moment or a later one, what a record had named; of all subjects, or of one."""
    moment = at or now()
    ended = Named.objects.filter(source=source).exclude(until__lte=moment)
    if subject:
        ended = ended.filter(subject=subject)
    ended.update(until=moment)
