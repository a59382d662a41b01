"""Who may see and record people. The roles are those of the partnership's table of roles."""

from lscp.access.roles import Role
from lscp.core.policy import Reach, grant, permission

PERSON, ENTRY, PROFESSIONAL = "people.Person", "people.ChronologyEntry", "people.Professional"

VIEW_PERSON = permission("people.view_person", "See a person’s record", of=PERSON)
VIEW_SUMMARY = permission(
    "people.view_summary", "See a person’s names, date of birth and address", of=PERSON
)
VIEW_RESTRICTED = permission(
    "people.view_restricted", "See which records are restricted", of=PERSON
)
VIEW_CHRONOLOGY = permission("people.view_chronology", "Read a person’s chronology", of=PERSON)
VIEW_ENTRY = permission("people.view_entry", "Read an entry of a chronology", of=ENTRY)
VIEW_PROFESSIONAL = permission(
    "people.view_professional", "See the professionals who work with people", of=PROFESSIONAL
)
VIEW_SHIELDED = permission(
    "people.view_shielded_address", "See a shielded address", of="people.Address", opens="shielded"
)
VIEW_MATCH = permission(
    "people.view_match", "See that a record made elsewhere may be of a person held here",
    of="people.HiddenMatch",
)  # fmt: skip

# Organisations that work for the whole authority, whose teams hold people’s records.
OF_AUTHORITY = ("authority", "social_care", "early_help")
TEAM, ORGANISATION, AUTHORITY, NAMED = Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY, Reach.NAMED

SUMMARY = (VIEW_SUMMARY,)
READ = (VIEW_SUMMARY, VIEW_PERSON, VIEW_CHRONOLOGY, VIEW_ENTRY)
ENTRIES = ("people.record_entry", "people.share_entry", "people.withdraw_entry")
CHRONOLOGY = (VIEW_CHRONOLOGY, VIEW_ENTRY, *ENTRIES)
FACTS = (
    "people.add_name", "people.add_address", "people.add_identifier", "people.add_relationship",
    "people.join_household", "people.add_need", "people.add_disability",
    "people.record_characteristics", "people.add_birth", "people.end_fact", "people.correct_fact",
    "people.withdraw_fact",
)  # fmt: skip
WORK = (*FACTS, *ENTRIES, "people.involve", "people.end_involvement", "people.record_birth",
        "people.record_death")  # fmt: skip
MAKE = ("people.record_person", "people.record_unborn")
LEAD = ("people.allocate", "people.turn_18", "people.transfer_person", "people.move_person",
        "people.merge_person", "people.take_back_merge",
        "people.take_back_unborn_merge")  # fmt: skip
PROFESSIONALS = ("people.record_professional", "people.correct_professional",
                 "people.record_leaving")  # fmt: skip

# Whoever a record names sees it, whichever team, organisation or authority holds it: so that the
# old team of a child who moved can still read the history that it made.
for role, reach in (
    (Role.FRONT_DOOR_OFFICER, AUTHORITY),
    (Role.FRONT_DOOR_MANAGER, AUTHORITY),
    (Role.SOCIAL_WORKER, TEAM),
    (Role.TEAM_MANAGER, TEAM),
    (Role.SERVICE_MANAGER, AUTHORITY),
):
    grant(role, (reach, NAMED), *READ, *WORK, *MAKE, VIEW_SHIELDED)
for role, reach in (
    (Role.FRONT_DOOR_MANAGER, AUTHORITY),
    (Role.TEAM_MANAGER, TEAM),
    (Role.SERVICE_MANAGER, AUTHORITY),
):
    grant(role, (reach, NAMED), *LEAD)

grant(Role.EARLY_HELP_PRACTITIONER, NAMED, *READ, *FACTS, *ENTRIES)
grant(Role.EARLY_HELP_MANAGER, (ORGANISATION, NAMED), *READ, *WORK, "people.allocate",
      "people.turn_18")  # fmt: skip

# A school sees its pupils: what it recorded, and what it was sent.
grant(Role.SCHOOL_LEAD, (ORGANISATION, NAMED), *SUMMARY, *CHRONOLOGY)
for role in (Role.HEALTH_LEAD, Role.POLICE_OFFICER):
    grant(role, NAMED, *READ, *ENTRIES)
grant(Role.MASH_PARTNER, NAMED, *SUMMARY)

for role in (Role.CONFERENCE_CHAIR, Role.EXPLOITATION_LEAD):
    grant(role, NAMED, *READ, *ENTRIES)
# Of a child whom a file names, the summary. The adults of the LADO’s register are no people here.
for role in (Role.LADO, Role.LADO_SUPPORT):
    grant(role, NAMED, *SUMMARY)

grant(Role.AUDITOR, NAMED, *READ)
grant(Role.INFORMATION_GOVERNANCE, NAMED, *READ, VIEW_RESTRICTED, "people.restrict_person",
      "people.lift_restriction")  # fmt: skip

WORKERS = (
    Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    Role.SERVICE_MANAGER, Role.EARLY_HELP_MANAGER,
)  # fmt: skip
for role in (*WORKERS, Role.EARLY_HELP_PRACTITIONER, Role.SCHOOL_LEAD, Role.HEALTH_LEAD,
             Role.POLICE_OFFICER, Role.CONFERENCE_CHAIR, Role.EXPLOITATION_LEAD,
             Role.AUDITOR, Role.INFORMATION_GOVERNANCE):  # fmt: skip
    grant(role, Reach.ALL, VIEW_PROFESSIONAL)
for role in WORKERS:
    grant(role, Reach.ALL, *PROFESSIONALS)

# What a match says of a restricted record has no authority: it reaches the first of them alone.
MATCHES = (VIEW_MATCH, "people.accept_match", "people.reject_match")
grant(Role.INFORMATION_GOVERNANCE, ORGANISATION, *MATCHES)
grant(Role.FRONT_DOOR_MANAGER, AUTHORITY, *MATCHES)
