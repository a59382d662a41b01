"""Tells people that something needs them: a sentence that names nobody, and a link.

A message is declared with its sentence, which may hold numbers and days and nothing else. `tell`
is called inside the action that gives the reason: message and record are kept together or not at
all, and a job sends it afterwards (`sending`), by GOV.UK Notify, SMTP or into a file (`ways`).
"""

import string
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lscp.core.models import Notification
from lscp.core.periods import day_label
from lscp.core.time import now

Detail = int | date
Grants = Mapping[str, Collection[str]]  # permission → reaches
Finder = Callable[[Collection[UUID], Callable[[Grants], bool] | None], Iterable[UUID]]


@dataclass(frozen=True)
class Message:
    """A kind of message. `{words}` in its sentence are the details that it must be given."""

    name: str
    sentence: str

    @property
    def details(self) -> frozenset[str]:
        """Return the names of the details that the sentence holds."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.sentence) if name)

    def said(self, details: dict[str, int | str]) -> str:
        """Return the sentence with its details, as they were kept."""
        return self.sentence.format(**{name: _plain(value) for name, value in details.items()})


MESSAGES: dict[str, Message] = {}
_finders: list[Finder] = []


def message(name: str, sentence: str) -> str:
    """Declare a message, `area.what_happened`, and return its name."""
    MESSAGES[name] = Message(name, sentence)
    return name


def finds_people(function: Finder) -> Finder:
    """Declare who knows the people of parties (users, teams, organisations): `access`.

    The function is given parties and a test of grants, or none, and returns the users among them,
    and the members of them, whose role today passes it.
    """
    _finders[:] = [function]
    return function


def tell(
    whom: UUID | Collection[UUID],
    *,
    about: str,
    link: str = "",
    holding: str = "",
    **details: Detail,
) -> int:
    """Tell users, or the members of teams and organisations; return how many people that is.

    `holding` names a permission that they must hold. Call it inside the action or job that is
    the reason.
    """
    parties = (whom,) if isinstance(whom, UUID) else tuple(whom)
    return _queue(
        [Notification(user=user) for user in sorted(people(parties, holding))], about, link, details
    )


def tell_address(address: str, *, about: str, link: str, **details: Detail) -> None:
    """Tell somebody who has no account yet, as an invitation does. The link opens without one."""
    _queue([Notification(address=address)], about, link, details)


def people(parties: Collection[UUID], holding: str = "") -> set[UUID]:
    """Return the users that some parties stand for, of those who hold a permission."""
    return granted(parties, (lambda grants: bool(grants.get(holding))) if holding else None)


def granted(parties: Collection[UUID], passes: Callable[[Grants], bool] | None) -> set[UUID]:
    """Return the users that some parties stand for, of those whose role’s grants pass a test."""
    return {user for finder in _finders for user in finder(parties, passes)} if parties else set()


def of(user: UUID | None) -> QuerySet[Notification]:
    """Return the messages to somebody."""
    kept = Notification.objects.filter(user=user)
    return kept if user else kept.none()


def sentence(row: Notification) -> str:
    """Return what a message says; of one that is told no more, only that."""
    known = MESSAGES.get(row.about)
    return known.said(row.details) if known else "Something that is not told any more"


def unread(user: UUID | None) -> int:
    """Return how many messages somebody has not read."""
    return of(user).filter(read_at=None).count()


def _queue(rows: list[Notification], about: str, link: str, details: dict[str, Detail]) -> int:
    from lscp.core.notify.sending import send_notification

    kept = _kept(MESSAGES[about], details)
    if link and not link.startswith("/"):
        raise ValueError(f"{about}: the link is a path of ours, that starts with /")
    with transaction.atomic():
        for row in rows:
            row.about, row.link, row.details, row.queued_at = about, link, kept, now()
        Notification.objects.bulk_create(rows)
        for row in rows:
            send_notification.later(notification=row.pk)
    return len(rows)


def _kept(asked: Message, details: dict[str, Detail]) -> dict[str, int | str]:
    """Return details as they are kept. Raises TypeError of words: they might name somebody."""
    if set(details) != asked.details:
        raise TypeError(f"{asked.name} takes {', '.join(sorted(asked.details)) or 'no details'}")
    kept: dict[str, int | str] = {}
    for name, value in details.items():
        if not isinstance(value, int | date):
            raise TypeError(f"{asked.name}: {name} must be a number or a day, which name nobody")
        kept[name] = value.isoformat() if isinstance(value, date) else value
    return kept


def _plain(value: int | str) -> str:
    return day_label(date.fromisoformat(value)) if isinstance(value, str) else f"{value:,}"
