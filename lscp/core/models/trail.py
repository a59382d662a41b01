"""The tables of the trail: entries and the seals over them. See `lscp.core.trail`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lscp.core.trail.kinds import Kind

OFTEN = (Kind.DID, Kind.VIEWED, Kind.SEARCHED)
RARE = sorted(kind.value for kind in Kind if kind not in OFTEN)


class Entry(models.Model):
    """One thing that somebody did, saw, looked for, took away or was refused.

    `after` names entries that were there before it; `mark` shows that the program wrote it.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField(choices=Kind)
    user = models.UUIDField(null=True)
    membership = models.UUIDField(null=True)
    role = models.TextField(blank=True)
    organisation = models.UUIDField(null=True)
    name = models.TextField()  # of the permission, action or page
    subject_type = models.TextField(blank=True)
    subject = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    after = ArrayField(models.BigIntegerField(), default=list)
    detail = models.JSONField(default=dict)
    mark = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "at"],
                name="core_entry_person",
                condition=models.Q(person__isnull=False),
            ),
            models.Index(fields=["user", "at"], name="core_entry_user"),
            models.Index(fields=["organisation", "at"], name="core_entry_organisation"),
            models.Index(  # else a rare kind is looked for among all that there is
                fields=["organisation", "kind", "at"],
                name="core_entry_rare",
                condition=models.Q(kind__in=RARE),
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"


class Numbers(models.Field):
    """A set of whole numbers, kept as ranges."""

    def db_type(self, connection: object) -> str:
        return "int8multirange"


class Seal(models.Model):
    """What was in the trail at a moment: which entries, and a mark over theirs and the last seal's.

    Every entry up to number `settled` is in this seal or an earlier one, or never came to be.
    """

    no = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    entries = Numbers()
    count = models.IntegerField()
    highest = models.BigIntegerField(db_index=True)  # the last of the entries
    settled = models.BigIntegerField()
    digest = models.BinaryField()  # over the marks of the entries
    previous = models.BinaryField()  # the mark of the seal before
    key = models.TextField()  # the name of the key, not the key
    mark = models.BinaryField()

    def __str__(self) -> str:
        return f"Seal {self.no}"
