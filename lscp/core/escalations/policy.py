"""What may be granted about escalations (to whom: `access/policy.py`), and how lists say them."""

from lscp.core import worklists
from lscp.core.policy import permission

VIEW = permission("core.view_escalation", "See escalations", of="core.Escalation")
TOLD = permission("core.receive_escalations", "Be told of escalations to one’s organisation")

worklists.listed(
    "core.Escalation",
    title=lambda each: f"{each}: {each.get_theme_display()}",
    permission=VIEW,
)
