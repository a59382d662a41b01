"""How two people are related."""

from django.db import models
from django.db.models import F, Q

from lscp.core.code_field import CodeField
from lscp.core.vocab import code_set

from .fact import RECORDED, Fact


class Relationship(Fact):
    """What one person (`other`) is to another (`person`). Both records show it."""

    noun = "relationship"

    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = CodeField("lscp/relationship")
    responsibility = models.BooleanField(default=False)  # parental, of the elder for the younger

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(other=F("person")), name="people_related_to_another"
            ),
        ]

    class Privacy:
        plain = RECORDED | {"kind", "responsibility"}
        personal = {"person", "other"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return self.words(self.kind)

    def words(self, kind: str) -> str:
        """Return the kind in words, with parental responsibility."""
        label = next(code.label for code in code_set("lscp/relationship") if code.code == kind)
        return f"{label}, parental responsibility" if self.responsibility else label

    @property
    def inverse(self) -> str:
        """Return what `person` is to `other`, in words."""
        code = next(each for each in code_set("lscp/relationship") if each.code == self.kind)
        return self.words(code.more["inverse"])
