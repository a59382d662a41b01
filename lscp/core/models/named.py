"""Who is named on a record: invited, asked, allocated, notified; or let in by broken glass."""

from django.db import models


class Named(models.Model):
    """A user, team, organisation or role there (`party`) that a record (`subject`) names.

    It opens that record alone. `glass` is break-glass on a person, and opens what is recorded
    about them as far as the role's own grants go. `opens_restricted` lets in to a restricted
    record too.
    """

    class Kind(models.TextChoices):
        NAMED = "named", "Named"
        GLASS = "glass", "By breaking the glass"
        OPENED = "opened", "Let in to whom the record is about"  # by the database alone

    subject_type = models.TextField()  # people.Person
    subject = models.UUIDField()
    party = models.UUIDField()
    kind = models.TextField(choices=Kind, default=Kind.NAMED)
    opens_restricted = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # not included
    source = models.UUIDField(null=True)  # the record that names them, where it is another

    class Meta:
        indexes = [
            models.Index(fields=["party", "subject_type", "subject"], name="core_named_party"),
            models.Index(fields=["subject", "party"], name="core_named_subject"),
            models.Index(
                fields=["source"],
                name="core_named_source",
                condition=models.Q(source__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} on {self.subject}"
