"""Sends what was queued, each message once."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from lscp.core import jobs
from lscp.core.models import Notification
from lscp.core.notify import MESSAGES, ways
from lscp.core.policy import Actor
from lscp.core.time import now

State = Notification.State


@jobs.job("core.send_notification", whole=False)
def send_notification(*, by: Actor, notification: UUID) -> None:
    """Send a message, unless it has gone already.

    The attempt is kept before the message goes. So if this ends between sending and saying so,
    the next attempt knows that it must ask first.
    """
    with transaction.atomic():
        row = _locked(notification)
        if row is None:
            return
        tried = row.attempts > 0
        row.attempts += 1
        row.save(update_fields=["attempts"])
    try:
        with transaction.atomic():
            row = _locked(notification)
            if row is not None:
                _send(row, ask_first=tried)
    except jobs.GivenUp:
        Notification.objects.filter(pk=notification).update(state=State.FAILED)
        raise


def _locked(notification: UUID) -> Notification | None:
    waiting = Notification.objects.select_for_update().exclude(state=State.SENT)
    return waiting.filter(pk=notification).first()


def _send(row: Notification, *, ask_first: bool) -> None:
    way = ways.chosen()
    letter = ways.Letter(
        to=row.address or _address(row.user),
        sentence=MESSAGES[row.about].said(row.details),
        link=settings.LSCP_ADDRESS + (row.link if row.address else _way_in(row)),
        reference=str(row.pk),
    )
    taken = way.sent_before(letter.reference) if ask_first else None
    row.reference = taken or way.send(letter)
    row.state, row.sent_at, row.sent_by = State.SENT, now(), way.name
    if row.address:
        row.address = row.link = ""
    row.save()


def _address(user: UUID | None) -> str:
    accounts = get_user_model().objects.filter(is_active=True)
    found = accounts.filter(pk=user).first() if user else None
    if found is None or not found.email:
        raise jobs.GivenUp("Nobody to send it to: no account, or no address")
    return str(found.email)


def _way_in(row: Notification) -> str:
    """Return the address that leads to what it is about, by way of signing in."""
    return reverse("core:notification", args=[row.pk])
