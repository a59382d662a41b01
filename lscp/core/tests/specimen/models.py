"""Facts about children and visits to them."""

from django.db import models

from lscp.core.records import Record

from .workflow import VisitState


class Child(Record):
    """A child."""

    about = "pk"
    name = models.TextField()

    class Privacy:
        personal = {"name"}

    def __str__(self):
        return self.name


class Visit(Record):
    """A visit to a child."""

    class Place(models.TextChoices):
        HOME = "home", "At home"
        SCHOOL = "school", "At school"

    about = "child"
    child = models.ForeignKey(Child, models.PROTECT)
    on = models.DateField("day")
    place = models.TextField(choices=Place)
    notes = models.TextField(blank=True)

    class Privacy:
        plain = {"on", "place"}
        personal = {"child"}
        special = {"notes"}

    def __str__(self):
        return f"Visit to {self.child}"

    def get_state_display(self):
        return VisitState(self.state).label
