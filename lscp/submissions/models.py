"""Loads of returns and extracts; checks of submissions, what they found, and notes on that."""

import uuid
from typing import Any

from django.db import models

REGISTERS = ("register", "live_register")
LOOKED_AFTER = ("ssda903",)
BESIDE = (REGISTERS, LOOKED_AFTER)  # of each of these one is current beside the return
LIVE = ("live", "live_register")  # what changes as more is recorded


class Load(models.Model):
    """One return, extract or register that was loaded. Replaced loads stay on record.

    Of each authority and year one return is current, and beside it one SSDA903 return and one
    register of the LADO.
    """

    class Collection(models.TextChoices):
        CIN = "cin", "Children in need census"
        SSDA903 = "ssda903", "SSDA903 return: children looked after"
        SSD = "ssd", "Standard safeguarding dataset extract"
        LIVE = "live", "Live records"
        REGISTER = "register", "Register of the LADO"
        LIVE_REGISTER = "live_register", "Register of the LADO, live records"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.TextField(choices=Collection)
    authority = models.TextField()
    year = models.IntegerField()
    file_name = models.TextField()
    sha256 = models.TextField()
    size = models.BigIntegerField()
    made_up = models.BooleanField()
    reader = models.TextField()  # a digest of what read it: a better reader may read it again
    snapshot = models.TextField()
    rows = models.JSONField()  # how many rows each fact table got
    warnings = models.JSONField()
    kept_file = models.TextField(blank=True)  # empty where originals are not kept
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()
    current = models.BooleanField(default=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(current=True)
                & ~models.Q(collection__in=(*REGISTERS, *LOOKED_AFTER)),
                name="one_current_load_a_year",
            ),
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(current=True, collection__in=LOOKED_AFTER),
                name="one_current_ssda903_a_year",
            ),
            models.UniqueConstraint(
                fields=["authority", "year"],
                condition=models.Q(current=True, collection__in=REGISTERS),
                name="one_current_register_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(current=True, replaced_by=None)
                | models.Q(current=False, replaced_by__isnull=False),
                name="a_load_is_current_or_replaced",
            ),
        ]

    class Privacy:
        plain = {"collection", "authority", "year", "snapshot", "made_up"}

    def __str__(self) -> str:
        return f"{self.get_collection_display()} of {self.authority} for {self.year}"

    @classmethod
    def standing(cls, collection: str, authority: str, year: int) -> models.QuerySet["Load"]:
        """Return what is current of an authority and year, and a load of a collection replaces."""
        found = cls.objects.filter(authority=authority, year=year, current=True)
        for kinds in BESIDE:
            if collection in kinds:
                return found.filter(collection__in=kinds)
        return found.exclude(collection__in=[each for kinds in BESIDE for each in kinds])


class Check(models.Model):
    """One submission of a return to be checked by its rules, and how that went.

    `file_name` is what to call it; `files` are its files in order, each `{"name", "last"}`, where
    a return is a set of them: `last` says that one is of last year's.
    """

    class Collection(models.TextChoices):
        CIN = Load.Collection.CIN.value, Load.Collection.CIN.label
        SSDA903 = Load.Collection.SSDA903.value, Load.Collection.SSDA903.label

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Being checked"
        DONE = "done", "Checked"
        FAILED = "failed", "Not checked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.TextField(choices=Collection, default=Collection.CIN)
    file_name = models.TextField()
    files = models.JSONField(default=list)
    size = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    state = models.TextField(choices=State, default=State.QUEUED)
    attempts = models.IntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)  # why it was not checked, and what to do
    done_at = models.DateTimeField(null=True)
    authority = models.TextField(blank=True)  # whose it must be; none where any will do
    year = models.IntegerField(null=True)  # as it was said; else once it is read, as what follows
    rules_year = models.IntegerField(null=True)
    made_up = models.BooleanField(default=False)
    errors = models.IntegerField(default=0)
    queries = models.IntegerField(default=0)
    not_run = models.JSONField(default=list)  # rule, state, why
    warnings = models.JSONField(default=list)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="after")

    class Meta:
        indexes = [models.Index(fields=["authority", "year", "done_at"])]

    class Privacy:
        plain = {"collection", "authority", "year", "state", "errors", "queries"}

    def __str__(self) -> str:
        return f"Check of {self.file_name}"

    @property
    def is_a_set(self) -> bool:
        """Say whether the return is a set of files, beside which stands last year's."""
        return self.collection == self.Collection.SSDA903

    @property
    def last_files(self) -> list[dict[str, Any]]:
        """Return the files of last year's return; `loaded` says that they were loaded before."""
        return [each for each in self.files if each["last"]]

    @property
    def is_clean(self) -> bool:
        """Say whether every rule was run, and found no error."""
        return self.state == self.State.DONE and not self.errors and not self.not_run


class Finding(models.Model):
    """A row that breaks a rule. `key` is its name from one submission to the next."""

    submission = models.ForeignKey(Check, models.CASCADE, related_name="findings")
    place = models.IntegerField()  # in the list of all that a check found
    rule = models.TextField()
    kind = models.TextField()
    module = models.TextField()
    table = models.TextField(blank=True)
    file = models.TextField(blank=True)  # where a return is several
    line = models.BigIntegerField(null=True)
    child = models.TextField(blank=True)
    fields = models.TextField()
    values = models.TextField(blank=True)
    key = models.TextField()
    since = models.DateTimeField()  # when a check first found it
    checks = models.IntegerField(default=1)  # how many submissions it has stood in, without a break

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "place"], name="one_finding_a_place"),
            models.UniqueConstraint(fields=["submission", "key"], name="one_finding_a_key"),
        ]
        indexes = [
            models.Index(fields=["submission", "rule"]),
            models.Index(fields=["submission", "child"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, line {self.line}"

    @property
    def where(self) -> str:
        """Return where it stands in what was handed in: `episodes.csv, line 12`."""
        line = f"line {self.line:,}" if self.line else ""
        return ", ".join(filter(None, (self.file, line)))


class Note(models.Model):
    """Why a query is true after all. It stands for every later check that finds the same.

    The serving role may add notes, and neither change nor delete any: a correction is a new one.
    """

    collection = models.TextField(default=Check.Collection.CIN)
    authority = models.TextField()
    key = models.TextField()
    values = models.TextField(blank=True)  # what was found when it was written
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["authority", "key"])]

    def __str__(self) -> str:
        return f"Note of {self.written_by}, {self.written_at:%Y-%m-%d}"


class Census(models.Model):
    """A census of what is recorded here: asked for, written by a job, and checked."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Being written"
        DONE = "done", "Written"
        FAILED = "failed", "Not written"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.TextField()
    year = models.IntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    state = models.TextField(choices=State, default=State.QUEUED)
    reason = models.TextField(blank=True)  # why it was not written, and what to do
    done_at = models.DateTimeField(null=True)
    children = models.IntegerField(null=True)
    kept_file = models.TextField(blank=True)  # empty where a newer one was written
    checked = models.ForeignKey(Check, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["authority", "year", "asked_at"], name="submissions_census_asked")
        ]

    class Privacy:
        plain = {"authority", "year", "state", "children"}

    def __str__(self) -> str:
        return f"Census of {self.authority} for {self.year}"

    @property
    def file_name(self) -> str:
        """Return what the file is called."""
        return f"cin-{self.authority}-{self.year}.xml"
