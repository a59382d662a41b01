"""Where a person lives, and with whom."""

from uuid import uuid4

from django.db import models

from lscp.core.code_field import CodeField

from .fact import RECORDED, Fact


class Address(Fact):
    """An address of a person. One that is shielded, as a refuge is, shows to very few."""

    noun = "address"
    hidden = "shielded"

    kind = CodeField("lscp/address_kind")
    lines = models.TextField(blank=True)  # one line each
    postcode = models.TextField(blank=True, db_collation="C")
    line_key = models.TextField(blank=True, db_collation="C")  # as searches compare it
    shielded = models.BooleanField(default=False)

    class Meta(Fact.Meta):
        indexes = [
            models.Index(fields=["postcode"], name="people_address_postcode"),
            models.Index(fields=["line_key"], name="people_address_line"),
        ]

    class Privacy:
        plain = RECORDED | {"kind", "shielded"}
        personal = {"person", "lines", "postcode", "line_key"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        lines = [*self.lines.splitlines(), self.postcode]
        return ", ".join(each for each in lines if each) or self.get_kind_display()


class HouseholdMember(Fact):
    """That a person lives in a household: all who bear the same id live together."""

    noun = "household"
    is_one = True

    household = models.UUIDField(default=uuid4, db_index=True)

    class Meta(Fact.Meta):
        pass

    class Privacy:
        plain = RECORDED
        personal = {"person", "household"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return "Lives in this household"
