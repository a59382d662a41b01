"""A contact: somebody tells the front door of children they worry about. It is no referral."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lscp.core.code_field import CodeField
from lscp.core.records import Part, Record, together
from lscp.front_door.workflow import ContactState


class Channel(models.TextChoices):
    """By which way a contact came in."""

    OFFICER = "officer", "Taken down by an officer"
    PROFESSIONAL = "professional", "A professional who signed in"
    PUBLIC = "public", "The public form"
    SYSTEM = "system", "A partner’s system"
    PASSED = "passed", "Passed on by another front door"


class Identity(models.TextChoices):
    """What is known of who made a contact, whatever its source code says."""

    GIVEN = "given", "Given"
    WITHHELD = "withheld", "Withheld: they did not want to say who they are"
    UNKNOWN = "unknown", "Not known: nobody wrote it down"


class Consent(models.TextChoices):
    """Whether the family agreed that the front door is told."""

    GIVEN = "given", "The family agreed"
    NOT_SOUGHT = "not_sought", "The family was not asked"
    REFUSED = "refused", "The family was asked and did not agree"


class Risk(models.TextChoices):
    """How urgent a contact is: local practice, rated by an officer with reasons."""

    RED = "red", "Red: act now"
    AMBER = "amber", "Amber: act today"
    GREEN = "green", "Green: within the time limit"


class Outcome(models.TextChoices):
    """What the front door decided. Only one of them makes a referral, which is a record itself."""

    NO_ACTION = "no_action", "No action"
    ADVICE = "advice", "Advice and information"
    EARLY_HELP = "early_help", "Passed to early help"
    REFERRAL = "referral", "Referral to children’s social care"
    OPEN_CASE = "open_case", "Information for a case that is open"
    PASSED = "passed", "Passed to another authority"


class Contact(Record):
    """One approach about one or more children. The children are parts of it, known or not yet."""

    state = models.TextField(choices=ContactState)
    reference = models.TextField(unique=True)  # told to whoever made it; nothing can be read by it
    sent_as = models.TextField(blank=True)  # its id in the partner’s system that sent it
    sent_digest = models.TextField(blank=True)  # of the message: the same again is no other one
    channel = models.TextField(choices=Channel)
    received_at = models.DateTimeField()
    received_on = models.DateField()  # in England
    source = CodeField("cin/referral_source")
    identity = models.TextField(choices=Identity)
    passed_on_by = models.TextField(blank=True)  # who speaks for somebody not named: the NSPCC
    referrer = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    referrer_organisation = models.ForeignKey(
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    referrer_name = models.TextField(blank=True)
    referrer_role = models.TextField(blank=True)
    referrer_email = models.TextField(blank=True)
    referrer_telephone = models.TextField(blank=True)
    # The questions of Signs of Safety.
    worries = models.TextField()
    working_well = models.TextField(blank=True)
    needs_to_happen = models.TextField(blank=True)
    consent = models.TextField(choices=Consent)
    consent_because = models.TextField(blank=True)  # why they were not asked, or went ahead
    immediate_danger = models.BooleanField(default=False)
    risk = models.TextField(choices=Risk, blank=True)
    risk_because = models.TextField(blank=True)
    proposed = models.TextField(choices=Outcome, blank=True)
    proposed_because = models.TextField(blank=True)
    proposed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(choices=Outcome, blank=True)
    outcome_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    passed_to = models.ForeignKey(  # early help, or the other authority
        "access.Organisation", models.PROTECT, null=True, related_name="+"
    )
    passed_to_other = models.TextField(blank=True)  # an authority outside of the partnership
    passed_from = models.ForeignKey(  # the contact of the front door that passed this one on
        "self", models.PROTECT, null=True, related_name="passed_on"
    )
    # The referrer: from when they wait to be told, when they were, and in which words.
    to_tell_from = models.DateField(null=True)  # none where nobody can be told
    told_on = models.DateField(null=True)
    told = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "state", "received_at"], name="front_door_inbox"),
            models.Index(fields=["team", "state", "received_at"], name="front_door_of_team"),
            models.Index(
                fields=["referrer_organisation", "-received_at"], name="front_door_submitted"
            ),
            models.Index(fields=["received_on"], name="front_door_received"),
            models.Index(
                fields=["received_at"], name="front_door_open", condition=Q(decided_on=None)
            ),
        ]
        constraints = [
            # The same message twice is one contact.
            models.UniqueConstraint(
                fields=["referrer_organisation", "sent_as"], name="front_door_sent_once",
                condition=~Q(sent_as=""),
            ),
            together("decided_at", "decided_on"),
            models.CheckConstraint(
                condition=Q(state="decided") ^ Q(decided_on=None),
                name="front_door_contact_decided",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on=None)
                | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="front_door_contact_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(identity="given")
                | Q(referrer=None, referrer_name="", referrer_email="", referrer_telephone=""),
                name="front_door_contact_not_named",
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "reference", "sent_as", "sent_digest", "channel", "received_at", "received_on",
            "source", "identity",
            "referrer", "referrer_organisation", "consent", "immediate_danger", "risk", "proposed",
            "proposed_by", "outcome", "decided_at", "decided_on", "decided_by", "passed_to",
            "passed_to_other", "passed_from", "to_tell_from", "told_on",
        }  # fmt: skip
        personal = {
            "passed_on_by", "referrer_name", "referrer_role", "referrer_email",
            "referrer_telephone",
        }  # fmt: skip
        special = {
            "worries", "working_well", "needs_to_happen", "consent_because", "risk_because",
            "proposed_because", "outcome_because", "told",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"Contact {self.reference}"


class ContactChild(Part):
    """A child whom a contact is about: as they were told of, and who they are once that is known.

    `home` says which household of the contact they live in: 1, 2 and so on; none, not known.
    """

    part_of = "contact"
    about: ClassVar[str] = "person"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="children")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    identified_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    date_of_birth = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    age_said = models.TextField(blank=True)  # where the date is not known: about 6
    sex = CodeField("cin/sex", blank=True)
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    school = models.TextField(blank=True)
    home = models.IntegerField(null=True)
    is_added = models.BooleanField(default=False)  # by the front door: the referrer knows nothing

    class Meta:
        indexes = [models.Index(fields=["person"], name="front_door_child_person")]
        constraints = [together("person", "identified_by")]

    class Privacy:
        plain = {"contact", "identified_by", "home", "is_added"}
        personal = {
            "person", "given", "family", "date_of_birth", "expected_on", "age_said", "sex",
            "address", "postcode", "school",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip() or "A child whose name is not known"


class ContactAdult(Part):
    """An adult whom a contact tells of: a parent, whoever is said to harm, the referrer."""

    part_of = "contact"

    class Standing(models.TextChoices):
        """As what an adult stands in a contact."""

        PARENT = "parent", "Parent or carer"
        HARMS = "harms", "Parent or carer who is said to harm or neglect"
        OTHER_HARMS = "other_harms", "Somebody else who is said to harm"
        OTHER = "other", "Somebody else who matters"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="adults")
    name = models.TextField(blank=True)
    name_key = models.TextField(blank=True)  # normalised, to find who accuses whom
    relationship = models.TextField(blank=True)
    stands_as = models.TextField(choices=Standing)
    is_referrer = models.BooleanField(default=False)
    address = models.TextField(blank=True)
    telephone = models.TextField(blank=True)
    home = models.IntegerField(null=True)

    class Privacy:
        plain = {"contact", "stands_as", "is_referrer", "home"}
        personal = {"name", "name_key", "relationship", "address", "telephone"}

    def __str__(self) -> str:
        return self.name or "An adult whose name is not known"


class Addition(Part):
    """Something that whoever made a contact added to it later."""

    part_of = "contact"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="additions")
    at = models.DateTimeField()
    by = models.TextField()  # a colleague’s name and organisation, as they were then; or “Referrer”
    is_referrers = models.BooleanField(default=False)  # of whoever made it: they may read it again
    words = models.TextField()

    class Privacy:
        plain = {"contact", "at", "by", "is_referrers"}
        special = {"words"}

    def __str__(self) -> str:
        return f"Added on {self.at:%Y-%m-%d}"


class Sharing(Part):
    """What may be shared with whom: to which purpose, and on which lawful basis."""

    part_of = "contact"

    class Basis(models.TextChoices):
        """UK GDPR article 6, and Data Protection Act 2018 schedule 1 paragraph 18."""

        PUBLIC_TASK = "public_task", "Public task: safeguarding children"
        LEGAL_OBLIGATION = "legal_obligation", "A legal obligation"
        VITAL = "vital", "Vital interests: to protect somebody’s life"
        CONSENT = "consent", "Consent"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="sharings")
    at = models.DateTimeField()
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    what = models.TextField()
    purpose = models.TextField()
    basis = models.TextField(choices=Basis)
    decided_by = models.TextField()

    class Privacy:
        plain = {"contact", "at", "organisation", "basis", "decided_by"}
        special = {"what", "purpose"}

    def __str__(self) -> str:
        return f"Shared with {self.organisation}"
