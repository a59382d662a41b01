"""Who works with whom: professionals, with an account or without, and their involvement."""

from uuid import UUID

from django.db import models

from lscp.core.code_field import CodeField
from lscp.core.records import Record
from lscp.people.workflow import ProfessionalState

from .fact import RECORDED, Fact


class Professional(Record):
    """Somebody who works with people, and may have no account here: a GP, a health visitor."""

    state = models.TextField(choices=ProfessionalState)
    name = models.TextField()
    sort_name = models.TextField(db_collation="C", db_index=True)
    job = models.TextField(blank=True)
    works_for = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    telephone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    class Privacy:
        plain = {"works_for", "job", "user"}
        personal = {"name", "sort_name", "telephone", "email"}

    def __str__(self) -> str:
        return self.name


class Involvement(Fact):
    """That a professional, a team or an organisation works with a person.

    `opens_to` says to whom it opens the person's record: the one who works, their team, their
    whole organisation, or nobody.
    """

    noun = "involvement"

    class OpensTo(models.TextChoices):
        WORKER = "user", "Only to the person who works with them"
        TEAM = "team", "To their team"
        ORGANISATION = "organisation", "To everybody of their organisation with a role for it"
        NOBODY = "", "To nobody"

    capacity = CodeField("lscp/capacity")
    user = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    professional = models.ForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    opens_to = models.TextField(choices=OpensTo, blank=True)

    class Meta(Fact.Meta):
        indexes = [
            models.Index(
                fields=[who], name=f"people_involved_{who}", condition=models.Q(to_on=None)
            )
            for who in ("user", "team", "organisation")
        ]

    class Privacy:
        plain = RECORDED | {"capacity", "user", "team", "organisation", "opens_to"}
        personal = {"person", "professional"}
        special = {"wrong_because"}

    def __str__(self) -> str:
        return self.get_capacity_display()

    @property
    def who(self) -> str:
        """Return who works with the person: the worker, if known, the team, the organisation."""
        worker = self.user.get_full_name() if self.user else self.professional
        place = self.team.name if self.team else ""
        return ", ".join(str(each) for each in (worker, place, self.organisation) if each)

    @property
    def party(self) -> UUID | None:
        """Return who is named on the person's record because of it, if anybody."""
        if self.opens_to == self.OpensTo.WORKER:
            return self.user_id or (self.professional.user_id if self.professional else None)
        return getattr(self, f"{self.opens_to}_id") if self.opens_to else None
