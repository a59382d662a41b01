"""Everything that can be done to contacts, checks, referrals and assessments."""

from .assessment import (
    authorise_assessment,
    hand_over_assessment,
    record_review_point,
    record_visit,
    return_assessment,
    start_assessment,
    submit_assessment,
    write_assessment,
)
from .case import allocate_referral, close_referral
from .check import (
    answer_check,
    ask_check,
    ask_checks,
    close_to_asked,
    open_to_asked,
    share_check,
    withdraw_check,
)
from .contact import (
    add_to_contact,
    attach_to_contact,
    receive_contact,
    record_contact,
    submit_contact,
    tell_referrer,
)
from .contact_decision import decide_contact, propose_outcome, reopen_contact
from .contact_work import add_adult, add_child, identify_child, rate_risk, record_sharing
from .correcting import correct_assessment, correct_referral
from .merging import no_second_case
from .passing import receive_passed_contact
from .referral import accept_referral, amend_need, record_referral, take_no_action

__all__ = [
    "accept_referral", "add_adult", "add_child", "add_to_contact", "allocate_referral",
    "amend_need", "answer_check", "ask_check", "ask_checks", "attach_to_contact",
    "authorise_assessment", "close_referral", "close_to_asked", "correct_assessment",
    "correct_referral", "decide_contact",
    "hand_over_assessment", "identify_child", "no_second_case", "open_to_asked",
    "propose_outcome", "rate_risk", "receive_contact", "receive_passed_contact", "record_contact",
    "record_referral", "record_review_point", "record_sharing", "record_visit", "reopen_contact",
    "return_assessment", "share_check", "start_assessment", "submit_assessment",
    "submit_contact", "take_no_action", "tell_referrer", "withdraw_check", "write_assessment",
]  # fmt: skip
