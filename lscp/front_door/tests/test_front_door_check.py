"""What partners are asked about a contact, what they answer, and who sees what of it."""

from datetime import timedelta

import pytest
import time_machine

from lscp.core import policy, working_days
from lscp.core.models import Named, Notification, RunningClock
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.front_door import actions
from lscp.front_door.models import Check, Sharing
from lscp.front_door.policy import VIEW_CHECK, VIEW_SUMMARY
from lscp.front_door.queries import checks, summary
from lscp.people import actions as people
from lscp.people.policy import VIEW_SUMMARY as VIEW_PERSON_SUMMARY

pytestmark = pytest.mark.django_db
TODAY = today()
SEEN_FOR = timedelta(days=28)


def sees(actor, row, permission, *, first=True):
    """Say whether somebody sees a row; without the first lock, by the second alone."""
    rows = type(row).objects.filter(pk=row.pk)
    with acting(actor):
        return (policy.visible_to(rows, actor, permission) if first else rows).exists()


def told(actor):
    rows = Notification.objects.filter(user=actor.user).order_by("about")
    return list(rows.values_list("about", flat=True))


def test_ask_check_opens_the_summary_to_those_who_answer_and_to_nobody_else_there(
    ask, police, someone, contact, child, officer, cast
):  # fmt: skip
    colleague, referrer = someone("police_officer"), someone("referrer", cast.police)
    elsewhere = someone("mash_partner", organisation=cast.kensington_housing)
    assert not sees(police, contact, VIEW_SUMMARY)
    check = ask(police, question="Any call-outs?")
    assert (check.state, check.agency, check.asked_on) == ("asked", "police", TODAY)
    assert (check.team_id, check.authority) == (officer.team, officer.authority)
    clock = RunningClock.objects.get(subject=check.pk)
    assert (clock.organisation, clock.team) == (police.organisation, None)
    assert clock.due_on == working_days.after(TODAY, 1)
    for row, permission in (
        (check, VIEW_CHECK), (contact, VIEW_SUMMARY), (child, VIEW_PERSON_SUMMARY)
    ):  # fmt: skip
        assert sees(police, row, permission)
        for other in colleague, referrer, elsewhere:
            assert not sees(other, row, permission)
            assert not sees(other, row, permission, first=False)
    assert told(police) == ["front_door.check_asked"]
    assert told(colleague) == []


def test_ask_check_is_refused(ask, police, health, contact, officer, cast, someone):
    with pytest.raises(Refused, match="cannot be asked as health"):
        ask(police, agency="health")
    with pytest.raises(Refused, match="Nobody answers checks for Probation"):
        actions.ask_check(by=officer, contact=contact, asked=cast.probation)
    with pytest.raises(Refused, match="cannot be asked as a partner"):
        actions.ask_check(by=officer, contact=contact, asked=cast.voluntary)
    ask(police)
    with pytest.raises(Refused, match="asked already"):
        ask(police)
    with pytest.raises(NotAllowed):
        actions.ask_check(by=police, contact=contact, asked=cast.nhs_trust)
    other = someone("front_door_officer", authority=cast.WESTMINSTER)
    with pytest.raises(OutOfReach):
        actions.ask_check(by=other, contact=contact, asked=str(health.organisation))


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"restricted": True}, "restricted"),
        ({"state": "decided", "outcome": "advice", "decided_on": TODAY, "decided_at": now()},
         "decided"),
    ],
)  # fmt: skip
def test_ask_check_is_refused_of_a_contact_that_is_decided_or_restricted(
    contact, officer, police, cast, how, why
):  # fmt: skip
    from lscp.core.named import name_on

    name_on(contact, officer.user, opens_restricted=True)
    for name, value in how.items():
        setattr(contact, name, value)
    with acting(officer), writing():
        contact.save()
    with pytest.raises(Refused, match=why):
        actions.ask_check(by=officer, contact=contact, asked=cast.police)


def test_ask_checks_asks_several_at_once_or_nobody(contact, officer, police, health, cast):
    with pytest.raises(Refused, match="Nobody answers checks for Probation"):
        actions.ask_checks(contact, by=officer, organisations=[cast.police, cast.probation])
    with acting(officer):
        assert not Check.objects.exists()
    asked = actions.ask_checks(contact, by=officer, organisations=[cast.police, cast.nhs_trust])
    assert asked.state == "received"
    with acting(officer):
        made = checks.of_contact(contact.pk, officer)
    assert {(each.asked.name, each.agency) for each in made} == {
        ("Metropolitan Police", "police"), ("Riverside NHS trust", "health")
    }  # fmt: skip


def test_answer_check(ask, police, officer):
    check = actions.answer_check(
        ask(police), by=police, holds=True, answer="Two call-outs", concern="some"
    )
    assert (check.state, check.ended_on, check.holds) == ("answered", TODAY, True)
    assert RunningClock.objects.get(subject=check.pk).stopped_on == TODAY
    assert told(officer) == ["front_door.check_answered"]


def test_answer_check_that_nothing_is_held(ask, police):
    check = actions.answer_check(ask(police), by=police, holds=False)
    assert (check.state, check.holds, check.answer, check.concern) == ("answered", False, "", "")


def test_answer_check_is_refused(ask, police, health, officer):
    check = ask(police)
    with pytest.raises(OutOfReach):
        actions.answer_check(check, by=health, holds=False)
    with pytest.raises(NotAllowed):
        actions.answer_check(check, by=officer, holds=False)
    with pytest.raises(Refused, match="Enter what"):
        actions.answer_check(check, by=police, holds=True, answer=" ")
    with pytest.raises(Refused, match="Select how much"):
        actions.answer_check(check, by=police, holds=True, answer="Call-outs")
    actions.answer_check(check, by=police, holds=False)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.answer_check(check, by=police, holds=False)


def test_whoever_is_asked_sees_the_summary_until_28_days_after_the_check_ended(
    ask, police, contact, child
):  # fmt: skip
    check = actions.answer_check(ask(police), by=police, holds=False)
    rows = ((check, VIEW_CHECK), (contact, VIEW_SUMMARY), (child, VIEW_PERSON_SUMMARY))
    with time_machine.travel(now() + timedelta(days=27, hours=23)):
        assert all(sees(police, *each) for each in rows)
    with time_machine.travel(now() + timedelta(days=28)):
        assert not any(sees(police, *each) for each in rows)


def test_the_second_lock_shuts_after_28_days_too(ask, police, contact, child):
    """The database goes by its own clock, which no test moves: the names are moved instead."""
    check = actions.answer_check(ask(police), by=police, holds=False)
    names = Named.objects.filter(source=check.pk)
    assert all(abs(each.until - now() - SEEN_FOR) < timedelta(minutes=1) for each in names)
    for moment, is_open in (
        (now() + timedelta(minutes=1), True),
        (now() - timedelta(days=1), False),
    ):
        names.update(until=moment)
        for row in check, contact, child:
            assert sees(police, row, VIEW_CHECK, first=False) == is_open


def test_withdraw_check(ask, police, health, officer, contact):
    kept, mistake = ask(police), ask(health)
    kept = actions.withdraw_check(kept, by=officer)
    mistake = actions.withdraw_check(mistake, by=officer, by_mistake=True)
    assert kept.state == mistake.state == "withdrawn"
    assert RunningClock.objects.get(subject=kept.pk).stopped_on == TODAY
    assert sees(police, contact, VIEW_SUMMARY)
    assert not sees(health, contact, VIEW_SUMMARY)
    assert not sees(health, mistake, VIEW_CHECK)
    assert "front_door.check_withdrawn" in told(police)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.answer_check(kept, by=police, holds=False)
    assert ask(police).state == "asked"  # again, as it is needed after all


def test_withdraw_check_is_refused(ask, police):
    with pytest.raises(NotAllowed):
        actions.withdraw_check(ask(police), by=police)


def test_share_check_shows_an_answer_to_the_others_who_are_asked(
    ask, police, health, probation, officer
):  # fmt: skip
    check, other = ask(police), ask(health)
    actions.answer_check(check, by=police, holds=True, answer="Call-outs", concern="some")
    assert not sees(health, check, VIEW_CHECK)
    assert not sees(health, check, VIEW_CHECK, first=False)
    shared = actions.share_check(check, by=officer)
    assert shared.is_shared
    assert sees(health, check, VIEW_CHECK)
    assert not sees(police, other, VIEW_CHECK)
    assert not sees(probation, check, VIEW_CHECK)
    assert told(health) == ["front_door.check_asked", "front_door.check_shared"]
    with pytest.raises(Refused, match="nobody to share"):
        actions.share_check(check, by=officer)
    ask(probation)
    actions.share_check(shared, by=officer)
    assert sees(probation, check, VIEW_CHECK)
    assert told(health).count("front_door.check_shared") == 1


def test_share_check_ends_for_another_with_their_own_check(ask, police, health, officer):
    check, other = ask(police), ask(health)
    actions.answer_check(check, by=police, holds=False)
    actions.share_check(check, by=officer)
    actions.withdraw_check(other, by=officer, by_mistake=True)
    assert not sees(health, check, VIEW_CHECK)


def test_share_check_with_whom_the_contact_is_shared(ask, police, officer, contact, someone, cast):
    lead, gp = someone("school_lead"), someone("health_lead")
    check = actions.answer_check(ask(police), by=police, holds=False)
    with pytest.raises(Refused, match="nobody to share"):
        actions.share_check(check, by=officer)
    with acting(officer), writing():
        Sharing(
            contact=contact, at=now(), organisation=cast.kensington_school, what="All",
            purpose="To keep her safe", basis="public_task", decided_by="An officer",
        ).save()  # fmt: skip
    actions.share_check(check, by=officer)
    assert sees(lead, check, VIEW_CHECK)
    assert not sees(gp, check, VIEW_CHECK)
    assert not sees(lead, contact, VIEW_SUMMARY)
    assert told(lead) == ["front_door.check_shared"]


def test_share_check_is_refused(ask, police, officer):
    check = ask(police)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.share_check(check, by=officer)
    with pytest.raises(NotAllowed):
        actions.share_check(check, by=police)


def test_a_child_who_is_identified_later_opens_to_whoever_is_asked(
    ask, police, contact, officer
):  # fmt: skip
    ask(police)
    ben = people.record_person(by=officer, given="Ben", family="Okafor")
    assert not sees(police, ben, VIEW_PERSON_SUMMARY)
    with acting(officer):
        actions.open_to_asked(contact, ben)
    assert sees(police, ben, VIEW_PERSON_SUMMARY)
    with acting(officer):
        actions.close_to_asked(contact, ben)
    assert not sees(police, ben, VIEW_PERSON_SUMMARY)


def test_the_summary_tells_who_the_children_are_and_never_where_they_are_shielded(
    ask, police, contact, officer
):  # fmt: skip
    ask(police)
    with acting(police):
        shown = summary.summary(contact.pk, police)
    assert shown.worries == "A bruise on the arm"
    found = {(each.name, each.born, each.address) for each in shown.children}
    assert found == {
        ("Amelia Okafor", "4 May 2016", "3 Elm Street, W8 5TT"),
        ("Ben Okafor", "Said to be about 6", "3 Elm Street"),
    }
