"""A person: a child, one not born yet, or an adult."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lscp.core.code_field import CodeField
from lscp.core.records import Record
from lscp.core.time import today
from lscp.people.workflow import PersonState

ADULT = 18


def birthday(born_on: date, age: int) -> date:
    """Return the day somebody reaches an age; of those born on 29 February, 1 March in law."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


class Person(Record):
    """A person. What lists show and searches ask is kept here as well: the facts of today.

    The facts themselves, with their dates and who recorded them, are parts: names, a birth,
    addresses and so on. `adult_on` is since when the record is held as an adult's.
    """

    about = "pk"

    state = models.TextField(choices=PersonState)
    shown_name = models.TextField()
    sort_name = models.TextField(db_collation="C")
    date_of_birth = models.DateField(null=True)
    is_estimated = models.BooleanField(default=False)  # the date of birth
    expected_on = models.DateField(null=True)
    sex = CodeField("cin/sex", blank=True)
    died_on = models.DateField(null=True)
    adult_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    restricted_because = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["team", "sort_name"], name="people_of_team"),
            models.Index(fields=["organisation", "sort_name"], name="people_of_organisation"),
            models.Index(fields=["authority", "sort_name"], name="people_of_authority"),
            models.Index(fields=["sort_name"], name="people_by_name"),
            models.Index(fields=["date_of_birth"], name="people_by_birth"),
            models.Index(
                fields=["expected_on"],
                name="people_expected",
                condition=Q(expected_on__isnull=False, date_of_birth__isnull=True),
            ),
            models.Index(
                fields=["date_of_birth"],
                name="people_turning_18",
                condition=Q(adult_on=None, died_on=None, state="known"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) ^ Q(state="merged"),
                name="people_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(restricted_because=None) ^ Q(restricted=True),
                name="people_restricted_for_a_reason",
            ),
        ]

    class Privacy:
        plain = {"adult_on"}
        personal = {
            "shown_name", "sort_name", "date_of_birth", "is_estimated", "expected_on", "sex",
            "died_on", "merged_into",
        }  # fmt: skip
        special = {"restricted_because"}

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        """Return where the record is shown: in full, or as a summary to those who may no more."""
        return reverse("people:person", kwargs={"pk": self.pk})

    @property
    def is_unborn(self) -> bool:
        """Say whether the child is not born yet."""
        return self.date_of_birth is None and self.expected_on is not None

    @property
    def is_child(self) -> bool:
        """Say whether this is a child today; where the birth is not known, as was said."""
        if self.date_of_birth:
            return birthday(self.date_of_birth, ADULT) > (self.died_on or today())
        return self.adult_on is None

    @property
    def age(self) -> int | None:
        """Return the age in whole years: today, or at death."""
        if self.date_of_birth is None:
            return None
        on = self.died_on or today()
        years = on.year - self.date_of_birth.year
        return years if birthday(self.date_of_birth, years) <= on else years - 1
