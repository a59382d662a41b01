"""The records of the front door: a contact, a check, a referral, an assessment."""

from .assessment import Assessment
from .check import Check
from .contact import Addition, Contact, ContactAdult, ContactChild, Sharing
from .document import ContactDocument
from .former_decision import FormerDecision
from .former_fact import FormerAssessmentFact, FormerReferralFact
from .referral import Referral

__all__ = [
    "Addition", "Assessment", "Check", "Contact", "ContactAdult", "ContactChild",
    "ContactDocument", "FormerAssessmentFact", "FormerDecision", "FormerReferralFact",
    "Referral", "Sharing",
]  # fmt: skip
