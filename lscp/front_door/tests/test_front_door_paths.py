"""Whatever is tried on a case, in whatever order: what the census forbids is never reached."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import sleep

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.front_door import actions
from lscp.front_door.models import Assessment, Referral
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
TODAY = today()
DAYS = st.integers(-1, 12).map(lambda days: TODAY - timedelta(days=days))
NEEDS = st.lists(st.sampled_from(sorted(codes("cin/primary_need"))), max_size=3)
FACTORS = st.lists(st.sampled_from(["21", "21", "3B", "4A", "18A", "24A"]), max_size=3)
REASONS = st.sampled_from(["RC1", "RC2", "RC7", "RC8", "RC9"])
# Each verb with what it is told. What comes first in a case is tried more often, to get far.
STEPS = st.one_of(
    st.tuples(st.just("record_referral"), st.fixed_dictionaries({
        "received_on": DAYS, "source": st.sampled_from(["1A", "6", "10", "X"])
    })),
    st.tuples(st.just("accept_referral"), st.fixed_dictionaries({"needs": NEEDS})),
    st.tuples(st.just("accept_referral"), st.just({"needs": ["N1"]})),
    st.tuples(st.just("take_no_action"), st.just({"because": "Advice"})),
    st.tuples(st.just("allocate_referral"), st.just({})),
    st.tuples(st.just("close_referral"), st.fixed_dictionaries({
        "reason": REASONS, "closed_on": DAYS, "because": st.just("Done"),
    })),
    st.tuples(st.just("start_assessment"), st.fixed_dictionaries({"started_on": DAYS})),
    st.tuples(st.just("record_visit"), st.just({"was_seen": False, "because": "Not in"})),
    st.tuples(st.just("write_assessment"), st.fixed_dictionaries({
        "factors": FACTORS, "analysis": st.just("x"), "result": st.just("no_action"),
    })),
    st.tuples(st.just("submit_assessment"), st.just({})),
    st.tuples(st.just("authorise_assessment"), st.just({"told": True})),
    st.tuples(st.just("record_death"), st.fixed_dictionaries({"died_on": DAYS})),
)  # fmt: skip
# A whole case, so that what lies behind it is tried too; anything may come between its steps.
A_CASE = [
    ("record_referral", {"received_on": TODAY - timedelta(days=9), "source": "6"}),
    ("accept_referral", {"needs": ["N4"]}), ("allocate_referral", {}),
    ("start_assessment", {"started_on": TODAY - timedelta(days=8)}),
    ("record_visit", {"was_seen": False, "because": "Not in"}),
    ("write_assessment", {"factors": ["4A"], "analysis": "x", "result": "no_action"}),
    ("submit_assessment", {}), ("authorise_assessment", {"told": True}),
    ("close_referral", {"reason": "RC8", "closed_on": TODAY, "because": "Done"}),
]  # fmt: skip


class Case:
    """One child, and whoever may do something about them."""

    def __init__(self, front_door, worker, team_manager):
        self.front_door, self.worker, self.manager = front_door, worker, team_manager
        self.child = people.record_person(
            by=front_door, given="Amelia", family="Okafor", date_of_birth=date(2016, 5, 4)
        )

    def last(self, model):
        with acting(self.front_door):
            return model.objects.filter(child=self.child.pk).order_by("state", "pk").last()

    def rows(self, model):
        with acting(self.front_door):
            return list(model.objects.filter(child=self.child.pk))

    def try_to(self, verb, told):
        """Do something, of a record of its kind; whether it was done is all the same."""
        if verb == "record_death":
            return people.record_death(self.child, by=self.front_door, **told)
        action = getattr(actions, verb)
        if verb == "record_referral":
            return action(by=self.front_door, child=self.child, **told)
        if verb == "start_assessment":
            case = self.last(Referral)
            return case and action(by=self.worker, referral=case, **told)
        record = self.last(action.model)
        if verb == "allocate_referral":
            told = {"team": str(self.worker.team), "worker": str(self.worker.user)}
        return record and action(record, by=self.who(verb), **told)

    def who(self, verb):
        """Return whoever has the role for something."""
        if verb in ("accept_referral", "take_no_action", "allocate_referral"):
            return self.front_door
        return self.manager if verb.startswith(("close", "authorise")) else self.worker


def check(case):
    """Hold what is on record against the rules, by a reading of their own."""
    referrals, assessments = case.rows(Referral), case.rows(Assessment)
    episodes = sorted(
        ((each.received_on, each.closed_on or date.max) for each in referrals
         if each.state != "no_action"),
    )  # fmt: skip
    for (_, end), (start, _) in zip(episodes, episodes[1:], strict=False):
        assert end <= start, "8815, 8820"
    for each in referrals:
        inside = [one for one in assessments if one.referral_id == each.pk]
        check_referral(each, inside, case)


def check_referral(referral, inside, case):
    assert referral.received_on <= TODAY
    assert (referral.closed_on is None) == (referral.closure_reason == ""), "8805, 8810"
    if referral.state == "no_action":
        assert (referral.primary_need, referral.closed_on, inside) == ("", None, []), "8831"
    if referral.state in ("open", "closed"):
        assert referral.primary_need in codes("cin/primary_need"), "8610"
    assert len([each for each in inside if each.authorised_on is None]) <= 1, "8896"
    for each in inside:
        assert each.started_on >= referral.received_on, "1103"
        if each.state == "authorised":
            assert each.factors, "8897Q"
            assert "21" not in each.factors or each.factors == ["21"], "8869"
    if referral.closed_on:
        assert referral.received_on <= referral.closed_on <= TODAY, "8630"
        assert all(each.authorised_on for each in inside), "8867"
        assert all(each.authorised_on <= referral.closed_on for each in inside), "8565"
        if referral.closure_reason in ("RC8", "RC9"):
            assert inside, "8825Q"
        if referral.closure_reason == "RC2":
            with acting(case.front_door):
                died_on = type(case.child).objects.get(pk=case.child.pk).died_on
            assert died_on, "8585Q"
            assert died_on <= referral.closed_on


@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(between=st.lists(st.tuples(st.integers(0, len(A_CASE)), STEPS), max_size=9))
def test_no_path_of_actions_reaches_what_the_census_forbids(
    front_door, worker, team_manager, between
):
    with transaction.atomic():
        case = Case(front_door, worker, team_manager)
        for number in range(len(A_CASE) + 1):
            steps = [step for place, step in between if place == number] + A_CASE[number:][:1]
            for verb, told in steps:
                try:
                    case.try_to(verb, told)
                except Refused:
                    continue
        check(case)
        transaction.set_rollback(True)


def test_the_whole_case_is_reached_where_nothing_comes_between(front_door, worker, team_manager):
    case = Case(front_door, worker, team_manager)
    for verb, told in A_CASE[:-1]:
        case.try_to(verb, told)
    verb, told = A_CASE[-1]
    assert case.try_to(verb, told).state == "closed"
    check(case)


@pytest.mark.django_db(transaction=True)
def test_who_starts_an_assessment_while_the_case_is_being_closed_waits_and_is_refused(
    opened, worker, team_manager
):
    case = opened()

    def start():
        try:
            with pytest.raises(Refused, match="goes against what is on record"):
                actions.start_assessment(by=worker, referral=case, started_on=TODAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            actions.close_referral(
                case, by=team_manager, reason="RC7", closed_on=TODAY, because="Done"
            )
            starting = threads.submit(start)
            sleep(1)
            assert not starting.done()
        starting.result(timeout=20)
    with acting(team_manager):
        assert Referral.objects.get(pk=case.pk).state == "closed"
        assert not Assessment.objects.filter(referral=case.pk).exists()
