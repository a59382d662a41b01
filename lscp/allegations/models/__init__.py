"""The records of the LADO's register."""

from .adult import Adult, AdultName, Post
from .allegation import (
    Allegation,
    AllegationDocument,
    ChildConcerned,
    Criterion,
    KeptOut,
    Review,
    Safeguard,
    Step,
    Strand,
)
from .consultation import Consultation
from .employer import Employer, EmployerName
from .meeting import AgreedAction, Invitation, Meeting
from .report import Report, ReportAddition

__all__ = [
    "Adult", "AdultName", "AgreedAction", "Allegation", "AllegationDocument", "ChildConcerned",
    "Consultation", "Criterion", "Employer", "EmployerName", "Invitation", "KeptOut", "Meeting",
    "Post", "Report", "ReportAddition", "Review", "Safeguard", "Step", "Strand",
]  # fmt: skip
