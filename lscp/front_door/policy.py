"""Who may see and do what at the front door. The roles are those of the partnership's table."""

from uuid import UUID

from lscp.access.roles import Role
from lscp.core.policy import Reach, grant, holders, permission
from lscp.core.reminders import REMINDED

CONTACT, CHECK = "front_door.Contact", "front_door.Check"
REFERRAL, ASSESSMENT = "front_door.Referral", "front_door.Assessment"

VIEW_CONTACT = permission("front_door.view_contact", "See a contact", of=CONTACT)
VIEW_SUBMITTED = permission(
    "front_door.view_submitted", "See what became of a contact that one’s organisation made",
    of=CONTACT,
)  # fmt: skip
VIEW_SUMMARY = permission(
    "front_door.view_summary", "See the summary of a contact that one is asked about", of=CONTACT
)
VIEW_CONTACT_ROWS = permission(
    "front_door.view_contact_rows", "See contacts as rows without names", of=CONTACT,
    without_names=True,
)  # fmt: skip
VIEW_CHECK = permission("front_door.view_check", "See a partner’s check", of=CHECK)
VIEW_REFERRAL = permission("front_door.view_referral", "See a referral", of=REFERRAL)
VIEW_REFERRAL_ROWS = permission(
    "front_door.view_referral_rows", "See referrals as rows without names", of=REFERRAL,
    without_names=True,
)  # fmt: skip
VIEW_ASSESSMENT = permission("front_door.view_assessment", "See an assessment", of=ASSESSMENT)

TEAM, AUTHORITY, NAMED = Reach.TEAM, Reach.AUTHORITY, Reach.NAMED
OWN = (VIEW_SUBMITTED, "front_door.submit_contact", "front_door.add_to_contact",
       "front_door.attach_to_contact")  # fmt: skip
CASE = (VIEW_REFERRAL, VIEW_ASSESSMENT)

# Whoever works with children may tell the front door of one, and sees what became of it.
REFERRERS = (
    Role.REFERRER, Role.SCHOOL_LEAD, Role.HEALTH_LEAD, Role.POLICE_OFFICER, Role.MASH_PARTNER,
    Role.EARLY_HELP_PRACTITIONER, Role.EARLY_HELP_MANAGER,
)  # fmt: skip
for role in REFERRERS:
    grant(role, NAMED, *OWN)

ASK_CHECK, ANSWER_CHECK = "front_door.ask_check", "front_door.answer_check"
ANSWERING = Role.MASH_PARTNER  # whoever has this role answers checks for their organisation
grant(ANSWERING, NAMED, VIEW_SUMMARY, VIEW_CHECK, ANSWER_CHECK)
grant(ANSWERING, Reach.ORGANISATION, REMINDED)
# An answer that is shared with an organisation names it.
for role in (
    Role.SCHOOL_LEAD, Role.HEALTH_LEAD, Role.POLICE_OFFICER, Role.EARLY_HELP_PRACTITIONER,
    Role.EARLY_HELP_MANAGER,
):  # fmt: skip
    grant(role, NAMED, VIEW_CHECK)


def who_answers(organisation: UUID) -> UUID:
    """Return as whom a record names those who answer checks for an organisation."""
    return holders(organisation, ANSWERING)


OFFICER = (
    VIEW_CONTACT, "front_door.record_contact", "front_door.add_to_contact",
    "front_door.attach_to_contact", "front_door.add_child",
    "front_door.add_adult", "front_door.identify_child", "front_door.rate_risk",
    "front_door.record_sharing", "front_door.propose_outcome", "front_door.tell_referrer",
    VIEW_CHECK, "front_door.ask_checks", ASK_CHECK, "front_door.withdraw_check",
    "front_door.share_check",
    *CASE,
)  # fmt: skip
for role in (Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER):
    grant(role, (AUTHORITY, NAMED), *OFFICER)
grant(Role.FRONT_DOOR_OFFICER, Reach.ORGANISATION, REMINDED)  # contacts are the whole team’s
grant(
    Role.FRONT_DOOR_MANAGER, (AUTHORITY, NAMED), "front_door.decide_contact",
    "front_door.reopen_contact", "front_door.record_referral", "front_door.accept_referral",
    "front_door.take_no_action", "front_door.allocate_referral",
    "front_door.hand_over_assessment",
)  # fmt: skip

ASSESS = (
    "front_door.start_assessment", "front_door.record_visit", "front_door.record_review_point",
    "front_door.write_assessment", "front_door.submit_assessment",
)  # fmt: skip
for role in (Role.SOCIAL_WORKER, Role.TEAM_MANAGER):
    grant(role, (TEAM, NAMED), VIEW_CONTACT, VIEW_CHECK, *CASE, *ASSESS)
MANAGE = (
    "front_door.allocate_referral", "front_door.amend_need", "front_door.close_referral",
    "front_door.return_assessment", "front_door.authorise_assessment",
    "front_door.hand_over_assessment", "front_door.correct_referral",
    "front_door.correct_assessment",
)  # fmt: skip
grant(Role.TEAM_MANAGER, (TEAM, NAMED), *MANAGE)
grant(Role.SERVICE_MANAGER, AUTHORITY, VIEW_CONTACT, VIEW_CHECK, *CASE, *MANAGE)

# What was passed to early help names the organisation on the contact.
for role in (Role.EARLY_HELP_PRACTITIONER, Role.EARLY_HELP_MANAGER):
    grant(role, NAMED, VIEW_CONTACT)
for role in (Role.CONFERENCE_CHAIR, Role.EXPLOITATION_LEAD, Role.AUDITOR):
    grant(role, NAMED, VIEW_CONTACT, VIEW_CHECK, *CASE)
for role in (Role.SCRUTINEER, Role.ANALYST):
    grant(role, Reach.ALL, VIEW_CONTACT_ROWS, VIEW_REFERRAL_ROWS)
for role in (Role.FRONT_DOOR_MANAGER, Role.SERVICE_MANAGER):
    grant(role, AUTHORITY, VIEW_CONTACT_ROWS, VIEW_REFERRAL_ROWS)
