"""An employer or organisation for which adults work or volunteer with children."""

from django.db import models

from lscp.allegations.workflow import KnownState
from lscp.core.code_field import CodeField
from lscp.core.records import Part, Record


class Employer(Record):
    """A school, club, agency, congregation or somebody who works for themselves.

    `organisation` is it among those that use this system, where it is one of them.
    """

    apart = True

    state = models.TextField(choices=KnownState)
    name = models.TextField()
    sector = CodeField("lado/sector")
    postcode = models.TextField(blank=True)
    organisation_known = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "name"], name="allegations_employers"),
            models.Index(fields=["postcode"], name="allegations_employer_postcode"),
            models.Index(fields=["organisation_known"], name="allegations_employer_known"),
            models.Index(fields=["merged_into"], name="allegations_employer_merged"),
        ]

    class Privacy:
        plain = {"sector", "organisation_known", "merged_into"}
        personal = {"name", "postcode"}  # of somebody who works for themselves

    def __str__(self) -> str:
        return self.name


class EmployerName(Part):
    """A name that an employer has or had, with the keys by which it is recognised."""

    part_of = "employer"

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="names")
    name = models.TextField()
    key = models.TextField(db_collation="C")  # as it is compared
    sound = models.TextField(db_collation="C")  # and as it sounds
    recorded_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["key"], name="allegations_employer_key"),
            models.Index(fields=["sound"], name="allegations_employer_sound"),
        ]

    class Privacy:
        plain = {"employer", "recorded_on"}
        personal = {"name", "key", "sound"}

    def __str__(self) -> str:
        return self.name
