"""What came in at the front door, by urgency and clock; what is anonymous is marked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.worklists import When, Whose, worklist
from lscp.front_door import actions

pytestmark = pytest.mark.django_db
LIST_QUERIES = 22


@pytest.fixture
def record(officer):
    """Record a contact about a child of a name."""

    def make(given, **more):
        told = {
            "source": "1D", "identity": "given", "referrer_name": "Ada Neighbour",
            "worries": "Shouting", "consent": "given",
        }  # fmt: skip
        return actions.record_contact(by=officer, children=[{"given": given}], **told | more)

    return make


@pytest.fixture
def inbox(officer, signed_in):
    """Return what the front door's screen says, and which children stand on it, in order."""

    def look(names, **asked):
        text = signed_in(officer).get(reverse("front_door:inbox"), asked).text
        table = text.partition("<tbody")[2]
        return text, sorted((each for each in names if each in table), key=table.index)

    return look


def test_what_is_urgent_comes_first_and_then_what_has_waited(record, officer, inbox):
    green, red = record("Green"), record("Red")
    actions.rate_risk(green, by=officer, risk="green", because="A quarrel")
    actions.rate_risk(red, by=officer, risk="red", because="A baby")
    record("Unrated")
    record("Older", received_on=today() - timedelta(days=3))
    record("Danger", immediate_danger=True)
    text, order = inbox(["Green", "Unrated", "Older", "Danger", ">Red<"])
    assert order == ["Danger", ">Red<", "Older", "Unrated", "Green"]
    for words in ("Danger now", "Not rated"):
        assert words in text, words


def test_anonymous_contacts_are_marked(record, inbox):
    record("Named")
    assert "Anonymous" not in inbox([])[0].partition("<tbody")[2]
    record("Nameless", identity="withheld", referrer_name="", source="")
    record("Unknown", identity="unknown", referrer_name="", source="")
    table = inbox([])[0].partition("<tbody")[2]
    assert table.count("Anonymous") == 2
    assert "Name withheld" in table
    assert "Name not known" in table


def test_what_is_decided_is_among_all_contacts_alone(record, manager, inbox, signed_in):
    decided = record("Decided")
    actions.decide_contact(decided, by=manager, outcome="advice", because="Why", told="We advised")
    assert inbox(["Decided"])[1] == []
    browser = signed_in(manager)
    where = reverse("front_door:contacts")
    assert "Decided" in browser.get(where).text
    assert "Advice and information" in browser.get(where, {"outcome": "advice"}).text


def test_filters(record, officer, inbox):
    red = record("Reddy")
    actions.rate_risk(red, by=officer, risk="red", because="A baby")
    record("Latey", received_on=today() - timedelta(days=14))
    names = ["Reddy", "Latey"]
    assert inbox(names, risk="red")[1] == ["Reddy"]
    text, late = inbox(names, decided_on="late")
    assert late == ["Latey"]
    assert "working days late" in text
    assert inbox(names, decided_on="coming")[1] == ["Reddy"]
    assert inbox(names, channel="public")[1] == []
    assert inbox(names, authority="E09000020")[1] == ["Reddy", "Latey"]
    assert inbox(names, state="proposed")[1] == []


def test_a_contact_is_found_by_its_reference_however_it_is_typed(record, officer, signed_in):
    one, _ = record("Amelia"), record("Ben")
    browser = signed_in(officer)
    typed = one.reference.lower().replace("-", " ")
    answer = browser.post(reverse("front_door:contacts"), {"text": typed}, follow=True)
    assert "Amelia" in answer.text
    assert "Ben" not in answer.text.partition("<tbody")[2]


def test_another_front_door_sees_none_of_it(record, someone, signed_in):
    record("Amelia")
    there = someone("front_door_officer", authority="E09000033")
    assert "No contact waits" in signed_in(there).get(reverse("front_door:inbox")).text
    assert signed_in(someone("school_lead")).get(reverse("front_door:inbox")).status_code == 403


def test_the_screen_asks_as_much_for_many_as_for_few(record, officer, signed_in):
    browser = signed_in(officer)
    record("First")
    browser.get(reverse("front_door:inbox"))
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("front_door:inbox"))
        asked.append(len(queries))
        for number in range(5):
            record(f"Child {number}")
    assert asked[0] == asked[1] <= LIST_QUERIES


def test_what_is_late_stands_in_the_teams_worklist(record, officer):
    record("Amelia", received_on=today() - timedelta(days=14))
    with acting(officer):
        late, = worklist(officer, Whose.TEAM, When.LATE)  # fmt: skip
    assert [(row.title, row.what) for row in late.rows] == [
        ("Contact about Amelia", "Contact decided")
    ]


def test_early_help_reads_in_full_what_it_was_passed_and_not_what_it_told(
    officer, manager, someone, cast, signed_in
):
    helper = someone("early_help_manager", organisation=cast.kensington_help)
    told = actions.submit_contact(
        by=helper, authority=officer.authority, children=[{"given": "Amy"}], consent="given",
        worries="Tired",
    )  # fmt: skip
    page = reverse("front_door:contact", args=[told.pk])
    assert signed_in(helper).get(page).status_code == 404
    actions.decide_contact(
        told, by=manager, outcome="early_help", early_help=str(cast.kensington_help.pk),
        because="They can help", told="It is yours",
    )  # fmt: skip
    assert "They can help" in signed_in(helper).get(page).text
