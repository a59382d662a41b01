"""The kernel's own tables, by noun. They name records by UUID and hold no person's details."""

from .drafts import Draft
from .history import Transition
from .jobs import JobMark
from .named import Named
from .notifications import Notification
from .running import RunningClock
from .trail import Entry, Seal

__all__ = [
    "Draft",
    "Entry",
    "JobMark",
    "Named",
    "Notification",
    "RunningClock",
    "Seal",
    "Transition",
]
