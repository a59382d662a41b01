"""Reports that somebody has proof-read: what was found, kept for some days and no longer."""

import uuid

from django.db import models


class ProofReading(models.Model):
    """One report that was handed in to be proof-read, and how that went.

    `blocks` is the report as a page shows it, and `findings` what was found, in the order that
    blocks name them. Whoever handed it in sees it, and nobody else; after `DAYS` all of it goes.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Being read"
        DONE = "done", "Read"
        FAILED = "failed", "Not read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.TextField()
    size = models.BigIntegerField()
    year = models.IntegerField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()  # the user
    state = models.TextField(choices=State, default=State.QUEUED)
    percent = models.IntegerField(default=0)
    reason = models.TextField(blank=True)  # why it was not read, and what to do
    done_at = models.DateTimeField(null=True)
    right = models.IntegerField(default=0)
    doubtful = models.IntegerField(default=0)
    wrong = models.IntegerField(default=0)
    unread = models.JSONField(default=list)
    blocks = models.JSONField(default=list)
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="report_proof_asked")]

    class Privacy:
        plain = {"year", "state", "right", "doubtful", "wrong"}

    def __str__(self) -> str:
        return f"Proof-reading of {self.asked_at:%Y-%m-%d}"
