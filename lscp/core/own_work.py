"""Pages of one's own: what waits for somebody, and what they were told."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lscp.core import notify, policy, worklists
from lscp.core.models import Notification
from lscp.core.pages import Column, declared, list_page, navigation, page
from lscp.core.policy import Actor
from lscp.core.time import now
from lscp.core.worklists import OWN_WORK, WHOSE, When, Whose

LAST = 40  # pages of a group that can be turned to


def _messages(actor: Actor) -> str:
    unread = notify.unread(actor.user)
    return f"Messages ({unread} not read)" if unread else "Messages"


navigation("core:work", "Your work", permission=OWN_WORK)
navigation("core:notifications", _messages, permission=OWN_WORK)


@declared(permission=OWN_WORK)
def work(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody, their team or their organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    offered = worklists.own(actor)
    asked = _asked(Whose, request.GET.get("whose"), offered)
    when = _asked(When, request.GET.get("when"), list(When))
    number = _number(request.GET.get("page", ""))
    # Unasked: one's own; where nothing waits there, the team's, then the organisation's.
    for whose in [asked] if asked else offered:
        groups = worklists.worklist(actor, whose, when, page=number if when else 1)
        if any(group.rows for group in groups):
            break
    else:
        whose = asked or offered[0]
    choices: dict[str, Any] = {
        "whose": [(each.value, WHOSE[each]) for each in offered],
        "when": [(each.value, worklists.HEADINGS[each]) for each in When],
    }
    return page(
        request, "core/work.html", groups=groups, whose=whose, when=when, number=number,
        whom=WHOSE[whose], last=LAST, choices=choices,
    )  # fmt: skip


notifications = list_page(
    Notification,
    permission=OWN_WORK,
    title="Your messages",
    columns={
        "Message": Column(notify.sentence, reads=("about", "details")),
        "Sent": "queued_at",
        "Read": Column(lambda row: "Read" if row.read_at else "Not read yet", reads=("read_at",)),
    },
    ordering="-queued_at",
    rows=lambda actor: notify.of(actor.user),
    link="core:notification",
    empty="Nobody has told you anything yet. When something needs you, it is listed here.",
    template="core/notifications.html",
    context=lambda _, actor: {"unread": notify.unread(actor.user)},
)


@declared(permission=OWN_WORK)
def notification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead on to what a message is about, and keep that it was read."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = notify.of(actor.user).filter(pk=pk).first()
    if found is None:
        raise policy.OutOfReach(policy.NO_SUCH_RECORD)
    notify.of(actor.user).filter(pk=pk, read_at=None).update(read_at=now())
    return redirect(found.link or "core:notifications")


@require_POST
@declared(permission=OWN_WORK, posts=True)
def read_notifications(request: HttpRequest) -> HttpResponse:
    """Keep that all messages were read."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    notify.of(actor.user).filter(read_at=None).update(read_at=now())
    return redirect("core:notifications")


def _asked(kind: Any, text: str | None, offered: list[Any]) -> Any:
    return next((each for each in offered if each.value == text), None)


def _number(text: str) -> int:
    return min(int(text), LAST) or 1 if text.isdecimal() and len(text) < 5 else 1
