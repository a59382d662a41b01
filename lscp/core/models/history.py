"""What happened to each record, move by move: what pages show. The trail is apart from it."""

from django.db import models


class Transition(models.Model):
    """One action on a record: who did what, when, and what it was before and after.

    `changed` names the fields that were set, never what they hold.
    """

    subject_type = models.TextField()  # people.Person
    subject = models.UUIDField()
    person = models.UUIDField(null=True)  # whom the record is about
    action = models.TextField()  # people.record_person
    before = models.TextField(blank=True)  # the states; empty before the first
    after = models.TextField()
    version = models.IntegerField()
    changed = models.JSONField(default=list)
    at = models.DateTimeField()
    user = models.UUIDField(null=True)  # none where a job did it
    by = models.TextField()  # the name of who did it, as it was then
    organisation = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "version"], name="core_one_move_a_version")
        ]
        indexes = [models.Index(fields=["person", "at"], name="core_transition_person")]

    def __str__(self) -> str:
        return f"{self.action} on {self.at:%Y-%m-%d}"
