"""Referrals: recorded once for a child, accepted or not, allocated, closed as the census allows."""

from datetime import date, timedelta

import pytest

from lscp.core.models import RunningClock, Transition
from lscp.core.named import name_on
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.front_door import actions
from lscp.front_door.models import Referral
from lscp.people import actions as people
from lscp.people.models import Involvement, Person

pytestmark = pytest.mark.django_db
TODAY = today()


def ago(days):
    return TODAY - timedelta(days=days)


def child_of(case):
    return Person(pk=case.child_id)


def test_record_referral(refer, front_door):
    made = refer(received_on=ago(1))
    assert (made.state, made.received_on, made.source) == ("received", ago(1), "2A")
    assert (made.team_id, made.authority) == (front_door.team, front_door.authority)
    clock = RunningClock.objects.get(subject=made.pk)
    assert (clock.clock, clock.starts_on, clock.stopped_on) == ("referral_decision", ago(1), None)
    [done] = Transition.objects.filter(subject=made.pk)
    assert (done.action, done.person) == ("front_door.record_referral", made.child_id)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"received_on": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"source": "X"}, "source that was in use"),
        ({"source": "5D", "received_on": date(2022, 3, 31)}, "source that was in use"),
        ({"received_on": date(2015, 7, 1)}, "40 weeks before the birth"),
    ],
)
def test_record_referral_is_refused(refer, facts, why):
    with pytest.raises(Refused, match=why):
        refer(**facts)


def test_a_child_is_referred_who_is_one_that_day(refer, front_door):
    grown = people.record_person(
        by=front_door, given="Ann", family="Old", date_of_birth=date(TODAY.year - 19, 1, 1)
    )
    with pytest.raises(Refused, match="18 or over"):
        refer(grown)
    adult = people.record_person(by=front_door, given="Ann", family="Old", is_adult=True)
    with pytest.raises(Refused, match="18 or over"):
        refer(adult)
    dead = people.record_person(
        by=front_door, given="Tom", family="Ash", date_of_birth=date(2016, 5, 4)
    )
    dead = people.record_death(dead, by=front_door, died_on=ago(3))
    with pytest.raises(Refused, match="died on"):
        refer(dead)
    assert refer(dead, received_on=ago(3))
    unborn = people.record_unborn(by=front_door, expected_on=TODAY + timedelta(days=60))
    assert refer(unborn)


def test_a_child_of_elsewhere_is_referred_by_nobody_here(refer, someone, cast):
    other = someone("front_door_manager", authority=cast.WESTMINSTER)
    theirs = people.record_person(by=other, given="Eve", family="Hill", date_of_birth=TODAY)
    with pytest.raises(OutOfReach):
        refer(theirs)
    with pytest.raises(NotAllowed):
        refer(theirs, by=someone("front_door_officer"))


def test_new_information_on_an_open_case_is_never_a_referral(refer, opened):
    case = opened(received_on=ago(5))
    with pytest.raises(Refused, match="new information on an open case is never a referral"):
        refer(child_of(case))
    waiting = refer()
    with pytest.raises(Refused, match="never a referral"):
        refer(child_of(waiting))


def test_what_led_to_no_action_stands_in_the_way_of_nothing(refer, front_door):
    first = refer(received_on=ago(2))
    done = actions.take_no_action(first, by=front_door, because="Advice was enough")
    assert (done.state, done.no_further_action, done.primary_need) == ("no_action", True, "")
    assert (done.decided_on, done.decided_by_id, done.closed_on) == (TODAY, front_door.user, None)
    assert RunningClock.objects.get(subject=first.pk).stopped_on == TODAY
    assert refer(child_of(first), received_on=ago(2))


def test_after_no_action_nothing_can_be_done(refer, front_door, team_manager, worker):
    done = actions.take_no_action(refer(), by=front_door, because="Advice was enough")
    for attempt in (
        lambda: actions.accept_referral(done, by=front_door, needs=["N1"]),
        lambda: actions.allocate_referral(done, by=front_door, team=str(front_door.team)),
        lambda: actions.take_no_action(done, by=front_door, because="Again"),
    ):
        with pytest.raises(Refused, match="cannot be done now"):
            attempt()
    with pytest.raises(Refused):
        actions.take_no_action(refer(), by=front_door, because=" ")


def test_accept_referral(refer, front_door):
    case = actions.accept_referral(refer(), by=front_door, needs=["N5", "N3"], because="Ill")
    assert (case.state, case.primary_need, case.no_further_action) == ("open", "N3", False)
    assert (case.decided_on, case.decided_because) == (TODAY, "Ill")
    assert RunningClock.objects.get(subject=case.pk).stopped_on == TODAY


@pytest.mark.parametrize("needs", [[], ["N0"], ["N0", "N1"], ["N10"]])
def test_accept_referral_needs_what_the_child_needs(refer, front_door, needs):
    with pytest.raises(Refused, match="primary need"):
        actions.accept_referral(refer(), by=front_door, needs=needs)


def test_accept_referral_is_refused(refer, someone, worker):
    referral = refer()
    for who in worker, someone("front_door_officer"):
        with pytest.raises(NotAllowed):
            actions.accept_referral(referral, by=who, needs=["N1"])
    with pytest.raises(OutOfReach):
        actions.accept_referral(
            referral, by=someone("front_door_manager", authority="E09000033"), needs=["N1"]
        )


def test_amend_need(opened, team_manager, worker):
    case = opened()
    with pytest.raises(Refused, match="already"):
        actions.amend_need(case, by=team_manager, needs=["N1", "N4"])
    assert actions.amend_need(case, by=team_manager, needs=["N6", "N4"]).primary_need == "N4"
    with pytest.raises(NotAllowed):
        actions.amend_need(case, by=worker, needs=["N1"])


def test_allocate_referral_opens_the_child_to_the_team_and_the_worker(
    refer, front_door, worker, team_manager, cast, sees
):
    case = actions.accept_referral(refer(), by=front_door, needs=["N1"])
    for who in worker, team_manager:
        assert not sees(who, case, "front_door.view_referral")
        assert not sees(who, child_of(case))
    case = actions.allocate_referral(case, by=front_door, team=cast.kensington_protection)
    assert (case.team_id, case.worker_id) == (team_manager.team, None)
    for who in worker, team_manager:
        assert sees(who, case, "front_door.view_referral")
        assert sees(who, child_of(case))
    case = actions.allocate_referral(
        case, by=team_manager, team=str(team_manager.team), worker=str(worker.user)
    )
    assert case.worker_id == worker.user
    assert [each.capacity for each in work(child_of(case), worker)] == ["lead_social_worker"]


def work(child, by):
    with acting(by):
        return [each for each in Involvement.objects.filter(person=child.pk, to_on=None)]


def test_a_child_whom_another_organisation_holds_stays_with_them(
    someone, front_door, worker, opened, cast, sees
):
    helper = someone("early_help_manager")
    child = people.record_person(
        by=front_door, given="Ada", family="Bell", date_of_birth=date(2018, 1, 1)
    )
    people.involve(child, by=front_door, capacity="early_help_lead", opens_to="organisation",
                   organisation=cast.kensington_help)  # fmt: skip
    with acting(front_door):
        assert Person.objects.get(pk=child.pk).team_id == front_door.team
    case = opened(child=child)
    assert sees(worker, child)
    assert sees(helper, child)
    assert case.worker_id == worker.user


def test_allocate_referral_is_refused(opened, refer, front_door, team_manager, worker, cast):
    case = opened()
    with pytest.raises(Refused, match="within your own team"):
        actions.allocate_referral(case, by=team_manager, team=cast.kensington_assessment)
    with pytest.raises(Refused, match="Choose another worker"):
        actions.allocate_referral(
            case, by=team_manager, team=str(team_manager.team), worker=str(worker.user)
        )
    with pytest.raises(Refused, match="works in this team"):
        actions.allocate_referral(
            case, by=team_manager, team=str(team_manager.team), worker=str(front_door.user)
        )
    for team in cast.westminster_assessment, cast.police_child_abuse:
        with pytest.raises(Refused, match="of this authority"):
            actions.allocate_referral(case, by=front_door, team=team)
    with pytest.raises(NotAllowed):
        actions.allocate_referral(case, by=worker, team=cast.kensington_protection)


def test_a_case_is_passed_on_with_its_assessments(
    opened, assessed, someone, front_door, worker, team_manager, cast, sees
):
    other = someone("social_worker", team=cast.kensington_assessment)
    case = opened(received_on=ago(9))
    done = assessed(case)
    running = actions.start_assessment(by=worker, referral=case, started_on=ago(2))
    case = actions.allocate_referral(
        case, by=front_door, team=cast.kensington_assessment, worker=str(other.user)
    )
    assert (case.team_id, case.worker_id) == (other.team, other.user)
    for each in done, running:
        assert sees(other, each, "front_door.view_assessment")
        assert not sees(worker, each, "front_door.view_assessment")
    assert {each.team for each in RunningClock.objects.filter(subject=running.pk)} == {other.team}
    assert sees(other, child_of(case))
    assert not sees(worker, child_of(case))


def test_a_restricted_child_opens_to_the_worker_alone(
    refer, front_door, worker, team_manager, someone, cast, sees
):
    lead = someone("information_governance")
    child = people.record_person(
        by=front_door, given="Eve", family="Hill", date_of_birth=date(2018, 1, 1)
    )
    name_on(child, lead.user)
    people.restrict_person(child, by=lead, reason="A colleague’s child",
                           stays=[str(front_door.user)])  # fmt: skip
    case = actions.accept_referral(refer(child), by=front_door, needs=["N1"])
    assert case.restricted
    with pytest.raises(Refused, match="Choose the worker"):
        actions.allocate_referral(case, by=front_door, team=cast.kensington_protection)
    case = actions.allocate_referral(
        case, by=front_door, team=cast.kensington_protection, worker=str(worker.user)
    )
    made = actions.start_assessment(by=worker, referral=case, started_on=TODAY)
    assert made.restricted
    for who, may in ((worker, True), (team_manager, False)):
        assert sees(who, child) is may
        assert sees(who, case, "front_door.view_referral") is may
        assert sees(who, made, "front_door.view_assessment") is may


def test_close_referral(opened, assessed, team_manager, worker, sees):
    case = opened(received_on=ago(9))
    assessed(case)
    closed = actions.close_referral(
        case, by=team_manager, reason="RC8", closed_on=TODAY, because="Nothing more is needed"
    )
    assert (closed.state, closed.closed_on, closed.closure_reason) == ("closed", TODAY, "RC8")
    assert (closed.closed_by_id, closed.primary_need) == (team_manager.user, "N1")
    assert work(child_of(closed), team_manager) == []
    assert sees(worker, closed, "front_door.view_referral")


def close(case, by, **facts):
    known = {"reason": "RC7", "closed_on": TODAY, "because": "Nothing more is needed"}
    return actions.close_referral(case, by=by, **{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"closed_on": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"closed_on": ago(10)}, "on that day or later"),
        ({"reason": "RC10"}, "in use on the day"),
        ({"reason": "RC8"}, "no assessment in this case"),
        ({"reason": "RC9"}, "no assessment in this case"),
        ({"reason": "RC2"}, "Record the day of the child’s death first"),
        ({"because": " "}, "Enter why"),
    ],
)
def test_close_referral_is_refused(opened, team_manager, facts, why):
    case = opened(received_on=ago(9))
    with pytest.raises(Refused, match=why):
        close(case, team_manager, **facts)


def test_a_case_is_closed_when_its_assessments_are_authorised(
    opened, assessed, worker, team_manager
):
    case = opened(received_on=ago(9))
    made = actions.start_assessment(by=worker, referral=case, started_on=ago(9))
    with pytest.raises(Refused, match="not authorised yet"):
        close(case, team_manager)
    assert made.authorised_on is None
    other = opened(received_on=ago(9))
    assessed(other)
    with pytest.raises(Refused, match="on that day or later"):
        close(other, team_manager, closed_on=ago(1))
    with pytest.raises(NotAllowed):
        close(other, worker)


def test_an_assessment_without_factors_is_closed_as_one(opened, assessed, team_manager):
    case = opened(received_on=ago(9))
    assessed(case, factors=["21"], result="no_action")
    with pytest.raises(Refused, match="found no factors"):
        close(case, team_manager, reason="RC7")
    assert close(case, team_manager, reason="RC9").state == "closed"


def test_a_case_of_a_child_who_died_is_closed_after_the_death(opened, front_door, team_manager):
    case = opened(received_on=ago(9))
    people.record_death(child_of(case), by=team_manager, died_on=ago(2))
    with pytest.raises(Refused, match="the case must be closed on that day"):
        close(case, team_manager, reason="RC2", closed_on=ago(3))
    assert close(case, team_manager, reason="RC2", closed_on=ago(2)).closure_reason == "RC2"


def test_records_whose_cases_overlap_are_not_merged(opened, refer, front_door, team_manager):
    case, other = opened(received_on=ago(9)), refer(received_on=ago(5))
    first, second = child_of(case), child_of(other)
    with pytest.raises(Refused, match="a case in the same authority at the same time"):
        people.merge_person(second, by=front_door, into=first, reason="The same child")
    close(case, team_manager, closed_on=ago(5))
    merged = people.merge_person(second, by=front_door, into=first, reason="The same child")
    assert merged.merged_into_id == first.pk
    with pytest.raises(Refused, match="never a referral"):
        refer(first)
    with pytest.raises(Refused, match="merged into another"):
        refer(second)


def test_what_comes_after_closing_is_a_new_referral(
    opened, refer, team_manager, front_door, worker
):
    case = opened(received_on=ago(9))
    closed = close(case, team_manager, closed_on=ago(1))
    with pytest.raises(Refused, match="cannot be done now"):
        close(closed, team_manager)
    with pytest.raises(Refused, match="was open until"):
        refer(child_of(case), received_on=ago(2))
    again = refer(child_of(case), received_on=ago(1))
    with acting(front_door):
        assert Referral.objects.filter(child=case.child_id).count() == 2
    assert again.state == "received"
