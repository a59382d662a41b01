"""The actions of the register: one function a verb."""

from .agreed_action import (
    agree_action,
    do_action,
    drop_action,
    hand_over_action,
    move_action,
)
from .allegation import (
    add_child_concerned,
    attach_to_allegation,
    correct_adult,
    lift_reporting,
    record_allegation,
    restrict_reporting,
)
from .conflict import (
    hand_over_adult,
    hand_over_consultation,
    hand_over_report,
    keep_out,
    let_in,
    pass_allegation,
    pass_outside,
)
from .consultation import (
    advise,
    become_referral,
    destroy_consultation,
    name_adult,
    name_employer,
    record_consultation,
)
from .meeting import (
    answer_invitation,
    call_meeting,
    cancel_meeting,
    circulate_notes,
    hand_over_meeting,
    invite,
    invite_again,
    move_meeting,
    record_meeting,
)
from .outcome import (
    close_allegation,
    give_notice,
    record_step,
    reopen_allegation,
    require_notice,
)
from .register import (
    add_adult_name,
    add_employer_name,
    add_post,
    amend_adult,
    amend_employer,
    destroy_adult,
    destroy_employer,
    end_post,
    link_person,
    merge_adult,
    merge_employer,
    record_adult,
    record_employer,
)
from .report import add_to_report, receive_report, submit_report, take_down_report
from .report_work import answer_reporter, end_report, pass_report, take_up_report
from .retention import (
    destroy_action,
    destroy_allegation,
    destroy_meeting,
    destroy_report,
    hold_allegation,
    release_allegation,
)
from .strand import (
    confirm_suspension,
    end_safeguard,
    end_strand,
    open_strand,
    put_safeguard,
    review_allegation,
)
from .threshold import close_below_threshold, meet_threshold, weigh_threshold

__all__ = [
    "add_adult_name", "add_child_concerned", "add_employer_name", "add_post", "add_to_report",
    "advise", "agree_action", "amend_adult", "amend_employer", "answer_invitation",
    "answer_reporter", "attach_to_allegation", "become_referral", "call_meeting", "cancel_meeting",
    "circulate_notes", "close_allegation", "close_below_threshold", "confirm_suspension",
    "correct_adult", "destroy_action", "destroy_adult", "destroy_allegation",
    "destroy_consultation", "destroy_employer", "destroy_meeting", "destroy_report", "do_action",
    "drop_action", "end_post", "end_report", "end_safeguard", "end_strand", "give_notice",
    "hand_over_action", "hand_over_adult", "hand_over_consultation", "hand_over_meeting",
    "hand_over_report", "hold_allegation", "invite", "invite_again", "keep_out", "let_in",
    "lift_reporting", "link_person", "meet_threshold", "merge_adult", "merge_employer",
    "move_action", "move_meeting", "name_adult", "name_employer", "open_strand", "pass_allegation",
    "pass_outside", "pass_report", "put_safeguard", "receive_report", "record_adult",
    "record_allegation", "record_consultation", "record_employer", "record_meeting", "record_step",
    "release_allegation", "reopen_allegation", "require_notice", "restrict_reporting",
    "review_allegation", "submit_report", "take_down_report", "take_up_report", "weigh_threshold",
]  # fmt: skip
