"""The pages of reports: the LADO’s inbox and file, and what whoever made one sees of it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from lscp.access.models import Membership
from lscp.allegations import actions
from lscp.allegations.models import Report
from lscp.allegations.tests.allegations_records import signs
from lscp.allegations.tests.allegations_reports import (
    KENSINGTON,
    WESTMINSTER,
    received,
    submitted,
    taken_down,
)
from lscp.core.models import Draft
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import today

pytestmark = pytest.mark.django_db
INBOX, MADE = "/allegations/reports/", "/allegations/reports-you-made/"
LATER = today() + timedelta(days=3700)
DAY = {f"aware_on_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}
WHERE = {"immediate_danger": "no", "authority": KENSINGTON, "about_service": "no"}
ADULT = {
    "adult_name": "Neville Tranter", "adult_job": "Teacher", "adult_basis": "paid",
    "sector": "school", "employer_name": "Elm Street School", "other_work": "Coaches swimming",
    "own_children": "A son of 4",
}  # fmt: skip
CHILDREN, HAPPENED = {"children": "Amelia, 8"}, {"happened": "He held her arm"}
AWARE = {"speaks_for": "yes", **DAY}
YOU = {"agency": "school", "reporter_role": "Head", "reporter_telephone": "020 7946 0018"}


@pytest.fixture
def head(someone, lado, other_lado):
    return someone("school_lead", name="Hanna Head")


def go(browser, address, *answers):
    """Answer step after step, and return the page that the last one leads to."""
    address += "?new=1"
    for each in answers:
        answer = browser.post(address, each)
        assert answer.status_code == 302, answer.text
        address = f"{urlsplit(address).path}{answer.url.removeprefix(urlsplit(address).path)}"
    return address


def finish(browser, address):
    draft = parse_qs(urlsplit(address).query)["draft"][0]
    return browser.post(address, {"once": draft})


def test_submit_report_page(head, lado, signed_in):
    browser = signed_in(head)
    check = go(browser, f"{MADE}new/", WHERE, ADULT, CHILDREN, HAPPENED, AWARE, YOU)
    shown = browser.get(check).text
    for said in ("Neville Tranter", "Coaches swimming", "Amelia, 8"):
        assert said in shown
    answer = finish(browser, check)
    page = browser.get(answer.url).text
    assert "has not decided yet what to do" in page
    assert "He held her arm" in page
    assert not Draft.objects.exists()
    with acting(lado):
        made = Report.objects.get()
    assert (made.aware_on, made.own_children) == (today(), "A son of 4")
    assert made.reference in browser.get(MADE).text


def test_submit_report_page_says_what_is_missing(head, signed_in):
    browser = signed_in(head)
    address = go(browser, f"{MADE}new/", WHERE)
    page = browser.post(address, {"sector": "school"})
    assert page.status_code == 400
    assert "Enter the adult’s name, or what they do" in page.text
    assert 'href="#adult_name"' in page.text


def test_take_down_report_page(lado, other_lado, signed_in):
    browser = signed_in(lado)
    caller = {f"received_on_{part}": DAY[f"aware_on_{part}"] for part in ("day", "month", "year")}
    caller |= {"agency": "public", "reporter_name": "Ann Bell"}
    aware = {"speaks_for": "no"}
    check = go(browser, f"{INBOX}new/", caller, WHERE, ADULT, CHILDREN, HAPPENED, aware)
    page = browser.get(finish(browser, check).url).text
    assert "Ann Bell" in page
    with acting(lado):
        assert Report.objects.get().aware_on is None


def test_the_inbox_has_what_is_most_urgent_first_and_by_clock(head, lado, signed_in):
    first, urgent = submitted(head), submitted(head, immediate_danger=True)
    ended = actions.end_report(received(), by=lado, because="x")
    browser = signed_in(lado)
    page = browser.get(INBOX).text
    assert page.index(urgent.reference) < page.index(first.reference)
    assert ended.reference not in page
    assert "Danger now" in page
    assert first.reference in browser.get(f"{INBOX}?ended_on=coming").text
    assert first.reference not in browser.get(f"{INBOX}?ended_on=late").text
    everything = browser.get(f"{INBOX}all/").text
    assert ended.reference in everything
    found = browser.post(f"{INBOX}all/", {"text": ended.reference.lower()}, follow=True).text
    assert ended.reference in found
    assert first.reference not in found


def test_the_page_of_a_report(head, lado, signed_in):
    made = submitted(head, other_work="Coaches swimming")
    actions.add_to_report(made, by=head, words="He was there again")
    page = signed_in(lado).get(f"{INBOX}{made.pk}/").text
    for said in (
        "Hanna Head", "Neville Tranter", "Coaches swimming", "He was there again",
        "LADO told by the employer", "Pass it to the LADO", "End it", "Answer whoever",
        "Start a consultation", "Record an allegation",
    ):  # fmt: skip
        assert said in page, said


@pytest.mark.parametrize(
    ("name", "said", "missing"),
    [
        ("pass-report", {"authority": WESTMINSTER, "about_service": "no", "because": "Theirs"},
         "Enter why it is passed"),
        ("end-report", {"because": "A complaint"}, "Enter the reasons"),
        ("answer-reporter", {"told": "We will call you"}, "Enter what they are told"),
        ("add-to-report", {"words": "The police called"}, "Enter what you want to add"),
    ],
)  # fmt: skip
def test_what_the_lado_does_on_its_page(name, said, missing, other_lado, lado, signed_in):
    made = taken_down(lado)
    browser = signed_in(lado)
    address = f"{INBOX}{made.pk}/{name}/"
    assert browser.get(address).status_code == 200
    assert missing in browser.post(address, {"seen": made.version}).text
    assert browser.post(address, {**said, "seen": made.version}).status_code == 302


def test_whoever_made_it_sees_what_the_lado_answered_and_nothing_else(head, lado, signed_in):
    made = submitted(head)
    actions.add_to_report(made, by=lado, words="Police hold a lot")
    actions.answer_reporter(made, by=lado, told="Do not let him teach for now")
    actions.end_report(made, by=lado, because="Known to us as a quarrel")
    page = signed_in(head).get(f"{MADE}{made.pk}/").text
    assert "Do not let him teach for now" in page
    assert "Not for the LADO" in page
    for not_theirs in ("Police hold a lot", "Known to us as a quarrel"):
        assert not_theirs not in page


def test_add_to_report_you_made_page(head, lado, signed_in):
    made = submitted(head)
    browser, address = signed_in(head), f"{MADE}{made.pk}/"
    assert "Enter what you want to add" in browser.post(f"{address}add/", {}).text
    answer = browser.post(f"{address}add/", {"words": "He was away", "seen": made.version})
    assert answer.url == address
    assert "He was away" in browser.get(address).text


def test_a_deputy_of_whoever_made_it_finds_nothing(head, someone, signed_in):
    """The deputy may be whom it is about."""
    made, deputy = submitted(head), someone("school_lead")
    held = Membership.objects.get(pk=deputy.membership)
    with writing():
        held.deputy_for_id = head.membership
        held.save()
    browser, address = signed_in(deputy), f"{MADE}{made.pk}/"
    assert made.reference not in browser.get(MADE).text
    adding = (f"{address}add/", f"{INBOX}{made.pk}/add-to-report/")
    for asked in (
        browser.get(address), *map(browser.get, adding),
        *(browser.post(each, {"words": "x"}) for each in adding),
    ):  # fmt: skip
        assert asked.status_code == 404


def test_a_report_is_destroyed_by_whoever_signs(lado, signed_in):
    made = actions.end_report(taken_down(lado), by=lado, because="A complaint")
    page, due = f"{INBOX}{made.pk}/", "/allegations/to-destroy/reports/"
    assert f"{page}destroy/" not in signed_in(lado).get(page).text
    with time_machine.travel(LATER):
        browser = signed_in(lado)
        assert made.reference in browser.get(due).text
        assert f"{page}destroy/" in browser.get(page).text
        assert "/sign-in/confirm/" in browser.get(f"{page}destroy/").url
        signs(browser, lado)
        assert "This cannot be undone" in browser.get(f"{page}destroy/").text
        assert browser.post(f"{page}destroy/", {"reference": made.reference}).url == due
        assert made.reference not in browser.get(due).text
        assert "Tranter" not in browser.get(page).text


def test_what_comes_of_a_report_about_a_service_is_not_open_to_whoever_made_it(
    lado, other_lado, someone, cast, sees
):
    colleague = someone("lado_support", team=cast.westminster_lado)
    made = submitted(lado, about_service=True)
    asked = actions.record_consultation(
        by=other_lado, received_on=today(), agency="school", sector="school", summary="x",
        report=made,
    )  # fmt: skip
    assert asked.restricted
    assert sees(colleague, asked, "allegations.view_consultation")
    assert not sees(lado, asked, "allegations.view_consultation")
