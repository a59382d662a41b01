"""The pages of referrals and assessments: each action done and refused there, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lscp.core.models import Entry, RunningClock
from lscp.core.periods import day_label
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door import actions
from lscp.front_door.models import Assessment, Referral
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
TODAY = today()
NAME = "Amelia Okafor"
LIST_QUERIES = 16  # with session, grants and trail


def ago(days):
    return TODAY - timedelta(days=days)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def at(name, *args):
    return reverse(f"front_door:{name}", args=args)


def now(model, row, by):
    with acting(by):
        return model.objects.get(pk=row.pk)


@pytest.fixture
def post(signed_in):
    """Send the form of an action as somebody; return the page that it leads to."""

    def send(by, name, row, **answers):
        where = at(name, row.pk)
        shown = signed_in(by).get(where)
        assert shown.status_code == 200, shown.text
        return signed_in(by).post(where, answers, follow=True)

    return send


def test_referrals_are_listed_to_who_may_see_them(
    refer, opened, worker, front_door, someone, signed_in
):
    case, waiting = opened(received_on=ago(3)), refer(received_on=ago(1))
    theirs = signed_in(worker).get(at("referrals")).text
    assert theirs.count(NAME) == 1
    assert at("referral", case.pk) in theirs
    assert "Sam Okoro" in theirs
    all_of_them = signed_in(front_door).get(at("referrals")).text
    assert at("referral", waiting.pk) in all_of_them
    assert all_of_them.count(NAME) == 2
    for asked, there in (
        ("state=received", waiting), (f"worker={worker.user}", case), (f"team={worker.team}", case)
    ):  # fmt: skip
        who = worker if asked.startswith("worker") else front_door
        found = signed_in(who).get(f"{at('referrals')}?{asked}").text
        assert at("referral", there.pk) in found, asked
        assert found.count(NAME) == 1
    other = someone("front_door_manager", authority="E09000033")
    assert NAME not in signed_in(other).get(at("referrals")).text
    assert signed_in(someone("school_lead")).get(at("referrals")).status_code == 403


def test_the_list_costs_the_same_however_long_it_is(refer, front_door, signed_in):
    browser = signed_in(front_door)
    counts = []
    for more in 1, 5:
        for _ in range(more):
            refer()
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(at("referrals")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= LIST_QUERIES


def test_referrals_without_names(opened, someone, signed_in):
    opened()
    text = signed_in(someone("analyst")).get(at("referral_rows")).text
    assert "Abuse or neglect" in text
    assert NAME not in text


def test_referral_page(opened, worker, front_door, signed_in, someone):
    case = opened(received_on=ago(3))
    text = signed_in(worker).get(at("referral", case.pk)).text
    for words in (
        NAME, "Open", day_label(ago(3)), "Schools", "Abuse or neglect", "Sam Okoro", "Fay Marsh",
        "Time limits", "Referral decided", at("start_assessment", case.pk),
    ):  # fmt: skip
        assert words in text, words
    assert at("close_referral", case.pk) not in text
    assert Entry.objects.filter(name="front_door.view_referral", subject=case.pk).exists()
    outside = someone("social_worker")
    assert signed_in(outside).get(at("referral", case.pk)).status_code == 404


def test_a_referral_of_a_child_who_is_not_open_to_the_reader(opened, someone, signed_in, named):
    case, chair = opened(), someone("conference_chair")
    named(case, chair)
    text = signed_in(chair).get(at("referral", case.pk)).text
    assert "not open to you" in text
    assert NAME not in text
    listed = signed_in(chair).get(at("referrals")).text
    assert at("referral", case.pk) in listed


@pytest.fixture
def named():
    """Name somebody on a record."""
    from lscp.core.named import name_on

    return lambda record, who: name_on(record, who.user)


def test_record_referral_page(front_door, signed_in):
    child = people.record_person(by=front_door, given="Amelia", family="Okafor", is_adult=False)
    where = at("record_referral", child.pk)
    assert NAME in signed_in(front_door).get(where).text
    wrong = signed_in(front_door).post(where, day("received_on", TODAY + timedelta(days=1)))
    assert wrong.status_code == 400
    assert "Select who referred the child" in wrong.text
    sent = {**day("received_on", TODAY), "source": "6"}
    done = signed_in(front_door).post(where, sent, follow=True)
    assert "The referral is recorded" in done.text
    again = signed_in(front_door).post(where, sent)
    assert again.status_code == 400
    assert "new information on an open case is never a referral" in again.text


def test_accept_referral_page(refer, front_door, post):
    made = refer()
    assert "Select what the child needs" in post(front_door, "accept_referral", made).text
    done = post(front_door, "accept_referral", made, needs=["N9", "N2"])
    assert "The child’s case is open" in done.text
    assert now(Referral, made, front_door).primary_need == "N2"


def test_take_no_action_page(refer, front_door, post, signed_in):
    made = refer()
    assert "Enter why no action is taken" in post(front_door, "take_no_action", made).text
    done = post(front_door, "take_no_action", made, because="Advice was enough")
    assert "No further action" in done.text
    assert at("record_referral", made.child_id) in done.text
    gone = signed_in(front_door).get(at("accept_referral", made.pk))
    assert gone.status_code == 403
    assert "cannot be done now" in gone.text


def test_allocate_referral_page(refer, front_door, worker, team_manager, post, signed_in):
    case = actions.accept_referral(refer(), by=front_door, needs=["N1"])
    shown = signed_in(front_door).get(at("allocate_referral", case.pk)).text
    assert "Sam Okoro, Protection" in shown
    assert "Westminster" not in shown
    done = post(front_door, "allocate_referral", case, team=str(worker.team))
    assert "The case is allocated" in done.text
    offered = signed_in(team_manager).get(at("allocate_referral", case.pk)).text
    assert "Kensington social care: Assessment" not in offered
    post(team_manager, "allocate_referral", case, team=str(worker.team), worker=str(worker.user))
    assert now(Referral, case, worker).worker_id == worker.user
    again = post(team_manager, "allocate_referral", case, team=str(worker.team))
    assert "Choose another worker" in again.text


def test_amend_need_page(opened, team_manager, post):
    case = opened()
    assert "already" in post(team_manager, "amend_need", case, needs=["N1"]).text
    done = post(team_manager, "amend_need", case, needs=["N4"])
    assert "Family in acute stress" in done.text


def test_close_referral_page(opened, team_manager, worker, post, signed_in):
    case = opened()
    sent = {"reason": "RC8", "because": "Nothing more", **day("closed_on", TODAY)}
    refused = post(team_manager, "close_referral", case, **sent)
    assert "no assessment in this case" in refused.text
    assert "Error: " in refused.text
    done = post(team_manager, "close_referral", case, **{**sent, "reason": "RC7"})
    assert "The case is closed" in done.text
    assert "Services ceased for any other reason" in done.text
    assert "not open to you" not in done.text
    assert signed_in(worker).get(at("close_referral", case.pk)).status_code == 403


def test_an_assessment_from_start_to_authorisation(
    opened, worker, team_manager, post, signed_in, whole
):
    case = opened(received_on=ago(9))
    sent = day("started_on", ago(20))
    assert "on or after" in post(worker, "start_assessment", case, **sent).text
    post(worker, "start_assessment", case, **day("started_on", ago(8)))
    with acting(worker):
        made = Assessment.objects.get(referral=case.pk)
    assert (
        at("start_assessment", case.pk) not in signed_in(worker).get(at("referral", case.pk)).text
    )
    page = signed_in(worker).get(at("assessment", made.pk)).text
    due = RunningClock.objects.get(subject=made.pk, clock="assessment").due_on
    for words in (NAME, "Assessment completed", day_label(due), "Due in", "Internal review"):
        assert words in page, words
    refused = post(worker, "submit_assessment", made)
    assert "The assessment is not finished" in refused.text
    refused = post(worker, "record_visit", made, was_seen="no")
    assert "Enter why the child was not seen" in refused.text
    visit = {"was_seen": "yes", "seen_alone": "yes", **day("seen_on", ago(6))}
    assert day_label(ago(6)) in post(worker, "record_visit", made, **visit).text
    review = {"reviewed": "Go on", **day("reviewed_on", ago(2))}
    assert "Go on" in post(worker, "record_review_point", made, **review).text
    wrong = post(worker, "write_assessment", made, factors=["21", "3B"])
    assert "excludes all other factors" in wrong.text
    written = post(worker, "write_assessment", made, **whole)
    for words in ("Domestic abuse: parent or carer", "Tired parents", "A child in need plan"):
        assert words in written.text
    assert "Tired parents" in signed_in(worker).get(at("write_assessment", made.pk)).text
    assert "Sent to the manager" in post(worker, "submit_assessment", made).text
    assert "Enter what is to be done" in post(team_manager, "return_assessment", made).text
    back = post(team_manager, "return_assessment", made, because="See the father")
    assert "See the father" in back.text
    assert "See the father" in signed_in(worker).get(at("write_assessment", made.pk)).text
    post(worker, "submit_assessment", made)
    assert "Tell the family" in post(team_manager, "authorise_assessment", made, told="no").text
    done = post(team_manager, "authorise_assessment", made, told="yes")
    assert "The assessment is authorised" in done.text
    assert f"done on {day_label(TODAY)}" in done.text


def test_an_assessment_is_there_for_nobody_else(opened, worker, someone, signed_in):
    made = actions.start_assessment(by=worker, referral=opened(), started_on=TODAY)
    outside = someone("social_worker")
    assert signed_in(outside).get(at("assessment", made.pk)).status_code == 404
    assert signed_in(someone("school_lead")).get(at("assessment", made.pk)).status_code == 403


def test_what_is_open_stands_on_the_childs_page_and_in_the_worklist(
    opened, refer, worker, front_door, signed_in
):
    case = opened(received_on=ago(2))
    made = actions.start_assessment(by=worker, referral=case, started_on=ago(1))
    text = signed_in(worker).get(reverse("people:person", args=[case.child_id])).text
    assert at("assessment", made.pk) in text
    assert "Assessment completed" in text
    work = signed_in(worker).get(f"{reverse('core:work')}?whose=user").text
    assert NAME in work
    assert at("assessment", made.pk) in work
    waiting = refer()
    work = signed_in(front_door).get(f"{reverse('core:work')}?whose=team").text
    assert at("referral", waiting.pk) in work


def test_siblings_are_referred_together_and_stand_on_each_others_page(
    front_door, refer, signed_in, someone
):
    school = someone("school_lead")
    kin = [{"given": given, "family": "Okafor"} for given in ("Amelia", "Ben")]
    contact = actions.submit_contact(
        by=school, authority="E09000020", children=kin, worries="Bruises", consent="given"
    )
    children = [
        people.record_person(by=front_door, given=each["given"], family="Okafor", is_adult=False)
        for each in kin
    ]
    first, second = [refer(child=each, contact=contact) for each in children]
    text = signed_in(front_door).get(at("referral", first.pk)).text
    assert at("referral", second.pk) in text
    assert "Ben Okafor" in text
    assert at("contact", contact.pk) in text
    of_contact = signed_in(front_door).get(at("contact", contact.pk)).text
    for each in first, second:
        assert at("referral", each.pk) in of_contact
