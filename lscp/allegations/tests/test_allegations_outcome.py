"""Duties to tell, what is done for those concerned, and how an allegation ends."""

from datetime import date, timedelta

import pytest
import time_machine

from lscp.allegations import actions
from lscp.allegations.models import Step
from lscp.allegations.queries.allegations import missing
from lscp.allegations.tests.allegations_records import allegation, closed, opened
from lscp.core import clocks
from lscp.core.models import RunningClock
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db
TODAY = today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
REASON = {"because": "She was dismissed for harm to a child"}


@pytest.fixture
def made(lado):
    """A file that met the threshold."""
    return opened(lado)


def clock(made, name):
    return RunningClock.objects.get(subject=made.pk, clock=name)


def require(made, by, **more):
    return actions.require_notice(
        made, by=by, **{"whom": "dbs", "since": YESTERDAY, **REASON, **more}
    )


@pytest.mark.parametrize(
    ("whom", "more", "name"),
    [("dbs", {}, "dbs_told"), ("regulator", {"regulator": "tra"}, "regulator_told")],
)
def test_a_duty_to_tell_runs_its_clock_until_they_were_told(made, lado, whom, more, name):
    made = require(made, lado, whom=whom, **more)
    assert clock(made, name).due_on == clocks.due(clocks.clock(name, YESTERDAY), YESTERDAY)
    with acting(lado):
        assert any(words.endswith("has not been told") for words in missing(made))
    with pytest.raises(Refused, match="on record already"):
        require(made, lado, whom=whom, **more)
    for day, why in (TOMORROW, "today or in the past"), (YESTERDAY - timedelta(1), "on or after"):
        with pytest.raises(Refused, match=why):
            actions.give_notice(made, by=lado, whom=whom, told_on=day)
    made = actions.give_notice(made, by=lado, whom=whom, told_on=TODAY, words="Number 12345")
    assert clock(made, name).stopped_on == TODAY
    assert getattr(made, f"{whom}_words") == f"{REASON['because']}\n\nNumber 12345"
    with pytest.raises(Refused, match="told already"):
        actions.give_notice(made, by=lado, whom=whom, told_on=TODAY)


def test_require_notice_is_refused(made, lado):
    for facts, why in (
        ({"whom": "press"}, "Select who"), ({"whom": "regulator"}, "Select which regulator"),
        ({"whom": "regulator", "regulator": "fifa"}, "Select one"),
        ({"because": ""}, "why they have to be told"), ({"since": TOMORROW}, "known today"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            require(made, lado, **facts)
    with pytest.raises(Refused, match="no such duty"):
        actions.give_notice(made, by=lado, whom="dbs", told_on=TODAY)


def test_record_step_is_no_longer_missing(made, lado_support):
    with acting(lado_support):
        assert {f"{label} is not recorded" for label in Step.Sort.labels} <= set(missing(made))
    for facts, why in (
        ({"sort": "cake"}, "Select what"), ({"on": TOMORROW}, "done today"),
        ({"words": ""}, "what was done or said"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.record_step(
                made, by=lado_support, **{"sort": "child", "on": TODAY, "words": "x", **facts}
            )
    for sort in Step.Sort.values:
        made = actions.record_step(made, by=lado_support, sort=sort, on=TODAY, words="Told by me")
    with acting(lado_support):
        assert missing(made) == []


def test_close_allegation_waits_for_each_strand(made, lado):
    for strand in "police", "employer":
        made = actions.open_strand(made, by=lado, strand=strand, started_on=TODAY)
    said = "Still open: Employer’s or disciplinary procedure, Police investigation"
    with pytest.raises(Refused, match=said):
        actions.close_allegation(made, by=lado, outcome="false", because="CCTV")
    with acting(lado):
        assert "Police investigation goes on" in missing(made)


def test_close_allegation(made, lado, lado_support):
    for facts, why in ({"outcome": "guilty"}, "Select"), ({"because": " "}, "Enter the reasons"):
        with pytest.raises(Refused, match=why):
            actions.close_allegation(
                made, by=lado, **{"outcome": "false", "because": "CCTV", **facts}
            )
    with pytest.raises(NotAllowed):
        actions.close_allegation(made, by=lado_support, outcome="false", because="CCTV")
    made = actions.close_allegation(made, by=lado, outcome="false", because="CCTV")
    assert (made.state, made.closing, made.outcome) == ("closed", "outcome", "false")
    assert (made.closed_on, made.closed_by_id, made.keep_until) == (
        TODAY, lado.user, date(2052, 3, 9),
    )  # fmt: skip
    stopped = RunningClock.objects.filter(subject=made.pk).values_list("stopped_on", flat=True)
    assert set(stopped) == {TODAY}
    with pytest.raises(Refused, match="cannot be done now"):
        actions.open_strand(made, by=lado, strand="police", started_on=TODAY)
    with acting(lado):
        assert missing(made) == []


def test_close_allegation_is_of_a_file_that_met_the_threshold(lado):
    with pytest.raises(Refused, match="cannot be done now"):
        actions.close_allegation(allegation(lado), by=lado, outcome="false", because="CCTV")


def test_reopen_allegation_keeps_how_it_had_ended(lado):
    made = closed(lado)
    with pytest.raises(Refused, match="Enter the reason"):
        actions.reopen_allegation(made, by=lado, because="")
    with time_machine.travel(f"{TODAY + timedelta(days=5)} 10:00 +00:00", tick=False):
        made = actions.reopen_allegation(made, by=lado, because="A second child spoke")
        assert (made.state, made.closing, made.outcome, made.closed_on, made.keep_until) == (
            "open", "", "", None, None,
        )  # fmt: skip
        assert clock(made, "allegation_review").due_on == TODAY + timedelta(days=19)
    assert clock(made, "allegation_month_3").stopped_on is None
    with acting(lado):
        before = made.former_closings.get()
    assert (before.outcome, before.closed_on, before.reopened_because) == (
        "unsubstantiated", TODAY, "A second child spoke",
    )  # fmt: skip
