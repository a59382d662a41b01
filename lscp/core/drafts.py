"""Half-entered answers: kept for the person who gave them, for a while, and never records."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models
from django.http import QueryDict

from lscp.core import jobs
from lscp.core.models import Draft
from lscp.core.policy import Actor
from lscp.core.time import now

KEPT = timedelta(days=28)
NEVER_KEPT = {"csrfmiddlewaretoken", "seen", "once"}


def mine(actor: Actor, page: str, address: Mapping[str, Any]) -> models.QuerySet[Draft]:
    """Return somebody's own drafts of one page about one thing, the latest first."""
    about = {name: str(value) for name, value in address.items()}
    if actor.user is None:
        return Draft._default_manager.none()
    found = Draft._default_manager.filter(
        user=actor.user, page=page, address=about, expires_at__gt=now()
    )
    return found.order_by("-updated_at")


def keep(
    draft: Draft | None, actor: Actor, page: str, address: Mapping[str, Any], *, step: int,
    data: QueryDict, seen: int | None, once: UUID | None,
) -> Draft:  # fmt: skip
    """Keep the answers of a step, and return the draft that they are in."""
    moment = now()
    assert actor.user is not None, "Whoever has not signed in has no drafts"
    if draft is None:
        about = {name: str(value) for name, value in address.items()}
        first = {"page": page, "address": about, "seen": seen, "updated_at": moment}
        draft, _ = Draft._default_manager.get_or_create(  # the first step may be sent twice, too
            pk=once or uuid4(), user=actor.user, defaults={**first, "expires_at": moment + KEPT}
        )
    sent = {name: values for name, values in data.lists() if name not in NEVER_KEPT}
    draft.answers = {**draft.answers, str(step): sent}
    draft.updated_at, draft.expires_at = moment, moment + KEPT
    draft.save()
    return draft


def sent(draft: Draft | None, step: int) -> QueryDict | None:
    """Return the answers of a step as they were sent; None where it was not answered yet."""
    if draft is None or str(step) not in draft.answers:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.answers[str(step)].items():
        data.setlist(name, values)
    return data


@jobs.nightly("core.discard_drafts")
def discard_drafts(*, by: Actor) -> None:
    """Delete everybody's drafts that nobody went on with in time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_discard_drafts()")
