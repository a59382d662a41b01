"""What people are told outside of the pages: that something needs them, and where it is."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Notification(models.Model):
    """One message to one person. It bears no personal detail: a known sentence, and a link.

    `address` is filled only for somebody who has no account yet, and emptied with the link once
    the message is on its way. The id is the reference that is sent along.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.UUIDField(null=True)
    address = models.TextField(blank=True)
    about = models.TextField()  # the name of the message
    details = models.JSONField(default=dict)  # numbers and days that its sentence holds
    link = models.TextField(blank=True)  # a path of ours
    queued_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.QUEUED)
    attempts = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.TextField(blank=True)  # which way
    reference = models.TextField(blank=True)  # what the way calls it
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("queued", "sent", "failed")), name="core_notification_state"
            ),
            models.CheckConstraint(
                condition=Q(user=None) | Q(address=""), name="core_notification_to_one"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-queued_at"], name="core_notification_user"),
            models.Index(
                fields=["user"], name="core_notification_unread", condition=Q(read_at=None)
            ),
        ]

    class Privacy:
        plain = {
            "id", "user", "about", "details", "link", "queued_at", "state", "attempts", "sent_at",
            "sent_by", "reference", "read_at",
        }  # fmt: skip
        personal = {"address"}

    def __str__(self) -> str:
        return f"{self.about}, {self.get_state_display().lower()}"
