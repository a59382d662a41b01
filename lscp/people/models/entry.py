"""An entry of the chronology: an event on a day, as one organisation knows it."""

from django.db import models
from django.urls import reverse

from lscp.core.code_field import CodeField
from lscp.core.records import Record
from lscp.people.workflow import EntryState


class ChronologyEntry(Record):
    """An event in a person's life. Its organisation holds it, and says who else sees it.

    `for_all` shares it with everyone who works with the person, now or later.
    """

    about = "person"

    state = models.TextField(choices=EntryState)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    happened_on = models.DateField()
    kind = CodeField("lscp/event")
    words = models.TextField()
    for_all = models.BooleanField(default=False)
    wrong_because = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "happened_on"], name="people_entry_of_person"),
        ]

    class Privacy:
        plain = {"happened_on", "kind", "for_all"}
        personal = {"person"}
        special = {"words", "wrong_because"}

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        """Return where the entry is shown."""
        return reverse("people:entry", kwargs={"pk": self.pk})
