"""A person's birth, death, characteristics, disabilities and needs."""

from django.db import models
from django.db.models import Q

from lscp.core.code_field import CodeField
from lscp.core.periods import day_label

from .fact import RECORDED, Fact


class Birth(Fact):
    """When a person was born, or is expected."""

    noun = "date of birth"
    is_one = True

    date_of_birth = models.DateField(null=True)
    is_estimated = models.BooleanField(default=False)
    expected_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=False) | Q(expected_on__isnull=False),
                name="people_birth_known_or_expected",
            ),
        ]

    class Privacy:
        plain = RECORDED
        personal = {"person", "date_of_birth", "is_estimated", "expected_on"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        if self.date_of_birth is None:
            return f"Expected on {day_label(self.expected_on)}" if self.expected_on else ""
        about = "about " if self.is_estimated else ""
        return f"{about}{day_label(self.date_of_birth)}"


class Death(Fact):
    """The day a person died. What it led to is for reviews, not for here."""

    noun = "death"
    is_one = True

    died_on = models.DateField()

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED
        personal = {"person", "died_on"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return day_label(self.died_on)


class Characteristics(Fact):
    """What returns ask of a person, by their codes."""

    noun = "sex and ethnicity"
    is_one = True

    sex = CodeField("cin/sex", blank=True)
    ethnicity = CodeField("cin/ethnicity", blank=True)

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED
        personal = {"person", "sex"}
        special = {"ethnicity", "wrong_because"}

    def __str__(self) -> str:
        said = (self.get_sex_display(), self.get_ethnicity_display())
        return "; ".join(each for each in said if each)


class Disability(Fact):
    """One disability of a person, by the code that returns ask for."""

    noun = "disability"

    code = CodeField("cin/disability")

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED
        personal = {"person"}
        special = {"code", "wrong_because"}

    def __str__(self) -> str:
        return self.get_code_display()


class Need(Fact):
    """What whoever works with a person must know: language, interpreter, how to communicate."""

    noun = "need"

    kind = CodeField("lscp/need")
    words = models.TextField()

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED | {"kind"}
        personal = {"person"}
        special = {"words", "wrong_because"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"
