"""An adult who works or volunteers with children: of this register, and no person of `people`."""

from django.db import models
from django.db.models import Q

from lscp.allegations.workflow import KnownState
from lscp.core.code_field import CodeField
from lscp.core.records import Part, Record


class Adult(Record):
    """Somebody whom a consultation or an allegation is about.

    `person` is a link to their record in `people`, seen by the LADO service alone. It is on
    purpose no `about`: nothing that is done there leads here.
    """

    apart = True

    state = models.TextField(choices=KnownState)
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    own_children = models.TextField(blank=True)  # and other children in their home
    support_person = models.TextField(blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    destroyed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "family", "given"], name="allegations_adults"),
            models.Index(fields=["born_on"], name="allegations_adult_born"),
            models.Index(fields=["postcode"], name="allegations_adult_postcode"),
            models.Index(fields=["merged_into"], name="allegations_adult_merged"),
        ]

    class Privacy:
        plain = {"merged_into", "destroyed_on"}
        personal = {"given", "family", "born_on", "address", "postcode", "person"}
        special = {"own_children", "support_person"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip() or "An adult whose name is not known"


class AdultName(Part):
    """A name that an adult has or had."""

    part_of = "adult"

    adult = models.ForeignKey(Adult, models.PROTECT, related_name="names")
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    recorded_on = models.DateField()

    class Privacy:
        plain = {"adult", "recorded_on"}
        personal = {"given", "family"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class AdultKey(Part):
    """One way that a name is asked for, years later: as it is written and as it sounds."""

    part_of = "adult"

    adult = models.ForeignKey(Adult, models.PROTECT, related_name="+")
    name = models.ForeignKey(AdultName, models.PROTECT, related_name="keys")
    given = models.TextField(db_collation="C")
    family = models.TextField(db_collation="C")
    given_sound = models.TextField(db_collation="C")
    family_sound = models.TextField(db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["family", "given"], name="allegations_key_family"),
            models.Index(fields=["given", "family"], name="allegations_key_given"),
            models.Index(fields=["family_sound", "given_sound"], name="allegations_key_sounds"),
        ]

    class Privacy:
        plain = {"adult", "name"}
        personal = {"given", "family", "given_sound", "family_sound"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class Post(Part):
    """Where an adult works or volunteers with children, as what, since when and until when."""

    part_of = "adult"

    adult = models.ForeignKey(Adult, models.PROTECT, related_name="posts")
    employer = models.ForeignKey("allegations.Employer", models.PROTECT, related_name="posts")
    job = models.TextField(blank=True)
    basis = CodeField("lado/basis")  # paid, voluntary, agency, self-employed
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["employer"], name="allegations_post_employer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
                name="allegations_post_ends_after_it_starts",
            )
        ]

    class Privacy:
        plain = {"adult", "employer", "basis", "since", "until"}
        personal = {"job"}

    def __str__(self) -> str:
        return f"{self.job} at {self.employer}"
