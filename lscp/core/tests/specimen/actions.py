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


@action(VISIT, "Arrange a visit")
def arrange_visit(visit, *, by, child, on, place, notes):
    """Record that a child is to be visited, asked in steps."""
    if "nothing" in notes:
        raise Refused("Say what is to be seen", field="notes")
    visit.child, visit.on, visit.place, visit.notes = child, on, place, notes


@action(VISIT, "Arrange the visit again")
def redo_visit(visit, *, by, on, place):
    """Record another day and place, asked in steps."""
    visit.on, visit.place = on, place


@action(VISIT, "Move the visit")
def move_visit(visit, *, by, on):
    """Record another day for a visit."""
    visit.on = on


@action(VISIT, "Hand the visit over")
def hand_visit_over(visit, *, by):
    """Let go of a visit: nobody's team holds it then."""
    visit.team = None


@action(VISIT, "Record the visit")
def hold_visit(visit, *, by, notes, told):
    """Record what was seen."""
    if "nothing" in notes:
        raise Refused("Say what was seen, also where all is well", field="notes")
    visit.notes = notes
