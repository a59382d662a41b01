"""The kinds of page: who sees what, what is recorded, and two people at one record."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from lscp.core.models import Transition
from lscp.core.pages import pages_by_name
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]

VISITS = "/specimen/visits/"
DAY = date(2026, 5, 26)
MOVED = {"on_day": "27", "on_month": "5", "on_year": "2026"}
VERBS = ("view_visit", "view_child", "plan_visit", "move_visit", "hold_visit")


@pytest.fixture
def worker(someone_granted):
    """Somebody who may do all there is, to what their team holds."""
    return someone_granted({f"specimen.{verb}": Reach.TEAM for verb in VERBS})


@pytest.fixture
def plan(worker):
    """Plan a visit to a child of its own, held by the team of the worker, or of somebody else."""

    def make(name="Ada Moss", *, by=worker, on=DAY, place="home"):
        known = ("record_child", "view_child", "plan_visit", "view_visit")
        grants = {f"specimen.{verb}": frozenset([Reach.TEAM]) for verb in known}
        who = replace(by, grants={**by.grants, **grants})
        child = actions.record_child(by=who, name=name)
        return actions.plan_visit(by=who, child=child, on=on, place=place)

    return make


@pytest.fixture
def elsewhere(someone_granted, cast):
    """Somebody of another team with the same grants."""
    grants = {f"specimen.{verb}": Reach.TEAM for verb in VERBS}
    return someone_granted(grants, team=cast.westminster_protection)


@pytest.fixture
def trail():
    """Return what the trail has: (kind, name, detail), the latest last, and forget it."""

    def read():
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind, name, subject, detail FROM core_entry ORDER BY id")
            return cursor.fetchall()

    return read


def version(client, address):
    """Return what a form carries: the version that was looked at."""
    return re.search(r'name="seen" value="(\d+)"', client.get(address).text)[1]


def test_a_record_shows_its_facts_and_what_may_be_done(signed_in, worker, plan):
    visit = plan()
    text = signed_in(worker).get(f"{VISITS}{visit.pk}/").text
    assert "26 May 2026" in text
    assert "Not recorded" in text
    assert f'href="{VISITS}{visit.pk}/hold/"' in text
    assert "<title>\n" not in text
    title = re.search(r"(?s)<title[^>]*>(.*?)</title>", text)[1]
    assert "Ada" not in title


def test_what_the_state_forbids_is_not_offered_and_is_refused(signed_in, worker, plan):
    visit = plan()
    actions.hold_visit(visit, by=worker, notes="All well", told=True)
    client = signed_in(worker)
    assert "/hold/" not in client.get(f"{VISITS}{visit.pk}/").text
    answer = client.get(f"{VISITS}{visit.pk}/hold/")
    assert answer.status_code == 403
    assert "must be planned" in answer.text


def test_a_view_is_recorded(signed_in, worker, plan, trail):
    visit = plan()
    signed_in(worker).get(f"{VISITS}{visit.pk}/")
    kind, name, subject, _ = trail()[-1]
    assert (kind, name, subject) == ("viewed", "specimen.view_visit", visit.pk)


def test_a_view_that_cannot_be_recorded_does_not_happen(signed_in, worker, plan, monkeypatch):
    visit = plan()
    client = signed_in(worker)

    def broken(*args, **more):
        raise RuntimeError("The trail is full")

    monkeypatch.setattr("lscp.core.trail.write", broken)
    with pytest.raises(RuntimeError, match="full"):
        client.get(f"{VISITS}{visit.pk}/")


@pytest.mark.parametrize("page", ["", "move/", "hold/"])
def test_another_teams_record_is_not_there(signed_in, elsewhere, plan, trail, page):
    visit = plan()
    client = signed_in(elsewhere)
    there, nowhere = (client.get(f"{VISITS}{key}/{page}") for key in (visit.pk, uuid4()))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.text == nowhere.text
    kind, _, subject, detail = trail()[-2]
    assert (kind, subject) == ("refused", None)
    assert str(visit.pk) in str(detail)


def test_posting_to_another_teams_record_changes_nothing(signed_in, elsewhere, worker, plan):
    visit = plan()
    assert signed_in(elsewhere).post(f"{VISITS}{visit.pk}/move/", MOVED).status_code == 404
    with acting(worker):
        assert Visit.objects.get().on == DAY


@pytest.mark.parametrize("page", ["", "move/"])
def test_a_role_without_the_grant_is_told_why_and_it_is_recorded_once(
    signed_in, someone_granted, plan, trail, page
):
    visit, client = plan(), signed_in(someone_granted({}))
    before = len(trail())
    for send in client.get, client.post:
        if send == client.post and not page:
            continue
        answer = send(f"{VISITS}{visit.pk}/{page}")
        assert answer.status_code == 403
        assert "may not do this" in answer.text
    kinds = [kind for kind, *_ in trail()[before:]]
    assert kinds == ["refused"] * (2 if page else 1)


def test_whoever_has_not_signed_in_is_asked_to(client, plan):
    answer = client.get(f"{VISITS}{plan().pk}/")
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_an_action_is_done_on_its_page(signed_in, worker, plan):
    visit, client = plan(), signed_in(worker)
    address = f"{VISITS}{visit.pk}/move/"
    data = {**MOVED, "seen": version(client, address)}
    answer = client.post(address, data, follow=True)
    assert answer.redirect_chain == [(f"{VISITS}{visit.pk}/", 302)]
    assert "Your answers are saved" in answer.text
    assert "27 May 2026" in answer.text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(signed_in, worker, plan):
    answer = signed_in(worker).post(f"{VISITS}{plan().pk}/move/", {"on_day": "27", "on_month": "x"})
    assert answer.status_code == 400
    assert '<a href="#on-year">The day of the visit must include a year</a>' in answer.text
    assert 'value="x"' in answer.text
    assert "Error: Move the visit" in answer.text


def test_a_refusal_on_facts_is_shown_with_what_was_typed_and_recorded_once(
    signed_in, worker, plan, trail
):
    visit, before = plan(), len(trail())
    data = {"notes": "nothing to see", "told": "yes"}
    answer = signed_in(worker).post(f"{VISITS}{visit.pk}/hold/", data)
    assert '<a href="#notes">Say what was seen, also where all is well</a>' in answer.text
    assert "nothing to see" in answer.text
    assert [kind for kind, *_ in trail()[before:]] == ["refused"]


def test_the_second_of_two_people_is_told_what_changed_and_loses_nothing(
    signed_in, worker, plan, someone_granted
):
    visit, client = plan(), signed_in(worker)
    address = f"{VISITS}{visit.pk}/move/"
    seen = version(client, address)
    other = someone_granted({"specimen.move_visit": Reach.TEAM}, name="Priya Shah")
    actions.move_visit(visit, by=other, on=date(2026, 6, 1))
    answer = client.post(address, {**MOVED, "seen": seen})
    assert answer.status_code == 409
    assert "This changed after you opened it" in answer.text
    assert "Priya Shah" in answer.text
    assert "Move the visit</strong>: day" in answer.text
    assert 'value="27"' in answer.text
    again = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert client.post(address, {**MOVED, "seen": again}).status_code == 302
    with acting(worker):
        assert Visit.objects.get().on == date(2026, 5, 27)


def test_where_the_change_ends_it_the_second_can_still_copy_what_they_typed(
    signed_in, worker, plan
):
    visit, client = plan(), signed_in(worker)
    address = f"{VISITS}{visit.pk}/hold/"
    seen = version(client, address)
    actions.hold_visit(visit, by=worker, notes="All well", told=True)
    answer = client.post(address, {"notes": "I saw her", "told": "yes", "seen": seen})
    assert "must be planned" in answer.text
    assert "I saw her" in answer.text
    assert '<button type="submit"' not in re.search("(?s)<main.*</main>", answer.text)[0]


def test_a_form_sent_twice_makes_one_record(signed_in, worker, plan):
    child, client = plan().child_id, signed_in(worker)
    address = f"/specimen/children/{child}/visits/new/"
    once = re.search(r'name="once" value="([^"]+)"', client.get(address).text)[1]
    data = {**MOVED, "place": "home", "once": once}
    sent = [client.post(address, data) for _ in "ab"]
    assert [each["Location"] for each in sent] == [f"{VISITS}{once}/"] * 2
    with acting(worker):
        assert Visit.objects.count() == 2
    assert Transition.objects.filter(subject=once).count() == 1


def test_a_new_record_within_something_out_of_reach_is_not_made(signed_in, elsewhere, plan):
    address = f"/specimen/children/{plan().child_id}/visits/new/"
    client = signed_in(elsewhere)
    assert client.get(address).status_code == 404
    assert client.post(address, {**MOVED, "place": "home"}).status_code == 404


def test_whoever_hands_a_record_over_goes_on_to_what_they_may_still_see(
    signed_in, someone_granted, plan
):
    grants = {"specimen.view_visit": Reach.TEAM, "specimen.hand_visit_over": Reach.AUTHORITY}
    who = someone_granted({**grants, "core.view_own_work": Reach.ALL})
    visit, client = plan(by=who), signed_in(who)
    assert "Hand the visit over" in client.get(f"{VISITS}{visit.pk}/hand-over/").text
    answer = client.post(f"{VISITS}{visit.pk}/hand-over/", {"seen": "1"}, follow=True)
    assert answer.redirect_chain == [("/work/", 302)]
    assert "The visit is handed over" in answer.text


def test_an_ordinary_page_is_in_reach_and_refuses_as_all_do(
    signed_in, worker, elsewhere, someone_granted, plan, trail
):
    plan()
    answers = [signed_in(who).get("/specimen/figures/").text for who in (worker, elsewhere)]
    assert answers == ["1 visits", "0 visits"]
    assert signed_in(someone_granted({})).get("/specimen/figures/").status_code == 403
    before = len(trail())
    answer = signed_in(worker).post("/specimen/refuse/")
    assert answer.status_code == 403
    assert "Not on a Sunday" in answer.text
    assert [kind for kind, *_ in trail()[before:]] == ["refused"]
    assert signed_in(worker).post("/specimen/figures/").status_code == 405


def test_why_something_is_refused_is_in_no_log(signed_in, worker, plan, caplog):
    plan()
    assert "Not on a Sunday" in signed_in(worker).get("/specimen/refuse/").text
    assert "/specimen/refuse/" in caplog.text
    assert "Sunday" not in caplog.text


def test_a_page_for_everybody_asks_nothing(client):
    assert client.get("/specimen/opening-hours/").text == "Nine to five"


def test_every_page_says_what_it_is(settings):
    found = {name: kind for name, (kind, _) in pages_by_name().items() if "specimen:" in name}
    assert {name: kind.kind for name, kind in found.items()} == {
        "specimen:visits": "list", "specimen:visit_rows": "list",
        "specimen:visit": "record", "specimen:child": "record",
        "specimen:hand_visit_over": "action", "specimen:figures": "view",
        "specimen:refuse": "view", "specimen:opening_hours": "view",
        "specimen:plan_visit": "action", "specimen:arrange_visit": "steps",
        "specimen:redo_visit": "steps", "specimen:move_visit": "action",
        "specimen:hold_visit": "action", "specimen:visit_at_home": "steps",
        "specimen:ask_for_visit": "view",
    }  # fmt: skip
    assert found["specimen:move_visit"].permission == "specimen.move_visit"
