"""What somebody has answered so far, before there is a record."""

from uuid import uuid4

from django.db import models


class Draft(models.Model):
    """Answers to the first steps of a page, as they were sent. Its own user alone can see it.

    Its id is that of the record that it will make: however often it is sent, it makes one. `seen`
    is the version of the record that it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.UUIDField()
    page = models.TextField()  # people.record_person
    address = models.JSONField(default=dict)  # what the page is about: {"child": "<its id>"}
    answers = models.JSONField(default=dict)  # the number of a step → field → what was sent
    seen = models.IntegerField(null=True)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "page"], name="core_draft_of_user")]

    class Privacy:
        plain = {"user", "page", "address", "seen", "updated_at", "expires_at"}
        special = {"answers"}

    def __str__(self) -> str:
        return f"Draft of {self.page}"
