"""Who may see and do what on the LADO's register: its own service, and whom a record names.

No role outside of the service has a grant that reaches a file. A partner who is invited or has
something to do is named on that meeting or action alone; whoever reported, on their report.
"""

from lscp.access.roles import Role
from lscp.core.policy import Reach, grant, permission
from lscp.core.reminders import REMINDED

REPORT, ADULT, EMPLOYER = "allegations.Report", "allegations.Adult", "allegations.Employer"
CONSULTATION, ALLEGATION = "allegations.Consultation", "allegations.Allegation"
MEETING, AGREED_ACTION = "allegations.Meeting", "allegations.AgreedAction"

VIEW_REPORT = permission("allegations.view_report", "See a report to the LADO", of=REPORT)
VIEW_REPORTED = permission(
    "allegations.view_reported", "See what became of a report that one made to the LADO", of=REPORT
)
VIEW_ADULT = permission("allegations.view_adult", "See an adult of the register", of=ADULT)
VIEW_EMPLOYER = permission("allegations.view_employer", "See an employer", of=EMPLOYER)
VIEW_CONSULTATION = permission(
    "allegations.view_consultation", "See a consultation", of=CONSULTATION
)
VIEW_ALLEGATION = permission("allegations.view_allegation", "See an allegation", of=ALLEGATION)
VIEW_ALLEGATION_ROWS = permission(
    "allegations.view_allegation_rows", "See allegations as rows without names", of=ALLEGATION,
    without_names=True,
)  # fmt: skip
VIEW_CONSULTATION_ROWS = permission(
    "allegations.view_consultation_rows", "See consultations as rows without names",
    of=CONSULTATION, without_names=True,
)  # fmt: skip
VIEW_REPORT_ROWS = permission(
    "allegations.view_report_rows", "See reports to the LADO as rows without names", of=REPORT,
    without_names=True,
)  # fmt: skip
VIEW_MEETING = permission(
    "allegations.view_meeting", "See an allegations management meeting", of=MEETING
)
VIEW_ACTION = permission("allegations.view_action", "See what a meeting agreed", of=AGREED_ACTION)

VIEW_FIGURES = permission("allegations.view_figures", "See the annual figures of the LADO in full")

TEAM, NAMED = Reach.TEAM, Reach.NAMED
SERVICE = (TEAM, NAMED)  # named: on a file that the other authority's LADO handed over


def _all(area: str) -> tuple[str, ...]:
    return tuple(f"allegations.{verb}" for verb in area.split())


VIEWS = (
    VIEW_ADULT, VIEW_EMPLOYER, VIEW_CONSULTATION, VIEW_ALLEGATION, VIEW_MEETING, VIEW_ACTION,
    VIEW_ALLEGATION_ROWS, VIEW_CONSULTATION_ROWS,
)  # fmt: skip
SUPPORT = _all(
    "record_adult amend_adult add_adult_name add_post end_post record_employer amend_employer "
    "add_employer_name record_consultation name_adult name_employer add_child_concerned "
    "record_step attach_to_allegation"
)
DECIDES = _all(
    "link_person merge_adult hand_over_adult destroy_adult merge_employer destroy_employer advise "
    "become_referral destroy_consultation record_allegation "
    "correct_adult weigh_threshold meet_threshold close_below_threshold open_strand end_strand "
    "put_safeguard end_safeguard confirm_suspension review_allegation require_notice give_notice "
    "restrict_reporting lift_reporting close_allegation reopen_allegation keep_out let_in "
    "pass_allegation pass_outside hand_over_consultation hold_allegation release_allegation "
    "destroy_allegation"
)
grant(Role.LADO_SUPPORT, SERVICE, *VIEWS, *SUPPORT)
grant(Role.LADO, SERVICE, *VIEWS, *SUPPORT, *DECIDES)
# Meetings of their own service: a LADO who is invited to one of another does not run it.
MEETINGS = _all(
    "call_meeting invite invite_again move_meeting cancel_meeting record_meeting circulate_notes "
    "agree_action do_action move_action"
)
grant(Role.LADO_SUPPORT, TEAM, *MEETINGS)
grant(
    Role.LADO, TEAM, *MEETINGS,
    *_all("hand_over_meeting destroy_meeting drop_action hand_over_action destroy_action"),
)  # fmt: skip
# Of reports, those that the service holds: who is named on one is whoever made it.
OF_REPORT = (VIEW_REPORT, VIEW_REPORT_ROWS, *_all("take_down_report add_to_report answer_reporter"))
grant(Role.LADO_SUPPORT, TEAM, *OF_REPORT)
grant(
    Role.LADO, TEAM, *OF_REPORT,
    *_all("pass_report take_up_report end_report hand_over_report destroy_report"),
)  # fmt: skip
for role in (Role.LADO, Role.LADO_SUPPORT):
    grant(role, TEAM, REMINDED)
    grant(role, Reach.AUTHORITY, VIEW_FIGURES)

# Whoever works with children may report, sees their own report, and what names them.
REPORTERS = (
    Role.REFERRER, Role.SCHOOL_LEAD, Role.HEALTH_LEAD, Role.POLICE_OFFICER, Role.MASH_PARTNER,
    Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER,
    Role.SERVICE_MANAGER, Role.EARLY_HELP_PRACTITIONER, Role.EARLY_HELP_MANAGER,
    Role.CONFERENCE_CHAIR, Role.EXPLOITATION_LEAD, Role.LADO, Role.LADO_SUPPORT,
)  # fmt: skip
for role in REPORTERS:
    grant(role, NAMED, VIEW_REPORTED, "allegations.submit_report", "allegations.add_to_report")
    grant(role, NAMED, VIEW_MEETING, "allegations.answer_invitation", VIEW_ACTION,
          "allegations.do_action")  # fmt: skip
