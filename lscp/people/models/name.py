"""Names and numbers that a person is known by, and the keys that names are found by."""

from django.db import models

from lscp.core.code_field import CodeField
from lscp.core.records import Part
from lscp.people.identifiers import SCHEMES

from .fact import RECORDED, Fact


class Name(Fact):
    """A name of a person, of one kind; the current legal name or the one used is shown."""

    noun = "name"

    kind = CodeField("lscp/name_kind")
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED | {"kind"}
        personal = {"person", "given", "family"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class NameKey(Part):
    """One way that a name is asked for: as it is written and as it sounds (see `keys`)."""

    part_of = "person"

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.ForeignKey(Name, models.CASCADE, related_name="keys")
    given = models.TextField(db_collation="C")
    family = models.TextField(db_collation="C")
    given_sound = models.TextField(db_collation="C")
    family_sound = models.TextField(db_collation="C")
    # Of the person, kept by a trigger: who has a narrow reach need not walk through all who share
    # a name, since PostgreSQL may compare these before it asks whether a row is within reach.
    held_by_team = models.UUIDField(null=True, editable=False)
    held_by_organisation = models.UUIDField(null=True, editable=False)

    class Meta:
        # The team spares a narrow reach the rows of everybody else whose name begins so.
        indexes = [
            models.Index(fields=["family", "given", "held_by_team"], name="people_key_family"),
            models.Index(fields=["given", "family", "held_by_team"], name="people_key_given"),
            models.Index(
                fields=["family_sound", "given_sound", "held_by_team"],
                name="people_key_family_sound",
            ),
            models.Index(
                fields=["given_sound", "family_sound", "held_by_team"],
                name="people_key_given_sound",
            ),
        ]

    class Privacy:
        plain = {"held_by_team", "held_by_organisation"}
        personal = {"person", "name", "given", "family", "given_sound", "family_sound"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class Identifier(Fact):
    """A number that an agency knows a person by."""

    noun = "identifier"

    scheme = models.TextField()
    value = models.TextField(db_collation="C")

    class Meta(Fact.Meta):
        indexes = [models.Index(fields=["scheme", "value"], name="people_identifier_value")]

    class Privacy:
        plain = RECORDED | {"scheme"}
        personal = {"person", "value"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"

    def get_scheme_display(self) -> str:
        """Return what the number is called."""
        known = SCHEMES.get(self.scheme)
        return known.label if known else self.scheme
