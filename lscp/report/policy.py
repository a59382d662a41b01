"""Who proof-reads reports on a page."""

from lscp.access.roles import Role
from lscp.core.policy import Reach, grant, permission

PROOF_READ = permission("report.proof_read", "Proof-read the figures of a report")

for role in (Role.BUSINESS_MANAGER, Role.SCRUTINEER, Role.ANALYST):
    grant(role, Reach.ALL, PROOF_READ)
