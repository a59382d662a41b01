"""Everything that can be done to a visit."""

from lscp.core.actions import action
from lscp.core.workflow import Refused

from .workflow import CHILD, VISIT


@action(CHILD, "Record a child")
def record_child(child, *, by, name):
    """Record that a child is known."""
    child.name = name


@action(VISIT, "Plan a visit")
def plan_visit(visit, *, by, child, on, place):
    """Record that a child is to be visited."""
    visit.child, visit.on, visit.place = child, on, place


@action(VISIT, "Move the visit")
def move_visit(visit, *, by, on):
    """Record another day for a visit."""
    visit.on = on


@action(VISIT, "Record the visit")
def hold_visit(visit, *, by, notes, told):
    """Record what was seen."""
    if "nothing" in notes:
        raise Refused("Say what was seen, also where all is well")
    visit.notes = notes
