"""What a closed case or an authorised assessment said before it was corrected, and why it was."""

from django.db import models

from lscp.core.records import Part
from lscp.front_door.models.assessment import Assessment
from lscp.front_door.models.referral import Referral


class FormerFact(Part):
    """A fact that was wrong: which, what it was, and who put it right for which reason."""

    what = models.TextField()  # Primary need
    was = models.TextField(blank=True)  # as it was shown; nothing where nothing was recorded
    because = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.what} before: {self.was or 'not recorded'}"


class FormerReferralFact(FormerFact):
    """Of a case that is closed."""

    part_of = "referral"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="former_facts")

    class Privacy:
        plain = {"referral", "what", "was", "corrected_at", "corrected_by"}
        special = {"because"}


class FormerAssessmentFact(FormerFact):
    """Of an assessment that is authorised."""

    part_of = "assessment"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="former_facts")

    class Privacy:
        plain = {"assessment", "what", "was", "corrected_at", "corrected_by"}
        special = {"because"}
