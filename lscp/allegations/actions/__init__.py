"""The actions of the register: one function a verb."""

from .register import record_adult, record_employer
from .report import add_to_report, receive_report, submit_report, take_down_report
from .report_work import answer_reporter, end_report, pass_report, take_up_report

__all__ = [
    "add_to_report", "answer_reporter", "end_report", "pass_report", "receive_report",
    "record_adult", "record_employer", "submit_report", "take_down_report", "take_up_report",
]  # fmt: skip
