"""An adult who works or volunteers with children: of this register, and no person of `people`."""

from django.db import models

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
        indexes = [models.Index(fields=["team", "state"], name="allegations_adults")]

    class Privacy:
        plain = {"merged_into", "destroyed_on"}
        personal = {"given", "family", "born_on", "address", "postcode", "person"}
        special = {"own_children", "support_person"}

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip() or "An adult whose name is not known"


class AdultName(Part):
    """A name that an adult has or had, with the keys by which it is recognised years later."""

    part_of = "adult"

    adult = models.ForeignKey(Adult, models.PROTECT, related_name="names")
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    key = models.TextField(blank=True)  # normalised, in an order of its own
    sounds = models.TextField(blank=True)  # as its parts sound
    recorded_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["key"], name="allegations_name_key"),
            models.Index(fields=["sounds"], name="allegations_name_sounds"),
        ]

    class Privacy:
        plain = {"adult", "recorded_on"}
        personal = {"given", "family", "key", "sounds"}

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

    class Privacy:
        plain = {"adult", "employer", "basis", "since", "until"}
        personal = {"job"}

    def __str__(self) -> str:
        return f"{self.job} at {self.employer}"
