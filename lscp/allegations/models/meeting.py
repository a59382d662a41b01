"""An allegations management meeting: who is invited, who came, what was said and agreed."""

from django.db import models
from django.db.models import Q

from lscp.allegations.workflow import AgreedState, MeetingState
from lscp.core.code_field import CodeField
from lscp.core.periods import day_label
from lscp.core.records import Part, Record
from lscp.core.time import LONDON


class Meeting(Record):
    """A meeting about one allegation. Whoever is invited sees it, and not the file.

    `adult` says whom it is about, as the invitation says it.
    """

    apart = True

    class Sort(models.TextChoices):
        """What sort of meeting it is."""

        DISCUSSION = "discussion", "Initial discussion"
        FIRST = "first", "Allegations management meeting"
        REVIEW = "review", "Review meeting"
        FINAL = "final", "Final meeting"

    state = models.TextField(choices=MeetingState)
    allegation = models.ForeignKey(
        "allegations.Allegation", models.PROTECT, related_name="meetings"
    )
    sort = models.TextField(choices=Sort)
    starts_at = models.DateTimeField()
    minutes_long = models.IntegerField(default=60)
    place = models.TextField(blank=True)  # or the link to join
    sequence = models.IntegerField(default=0)  # of its calendar file: one more each time it moves
    adult = models.TextField(blank=True)
    chair = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    notes_sent_on = models.DateField(null=True)
    cancelled_because = models.TextField(blank=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["allegation", "starts_at"], name="allegations_meetings"),
            models.Index(fields=["team", "state", "starts_at"], name="allegations_meetings_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_long__gt=0, minutes_long__lte=600),
                name="allegations_meeting_length",
            ),
        ]

    class Privacy:
        plain = {
            "allegation", "sort", "starts_at", "minutes_long", "sequence", "chair",
            "notes_sent_on", "destroyed_on",
        }  # fmt: skip
        personal = {"adult", "place"}
        special = {"notes", "cancelled_because"}

    def __str__(self) -> str:
        day = self.starts_at.astimezone(LONDON).date()
        return f"{self.get_sort_display()} on {day_label(day)}"


class Invitation(Part):
    """Somebody who is invited, a user of this system or not; and whether they came."""

    part_of = "meeting"

    class Reply(models.TextChoices):
        """What the invited person says."""

        COMES = "comes", "Will come"
        CANNOT = "cannot", "Cannot come"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    name = models.TextField(blank=True)
    agency = CodeField("lado/agency")
    reply = models.TextField(choices=Reply, blank=True)
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="allegations_invited_once"),
        ]

    class Privacy:
        plain = {"meeting", "user", "agency", "reply", "came"}
        personal = {"name"}

    def __str__(self) -> str:
        return self.name


class AgreedAction(Record):
    """What somebody is to do by a day, as a meeting agreed. Whoever is to do it sees it."""

    apart = True

    state = models.TextField(choices=AgreedState)
    allegation = models.ForeignKey(
        "allegations.Allegation", models.PROTECT, related_name="agreed_actions"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="agreed_actions")
    what = models.TextField(blank=True)
    owner = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    owner_name = models.TextField(blank=True)  # of somebody who does not use this system
    agreed_on = models.DateField()
    due_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_with = models.TextField(blank=True)  # what was done, or why it is dropped
    moved_because = models.TextField(blank=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["allegation", "due_on"], name="allegations_agreed"),
            models.Index(fields=["owner", "state"], name="allegations_agreed_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("agreed_on")), name="allegations_agreed_due"
            ),
        ]

    class Privacy:
        plain = {
            "allegation", "meeting", "owner", "agreed_on", "due_on", "ended_on", "destroyed_on",
        }  # fmt: skip
        personal = {"owner_name"}
        special = {"what", "ended_with", "moved_because"}

    def __str__(self) -> str:
        return f"Action due on {day_label(self.due_on)}"
