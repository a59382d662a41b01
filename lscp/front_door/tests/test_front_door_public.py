"""The form for everybody: nothing is kept before it is sent, and nothing is shown afterwards."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from lscp.core.models import Draft, Entry, Notification
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.front_door import actions
from lscp.front_door.models import Addition, Contact
from lscp.front_door.queries.submitted import PUBLIC_FORM

pytestmark = pytest.mark.django_db
FORM, ADD = "/tell-us/form/", "/tell-us/add/"
WHERE = {"immediate_danger": "no", "authority": "E09000020"}
ANONYMOUS = {"who": "1B", "says_who": "no", "referrer_name": "Ann Bell"}
NAMED = {"who": "1A", "says_who": "yes", "referrer_name": "Ann Bell",
         "referrer_telephone": "020 7946 0018"}  # fmt: skip
CHILD = {"child_1_given": "Amelia", "child_1_address": "The flat above", "child_1_another": "no"}
WORRIES = {"worries": "She cries at night", "working_well": "", "needs_to_happen": ""}
KNOWS = {"consent": "not_sought"}
ALL = [WHERE, ANONYMOUS, CHILD, {"knows_adults": "no"}, WORRIES, KNOWS]


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def hidden(page):
    """Return what a page carries: all that was answered so far, and which step it is."""
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]
        for name in ("so_far", "step")
    }


def walk(browser, *answers):
    """Answer step after step; return the page that the last one leads to."""
    page = browser.get(FORM)
    for each in answers:
        page = browser.post(FORM, {**hidden(page), **each})
        assert page.status_code == 200, page.text
    return page


def send(browser, check, **more):
    return browser.post(FORM, {**hidden(check), **more})


def test_it_opens_with_what_to_do_in_danger_and_out_of_hours(officer, settings):
    settings.LSCP_FRONT_DOOR = [
        "Kensington and Chelsea on 020 7946 0018, out of hours 020 7946 0019"
    ]
    page = Client().get("/tell-us/").text
    assert page.index("call 999") < page.index("Start now")
    assert "out of hours 020 7946 0019" in page
    assert "Worried about a child?" in page


@pytest.mark.parametrize("address", ["/tell-us/", FORM, ADD])
def test_every_page_can_be_left_at_once(address, officer):
    page = Client().get(address).text
    assert 'data-module="govuk-exit-this-page"' in page
    assert "govuk-js-exit-this-page-skiplink" in page


def test_a_contact_without_a_name(officer):
    browser = Client()
    check = walk(browser, *ALL)
    assert "Check your answers" in check.text
    sent = send(browser, check)
    with acting(officer):
        made = Contact.objects.get()
        child = made.children.get()
    assert made.reference in sent.text
    assert "no way to reach you" in sent.text
    assert (made.channel, made.source, made.identity) == ("public", "9", "withheld")
    assert (made.referrer_name, made.to_tell_from) == ("", None)
    assert (child.given, child.address) == ("Amelia", "The flat above")
    assert sent.headers["Cache-Control"] == "no-store"


def test_a_contact_with_a_name(officer):
    browser = Client()
    sent = send(browser, walk(browser, WHERE, NAMED, *ALL[2:]))
    with acting(officer):
        made = Contact.objects.get()
    assert (made.source, made.referrer_name, made.to_tell_from) == (
        "1A", "Ann Bell", made.received_on,
    )  # fmt: skip
    assert "tell you what it decided" in sent.text


def test_somebody_at_work_says_where(officer):
    browser = Client()
    at_work = {**NAMED, "who": "work", "work_source": "3C"}
    send(browser, walk(browser, WHERE, at_work, *ALL[2:]))
    with acting(officer):
        assert Contact.objects.get().source == "3C"


def test_sent_twice_it_is_one_contact(officer):
    browser = Client()
    check = walk(browser, *ALL)
    assert send(browser, check).text.count("FD-") == send(browser, check).text.count("FD-")
    with acting(officer):
        assert Contact.objects.count() == 1


def test_nothing_is_kept_before_it_is_sent_and_nothing_personal_after(officer):
    browser = Client()
    check = walk(browser, *ALL)
    assert "Amelia" not in hidden(check)["so_far"]
    assert not Draft.objects.exists()
    assert "sessionid" not in browser.cookies
    send(browser, check)
    kept = [*Entry.objects.all(), *Notification.objects.all()]
    for each in kept:
        assert not any(word in str(each.__dict__) for word in ("Amelia", "cries", "Ann Bell"))
    assert Notification.objects.get().user == officer.user


def test_a_missing_answer_is_said_where_it_is(officer):
    browser = Client()
    page = browser.post(FORM, {**hidden(browser.get(FORM)), "immediate_danger": "no"})
    assert page.status_code == 400
    assert "<title>Error: " in re.sub(r">\s+", ">", page.text)
    assert 'href="#authority"' in page.text


def test_answers_can_be_gone_back_to_and_changed(officer):
    browser = Client()
    check = walk(browser, *ALL)
    again = browser.post(FORM, {**hidden(check), "change": "2"})
    assert 'value="Amelia"' in again.text
    changed = {**hidden(again), **CHILD, "child_1_given": "Amelie", "changing": "1"}
    check = browser.post(FORM, changed)
    assert "Amelie" in check.text
    assert "Check your answers" in check.text
    before = browser.post(FORM, {**hidden(check), "back": "1"})
    assert "Does the family know" in before.text


def test_what_was_tampered_with_starts_anew(officer):
    page = Client().post(FORM, {"so_far": "x" * 40, "step": "check"})
    assert "Is a child in immediate danger?" in page.text
    assert Client().post(FORM, {"step": "9"}).status_code == 200


def test_the_question_that_nobody_sees_stops_what_fills_in_all(officer):
    browser = Client()
    check = walk(browser, *ALL)
    stopped = send(browser, check, leave_empty="http://example.org")
    assert stopped.status_code == 400
    assert "Leave this question empty, then send again" in stopped.text
    assert send(browser, stopped).status_code == 200


def test_a_refusal_is_said_above_the_answers(officer):
    browser = Client()
    stopped = send(browser, walk(browser, {**WHERE, "authority": "E09000033"}, *ALL[1:]))
    assert stopped.status_code == 400
    assert "Westminster has no front door" in stopped.text


def test_a_flood_is_held_back_and_told_whom_to_call(officer, settings):
    settings.ACCOUNT_RATE_LIMITS = {"tell_us": "1/h/ip", "tell_us_more": "1/h/ip"}
    browser = Client()
    send(browser, walk(browser, *ALL))
    held = send(browser, walk(browser, *ALL))
    assert held.status_code == 429
    assert "was not taken" in held.text
    with acting(officer):
        assert Contact.objects.count() == 1
    said = {"reference": "FD-AAAA-AAAA-AAAA-AAAA", "words": "More"}
    assert [browser.post(ADD, said).status_code for _ in range(2)] == [200, 429]


def received(**more):
    facts = {"authority": "E09000020", "children": [{"given": "Amelia"}], "consent": "given"}
    return actions.receive_contact(
        by=PUBLIC_FORM, identity="withheld", worries="She cries", **facts | more
    )


def added(officer):
    with acting(officer):
        return list(Addition.objects.values_list("words", flat=True))


def test_the_answer_to_an_addition_does_not_say_whether_the_reference_is_known(officer):
    made = received()
    browser = Client()
    typed = made.reference.lower().replace("-", " ")
    known = browser.post(ADD, {"reference": typed, "words": "He came back"})
    strange = browser.post(ADD, {"reference": "FD-AAAA-AAAA-AAAA-AAAA", "words": "He came back"})
    assert (known.status_code, known.text) == (strange.status_code, strange.text)
    assert "cries" not in known.text
    assert added(officer) == ["He came back"]


def test_more_can_be_added_to_a_restricted_contact(officer):
    made = received()
    with acting(PUBLIC_FORM), writing():
        made.restricted = True
        made.save()
    Client().post(ADD, {"reference": made.reference, "words": "He came back"})
    assert added(officer) == []  # restricted: not open to the officer
    with acting(PUBLIC_FORM):
        assert Addition.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [({"reference": "FD-1", "words": "x"}, "must be like FD-"),
     ({"reference": "", "words": "x"}, "Enter your reference"),
     ({"reference": "FD-AAAA-AAAA-AAAA-AAAA", "words": ""}, "Enter what you want to add")],
)  # fmt: skip
def test_what_is_wrong_with_an_addition_is_said(said, why, officer):
    answer = Client().post(ADD, said)
    assert answer.status_code == 400
    assert why in answer.text
