"""The kernel's own tables, by noun. They name records by UUID and hold no person's details."""

from .attachments import Attachment, KeptFile
from .drafts import Draft
from .escalations import Escalation, EscalationDocument, EscalationStep
from .history import Transition
from .jobs import JobMark
from .named import Named
from .notifications import Notification
from .running import RunningClock
from .trail import Entry, Seal

__all__ = [
    "Attachment",
    "Draft",
    "Entry",
    "Escalation",
    "EscalationDocument",
    "EscalationStep",
    "JobMark",
    "KeptFile",
    "Named",
    "Notification",
    "RunningClock",
    "Seal",
    "Transition",
]
