"""The kernel's own tables, by noun. They name records by UUID and hold no person's details."""

from .history import Transition
from .named import Named
from .running import RunningClock

__all__ = ["Named", "RunningClock", "Transition"]
