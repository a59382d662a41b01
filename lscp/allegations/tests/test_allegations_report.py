"""Reports to the LADO: made by each way, added to, passed, ended, answered; and each refusal."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from lscp.access.models import User
from lscp.allegations import actions
from lscp.allegations.models import Report, ReportAddition
from lscp.allegations.queries import due
from lscp.allegations.queries.reports import PUBLIC_FORM, referred_to
from lscp.allegations.tests.allegations_reports import (
    KENSINGTON,
    WESTMINSTER,
    received,
    submitted,
    taken_down,
)
from lscp.core.models import Entry, Named, Notification, RunningClock
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(someone, lado, other_lado):
    return someone("school_lead", name="Hanna Head")


def told(user):
    return sorted(Notification.objects.filter(user=user).values_list("about", flat=True))


def test_submit_report(head, lado, other_lado, sees):
    made = submitted(head)
    assert made.reference.startswith("LR-")
    assert (made.channel, made.authority, made.team_id) == ("professional", KENSINGTON, lado.team)
    assert (made.reporter_name, made.received_on) == ("Hanna Head", today())
    assert told(lado.user) == ["allegations.report_arrived"]
    assert told(other_lado.user) == []
    assert sees(lado, made, "allegations.view_report")
    assert not sees(other_lado, made, "allegations.view_report")
    clocks = dict(RunningClock.objects.values_list("clock", "stopped_on"))
    assert clocks == {"lado_told": today(), "lado_report": None}


def test_a_report_with_a_child_in_danger_is_looked_at_first(head, lado):
    submitted(head, immediate_danger=True)
    assert told(lado.user) == ["allegations.report_in_danger"]


def test_what_nobody_tells_for_the_employer_has_no_clock_of_the_employer(head):
    submitted(head, aware_on=None)
    assert [each.clock for each in RunningClock.objects.all()] == ["lado_report"]


def test_who_is_named_is_whoever_made_it_and_never_their_organisation(head):
    made = submitted(head)
    still = Named.objects.filter(subject=made.pk, until=None)
    parties = set(still.values_list("party", flat=True))
    assert parties == {head.user, PUBLIC_FORM.team}


def test_the_setting_says_which_lado_gets_it(head, lado, other_lado):
    made = submitted(head, authority=WESTMINSTER)
    assert made.team_id == other_lado.team
    assert told(lado.user) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"happened": " "}, "Enter what happened"),
        ({"adult_name": "", "adult_job": ""}, "Enter the adult’s name"),
        ({"adult_born_on": today() + timedelta(1)}, "date of birth must be"),
        ({"adult_basis": "x"}, "Select how the adult works"),
        ({"sector": "x"}, "Select where the adult works"),
        ({"agency": "x"}, "Select who makes the report"),
        ({"aware_on": today() + timedelta(1)}, "must have known on the day"),
        ({"aware_on": today().replace(year=1999)}, "Enter 1 January 2012"),
        ({"employer_name": ""}, "Enter the name of the employer"),
        ({"authority": "E09000001"}, "has no LADO service here"),
    ],
)
def test_submit_report_is_refused(head, said, why):
    with pytest.raises(Refused, match=why):
        submitted(head, **said)
    with acting(PUBLIC_FORM):
        assert not Report.objects.exists()


def test_submit_report_is_for_who_acts_for_an_organisation(head, someone):
    with pytest.raises(Refused, match="acts for an organisation"):
        submitted(PUBLIC_FORM.reaching_all("allegations.submit_report"))
    with pytest.raises(NotAllowed):
        submitted(someone("analyst"))


def test_a_report_about_the_lado_service_goes_to_the_other(head, lado, other_lado, sees):
    made = submitted(head, about_service=True)
    assert (made.team_id, made.kept_from, made.restricted) == (other_lado.team, KENSINGTON, True)
    assert told(lado.user) == []
    assert told(other_lado.user) == ["allegations.report_arrived"]
    assert not sees(lado, made, "allegations.view_report")
    assert sees(other_lado, made, "allegations.view_report")
    assert sees(head, made, "allegations.view_reported")
    actions.add_to_report(made, by=head, words="He was there again")
    with pytest.raises(Refused, match="It stays here"):
        actions.pass_report(made, by=other_lado, authority=KENSINGTON, because="Theirs")


def test_who_works_in_both_services_does_not_see_it(head, lado, other_lado, someone, cast, sees):
    both = someone("lado", team=cast.westminster_lado)
    someone("lado_support", team=cast.kensington_lado, user=User.objects.get(pk=both.user))
    made = submitted(head, about_service=True)
    assert not sees(both, made, "allegations.view_report")
    assert sees(other_lado, made, "allegations.view_report")
    assert told(both.user) == []


def test_where_there_is_no_other_service_a_conflict_is_refused(someone, cast):
    someone("lado", team=cast.kensington_lado)
    with pytest.raises(Refused, match="No authority but"):
        submitted(someone("school_lead"), about_service=True)


def test_take_down_report(lado, other_lado):
    made = taken_down(lado, received_on=today() - timedelta(2), aware_on=today() - timedelta(6))
    assert (made.channel, made.reporter_id, made.team_id) == ("lado", None, lado.team)
    assert made.received_on == today() - timedelta(2)
    assert told(lado.user) == []
    taken_down(lado, authority=WESTMINSTER)
    assert told(other_lado.user) == ["allegations.report_arrived"]
    with pytest.raises(Refused, match="today or in the past"):
        taken_down(lado, received_on=today() + timedelta(1))


def test_whoever_takes_down_what_is_about_their_service_sees_it_no_more(lado, other_lado, sees):
    made = taken_down(lado, about_service=True)
    assert not sees(lado, made, "allegations.view_report")
    with pytest.raises(OutOfReach):
        actions.end_report(made, by=lado, because="x")


def test_receive_report_and_add_to_it_by_its_reference(lado):
    made = received()
    assert (made.channel, made.reporter_name) == ("public", "")
    with acting(PUBLIC_FORM):
        found = referred_to(made.reference)
    actions.add_to_report(found, by=PUBLIC_FORM, words=" He came back ")
    with acting(lado):
        added = ReportAddition.objects.get()
    assert (added.words, added.by, added.is_reporters) == (
        "He came back", "Whoever made the report", True,
    )  # fmt: skip
    assert told(lado.user) == ["allegations.report_added_to", "allegations.report_arrived"]


def test_add_to_report_is_for_its_maker_and_the_service(head, lado, someone):
    made = submitted(head)
    actions.add_to_report(made, by=lado, words="The police know of him")
    with acting(lado):
        assert not ReportAddition.objects.get().is_reporters
    with pytest.raises(Refused, match="Enter what you want to add"):
        actions.add_to_report(made, by=head, words=" ")
    for other in (someone("school_lead"), someone("social_worker")):
        with pytest.raises(OutOfReach):
            actions.add_to_report(made, by=other, words="x")


def test_pass_report(head, lado, other_lado, sees):
    made = submitted(head)
    with pytest.raises(Refused, match="Select another authority"):
        actions.pass_report(made, by=lado, authority=KENSINGTON, because="Theirs")
    with pytest.raises(Refused, match="Enter why it is passed"):
        actions.pass_report(made, by=lado, authority=WESTMINSTER, because="")
    made = actions.pass_report(made, by=lado, authority=WESTMINSTER, because="It is theirs")
    assert (made.team_id, made.restricted) == (other_lado.team, False)
    assert not sees(lado, made, "allegations.view_report")
    assert sees(other_lado, made, "allegations.view_report")
    assert sees(head, made, "allegations.view_reported")
    assert told(other_lado.user) == ["allegations.report_passed"]


def test_a_report_that_turns_out_to_be_about_the_service_is_shut_to_it(
    head, lado, other_lado, sees
):
    made = actions.pass_report(
        submitted(head, immediate_danger=True),
        by=lado,
        authority=WESTMINSTER,
        because="My colleague",
        about_service=True,
    )
    assert (made.restricted, made.kept_from) == (True, KENSINGTON)
    assert sees(other_lado, made, "allegations.view_report")
    assert sees(head, made, "allegations.view_reported")
    assert told(other_lado.user) == ["allegations.report_in_danger"]


def test_end_report_and_take_it_up_after_all(head, lado, lado_support):
    made = submitted(head)
    with pytest.raises(Refused, match="Enter the reasons"):
        actions.end_report(made, by=lado, because="")
    with pytest.raises(NotAllowed):
        actions.end_report(made, by=lado_support, because="x")
    made = actions.end_report(made, by=lado, because="A complaint about a mark")
    assert (made.state, made.ended_on) == ("ended", today())
    assert RunningClock.objects.get(clock="lado_report").stopped_on == today()
    with pytest.raises(Refused, match="cannot be done now"):
        actions.pass_report(made, by=lado, authority=WESTMINSTER, because="x")
    made = actions.take_up_report(made, by=lado)
    assert (made.state, made.ended_because) == ("taken_up", "")
    with pytest.raises(Refused, match="cannot be done now"):
        actions.take_up_report(made, by=lado)


def test_answer_reporter(head, lado):
    made = submitted(head)
    with pytest.raises(Refused, match="Enter what they are told"):
        actions.answer_reporter(made, by=lado, told="")
    made = actions.answer_reporter(made, by=lado, told="Do not let him teach for now")
    assert made.told_on == today()
    sent = Notification.objects.get(user=head.user)
    assert (sent.about, str(made.pk) in sent.link) == ("allegations.reporter_answered", True)
    actions.answer_reporter(taken_down(lado), by=lado, told="Called back")
    assert Notification.objects.filter(about="allegations.reporter_answered").count() == 1


def test_a_lado_who_reported_has_no_say_in_what_becomes_of_it(lado, other_lado, sees):
    made = submitted(lado, authority=WESTMINSTER)
    assert sees(lado, made, "allegations.view_reported")
    assert not sees(lado, made, "allegations.view_report")
    for name, facts in (("end_report", {"because": "x"}), ("answer_reporter", {"told": "x"})):
        with pytest.raises(OutOfReach):
            getattr(actions, name)(made, by=lado, **facts)


def test_nothing_that_was_told_is_in_the_trail_or_in_a_message(head, lado):
    made = submitted(head)
    actions.answer_reporter(made, by=lado, told="Do not let him teach")
    for each in [*Entry.objects.filter(subject=made.pk), *Notification.objects.all()]:
        for word in ("Tranter", "Elm Street", "shouted", "teach"):
            assert word not in str(each.__dict__)


def destroyed(made, by, **more):
    known = {"reference": made.reference, "signed_at": now()}
    return actions.destroy_report(made, by=by, **{**known, **more})


def test_destroy_report(head, lado, sees):
    made = actions.end_report(submitted(head), by=lado, because="A complaint about a mark")
    for facts, why in (
        ({"signed_at": None}, "Sign this first"),
        ({"reference": "LR-1"}, "not the reference"),
        ({}, "It is kept until"),
    ):
        with pytest.raises(Refused, match=why):
            destroyed(made, lado, **facts)
    with time_machine.travel(datetime.combine(made.ended_on, time(12)) + timedelta(days=3660)):
        with acting(lado):
            assert list(due.reports_to_destroy(lado)) == [made]
        made = destroyed(made, lado)
        assert (made.state, made.happened, made.reporter_id) == ("destroyed", "", None)
        assert not sees(head, made, "allegations.view_reported")
        with acting(PUBLIC_FORM):
            assert referred_to(made.reference) is None


def test_a_report_stays_as_long_as_what_came_of_it(head, lado):
    made = submitted(head)
    actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="x", report=made
    )
    with acting(lado):
        made = Report.objects.get(pk=made.pk)
        assert made.state == "taken_up"
        assert not due.reports_to_destroy(lado).exists()
    with pytest.raises(Refused, match="What came of it is still kept"):
        destroyed(made, lado)
