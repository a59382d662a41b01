"""The records of the LADO's register."""

from .adult import Adult, AdultKey, AdultName, Post
from .allegation import (
    Allegation,
    AllegationDocument,
    ChildConcerned,
    Criterion,
    FormerClosing,
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
    "Adult", "AdultKey", "AdultName", "AgreedAction", "Allegation", "AllegationDocument",
    "ChildConcerned", "Consultation", "Criterion", "Employer", "EmployerName", "FormerClosing",
    "Invitation", "KeptOut", "Meeting", "Post", "Report", "ReportAddition", "Review", "Safeguard",
    "Step", "Strand",
]  # fmt: skip
