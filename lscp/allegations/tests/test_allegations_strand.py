"""What runs side by side until the outcome: enquiries, what keeps children safe, reviews."""

from datetime import timedelta

import pytest

from lscp.allegations import actions
from lscp.allegations.queries.allegations import missing
from lscp.allegations.tests.allegations_records import allegation, opened
from lscp.core import clocks
from lscp.core.models import RunningClock
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db
TODAY = today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def made(lado):
    """A file that met the threshold."""
    return opened(lado)


def clock(made, name):
    return RunningClock.objects.get(subject=made.pk, clock=name)


def police(made, by, **more):
    known = {"strand": "police", "started_on": YESTERDAY, "lead": "PC Dunn", "number": "CR/77"}
    return actions.open_strand(made, by=by, **{**known, **more})


def last(made, by, kind):
    with acting(by):
        return getattr(made, kind).get()


def test_open_strand_once_of_a_kind(made, lado, lado_support):
    made = police(made, lado, words="A crime is recorded")
    row = last(made, lado, "strands")
    assert (row.strand, row.lead, row.number, row.ended_on) == ("police", "PC Dunn", "CR/77", None)
    for facts, why in (
        ({}, "open already"), ({"strand": "army"}, "Select"),
        ({"strand": "employer", "started_on": TOMORROW}, "started today or in the past"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            police(made, lado, **facts)
    police(made, lado, strand="employer")
    with pytest.raises(NotAllowed):
        police(made, lado_support, strand="social_care")


def test_open_strand_is_of_a_file_that_met_the_threshold(lado):
    with pytest.raises(Refused, match="cannot be done now"):
        police(allegation(lado), lado)


def test_end_strand(made, lado):
    made = police(made, lado)
    row = last(made, lado, "strands")
    known = {"strand": row, "ended_on": TODAY, "ended_with": "No further action"}
    for facts, why in (
        ({"ended_on": YESTERDAY - timedelta(days=1)}, "on or after"),
        ({"ended_on": TOMORROW}, "today or in the past"),
        ({"ended_with": " "}, "what came of it"),
        ({"outcome": "guilty"}, "Select"),
    ):
        with pytest.raises(Refused, match=why):
            actions.end_strand(made, by=lado, **{**known, **facts})
    actions.end_strand(made, by=lado, outcome="unfounded", **known)
    row = last(made, lado, "strands")
    assert (row.ended_on, row.ended_with, row.outcome) == (TODAY, "No further action", "unfounded")
    with pytest.raises(Refused, match="ended already"):
        actions.end_strand(made, by=lado, **known)
    police(made, lado, started_on=TODAY)  # a new enquiry of the same kind
    with pytest.raises(OutOfReach):
        actions.end_strand(opened(lado), by=lado, **known)


def safeguard(made, by, **more):
    known = {"safeguard": "suspension", "is_used": True, "because": "He may influence witnesses"}
    return actions.put_safeguard(made, by=by, **{**known, "since": YESTERDAY, **more})


def test_a_suspension_is_to_be_confirmed_in_writing(made, lado):
    with pytest.raises(Refused, match="Nobody is suspended"):
        actions.confirm_suspension(made, by=lado, confirmed_on=TODAY)
    made = safeguard(made, lado)
    due_on = clocks.due(clocks.clock("suspension_confirmed", YESTERDAY), YESTERDAY)
    assert clock(made, "suspension_confirmed").due_on == due_on
    with acting(lado):
        assert {
            "Suspension is still in force", "The suspension was not confirmed in writing",
            "No alternative to the suspension is recorded as considered",
        } <= set(missing(made))  # fmt: skip
    with pytest.raises(Refused, match="on or after"):
        actions.confirm_suspension(made, by=lado, confirmed_on=YESTERDAY - timedelta(days=1))
    made = actions.confirm_suspension(made, by=lado, confirmed_on=TODAY)
    assert clock(made, "suspension_confirmed").stopped_on == TODAY
    with pytest.raises(Refused, match="confirmed already"):
        actions.confirm_suspension(made, by=lado, confirmed_on=TODAY)


def test_an_alternative_that_is_not_used_is_recorded_with_its_reasons(lado):
    made = allegation(lado)  # at once, before it is evaluated
    made = safeguard(made, lado, safeguard="moved", is_used=False, because="There is no other site")
    row = last(made, lado, "safeguards")
    assert (row.is_used, row.because) == (False, "There is no other site")
    assert made.suspended_on is None
    with pytest.raises(Refused, match="nothing to end"):
        actions.end_safeguard(made, by=lado, safeguard=row, until=TODAY, because="x")
    for facts, why in (
        ({"safeguard": "prayer"}, "Select"), ({"because": ""}, "why it is used"),
        ({"since": TOMORROW}, "used today or in the past"),
        ({"since": TOMORROW, "is_used": False}, "considered today or in the past"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            safeguard(made, lado, **facts)


def test_a_safeguard_is_in_force_once_and_ends(made, lado):
    made = safeguard(made, lado)
    with pytest.raises(Refused, match="in force already"):
        safeguard(made, lado)
    row = last(made, lado, "safeguards")
    for facts, why in (
        ({"until": TOMORROW}, "today or in the past"), ({"because": " "}, "why it ends"),
        ({"until": YESTERDAY - timedelta(days=1)}, "on or after"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.end_safeguard(
                made, by=lado, safeguard=row, **{"until": TODAY, "because": "x", **facts}
            )
    made = actions.end_safeguard(made, by=lado, safeguard=row, until=TODAY, because="He resigned")
    with pytest.raises(Refused, match="ended already"):
        actions.end_safeguard(made, by=lado, safeguard=row, until=TODAY, because="x")
    with pytest.raises(OutOfReach):
        actions.end_safeguard(opened(lado), by=lado, safeguard=row, until=TODAY, because="x")
    made = actions.confirm_suspension(made, by=lado, confirmed_on=TODAY)
    again = safeguard(made, lado, since=TODAY)
    assert (again.suspended_on, again.suspension_confirmed_on) == (TODAY, None)
    assert clock(again, "suspension_confirmed").stopped_on is None


def test_review_allegation_starts_the_clock_again(made, lado):
    assert clock(made, "allegation_review").due_on == TODAY + timedelta(days=14)
    with pytest.raises(Refused, match="on or after"):
        actions.review_allegation(made, by=lado, words="Police go on", on=YESTERDAY)
    with pytest.raises(Refused, match="today or in the past"):
        actions.review_allegation(made, by=lado, words="Police go on", on=TOMORROW)
    with pytest.raises(Refused, match="where each strand stands"):
        actions.review_allegation(made, by=lado, words=" ")
    made = actions.review_allegation(made, by=lado, words="Police go on")
    row = last(made, lado, "reviews")
    assert (row.on, row.by, row.words) == (TODAY, "Lionel Adomako", "Police go on")
    assert made.review_from == TODAY
