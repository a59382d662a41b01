"""Builders of reports to the LADO, by their actions, for tests."""

from lscp.allegations import actions
from lscp.allegations.queries.reports import PUBLIC_FORM
from lscp.core.time import today
from tests.cast import KENSINGTON, WESTMINSTER

__all__ = ["KENSINGTON", "WESTMINSTER", "received", "submitted", "taken_down"]


def _facts(**more):
    return {
        "authority": KENSINGTON, "agency": "school", "sector": "school", "adult_name": "Neville "
        "Tranter", "adult_job": "Teacher", "adult_basis": "paid", "aware_on": today(),
        "employer_name": "Elm Street School", "happened": "He shouted at a child and held her arm",
        **more,
    }  # fmt: skip


def submitted(by, **more):
    """Report as a professional who signed in."""
    return actions.submit_report(by=by, **_facts(**more))


def taken_down(by, **more):
    """Take down what somebody told who called."""
    return actions.take_down_report(by=by, **_facts(**more))


def received(**more):
    """Report by the public form."""
    return actions.receive_report(by=PUBLIC_FORM, **_facts(**more))
