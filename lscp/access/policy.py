"""Who may change organisations, roles held and grants; who may break the glass, and review it."""

from lscp.access.roles import Role
from lscp.core.escalations import actions as _escalations  # noqa: F401  declares what is granted
from lscp.core.escalations.policy import TOLD as TOLD_OF_ESCALATIONS
from lscp.core.escalations.policy import VIEW as VIEW_ESCALATION
from lscp.core.late import TOLD as TOLD_OF_LATE
from lscp.core.policy import Reach, grant, permission
from lscp.core.reminders import REMINDED
from lscp.core.worklists import OWN_WORK, Whose, listed

ORGANISATION, NAMED, ALL = Reach.ORGANISATION, Reach.NAMED, Reach.ALL

VIEW_ORGANISATION = permission(
    "access.view_organisation", "See organisations and their teams", of="access.Organisation"
)
VIEW_MEMBERSHIP = permission(
    "access.view_membership", "See who holds which role", of="access.Membership"
)
VIEW_LOCK = permission("access.view_lock", "See which accounts are locked", of="access.AccountLock")
VIEW_GRANTS = permission("access.view_grants", "See the table of grants", of="access.GrantChange")
VIEW_GLASS = permission(
    "access.view_glass", "See who opened a record in an emergency", of="access.BreakGlass"
)
VIEW_REQUEST = permission(
    "access.view_request", "See requests about people’s records", of="access.RecordsRequest"
)

VIEW_KEY = permission(
    "access.view_key", "See the keys with which one’s systems send to us", of="access.ApiKey"
)
SEARCH_TRAIL = permission(
    "access.search_trail", "Search the trail of one’s own organisation, and take it away"
)
CHOOSE_ROLE = permission("access.choose_role", "Say in which of one’s roles one acts")

STAFF = (
    VIEW_MEMBERSHIP, "access.invite_joiner", "access.give_role", "access.name_deputy",
    "access.change_membership", "access.correct_name", "access.send_invitation_again",
    "access.take_away_factors", "access.end_membership", "access.stop_membership",
)  # fmt: skip
LOCKS = (VIEW_LOCK, "access.lock_account", "access.unlock_account")
TEAMS = ("access.open_team", "access.rename_team", "access.close_team")

KEYS = (VIEW_KEY, "access.issue_key", "access.revoke_key")

grant(
    Role.ORGANISATION_ADMINISTRATOR, ORGANISATION, VIEW_ORGANISATION, *STAFF, *TEAMS, *LOCKS, *KEYS
)  # fmt: skip
grant(
    Role.SYSTEM_ADMINISTRATOR, ALL, VIEW_ORGANISATION, *STAFF, *TEAMS, *LOCKS, VIEW_GRANTS,
    "access.open_organisation", "access.change_organisation", "access.close_organisation",
    "access.change_grant",
)  # fmt: skip

# Every role that reaches people at all may ask. Not the lead who reviews it: they answer requests.
for role in (
    Role.SCHOOL_LEAD, Role.HEALTH_LEAD, Role.POLICE_OFFICER, Role.MASH_PARTNER,
    Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    Role.SERVICE_MANAGER, Role.EARLY_HELP_PRACTITIONER, Role.EARLY_HELP_MANAGER,
    Role.CONFERENCE_CHAIR, Role.LADO, Role.LADO_SUPPORT, Role.EXPLOITATION_LEAD, Role.AUDITOR,
):  # fmt: skip
    grant(role, NAMED, "access.break_glass")
    grant(role, NAMED, VIEW_GLASS)  # what one asked oneself, or of a person one works with

grant(
    Role.INFORMATION_GOVERNANCE, (ORGANISATION, NAMED), VIEW_GLASS, "access.review_glass",
    VIEW_REQUEST, "access.find_for_request", "access.close_request",
)  # fmt: skip

for role in Role:  # what waits for oneself, what one was told, and as whom one acts
    grant(role, ALL, OWN_WORK, CHOOSE_ROLE)

grant(Role.INFORMATION_GOVERNANCE, ORGANISATION, SEARCH_TRAIL)

listed(
    "access.BreakGlass", title=lambda glass: "Review why a record was opened in an emergency",
    permission=VIEW_GLASS,
)  # fmt: skip

# Escalations are seen by the organisations concerned, and in their authority by service managers.
RAISE = (
    VIEW_ESCALATION, "core.raise_escalation", "core.answer_escalation", "core.move_escalation",
    "core.attach_to_escalation", "core.resolve_escalation", "core.withdraw_escalation",
)  # fmt: skip
LEADING = (
    Role.SCHOOL_LEAD, Role.HEALTH_LEAD, Role.POLICE_OFFICER, Role.FRONT_DOOR_MANAGER,
    Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.EARLY_HELP_MANAGER,
)  # fmt: skip
for role in (
    *LEADING, Role.MASH_PARTNER, Role.FRONT_DOOR_OFFICER, Role.SOCIAL_WORKER,
    Role.EARLY_HELP_PRACTITIONER, Role.CONFERENCE_CHAIR, Role.EXPLOITATION_LEAD, Role.REFERRER,
):  # fmt: skip
    grant(role, (ORGANISATION, NAMED), *RAISE)
for role in LEADING:
    grant(role, ORGANISATION, TOLD_OF_ESCALATIONS)
for role in (*LEADING, Role.INFORMATION_GOVERNANCE):
    grant(role, ORGANISATION, REMINDED)
# What is late goes up: to whoever manages the team, then to whoever answers for the organisation.
for role in (Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER):
    grant(role, Reach.TEAM, TOLD_OF_LATE[Whose.TEAM])
for role in (
    Role.SERVICE_MANAGER, Role.EARLY_HELP_MANAGER, Role.SCHOOL_LEAD, Role.HEALTH_LEAD,
    Role.POLICE_OFFICER,
):  # fmt: skip
    grant(role, ORGANISATION, TOLD_OF_LATE[Whose.ORGANISATION])
grant(Role.SERVICE_MANAGER, Reach.AUTHORITY, VIEW_ESCALATION, "core.resolve_escalation")
