"""Who signs in, for which organisation, in which role."""

import uuid
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from lscp.access.roles import Role
from lscp.core import vocab
from lscp.core.time import today


class Organisation(models.Model):
    """The partnership, one of its authorities, or an agency. `within` is what it is a part of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField(unique=True)
    kind = models.TextField(choices=vocab.codes("lscp/agency").items())
    authority = models.TextField(blank=True)  # the ONS code of the authority it serves, if one
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    code = models.TextField(blank=True)  # its own: URN of a school, ODS code of a practice
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.TextField()
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="access_one_team_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class User(AbstractUser):
    """A person who signs in. Nobody else is ever one: staff of the partnership's agencies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Memberships(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def open_on(self, day: date) -> "Memberships":
        """Return those that run on a day."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


class Membership(models.Model):
    """A role that somebody holds for an organisation, from one day to another (both included)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="memberships")
    role = models.TextField(choices=Role)
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")

    objects = Memberships.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "from_on"], name="access_membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="access_membership_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"


class GrantChange(models.Model):
    """What a partnership changed in the table of grants: the latest one of a role and permission.

    `reaches` is empty where the grant is taken away.
    """

    role = models.TextField(choices=Role)
    permission = models.TextField()
    reaches = models.JSONField(default=list)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["role", "permission"], name="access_grant_change")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.permission}"
