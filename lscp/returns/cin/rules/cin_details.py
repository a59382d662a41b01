"""Rules about episodes of need: referral, source, primary need, closure."""

from lscp.returns import shapes
from lscp.returns.cin.rules import error
from lscp.returns.rules import Rows, Tables

_error = error("CINdetails")


@_error("8650", {"CINdetails": ("PrimaryNeedCode",)})
def primary_need_not_valid(tables: Tables) -> Rows:
    """The primary need is not a code of the census. Choose one of N0 to N9."""
    return shapes.not_a_code(tables.CINdetails, "PrimaryNeedCode", "cin/primary_need", tables)


@_error("8805", {"CINdetails": ("CINclosureDate", "ReasonForClosure")})
def closed_without_a_reason(tables: Tables) -> Rows:
    """The episode has a closure date and no reason. Enter the reason, or take the date away."""
    return shapes.present_without(tables.CINdetails, "CINclosureDate", "ReasonForClosure")
