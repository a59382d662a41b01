"""Everything that can be done to contacts, checks, referrals and assessments."""

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
    receive_contact,
    record_contact,
    submit_contact,
    tell_referrer,
)
from .referral import record_referral

__all__ = [
    "add_to_contact", "answer_check", "ask_check", "ask_checks", "close_to_asked",
    "open_to_asked", "receive_contact", "record_contact", "record_referral", "share_check",
    "submit_contact", "tell_referrer", "withdraw_check",
]  # fmt: skip
