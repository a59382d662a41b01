"""Assessments: within an open case, seen, written, sent, and authorised by somebody else."""

from datetime import timedelta

import pytest

from lscp.core import clocks, notify
from lscp.core.models import RunningClock
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.front_door import actions

pytestmark = pytest.mark.django_db
TODAY = today()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def case(opened):
    """A case of a fortnight."""
    return opened(received_on=ago(14))


@pytest.fixture
def start(case, worker):
    """Start an assessment of that case."""

    def make(by=worker, **facts):
        return actions.start_assessment(by=by, referral=case, **{"started_on": ago(10), **facts})

    return make


def seen(assessment, by, **facts):
    known = {"was_seen": True, "seen_on": ago(5), "seen_alone": True}
    return actions.record_visit(assessment, by=by, **{**known, **facts})


@pytest.fixture
def sent(start, worker, whole):
    """An assessment that was sent to the manager."""
    made = actions.write_assessment(seen(start(), worker), by=worker, **whole)
    return actions.submit_assessment(made, by=worker)


def due(name, start):
    return clocks.due(clocks.clock(name, start), start)


def test_start_assessment_counts_from_the_referral(start, case):
    made = start()
    assert (made.state, made.started_on, made.referred_on) == ("started", ago(10), ago(14))
    assert (made.child_id, made.team_id, made.authority) == (
        case.child_id, case.team_id, case.authority,
    )  # fmt: skip
    running = {each.clock: each for each in RunningClock.objects.filter(subject=made.pk)}
    assert running["assessment"].due_on == due("assessment", ago(14))
    assert running["assessment_review_point"].due_on == due("assessment_review_point", ago(10))
    assert made.review_on == running["assessment_review_point"].due_on
    assert {each.person for each in running.values()} == {case.child_id}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"started_on": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"started_on": ago(15)}, "on or after"),
        ({"review_on": ago(11)}, "between the start"),
        ({"review_on": TODAY + timedelta(days=90)}, "between the start"),
    ],
)
def test_start_assessment_is_refused(start, facts, why):
    with pytest.raises(Refused, match=why):
        start(**facts)


def test_start_assessment_of_an_open_case_once(start, case, refer, worker, team_manager, someone):
    start()
    with pytest.raises(Refused, match="open already"):
        start()
    with pytest.raises(OutOfReach):
        start(by=someone("social_worker"))
    with pytest.raises(NotAllowed):
        start(by=someone("front_door_manager"))


def test_start_assessment_of_a_case_that_is_closed(start, case, team_manager):
    actions.close_referral(
        case, by=team_manager, reason="RC5", closed_on=TODAY, because="The family moved"
    )
    with pytest.raises(Refused, match="Only a case that is open"):
        start()


def test_record_visit(start, worker):
    made = start()
    with pytest.raises(Refused, match="why the child was not seen"):
        actions.record_visit(made, by=worker, was_seen=False)
    made = actions.record_visit(made, by=worker, was_seen=False, because="Nobody was in")
    assert (made.seen_on, made.not_seen_because) == (None, "Nobody was in")
    with pytest.raises(Refused, match="whether the child was seen alone"):
        actions.record_visit(made, by=worker, was_seen=True)
    with pytest.raises(Refused, match="not seen alone"):
        seen(made, worker, seen_alone=False)
    made = seen(made, worker, seen_alone=False, because="Mother stayed")
    assert (made.seen_on, made.seen_alone) == (ago(5), False)
    made = seen(made, worker, seen_on=ago(3))
    assert (made.seen_on, made.seen_alone, made.not_seen_because) == (ago(3), True, "")
    with pytest.raises(Refused, match="that stands"):
        actions.record_visit(made, by=worker, was_seen=False, because="Nobody was in")
    for day in ago(15), TODAY + timedelta(days=1):
        with pytest.raises(Refused, match="must have been visited"):
            seen(made, worker, seen_on=day)


def test_record_review_point(start, worker):
    made = start()
    with pytest.raises(Refused, match="what was agreed"):
        actions.record_review_point(made, by=worker, reviewed_on=ago(2), reviewed=" ")
    with pytest.raises(Refused, match="on or after"):
        actions.record_review_point(made, by=worker, reviewed_on=ago(11), reviewed="Go on")
    made = actions.record_review_point(made, by=worker, reviewed_on=ago(2), reviewed="Go on")
    clock = RunningClock.objects.get(subject=made.pk, clock="assessment_review_point")
    assert clock.stopped_on == ago(2)
    with pytest.raises(Refused, match="already"):
        actions.record_review_point(made, by=worker, reviewed_on=TODAY, reviewed="Again")


def test_write_assessment_keeps_each_factor_once_and_in_order(start, worker):
    made = start()
    made = actions.write_assessment(made, by=worker, factors=["24A", "3B", "4B", "3B"])
    assert made.factors == ["3B", "4B", "24A"]
    assert actions.write_assessment(made, by=worker, factors=["21"]).factors == ["21"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"factors": ["21", "4B"]}, "excludes all other factors"),
        ({"factors": ["18A"]}, "in use today"),
        ({"factors": ["99"]}, "in use today"),
        ({"result": "adoption"}, "what the assessment leads to"),
    ],
)
def test_write_assessment_is_refused(start, worker, facts, why):
    with pytest.raises(Refused, match=why):
        actions.write_assessment(start(), by=worker, **facts)


def test_submit_assessment_says_what_is_missing(start, worker, whole):
    made = start()
    with pytest.raises(Refused) as refused:
        actions.submit_assessment(made, by=worker)
    for each in "seen", "factors", "analysis", "leads to":
        assert each in refused.value.sentence
    made = actions.write_assessment(made, by=worker, **whole)
    with pytest.raises(Refused, match="Missing: that the child was seen, or why not"):
        actions.submit_assessment(made, by=worker)
    made = actions.record_visit(made, by=worker, was_seen=False, because="Not born yet")
    made = actions.submit_assessment(made, by=worker)
    assert (made.state, made.submitted_on) == ("submitted", TODAY)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.write_assessment(made, by=worker, **whole)


def test_return_assessment(sent, worker, team_manager):
    with pytest.raises(Refused, match="what is to be done"):
        actions.return_assessment(sent, by=team_manager, because="")
    with pytest.raises(NotAllowed):
        actions.return_assessment(sent, by=worker, because="See the father")
    back = actions.return_assessment(sent, by=team_manager, because="See the father")
    assert (back.state, back.returned_because, back.submitted_on) == (
        "started", "See the father", None,
    )  # fmt: skip
    assert actions.submit_assessment(back, by=worker).state == "submitted"


def test_authorise_assessment(sent, team_manager):
    with pytest.raises(Refused, match="Tell the family"):
        actions.authorise_assessment(sent, by=team_manager, told=False)
    done = actions.authorise_assessment(sent, by=team_manager, told=True, because="Well seen")
    assert (done.state, done.authorised_on, done.authorised_by_id) == (
        "authorised", TODAY, team_manager.user,
    )  # fmt: skip
    stopped = RunningClock.objects.filter(subject=done.pk).values_list("clock", "stopped_on")
    assert dict(stopped) == {"assessment": TODAY, "assessment_review_point": TODAY}
    for attempt in (
        lambda: actions.authorise_assessment(done, by=team_manager, told=True),
        lambda: actions.return_assessment(done, by=team_manager, because="x"),
    ):
        with pytest.raises(Refused, match="cannot be done now"):
            attempt()


def test_authorise_assessment_is_for_somebody_who_did_not_write_it(
    start, worker, team_manager, someone, whole
):
    made = seen(start(by=team_manager), team_manager)
    made = actions.write_assessment(made, by=team_manager, **whole)
    made = actions.submit_assessment(made, by=worker)
    with pytest.raises(Refused, match="Another manager must authorise it"):
        actions.authorise_assessment(made, by=team_manager, told=True)
    with pytest.raises(NotAllowed):
        actions.authorise_assessment(made, by=worker, told=True)
    service = someone("service_manager")
    assert actions.authorise_assessment(made, by=service, told=True).state == "authorised"


def test_hand_over_assessment_is_for_those_who_allocate(start, worker, cast):
    with pytest.raises(NotAllowed):
        actions.hand_over_assessment(
            start(), by=worker, team=cast.kensington_assessment, worker=None
        )


def told(actor):
    return [notify.sentence(each) for each in notify.of(actor.user).order_by("queued_at")]


def test_each_is_told_when_it_is_their_turn(case, worker, team_manager, sent):
    assert told(worker) == ["A case was allocated to you"]
    assert told(team_manager) == ["An assessment waits to be authorised"]
    back = actions.return_assessment(sent, by=team_manager, because="See the father")
    sent = actions.submit_assessment(back, by=worker)
    actions.authorise_assessment(sent, by=team_manager, told=True)
    assert told(worker)[1:] == [
        "An assessment was returned to you", "An assessment was authorised",
    ]  # fmt: skip


def test_an_assessment_waits_for_the_worker_who_has_the_case(
    case, start, worker, team_manager, someone, cast
):
    made = start()
    assert [each.user for each in running(made)] == [worker.user] * 2
    other = someone("social_worker", team=cast.kensington_protection)
    actions.allocate_referral(
        case, by=team_manager, team=cast.kensington_protection, worker=str(other.user)
    )
    assert [each.user for each in running(made)] == [other.user] * 2


def running(assessment):
    return list(RunningClock.objects.filter(subject=assessment.pk))
