"""Who signs in, for which organisation, in which role; who looked beyond their role, and why."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lscp.access import workflow
from lscp.access.roles import Role
from lscp.core.code_field import CodeField
from lscp.core.records import Record, Rows
from lscp.core.time import today


class Organisation(Record):
    """The partnership, one of its authorities, or an agency. `within` is what it is a part of.

    It is held by itself: what reaches one's own organisation reaches this row.
    """

    second_lock = False

    name = models.TextField(unique=True)
    state = models.TextField(choices=workflow.OpenState)
    kind = CodeField("lscp/agency")
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    code = models.TextField(blank=True)  # its own: URN of a school, ODS code of a practice
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]

    class Privacy:
        plain = {"name", "kind", "within", "code", "from_on", "to_on"}

    def __str__(self) -> str:
        return self.name


class Team(Record):
    """A team of an organisation."""

    second_lock = False

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.TextField()
    state = models.TextField(choices=workflow.OpenState)
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="access_one_team_a_name")
        ]

    class Privacy:
        plain = {"name", "from_on", "to_on"}

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class User(AbstractUser):
    """A person who signs in. Nobody else is ever one: staff of the partnership's agencies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            # One account an address, written in small letters, by which people sign in.
            models.UniqueConstraint(
                fields=["email"], name="access_one_account_an_address", condition=~Q(email="")
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RunsOn(models.Func):
    """Whether a membership runs on a day. In SQL: it is asked at every request, of who acts."""

    output_field = models.BooleanField()
    template = """(
        {m}.state = 'held' AND {m}.from_on <= %s AND ({m}.to_on IS NULL OR {m}.to_on >= %s)
        AND EXISTS (SELECT 1 FROM access_user u WHERE u.id = {m}.user_id AND u.is_active)
        AND NOT EXISTS (
            SELECT 1 FROM access_accountlock l WHERE l.user_id = {m}.user_id AND l.state = 'locked'
        )
        AND ({m}.deputy_for_id IS NULL OR EXISTS (
            SELECT 1 FROM access_membership d WHERE d.id = {m}.deputy_for_id AND d.state = 'held'
            AND (d.to_on IS NULL OR d.to_on >= %s)
        ))
    )"""

    def __init__(self, day: date) -> None:
        super().__init__(models.F("pk"))
        self.day = day

    def as_sql(  # type: ignore[override]  # its template names the table's alias, and no column
        self, compiler: Any, connection: Any, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, of the table's alias in this question."""
        [column] = self.source_expressions
        alias = compiler.quote_name_unless_alias(column.alias)  # type: ignore[attr-defined]
        return self.template.format(m=alias), (self.day,) * 3


class Memberships(Rows):
    """Questions about memberships."""

    def open_on(self, day: date) -> "Memberships":
        """Return those that run on a day, of accounts that are not locked.

        A deputy's runs no longer than the role of whom they act for.
        """
        return self.filter(RunsOn(day))


class Membership(Record):
    """A role that somebody holds for an organisation, from one day to another (both included)."""

    second_lock = False

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="memberships")
    state = models.TextField(choices=workflow.MembershipState)
    role = models.TextField(choices=Role)
    from_on = models.DateField(default=today)
    to_on = models.DateField(null=True)
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")

    objects = Memberships.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["user", "from_on"], name="access_membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="access_membership_ends_after_it_starts",
            )
        ]

    class Privacy:
        plain = {"role", "from_on", "to_on"}
        personal = {"user", "deputy_for"}

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()}"


class GrantChange(Record):
    """What a partnership changed in the table of grants: the latest one of a role and permission.

    `reaches` is empty where the grant is taken away.
    """

    second_lock = False

    state = models.TextField(choices=workflow.GrantState)
    role = models.TextField(choices=Role)
    permission = models.TextField()
    reaches = models.JSONField(default=list)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["role", "permission", "at"], name="access_grant_change")]

    class Privacy:
        plain = {"role", "permission", "reaches", "at"}
        personal = {"reason"}

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.permission}"


class AccountLock(Record):
    """An account that nobody may sign in to: nobody has for long, or an administrator says so."""

    second_lock = False

    class Why(models.TextChoices):
        DORMANT = "dormant", "Nobody signed in for a long time"
        ASKED = "asked", "An administrator locked it"

    user = models.ForeignKey(User, models.PROTECT, related_name="locks")
    state = models.TextField(choices=workflow.LockState)
    why = models.TextField(choices=Why)
    locked_on = models.DateField()
    unlocked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="access_one_lock_an_account", condition=Q(state="locked")
            )
        ]

    class Privacy:
        plain = {"why", "locked_on", "unlocked_on"}
        personal = {"user"}

    def __str__(self) -> str:
        return f"Lock on the account of {self.user}"


class BreakGlass(Record):
    """One time that somebody asked to see a person whom their role does not reach, in an emergency.

    `person` is empty where there was none to find. It is held by whoever holds the person, whose
    information governance lead reviews it. Breaking the glass never opens what others broke.
    """

    about = "person"
    opens_to_glass = False

    class How(models.TextChoices):
        IDENTIFIER = "identifier", "An exact identifier"
        NAME = "name", "Name and date of birth"

    class Outcome(models.TextChoices):
        JUSTIFIED = "justified", "It was justified"
        NOT_JUSTIFIED = "not_justified", "It was not justified"

    state = models.TextField(choices=workflow.GlassState)
    person = models.UUIDField(null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.TextField(choices=Role)
    asked_at = models.DateTimeField()
    how = models.TextField(choices=How)
    reason = models.TextField()
    opened_on = models.DateField(null=True)
    opened_until = models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(choices=Outcome, null=True)
    what_follows = models.TextField(null=True)

    class Meta:
        verbose_name = "broken glass"
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="access_glass_asked_by")]

    class Privacy:
        plain = {
            "asked_at", "role", "how", "opened_on", "opened_until", "reviewed_on", "outcome"
        }  # fmt: skip
        personal = {"person", "asked_by", "reviewed_by"}
        special = {"reason", "what_follows"}

    def __str__(self) -> str:
        return f"Asked in an emergency on {self.asked_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Return the address of its page; `break_glass` is that of the action."""
        return reverse("access:glass", args=[self.pk])


class RecordsRequest(Record):
    """A request about a person's records that the information governance lead answers.

    While it is open, until a day, the lead may look at the person.
    """

    about = "person"
    opens_to_glass = False

    state = models.TextField(choices=workflow.RequestState)
    person = models.UUIDField(null=True)
    reference = models.TextField()
    reason = models.TextField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    until_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Privacy:
        plain = {"opened_on", "until_on", "closed_on"}
        personal = {"person", "reference", "asked_by"}
        special = {"reason"}

    def __str__(self) -> str:
        return f"Request {self.reference}"


class ApiKey(Record):
    """A key with which a system of an organisation sends to us; only a digest of it is kept.

    It is held by the organisation for which it acts. `begins` is how the key begins, to know it by.
    """

    second_lock = False

    state = models.TextField(choices=workflow.KeyState)
    system = models.TextField()  # what sends: the name of the software
    begins = models.TextField()
    digest = models.TextField(unique=True)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_on = models.DateField()  # the last day on which it opens anything
    revoked_on = models.DateField(null=True)

    class Meta:
        verbose_name = "key"

    class Privacy:
        plain = {"system", "begins", "issued_on", "issued_by", "to_on", "revoked_on"}
        special = {"digest"}

    def __str__(self) -> str:
        return f"Key of {self.system}"
