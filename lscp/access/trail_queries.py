"""Questions about the trail: what an organisation's people did, and who looked at a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from lscp.access.models import Organisation, User
from lscp.access.roles import Role
from lscp.core import apart
from lscp.core.models import Entry
from lscp.core.policy import Actor
from lscp.core.time import LONDON
from lscp.core.trail import words
from lscp.core.trail.kinds import Kind

LOOKED = (Kind.VIEWED, Kind.EXPORTED, Kind.BREAK_GLASS)
READ_AT_MOST = 2000  # entries behind one answer of who looked


def of_organisation(actor: Actor) -> QuerySet[Entry]:
    """Return what was done in the name of somebody's own organisation, with who did it."""
    if actor.organisation is None:
        return Entry.objects.none()
    named = User.objects.filter(pk=OuterRef("user")).values(said=_NAME)
    rows = apart.entries(Entry.objects.filter(organisation=actor.organisation), actor)
    return rows.annotate(who=Subquery(named))


def search(
    rows: QuerySet[Entry], *, since: date | None, until: date | None, who: str, person: UUID | None
) -> QuerySet[Entry]:
    """Narrow entries: by days (both included), by whose name it stands in, by whom it concerns."""
    if since:
        rows = rows.filter(at__gte=datetime.combine(since, time(), LONDON))
    if until:
        rows = rows.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), LONDON))
    if person:
        rows = rows.filter(person=person)
    if who:
        rows = rows.filter(user__in=_called(who.split()).values("pk"))
    return rows


@dataclass(frozen=True)
class Look:
    """Somebody looked at a person's record: `times` in one day, the last time `at`."""

    name: str
    role: str
    organisation: str
    what: str
    at: datetime
    times: int = 1


def looked_at(person_ids: Iterable[UUID], actor: Actor, limit: int = 50) -> list[Look]:
    """Return who looked at a person, the latest first; of several ids where records were merged.

    Not what stands apart from the reader.
    One line stands for what the same person, in the same role, looked at in a day.
    """
    rows = Entry.objects.filter(person__among=list(person_ids), kind__in=LOOKED)
    rows = apart.entries(rows, actor).order_by("-at", "-id")
    grouped: dict[tuple[object, ...], list[Entry]] = {}
    for entry in rows[:READ_AT_MOST]:
        day = entry.at.astimezone(LONDON).date()
        key = (day, entry.user, entry.role, entry.organisation, entry.name)
        if key not in grouped and len(grouped) == limit:
            break
        grouped.setdefault(key, []).append(entry)
    return list(_looks(list(grouped.values())))


def _looks(groups: list[list[Entry]]) -> Iterator[Look]:
    users = User.objects.in_bulk({each[0].user for each in groups} - {None})
    held = Organisation.objects.in_bulk({each[0].organisation for each in groups} - {None})
    roles = dict(Role.choices)
    for entry, *others in groups:
        user = users.get(entry.user) if entry.user else None
        organisation = held.get(entry.organisation) if entry.organisation else None
        yield Look(
            name=(user.get_full_name() or user.get_username()) if user else "The system",
            role=roles.get(entry.role, ""),
            organisation=organisation.name if organisation else "",
            what=words.what(entry.name),
            at=entry.at,
            times=1 + len(others),
        )


_NAME = Coalesce(
    NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), F("username")
)


def _called(parts: Iterable[str]) -> QuerySet[User]:
    """Return those in whose name or e-mail address each part stands."""
    users = User.objects.all()
    for part in parts:
        stands = Q(first_name__icontains=part) | Q(last_name__icontains=part)
        users = users.filter(stands | Q(username__icontains=part) | Q(email__icontains=part))
    return users
