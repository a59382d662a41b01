"""One agency challenges another: whose turn it is, in which stage, and who sees it."""

from datetime import date

import pytest
import time_machine

from lscp.access.acting import grants
from lscp.access.roles import Role
from lscp.core import policy, worklists
from lscp.core.escalations import actions, stages
from lscp.core.escalations.policy import VIEW
from lscp.core.models import Entry, Escalation, EscalationStep, Notification, RunningClock
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.core.worklists import OWN_WORK, When, Whose
from lscp.people.actions import record_person

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)
RAISED = {"theme": "delay", "reason": "No reply since Monday", "wanted": "A strategy discussion"}
VERBS = ("view", "raise", "answer", "move", "resolve", "withdraw")
BOTH = (Reach.ORGANISATION, Reach.NAMED)
GRANTS = {f"core.{verb}_escalation": BOTH for verb in VERBS} | {
    "core.attach_to_escalation": BOTH,
    OWN_WORK: Reach.ALL,
}


@pytest.fixture(autouse=True)
def wall_clock():
    with time_machine.travel(f"{WEDNESDAY} 10:00 +00:00") as moved:
        yield moved


@pytest.fixture
def raiser(someone_granted, cast):
    return someone_granted(GRANTS, organisation=cast.police)


@pytest.fixture
def asked(someone_granted, cast):
    told = {"core.receive_escalations": Reach.ORGANISATION}
    return someone_granted(GRANTS | told, organisation=cast.kensington_care)


@pytest.fixture
def stranger(someone_granted, cast):
    return someone_granted(GRANTS, organisation=cast.westminster_care)


@pytest.fixture
def escalation(raiser, asked):
    return actions.raise_escalation(by=raiser, answering=asked.organisation, **RAISED)


def messages(user):
    return list(Notification.objects.filter(user=user).values_list("about", flat=True))


def test_an_escalation_is_raised_to_another_organisation(escalation, raiser, asked, cast):
    assert (escalation.state, escalation.stage) == ("raised", 1)
    assert escalation.organisation_id == cast.kensington_care.pk
    assert escalation.raiser_id == cast.police.pk
    clock = RunningClock.objects.get()
    assert (clock.clock, clock.due_on) == ("escalation_1", date(2026, 12, 2))
    assert clock.organisation == asked.organisation
    assert messages(asked.user) == ["core.escalation_raised"]
    assert messages(raiser.user) == []
    entry = Entry.objects.get(name="core.raise_escalation")
    assert "Monday" not in str(entry.detail)


def test_those_concerned_see_it_and_strangers_do_not(escalation, raiser, asked, stranger):
    for actor, seen in ((raiser, 1), (asked, 1), (stranger, 0)):
        with acting(actor):
            assert Escalation.objects.count() == seen
    with pytest.raises(OutOfReach):
        actions.answer_escalation(escalation, by=stranger, answer="Not ours")


def test_the_service_manager_of_the_authority_sees_it_and_the_other_does_not(someone, cast):
    housing = someone("referrer")
    raised = actions.raise_escalation(by=housing, answering=cast.kensington_gp.pk, **RAISED)
    for authority, seen in ((cast.KENSINGTON, [raised]), (cast.WESTMINSTER, [])):
        manager = someone("service_manager", authority=authority)
        with acting(manager):
            found = policy.visible_to(Escalation.objects.all(), manager, VIEW)
            assert list(found) == list(Escalation.objects.all()) == seen


def test_whose_turn_it_is_shows_in_worklists(escalation, raiser, asked):
    def waits(actor):
        with acting(actor):
            groups = worklists.worklist(actor, Whose.ORGANISATION)
        return {group.when: [row.title for row in group.rows] for group in groups if group.rows}

    title = "Escalation of 25 November 2026: Delay or no reply"
    assert waits(asked) == {When.COMING: [title]}
    assert waits(raiser) == {When.WAITING: [title]}
    actions.answer_escalation(escalation, by=asked, answer="We will")
    assert waits(asked) == waits(raiser) == {}


def test_it_is_answered_by_the_organisation_that_was_asked(escalation, raiser, asked):
    with pytest.raises(Refused, match="that was asked"):
        actions.answer_escalation(escalation, by=raiser, answer="I answer myself")
    answered = actions.answer_escalation(escalation, by=asked, answer="A meeting on Friday")
    assert (answered.state, answered.stage_1_ended_on) == ("answered", WEDNESDAY)
    with acting(raiser):
        step = EscalationStep.objects.get()
    assert (step.kind, step.stage, step.text) == ("answer", 1, "A meeting on Friday")
    assert messages(raiser.user) == ["core.escalation_answered"]
    with pytest.raises(Refused, match="it is answered"):
        actions.answer_escalation(answered, by=asked, answer="Again")


def test_what_is_not_settled_goes_up_stage_by_stage_and_no_further(escalation, raiser, asked):
    for stage in (2, 3, 4):
        with pytest.raises(Refused, match="that raised it"):
            actions.move_escalation(escalation, by=asked, why="Not mine to move")
        moved = actions.move_escalation(escalation, by=raiser, why="No answer")
        assert (moved.stage, moved.state) == (stage, "raised")
        assert getattr(moved, f"stage_{stage}_on") == WEDNESDAY
    with pytest.raises(Refused, match="last stage"):
        actions.move_escalation(escalation, by=raiser, why="Higher still")
    ran = RunningClock.objects.order_by("clock").values_list("clock", "stopped_on", "due_on")
    assert list(ran) == [
        ("escalation_1", WEDNESDAY, date(2026, 12, 2)),
        ("escalation_2", WEDNESDAY, date(2026, 12, 2)),
        ("escalation_3", WEDNESDAY, date(2026, 12, 9)),
        ("escalation_4", None, date(2026, 12, 16)),
    ]
    assert messages(asked.user).count("core.escalation_moved") == 3


def test_an_answer_keeps_its_day_when_it_goes_up_after_it(escalation, raiser, asked, wall_clock):
    actions.answer_escalation(escalation, by=asked, answer="No")
    wall_clock.move_to(f"{THURSDAY} 10:00 +00:00")
    moved = actions.move_escalation(escalation, by=raiser, why="We still do not agree")
    assert (moved.stage_1_ended_on, moved.stage_2_on) == (WEDNESDAY, THURSDAY)


def test_it_is_resolved_with_what_was_learned_by_who_raised_it(escalation, raiser, asked):
    with pytest.raises(Refused, match="that raised it"):
        actions.resolve_escalation(escalation, by=asked, outcome="agreed", learned="")
    _end = {"outcome": "agreed", "learned": "Ask for a date at once"}
    ended = actions.resolve_escalation(escalation, by=raiser, **_end)
    assert (ended.state, ended.ended_on, ended.days_open) == ("resolved", WEDNESDAY, 0)
    assert RunningClock.objects.get().stopped_on == WEDNESDAY
    assert "core.escalation_ended" in messages(asked.user)
    with pytest.raises(Refused, match="it is resolved"):
        actions.withdraw_escalation(ended, by=raiser, why="Too late")


def test_it_is_resolved_by_somebody_with_the_whole_authority(raiser, asked, someone_granted, cast):
    owner = someone_granted(GRANTS, organisation=cast.kensington_housing)
    raised = actions.raise_escalation(by=owner, answering=asked.organisation, **RAISED)
    everywhere = GRANTS | {
        name: Reach.AUTHORITY for name in ("core.resolve_escalation", "core.view_escalation")
    }
    manager = someone_granted(everywhere, organisation=cast.kensington)
    done = actions.resolve_escalation(raised, by=manager, outcome="stands", learned="Explain more")
    assert done.state == "resolved"


def test_it_is_withdrawn_by_who_raised_it(escalation, raiser, asked, wall_clock):
    wall_clock.move_to("2026-11-28 10:00 +00:00")
    with pytest.raises(Refused, match="that raised it"):
        actions.withdraw_escalation(escalation, by=asked, why="We would rather not")
    ended = actions.withdraw_escalation(escalation, by=raiser, why="It was settled by telephone")
    assert (ended.state, ended.outcome, ended.days_open) == ("withdrawn", None, 3)


def test_an_organisation_does_not_challenge_itself(raiser):
    with pytest.raises(Refused, match="Select another"):
        actions.raise_escalation(by=raiser, answering=raiser.organisation, **RAISED)


def test_who_has_no_such_role_raises_none(someone_granted, asked):
    with pytest.raises(NotAllowed):
        actions.raise_escalation(by=someone_granted({}), answering=asked.organisation, **RAISED)


def test_each_stage_has_people_and_days():
    known = stages.stages()
    assert list(known) == [1, 2, 3, 4]
    assert all(each.who and each.due(WEDNESDAY) > WEDNESDAY for each in known.values())


def test_pages_lead_through_it(escalation, raiser, asked, signed_in):
    address = f"/escalations/{escalation.pk}/"
    theirs, ours = signed_in(asked), signed_in(raiser)
    assert "Escalation of 25 November 2026" in theirs.get("/escalations/").text
    page = theirs.get(address).text
    assert "No reply since Monday" in page
    assert "to be answered by 2 December 2026" in page
    assert "Nobody in particular" in page
    assert "Enter your answer" in theirs.post(f"{address}answer/", {"answer": ""}).text
    said = theirs.post(f"{address}answer/", {"answer": "A meeting on Friday"}, follow=True).text
    assert "A meeting on Friday" in said
    assert "Only the organisation" in theirs.post(f"{address}move/", {"why": "Up"}).text
    moved = ours.post(f"{address}move/", {"why": "Friday is too late"}, follow=True).text
    assert "2, Manager: the manager of the practitioner" in moved
    ended = {"outcome": "in_part", "learned": "Agree a day"}
    assert "Agree a day" in ours.post(f"{address}resolve/", ended, follow=True).text


def test_it_is_raised_from_a_persons_page(someone, signed_in, cast):
    worker, officer = someone("social_worker"), someone("police_officer")
    child = record_person(by=worker, given="Ada", family="Moss")
    address = f"/people/{child.pk}/escalate/"
    client = signed_in(worker)
    assert address in client.get(f"/people/{child.pk}/").text
    page = client.get(address).text
    assert ">Metropolitan Police<" in page
    assert ">Kensington social care<" not in page  # its own
    assert "Select the organisation" in client.post(address, {}).text
    done = client.post(address, {"answering": str(cast.police.pk), **RAISED}, follow=True).text
    assert "The escalation is raised" in done
    assert f'href="/people/{child.pk}/">Ada Moss</a>' in done
    assert messages(officer.user) == ["core.escalation_raised"]
    with acting(officer):
        raised = Escalation.objects.get()
    assert (raised.person_id, raised.authority) == (child.pk, cast.KENSINGTON)
    theirs = signed_in(officer).get(f"/escalations/{raised.pk}/").text
    assert "Somebody whose record is not open to you" in theirs
    assert "Ada" not in theirs


def test_none_is_raised_about_a_restricted_person(someone, cast):
    worker = someone("social_worker")
    child = record_person(by=worker, given="Ada", family="Moss")
    child.restricted = True
    with pytest.raises(Refused, match="safeguarding lead"):
        actions.raise_escalation(by=worker, answering=cast.police.pk, person=child, **RAISED)


def test_every_role_that_raises_one_is_of_the_table():
    may = {role for role in Role if "core.raise_escalation" in grants(role)}
    assert Role.SOCIAL_WORKER in may
    assert not may & {Role.SYSTEM_ADMINISTRATOR, Role.ANALYST, Role.SCRUTINEER, Role.AUDITOR}
