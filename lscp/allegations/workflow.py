"""What may happen to a report, an adult, an employer, a consultation, an allegation, a meeting."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Runs, Workflow


class ReportState(TextChoices):
    """Where a report stands: what somebody told the LADO, before the LADO decides what it is."""

    RECEIVED = "received", "Received"
    TAKEN_UP = "taken_up", "Taken up"
    ENDED = "ended", "Ended: not for the LADO"
    DESTROYED = "destroyed", "Destroyed"


class KnownState(TextChoices):
    """Whether an adult or an employer is on the register."""

    KNOWN = "known", "On the register"
    MERGED = "merged", "Merged into another record"
    DESTROYED = "destroyed", "Destroyed"


class ConsultationState(TextChoices):
    """Where a consultation stands. It is no referral: that is a record of its own."""

    OPEN = "open", "Open"
    ADVISED = "advised", "Advice given"
    REFERRED = "referred", "Became a referral"
    DESTROYED = "destroyed", "Destroyed"


class AllegationState(TextChoices):
    """Where the referral of an allegation stands."""

    RECEIVED = "received", "To be evaluated"
    OPEN = "open", "Threshold met: open"
    CLOSED = "closed", "Closed"
    DESTROYED = "destroyed", "Destroyed"


class MeetingState(TextChoices):
    """Where an allegations management meeting stands."""

    CALLED = "called", "Called"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    DESTROYED = "destroyed", "Destroyed"


class AgreedState(TextChoices):
    """Whether what a meeting agreed was done."""

    AGREED = "agreed", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "Not needed any more"
    DESTROYED = "destroyed", "Destroyed"


REPORTED = (ReportState.RECEIVED, ReportState.TAKEN_UP, ReportState.ENDED)
REPORT = Workflow(
    "allegations.Report",
    states=ReportState,
    moves={
        "submit_report": (NEW, ReportState.RECEIVED),  # by a professional who signed in
        "receive_report": (NEW, ReportState.RECEIVED),  # from the public form
        "take_down_report": (NEW, ReportState.RECEIVED),  # by the LADO, of somebody who called
        "add_to_report": (REPORTED, None),
        "pass_report": (ReportState.RECEIVED, None),  # to the LADO of the other authority
        "take_up_report": ((ReportState.RECEIVED, ReportState.ENDED), ReportState.TAKEN_UP),
        "end_report": (ReportState.RECEIVED, ReportState.ENDED),
        "answer_reporter": (REPORTED, None),
        "hand_over_report": (tuple(ReportState), None),  # with the allegation that it became
        "destroy_report": ((ReportState.TAKEN_UP, ReportState.ENDED), ReportState.DESTROYED),
    },
    clocks=(
        Runs("lado_told", starts_on="aware_on", stops_on="received_on"),
        Runs("lado_report", starts_on="received_on", stops_on="ended_on"),
    ),
)

ADULT = Workflow(
    "allegations.Adult",
    states=KnownState,
    moves={
        "record_adult": (NEW, KnownState.KNOWN),
        "amend_adult": (KnownState.KNOWN, None),
        "add_adult_name": (KnownState.KNOWN, None),
        "add_post": (KnownState.KNOWN, None),
        "end_post": (KnownState.KNOWN, None),
        "link_person": (KnownState.KNOWN, None),
        "merge_adult": (KnownState.KNOWN, KnownState.MERGED),
        # with an allegation: handed over, or shut
        "hand_over_adult": ((KnownState.KNOWN, KnownState.MERGED), None),
        "destroy_adult": ((KnownState.KNOWN, KnownState.MERGED), KnownState.DESTROYED),
    },
)

EMPLOYER = Workflow(
    "allegations.Employer",
    states=KnownState,
    moves={
        "record_employer": (NEW, KnownState.KNOWN),
        "amend_employer": (KnownState.KNOWN, None),
        "add_employer_name": (KnownState.KNOWN, None),
        "merge_employer": (KnownState.KNOWN, KnownState.MERGED),
        "destroy_employer": ((KnownState.KNOWN, KnownState.MERGED), KnownState.DESTROYED),
    },
)

CONSULTED = (ConsultationState.OPEN, ConsultationState.ADVISED)
CONSULTATION = Workflow(
    "allegations.Consultation",
    states=ConsultationState,
    moves={
        "record_consultation": (NEW, ConsultationState.OPEN),
        "name_adult": ((*CONSULTED, ConsultationState.REFERRED), None),
        "name_employer": (CONSULTED, None),
        "advise": (ConsultationState.OPEN, ConsultationState.ADVISED),
        "become_referral": (CONSULTED, ConsultationState.REFERRED),
        "hand_over_consultation": (tuple(ConsultationState), None),  # with an allegation
        "destroy_consultation": (
            (ConsultationState.ADVISED, ConsultationState.REFERRED), ConsultationState.DESTROYED,
        ),
    },
    clocks=(Runs("lado_consultation", starts_on="received_on", stops_on="ended_on"),),
)  # fmt: skip

RECEIVED, OPEN, CLOSED = AllegationState.RECEIVED, AllegationState.OPEN, AllegationState.CLOSED
LIVE, EVER = (RECEIVED, OPEN), (RECEIVED, OPEN, CLOSED)

ALLEGATION = Workflow(
    "allegations.Allegation",
    states=AllegationState,
    moves={
        "record_allegation": (NEW, RECEIVED),
        "correct_adult": (EVER, None),  # it is about somebody else than was thought
        "add_child_concerned": (LIVE, None),
        "weigh_threshold": (RECEIVED, None),  # one of the four criteria, with reasons
        "meet_threshold": (RECEIVED, OPEN),
        "close_below_threshold": (RECEIVED, CLOSED),
        "open_strand": (OPEN, None),
        "end_strand": (OPEN, None),
        "put_safeguard": (LIVE, None),  # suspension, an alternative to it, bail
        "end_safeguard": (LIVE, None),
        "confirm_suspension": (EVER, None),  # also late: its clock runs until it is done
        "review_allegation": (OPEN, None),
        "require_notice": (OPEN, None),  # the duty to tell the DBS or a regulator arose
        "give_notice": (EVER, None),  # and was done
        "record_step": (EVER, None),  # support, feedback, learning
        "restrict_reporting": (LIVE, None),
        "lift_reporting": (EVER, None),
        "close_allegation": (OPEN, CLOSED),
        "reopen_allegation": (CLOSED, OPEN),
        "attach_to_allegation": (EVER, None),
        "keep_out": (EVER, None),  # somebody of the LADO service, by name
        "let_in": (EVER, None),
        "pass_allegation": (LIVE, None),  # to the LADO of the other authority
        "pass_outside": (LIVE, CLOSED),  # to one whose authority does not use this system
        "hold_allegation": (CLOSED, None),  # an inquiry needs it: it is not destroyed
        "release_allegation": (CLOSED, None),
        "destroy_allegation": (CLOSED, AllegationState.DESTROYED),
    },
    clocks=(
        Runs("allegation_evaluated", starts_on="received_on", stops_on="evaluated_on"),
        Runs("allegation_review", starts_on="review_from", stops_on="closed_on"),
        Runs("allegation_month_1", starts_on="opened_on", stops_on="closed_on"),
        Runs("allegation_month_3", starts_on="opened_on", stops_on="closed_on"),
        Runs("allegation_month_12", starts_on="opened_on", stops_on="closed_on"),
        Runs("suspension_confirmed", starts_on="suspended_on", stops_on="suspension_confirmed_on"),
        Runs("dbs_told", starts_on="dbs_duty_on", stops_on="dbs_told_on"),
        Runs("regulator_told", starts_on="regulator_duty_on", stops_on="regulator_told_on"),
    ),
)  # fmt: skip

MEETING = Workflow(
    "allegations.Meeting",
    states=MeetingState,
    moves={
        "call_meeting": (NEW, MeetingState.CALLED),
        "invite": (MeetingState.CALLED, None),
        "invite_again": (MeetingState.CALLED, None),  # those of the meeting before
        "answer_invitation": (MeetingState.CALLED, None),
        "move_meeting": (MeetingState.CALLED, None),
        "cancel_meeting": (MeetingState.CALLED, MeetingState.CANCELLED),
        "record_meeting": (MeetingState.CALLED, MeetingState.HELD),
        "circulate_notes": (MeetingState.HELD, None),
        "hand_over_meeting": (tuple(MeetingState), None),
        "destroy_meeting": (
            (MeetingState.CALLED, MeetingState.HELD, MeetingState.CANCELLED),
            MeetingState.DESTROYED,
        ),
    },
)

AGREED_ACTION = Workflow(
    "allegations.AgreedAction",
    states=AgreedState,
    moves={
        "agree_action": (NEW, AgreedState.AGREED),
        "do_action": (AgreedState.AGREED, AgreedState.DONE),
        "drop_action": (AgreedState.AGREED, AgreedState.DROPPED),
        "move_action": (AgreedState.AGREED, None),  # another day, with the reason
        "hand_over_action": (tuple(AgreedState), None),
        "destroy_action": (
            (AgreedState.AGREED, AgreedState.DONE, AgreedState.DROPPED), AgreedState.DESTROYED,
        ),
    },
    clocks=(
        Runs("agreed_action", starts_on="agreed_on", stops_on="ended_on", due_on="due_on",
             answers="owner"),
    ),
)  # fmt: skip
