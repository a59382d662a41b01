"""The evaluation: four criteria, each with its reasons, then above or below the threshold."""

from datetime import date, timedelta

import pytest

from lscp.allegations import actions
from lscp.allegations.tests.allegations_records import allegation, weighed
from lscp.core import clocks
from lscp.core.models import Entry, RunningClock
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db
TODAY = today()


def due(name, start):
    return clocks.due(clocks.clock(name, start), start)


def weigh(made, by, **more):
    known = {"criterion": "risk", "is_met": False, "because": "Nothing points to it"}
    return actions.weigh_threshold(made, by=by, **{**known, **more})


def test_weigh_threshold_holds_the_last_word_on_each(lado, lado_support):
    made = weigh(weigh(allegation(lado), lado), lado, is_met=True, because=" He said so ")
    with acting(lado):
        [row] = made.criteria.all()
        assert (row.criterion, row.is_met, row.because, row.weighed_on) == (
            "risk", True, "He said so", TODAY,
        )  # fmt: skip
    for facts, why in ({"criterion": "mood"}, "Select"), ({"because": " "}, "why it is met"):
        with pytest.raises(Refused, match=why):
            weigh(made, lado, **facts)
    with pytest.raises(NotAllowed):
        weigh(made, lado_support)


def test_meet_threshold_starts_the_clocks_of_progress(lado):
    received = TODAY - timedelta(days=3)
    made = weighed(allegation(lado, received_on=received), lado, "harmed", "offence")
    made = actions.meet_threshold(made, by=lado, evaluation="Two children saw it")
    assert (made.state, made.opened_on, made.review_from) == ("open", received, TODAY)
    assert (made.evaluated_on, made.evaluated_by_id) == (TODAY, lado.user)
    running = {each.clock: each for each in RunningClock.objects.filter(subject=made.pk)}
    assert running["allegation_evaluated"].stopped_on == TODAY
    assert running["allegation_review"].due_on == TODAY + timedelta(days=14)
    for name in "allegation_month_1", "allegation_month_3", "allegation_month_12":
        assert running[name].due_on == due(name, received)
        assert running[name].stopped_on is None
    event = Entry.objects.get(name="allegations.meet_threshold", kind="did")
    assert event.detail["changed"]
    assert "Two children" not in str(event.detail)


def test_the_threshold_waits_until_all_four_are_weighed(lado):
    made = weigh(allegation(lado), lado, is_met=True)
    for decide, facts in (
        (actions.meet_threshold, {}), (actions.close_below_threshold, {"below": "advice"}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="all four criteria first. Missing: .*harmed") as refused:
            decide(made, by=lado, evaluation="x", **facts)
        assert "risk of harm" not in refused.value.sentence


def test_meet_threshold_is_refused(lado):
    made = weighed(allegation(lado), lado)
    with pytest.raises(Refused, match="No criterion is met"):
        actions.meet_threshold(made, by=lado, evaluation="x")
    made = weigh(made, lado, is_met=True)
    with pytest.raises(Refused, match="Enter the reasons"):
        actions.meet_threshold(made, by=lado, evaluation=" ")


def test_close_below_threshold(lado):
    made = weighed(allegation(lado), lado)
    made = actions.close_below_threshold(
        made, by=lado, below="low_level", evaluation="Careless words"
    )
    assert (made.state, made.closing, made.below, made.outcome) == (
        "closed", "below", "low_level", "",
    )  # fmt: skip
    assert (made.closed_on, made.closed_by_id, made.opened_on) == (TODAY, lado.user, None)
    assert made.keep_until == date(2052, 3, 9)
    running = RunningClock.objects.filter(subject=made.pk)
    assert [(each.clock, each.stopped_on) for each in running] == [("allegation_evaluated", TODAY)]
    with pytest.raises(Refused, match="cannot be done now"):
        weigh(made, lado)
    with pytest.raises(Refused, match="threshold was not met here"):
        actions.reopen_allegation(made, by=lado, because="More came up")


def test_close_below_threshold_is_refused(lado):
    made = weighed(allegation(lado), lado)
    for facts, why in (
        ({"below": "nothing"}, "Select what is done"), ({"evaluation": ""}, "Enter the reasons"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.close_below_threshold(
                made, by=lado, **{"below": "advice", "evaluation": "x", **facts}
            )
    made = weigh(made, lado, is_met=True)
    with pytest.raises(Refused, match="so the threshold is"):
        actions.close_below_threshold(made, by=lado, below="advice", evaluation="x")
