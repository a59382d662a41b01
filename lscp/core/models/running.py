"""The clocks that run: one due day each, worked out once and read by everyone."""

from django.db import models


class RunningClock(models.Model):
    """One clock on one record. Worklists, reminders and facts read `due_on`, and never compute it.

    Where the record is held and whether it is restricted is kept beside it, as on the record.
    """

    subject_type = models.TextField()
    subject = models.UUIDField()
    person = models.UUIDField(null=True)
    clock = models.TextField()  # its id in clocks.csv
    edition = models.TextField()  # of the guidance in force on the day it started
    starts_on = models.DateField()
    due_on = models.DateField()
    stopped_on = models.DateField(null=True)
    user = models.UUIDField(null=True)  # who answers, where one person does
    team = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    authority = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "clock"], name="core_one_clock_of_a_kind")
        ]
        indexes = [
            models.Index(
                fields=[holder, "due_on"],
                name=f"core_running_{holder}",
                condition=models.Q(stopped_on=None),
            )
            for holder in ("user", "team", "organisation", "authority")
        ]
        indexes.append(models.Index(fields=["person", "due_on"], name="core_running_person"))

    def __str__(self) -> str:
        return f"{self.clock}, due {self.due_on:%Y-%m-%d}"
