"""The form to the LADO for everybody: nothing is kept before it is sent, or shown afterwards."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from lscp.allegations import actions
from lscp.allegations.models import Report, ReportAddition
from lscp.allegations.tests.allegations_reports import KENSINGTON, received
from lscp.core.models import Draft, Entry, Notification
from lscp.core.scope import acting

pytestmark = pytest.mark.django_db
START, FORM, ADD = "/tell-the-lado/", "/tell-the-lado/form/", "/tell-the-lado/add/"
WHERE = {"immediate_danger": "no", "authority": KENSINGTON, "about_service": "no"}
ANONYMOUS = {"agency": "public", "says_who": "no", "reporter_name": "Ann Bell"}
NAMED = {"agency": "school", "says_who": "yes", "reporter_name": "Ann Bell",
         "reporter_telephone": "020 7946 0018"}  # fmt: skip
ADULT = {"adult_name": "Neville Tranter", "sector": "sport", "employer_name": "Wharf Club"}
HAPPENED = {"happened": "He shouts at them"}
REST = [ADULT, {"children": ""}, HAPPENED, {"speaks_for": "no"}]


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
    page = browser.get(FORM)
    for each in answers:
        page = browser.post(FORM, {**hidden(page), **each})
        assert page.status_code == 200, page.text
    return page


def send(browser, check, **more):
    return browser.post(FORM, {**hidden(check), **more})


def test_it_opens_with_what_to_do_in_danger_and_every_page_can_be_left(settings):
    settings.LSCP_LADO = ["Kensington and Chelsea on 020 7946 0018, out of hours 020 7946 0019"]
    page = Client().get(START).text
    assert page.index("call 999") < page.index("Start now")
    assert "out of hours 020 7946 0019" in page
    for address in (START, FORM, ADD):
        assert 'data-module="govuk-exit-this-page"' in Client().get(address).text


def test_a_report_without_a_name_is_kept_once_it_is_sent(lado):
    browser = Client()
    check = walk(browser, WHERE, ANONYMOUS, *REST)
    assert "Neville" not in hidden(check)["so_far"]
    assert not Draft.objects.exists()
    with acting(lado):
        assert not Report.objects.exists()
    sent = send(browser, check)
    again = send(browser, check)
    with acting(lado):
        made = Report.objects.get()
    assert made.reference in sent.text
    assert made.reference in again.text
    assert "no way to reach you" in sent.text
    assert (made.channel, made.reporter_name, made.aware_on) == ("public", "", None)
    assert sent.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in browser.cookies
    for each in [*Entry.objects.all(), *Notification.objects.all()]:
        assert not any(word in str(each.__dict__) for word in ("Tranter", "shouts", "Ann Bell"))


def test_an_employer_with_a_name(lado):
    browser = Client()
    aware = {"speaks_for": "yes", "aware_on_day": "1", "aware_on_month": "6",
             "aware_on_year": "2026"}  # fmt: skip
    sent = send(browser, walk(browser, WHERE, NAMED, *REST[:-1], aware))
    assert "They may call or write to you" in sent.text
    with acting(lado):
        made = Report.objects.get()
    assert (made.reporter_name, made.aware_on.isoformat()) == ("Ann Bell", "2026-06-01")


def test_what_is_refused_is_said_above_the_answers_and_a_robot_is_stopped(lado):
    browser = Client()
    conflict = walk(browser, {**WHERE, "about_service": "yes"}, ANONYMOUS, *REST)
    stopped = send(browser, conflict)
    assert stopped.status_code == 400
    assert "No authority but" in stopped.text
    trapped = send(browser, conflict, leave_empty="http://example.org")
    assert "Leave this question empty, then send again" in trapped.text


def test_a_flood_is_held_back_and_told_whom_to_call(lado, settings):
    settings.ACCOUNT_RATE_LIMITS = {"tell_lado": "0/h/ip", "tell_lado_more": "1/h/ip"}
    browser = Client()
    held = send(browser, walk(browser, WHERE, ANONYMOUS, *REST))
    assert held.status_code == 429
    assert "was not taken" in held.text
    said = {"reference": "LR-AAAA-AAAA-AAAA-AAAA", "words": "More"}
    assert [browser.post(ADD, said).status_code for _ in range(2)] == [200, 429]
    with acting(lado):
        assert not Report.objects.exists()


def test_the_answer_to_an_addition_does_not_say_whether_the_reference_is_known(lado, other_lado):
    made = received(about_service=True)
    ended = actions.end_report(received(), by=lado, because="x")
    typed = made.reference.lower().replace("-", " ")
    answers = [
        Client().post(ADD, {"reference": each, "words": "He came back"})
        for each in (typed, ended.reference, "LR-AAAA-AAAA-AAAA-AAAA")
    ]
    assert len({(each.status_code, each.text) for each in answers}) == 1
    assert "held her arm" not in answers[0].text
    for reader in (lado, other_lado):
        with acting(reader):
            assert ReportAddition.objects.get().words == "He came back"


def test_what_is_wrong_with_an_addition_is_said():
    answer = Client().post(ADD, {"reference": "LR-1", "words": ""})
    assert answer.status_code == 400
    assert "must be like LR-" in answer.text
    assert "Enter what you want to add" in answer.text
