"""What may happen to a contact, to a partner's check of it, to a referral and to an assessment."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Runs, Workflow


class ContactState(TextChoices):
    """Where a contact stands. A contact is no referral: that is a record of its own."""

    RECEIVED = "received", "Received"
    PROPOSED = "proposed", "Outcome proposed"
    DECIDED = "decided", "Decided"


class CheckState(TextChoices):
    """Whether a partner has answered what the front door asked of it."""

    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Not needed any more"


class ReferralState(TextChoices):
    """Where a referral stands: an episode of a child's case, from received to closed."""

    RECEIVED = "received", "Received"
    OPEN = "open", "Open"
    NO_ACTION = "no_action", "No further action"
    CLOSED = "closed", "Closed"


class AssessmentState(TextChoices):
    """Where an assessment stands: it is complete when a manager has authorised it."""

    STARTED = "started", "Started"
    SUBMITTED = "submitted", "Sent to the manager"
    AUTHORISED = "authorised", "Authorised"


RECEIVED, PROPOSED, DECIDED = ContactState
OPEN, EVER = (RECEIVED, PROPOSED), (RECEIVED, PROPOSED, DECIDED)

CONTACT = Workflow(
    "front_door.Contact",
    states=ContactState,
    moves={
        "record_contact": (NEW, RECEIVED),  # by an officer, of somebody who called or wrote
        "submit_contact": (NEW, RECEIVED),  # by a professional who signed in
        "receive_contact": (NEW, RECEIVED),  # from the public form, or a partner’s system
        "receive_passed_contact": (NEW, RECEIVED),  # from another authority’s front door
        "add_to_contact": (EVER, None),
        "attach_to_contact": (EVER, None),
        "add_child": (OPEN, None),
        "add_adult": (OPEN, None),
        "identify_child": (OPEN, None),
        "rate_risk": (OPEN, None),
        "record_sharing": (EVER, None),
        "ask_checks": (OPEN, None),  # of several partners at once
        "propose_outcome": (OPEN, PROPOSED),
        "decide_contact": (OPEN, DECIDED),
        "reopen_contact": (DECIDED, RECEIVED),
        "tell_referrer": (DECIDED, None),
    },
    clocks=(
        Runs("contact_decision", starts_on="received_on", stops_on="decided_on"),
        Runs("referrer_told", starts_on="to_tell_from", stops_on="told_on"),
    ),
)

CHECK = Workflow(
    "front_door.Check",
    states=CheckState,
    moves={
        "ask_check": (NEW, CheckState.ASKED),
        "answer_check": (CheckState.ASKED, CheckState.ANSWERED),
        "withdraw_check": (CheckState.ASKED, CheckState.WITHDRAWN),
        "share_check": (CheckState.ANSWERED, None),
    },
    clocks=(
        Runs("mash_check", starts_on="asked_on", stops_on="ended_on", answers="asked"),
    ),
)  # fmt: skip

REFERRAL = Workflow(
    "front_door.Referral",
    states=ReferralState,
    moves={
        "record_referral": (NEW, ReferralState.RECEIVED),
        "accept_referral": (ReferralState.RECEIVED, ReferralState.OPEN),
        "take_no_action": (ReferralState.RECEIVED, ReferralState.NO_ACTION),
        "allocate_referral": (ReferralState.OPEN, None),
        "amend_need": (ReferralState.OPEN, None),
        "close_referral": (ReferralState.OPEN, ReferralState.CLOSED),
        "correct_referral": (ReferralState.CLOSED, None),  # a fact that was wrong
    },
    clocks=(Runs("referral_decision", starts_on="received_on", stops_on="decided_on"),),
)

ASSESSMENT = Workflow(
    "front_door.Assessment",
    states=AssessmentState,
    moves={
        "start_assessment": (NEW, AssessmentState.STARTED),
        "record_visit": (AssessmentState.STARTED, None),
        "record_review_point": (AssessmentState.STARTED, None),
        "write_assessment": (AssessmentState.STARTED, None),
        "submit_assessment": (AssessmentState.STARTED, AssessmentState.SUBMITTED),
        "return_assessment": (AssessmentState.SUBMITTED, AssessmentState.STARTED),
        "authorise_assessment": (AssessmentState.SUBMITTED, AssessmentState.AUTHORISED),
        "correct_assessment": (AssessmentState.AUTHORISED, None),
        "hand_over_assessment": (tuple(AssessmentState), None),  # with its case
    },
    clocks=(
        Runs("assessment", starts_on="referred_on", stops_on="authorised_on", answers="worker"),
        Runs(
            "assessment_review_point",
            starts_on="started_on",
            stops_on="review_ended_on",
            answers="worker",
        ),
    ),
)
