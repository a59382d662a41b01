"""What waits for whom, how pressing it is, and that nobody is shown what they may not see."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lscp.core import worklists
from lscp.core.models import Named, RunningClock
from lscp.core.named import name_on
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.models import Visit
from lscp.core.time import now
from lscp.core.waiting import waiting
from lscp.core.worklists import OWN_WORK, When, Whose

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]
TODAY = date(2026, 5, 26)  # the Tuesday after a bank holiday
CLOCK = "assessment"  # counted in working days
GRANTS = {
    f"specimen.{verb}": (Reach.TEAM, Reach.NAMED)
    for verb in ("record_child", "view_child", "plan_visit", "view_visit")
} | {OWN_WORK: Reach.ALL}


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch):
    monkeypatch.setitem(
        worklists.KINDS, "specimen.Visit",
        worklists.Kind("specimen.Visit", str, "specimen.view_visit", ("child",)),
    )  # fmt: skip
    with time_machine.travel(f"{TODAY} 10:00 +01:00"):
        yield


@pytest.fixture
def worker(someone_granted):
    return someone_granted(GRANTS)


@pytest.fixture
def elsewhere(someone_granted, cast):
    return someone_granted(GRANTS, team=cast.westminster_protection)


def due(by, days=0, *, name="Ada Moss", user=None, clock=CLOCK, stopped_on=None):
    """Make a visit that somebody's team holds, with a clock; return the visit."""
    child = actions.record_child(by=by, name=name)
    visit = actions.plan_visit(by=by, child=child, on=TODAY, place="home")
    day = TODAY + timedelta(days=days)
    RunningClock.objects.create(
        subject_type="specimen.Visit", subject=visit.pk, person=child.pk, clock=clock,
        edition="2023", starts_on=day, due_on=day, user=user, team=by.team,
        organisation=by.organisation, stopped_on=stopped_on,
    )  # fmt: skip
    return visit


def shown(actor, whose):
    with acting(actor):
        groups = worklists.worklist(actor, whose)
    return {group.when: [row.title for row in group.rows] for group in groups if group.rows}


def test_what_a_team_answers_is_sorted_by_how_pressing_it_is(worker):
    for days, name in ((-1, "Late"), (-8, "Later"), (0, "Today"), (1, "Next"), (60, "Then")):
        due(worker, days, name=name)
    due(worker, -1, name="Done", stopped_on=TODAY)
    assert shown(worker, Whose.TEAM) == {
        When.LATE: ["Visit to Later", "Visit to Late"],
        When.TODAY: ["Visit to Today"],
        When.COMING: ["Visit to Next", "Visit to Then"],
    }


def test_mine_is_what_i_answer_and_not_what_my_team_does(worker):
    due(worker, name="Team’s")
    due(worker, name="Mine", user=worker.user)
    assert shown(worker, Whose.MINE) == {When.TODAY: ["Visit to Mine"]}
    both = {When.TODAY: ["Visit to Team’s", "Visit to Mine"]}
    assert shown(worker, Whose.TEAM) == shown(worker, Whose.ORGANISATION) == both


def test_what_names_me_and_another_answers_waits_for_them(worker, elsewhere):
    visit = due(elsewhere, -1, name="Theirs")
    due(elsewhere, -1, name="Unknown to me")
    assert shown(worker, Whose.MINE) == {}
    name_on(visit, worker.user)
    assert shown(worker, Whose.MINE) == {When.WAITING: ["Visit"]}  # the child is not open to us
    name_on(visit.child, worker.user)
    assert shown(worker, Whose.MINE) == {When.WAITING: ["Visit to Theirs"]}
    assert shown(worker, Whose.TEAM) == {}
    name_on(visit, worker.team)
    assert shown(worker, Whose.TEAM) == {When.WAITING: ["Visit to Theirs"]}


def test_a_clock_alone_opens_no_record(worker, someone_granted):
    due(worker, name="Closed")
    without = someone_granted({OWN_WORK: Reach.ALL})
    named_only = someone_granted({"specimen.view_visit": Reach.NAMED, OWN_WORK: Reach.ALL})
    assert without.team == named_only.team == worker.team
    assert shown(without, Whose.TEAM) == shown(named_only, Whose.TEAM) == {}
    assert shown(worker, Whose.TEAM)


def test_a_restricted_record_is_in_nobodys_list_who_is_not_let_in(worker):
    visit = due(worker, name="Restricted")
    named = name_on(visit, worker.user, opens_restricted=True)
    with acting(worker), connection.cursor() as cursor:
        cursor.execute("UPDATE specimen_visit SET restricted = true WHERE id = %s", [visit.pk])
    assert shown(worker, Whose.TEAM) == {When.TODAY: ["Visit to Restricted"]}
    Named.objects.filter(pk=named.pk).update(until=now())
    assert shown(worker, Whose.TEAM) == {}


def test_a_kind_that_no_area_declared_is_in_no_list(worker, monkeypatch):
    due(worker)
    monkeypatch.delitem(worklists.KINDS, "specimen.Visit")
    assert shown(worker, Whose.TEAM) == {}


def test_what_is_not_open_does_not_hide_what_is(worker, elsewhere, monkeypatch):
    monkeypatch.setattr(worklists, "MANY", 1)
    RunningClock.objects.filter(subject=due(elsewhere, -1, name="Open").pk).update(due_on=TODAY)
    for days in range(-9, 0):
        due(elsewhere, days, name="Closed")
    still_open = RunningClock.objects.get(due_on=TODAY).subject
    name_on(still_open, worker.user, of="specimen.Visit")
    RunningClock.objects.update(user=worker.user)
    RunningClock.objects.filter(due_on=TODAY).update(due_on=TODAY - timedelta(days=1))
    with acting(worker):
        [late] = worklists.worklist(worker, Whose.MINE, When.LATE)
    assert ([row.title for row in late.rows], late.has_more) == (["Visit"], False)


def test_a_long_list_takes_as_many_queries_as_a_short_one(worker):
    counted = []
    for _ in range(2):
        for days in (-3, 0, 3):
            due(worker, days)
        with acting(worker), CaptureQueriesContext(connection) as queries:
            worklists.worklist(worker, Whose.TEAM)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 8


@pytest.mark.parametrize(
    ("days", "unit", "words"),
    [
        (0, "working days", "Due today"),
        (1, "working days", "Due tomorrow"),
        (2, "working days", "Due in 2 working days"),
        (-1, "working days", "1 working day late"),  # yesterday was a bank holiday, due on it
        (-4, "working days", "1 working day late"),  # due on the Friday
        (-5, "working days", "2 working days late"),
        (-4, "days", "4 days late"),
        (-1, "months", "1 day late"),
        (7, "days", "Due in 7 days"),
        (-40_000, "working days", "40,000 days late"),  # before the table of bank holidays
    ],
)
def test_how_pressing_it_is_in_words(days, unit, words):
    assert worklists.due_words(TODAY + timedelta(days=days), unit, TODAY) == words


def test_the_days_of_a_weekend_are_not_working_days():
    saturday, sunday, friday = date(2026, 5, 30), date(2026, 5, 31), date(2026, 5, 29)
    said = worklists.due_words
    assert said(friday, "working days", sunday) == "Late, since the last working day"
    assert said(sunday, "working days", saturday) == "Due tomorrow"
    assert said(sunday, "working days", friday) == "Due before the next working day"


def test_the_page_shows_it_with_filters(worker, signed_in):
    visit = due(worker, -4, name="Ada Moss")
    due(worker, 0, name="Ben Reed")
    client = signed_in(worker)
    text = client.get("/work/?whose=team").text
    assert "What waits for your team" in text
    assert (
        f'<a class="govuk-link" href="/specimen/visits/{visit.pk}/">Visit to Ada Moss</a>' in text
    )
    assert "<strong>1 working day late</strong>" in text
    assert text.index("Late</h2>") < text.index("Due today</h2>") < text.index("Coming</h2>")
    late = client.get("/work/?whose=team&when=late").text
    assert ("Ada Moss" in late, "Ben Reed" in late) == (True, False)
    assert "Ada Moss" not in client.get("/work/?whose=user").text


def test_unasked_the_page_shows_whatever_waits_nearest(worker, signed_in):
    due(worker)
    browser = signed_in(worker)
    assert "What waits for your team" in browser.get("/work/").text
    assert "What waits for you<" in browser.get("/work/?whose=user").text
    due(worker, user=worker.user, name="Bo Moss")
    assert "What waits for you<" in browser.get("/work/").text


def test_a_long_group_is_turned_page_by_page(worker, signed_in, monkeypatch):
    monkeypatch.setattr(worklists, "MANY", 2)
    for days in range(-5, 0):
        due(worker, days, name=f"Child {days}")
    client = signed_in(worker)
    text = client.get("/work/?whose=team").text
    [more] = re.findall(r'href="(\?whose=team&(?:amp;)?when=late)"', text)
    first = client.get(f"/work/{more.replace('&amp;', '&')}").text
    assert "Child -5" in first
    assert "Next" in first
    last = client.get("/work/?whose=team&when=late&page=3").text
    assert ("Child -1" in last, "Next" in last) == (True, False)


@pytest.mark.parametrize("query", ["whose=x&when=y", "page=-1", "page=999999", "when=late&page=40"])
def test_what_nobody_offers_is_not_understood_as_anything_else(worker, signed_in, query):
    assert signed_in(worker).get(f"/work/?{query}").status_code == 200


def test_the_page_is_for_those_who_work_here(client, someone_granted, signed_in):
    assert client.get("/work/").status_code == 302
    assert signed_in(someone_granted({})).get("/work/").status_code == 403


@pytest.fixture
def waits(django_assert_num_queries):
    def count(actor):
        with django_assert_num_queries(1):
            return [(each.whose, each.said) for each in waiting(actor)]

    return count


NONE = "0 late, 0 due today, 0 to come"


def test_how_much_waits_is_counted_in_one_question(worker, elsewhere, waits):
    for days, user in ((-1, worker.user), (0, worker.user), (0, None), (1, None), (3, None)):
        due(worker, days, user=user)
    due(worker, 0, stopped_on=TODAY)
    due(elsewhere, -1)
    assert waits(worker) == [
        (Whose.MINE, "1 late, 1 due today, 0 to come"),
        (Whose.TEAM, "1 late, 2 due today, 2 to come"),
        (Whose.ORGANISATION, "1 late, 2 due today, 2 to come"),
    ]


def test_what_is_not_in_the_list_is_not_counted(worker, someone_granted, waits, monkeypatch):
    named = someone_granted({"specimen.view_visit": Reach.NAMED, OWN_WORK: Reach.ALL})
    other, closed, _ = due(worker, -1), due(worker, -1), due(worker, -1)
    due(worker, -1, user=named.user)  # answered, and not open
    name_on(other, named.user)
    name_on(closed, named.user)
    RunningClock.objects.filter(subject=closed.pk).update(restricted=True)
    monkeypatch.setattr(Visit, "apart", True)
    assert dict(waits(named)) == {
        Whose.MINE: NONE, Whose.TEAM: "1 late, 0 due today, 0 to come",
        Whose.ORGANISATION: "1 late, 0 due today, 0 to come",
    }  # fmt: skip


def test_what_stands_apart_takes_no_more_looking_for_there_being_more(
    worker, someone_granted, monkeypatch
):
    monkeypatch.setattr(Visit, "apart", True)
    monkeypatch.setattr(worklists, "MANY", 1)
    named = someone_granted({"specimen.view_visit": Reach.NAMED, OWN_WORK: Reach.ALL})

    def asked():
        with CaptureQueriesContext(connection) as queries:
            shown(named, Whose.TEAM)
        return len(queries)

    before = asked()
    for _ in range(5):
        due(worker, -1)
    assert asked() == before


def test_the_page_after_signing_in_says_how_much_waits(worker, someone_granted, signed_in, client):
    due(worker, -1)
    page = signed_in(worker).get("/").text
    assert '<a class="govuk-link govuk-link--no-visited-state" href="/work/?whose=team">' in page
    assert "Your team</a>: 1 late, 0 due today, 0 to come" in page
    assert "What waits for you" not in client.get("/").text
    assert "What waits for you" not in signed_in(someone_granted({})).get("/").text


def test_a_message_leads_on_and_is_read(worker, signed_in):
    from lscp.core import notify
    from lscp.core.models import Notification
    from lscp.core.tests.test_core_notify import COUNT

    notify.MESSAGES[COUNT]
    for _ in range(2):
        row = Notification.objects.create(
            id=uuid4(), user=worker.user, about=COUNT, details={"late": 2}, link="/work/",
            queued_at=now(),
        )  # fmt: skip
    client = signed_in(worker)
    text = client.get("/notifications/").text
    assert "2 not read yet" in text
    assert "Messages (2 not read)" in text
    assert text.count("2 things of yours are late") == 2
    opened = client.get(f"/notifications/{row.pk}/")
    assert (opened.status_code, opened.headers["Location"]) == (302, "/work/")
    assert "1 not read yet" in client.get("/notifications/").text
    assert client.get("/notifications/read/").status_code == 405
    client.post("/notifications/read/")
    assert notify.unread(worker.user) == 0


def test_a_message_is_opened_by_whom_it_is_for(worker, elsewhere, signed_in):
    from lscp.core.models import Notification

    row = Notification.objects.create(id=uuid4(), user=worker.user, about="x", queued_at=now())
    assert signed_in(elsewhere).get(f"/notifications/{row.pk}/").status_code == 404
    assert "not told any more" in signed_in(worker).get("/notifications/").text
