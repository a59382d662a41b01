"""An action asked in steps: kept as it comes, gone on with, checked, done once."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from lscp.core.drafts import discard_drafts
from lscp.core.models import Draft, Transition
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.models import Visit
from lscp.core.time import now

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]

VERBS = ("view_visit", "view_child", "arrange_visit", "redo_visit")
DAY = {"on_day": "27", "on_month": "5", "on_year": "2026"}


@pytest.fixture
def worker(someone_granted):
    return someone_granted({f"specimen.{verb}": Reach.TEAM for verb in VERBS})


@pytest.fixture
def child(worker):
    grants = {
        f"specimen.{verb}": frozenset([Reach.TEAM]) for verb in ("record_child", "view_child")
    }
    return actions.record_child(by=replace(worker, grants=grants), name="Ada Moss")


@pytest.fixture
def address(child):
    return f"/specimen/children/{child.pk}/visits/arrange/"


def begin(client, address, **more):
    """Answer the first step, and return where it leads."""
    once = re.search(r'name="once" value="([^"]+)"', client.get(address).text)[1]
    return client.post(f"{address}?new=1", {**DAY, "once": once, **more})["Location"]


def visits(worker):
    with acting(worker):
        return [(each.on, each.place, each.notes) for each in Visit.objects.all()]


def test_steps_lead_to_a_check_and_then_to_one_record(signed_in, worker, address):
    client = signed_in(worker)
    second = begin(client, address)
    assert "step=1" in second
    check = client.post(second, {"place": "home"})["Location"]
    assert "step=check" in check
    text = client.get(check).text
    assert "Check your answers" in text
    assert "27 May 2026" in text
    assert "At home" in text
    assert re.search(r'step=0&(amp;)?change=1#on-day"', text)
    assert not visits(worker)
    done = client.post(check, {})
    draft = re.search("draft=([^&]+)", check)[1]
    assert done["Location"] == f"/specimen/visits/{draft}/"
    assert visits(worker) == [(date(2026, 5, 27), "home", "")]
    assert client.post(check, {})["Location"] == done["Location"]
    assert Transition.objects.filter(subject=draft).count() == 1
    with acting(worker):
        assert not Draft.objects.exists()


def test_the_question_of_a_step_is_its_heading(signed_in, worker, address):
    text = signed_in(worker).get(address).text
    assert re.search(r"(?s)<h1[^>]*>\s*When is the visit\?", text)
    assert text.count("<h1") == 1


def test_a_step_is_asked_only_where_it_applies(signed_in, worker, address):
    client = signed_in(worker)
    third = client.post(begin(client, address), {"place": "school"})["Location"]
    assert "Whom do you ask for?" in client.get(third).text
    check = client.post(third, {"notes": "The head"})["Location"]
    client.post(check, {})
    assert visits(worker) == [(date(2026, 5, 27), "school", "The head")]


def test_what_is_wrong_in_a_step_is_said_there_and_not_kept(signed_in, worker, address):
    client = signed_in(worker)
    answer = client.post(f"{address}?new=1", {"on_day": "27"})
    assert answer.status_code == 400
    assert "The day of the visit must include a month and year" in answer.text
    assert 'value="27"' in answer.text
    with acting(worker):
        assert not Draft.objects.exists()


def test_an_answer_is_changed_from_the_check(signed_in, worker, address):
    client = signed_in(worker)
    check = client.post(begin(client, address), {"place": "home"})["Location"]
    first = check.replace("step=check", "step=0&change=1")
    assert 'value="27"' in client.get(first).text
    back = client.post(first, {**DAY, "on_day": "28"})["Location"]
    assert back == check
    assert "28 May 2026" in client.get(check).text


def test_a_changed_answer_that_asks_for_more_leads_there(signed_in, worker, address):
    client = signed_in(worker)
    check = client.post(begin(client, address), {"place": "home"})["Location"]
    place = check.replace("step=check", "step=1&change=1")
    assert "step=2" in client.post(place, {"place": "school"})["Location"]
    assert "step=2" in client.get(check)["Location"]
    assert client.post(check, {}).status_code == 302
    assert not visits(worker)


def test_what_was_left_unfinished_is_gone_on_with_or_deleted(signed_in, worker, address):
    client = signed_in(worker)
    begin(client, address)
    text = client.get(address).text
    assert "You began this before" in text
    go_on = re.search(r'href="(\?draft=[^"]+)"', text)[1].replace("&amp;", "&")
    assert "step=1" in client.get(address + go_on)["Location"]
    assert "When is the visit?" in client.get(f"{address}?new=1").text
    discard = re.search(r'name="discard" value="([^"]+)"', text)[1]
    client.post(address, {"discard": discard})
    assert "You began this before" not in client.get(address).text


def test_a_draft_is_its_users_alone(signed_in, worker, address, someone_granted):
    begin(signed_in(worker), address)
    other = someone_granted({f"specimen.{verb}": Reach.TEAM for verb in VERBS})
    with acting(worker):
        draft = Draft.objects.get()
    with acting(other):
        assert not Draft.objects.exists()
    client = signed_in(other)
    assert "You began this before" not in client.get(address).text
    assert client.get(f"{address}?draft={draft.pk}&step=1").status_code == 404


def test_an_old_draft_is_deleted_whoever_began_it(signed_in, worker, address):
    begin(signed_in(worker), address)
    discard_drafts()
    with acting(worker):
        assert Draft.objects.count() == 1
        Draft.objects.update(expires_at=now() - timedelta(days=1))
    discard_drafts()
    with acting(worker):
        assert not Draft.objects.exists()


def test_a_refusal_is_shown_on_the_check_and_the_answers_stay(signed_in, worker, address):
    client = signed_in(worker)
    third = client.post(begin(client, address), {"place": "school"})["Location"]
    check = client.post(third, {"notes": "nothing"})["Location"]
    answer = client.post(check, {})
    assert answer.status_code == 400
    assert re.search(r'step=2&amp;change=1#notes">Say what is to be seen</a>', answer.text)
    assert "At school" in answer.text


def test_the_second_of_two_people_is_told_on_the_check(signed_in, worker, address, someone_granted):
    client = signed_in(worker)
    client.post(client.post(begin(client, address), {"place": "home"})["Location"], {})
    with acting(worker):
        visit = Visit.objects.get()
    again = f"/specimen/visits/{visit.pk}/redo/"
    assert 'value="27"' in client.get(again).text
    check = client.post(begin(client, again, on_day="29"), {"place": "school"})["Location"]
    other = someone_granted({"specimen.redo_visit": Reach.TEAM}, name="Priya Shah")
    actions.redo_visit(visit, by=other, on=date(2026, 6, 1), place="home")
    seen = re.search(r'name="seen" value="(\d+)"', client.get(check).text)[1]
    answer = client.post(check, {"seen": seen})
    assert answer.status_code == 409
    assert "Priya Shah" in answer.text
    assert "29 May 2026" in answer.text
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert client.post(check, {"seen": seen}).status_code == 302
    assert visits(worker) == [(date(2026, 5, 29), "school", "")]


def test_nobody_may_take_steps_without_the_grant(signed_in, someone_granted, address, client):
    other = signed_in(someone_granted({}))
    assert other.get(address).status_code == 403
    assert other.post(f"{address}?new=1", DAY).status_code == 403
    assert client.get(address).status_code == 302


def test_the_lock_on_drafts_holds_for_the_serving_role(signed_in, worker, address):
    begin(signed_in(worker), address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_draft")
        assert cursor.fetchone() == (0,)


def test_answers_are_gathered_into_what_the_action_is_told(signed_in, worker, child):
    client = signed_in(worker)
    second = begin(client, f"/specimen/children/{child.pk}/visits/at-home/")
    check = client.post(second, {"notes": "Gran"})["Location"]
    assert "Gran" in client.get(check).text
    client.post(check, {})
    assert visits(worker) == [(date(2026, 5, 27), "home", "Ask for Gran")]
