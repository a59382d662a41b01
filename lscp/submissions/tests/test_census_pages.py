"""The census of what is recorded here is asked for on a page, written, checked, and taken away."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from lscp.core.jobs import worker
from lscp.core.models import Entry
from lscp.core.policy import Reach, system
from lscp.core.workflow import Refused
from lscp.front_door.tests.front_door_records import Records
from lscp.submissions import census, kept
from lscp.submissions.models import Census, Check
from lscp.submissions.policy import CHECK, WRITE

KC, WESTMINSTER = "E09000020", "E09000033"
JOB = system("submissions.write_census", WRITE, CHECK)
ASKING = "/census/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(date(2026, 3, 20), tick=False):
        yield


@pytest.fixture
def records(someone):
    found = Records(someone("front_door_manager"))
    found.referral(found.child("Ade"), date(2026, 3, 2))
    return found


@pytest.fixture
def officer(someone_granted):
    return someone_granted({WRITE: Reach.AUTHORITY, CHECK: Reach.AUTHORITY}, name="Rae Adeyemi")


def written(by, year=2026):
    one = census.ask(by=by, authority=KC, year=year)
    census.write(one.pk, by=JOB)
    one.refresh_from_db()
    return one


def test_the_census_is_asked_for_written_by_a_job_checked_and_taken_away(
    records, officer, signed_in
):
    browser = signed_in(officer)
    asked = browser.post(ASKING, {"authority": KC, "year": "2026"})
    assert asked.status_code == 302, asked.text
    waiting = browser.get(asked.url)
    assert "Waiting" in waiting.text
    assert waiting["Refresh"] == "3"
    assert "Refresh" not in browser.get(f"{asked.url}?still")
    worker.do_waiting()
    shown = browser.get(asked.url).text
    check = Check.objects.get()
    for words in ("1</dd>", "Rae Adeyemi", "What the check found", f"/checks/{check.pk}/"):
        assert words in shown.replace("\n", "").replace("  ", ""), words
    assert (check.asked_by, check.authority, check.year) == ("Rae Adeyemi", KC, 2026)
    file = browser.get(f"{asked.url}file.xml")
    assert b"<CINreferralDate>2026-03-02" in file.content
    assert f"cin-{KC}-2026.xml" in file["Content-Disposition"]
    assert "Rae Adeyemi" in browser.get(ASKING).text
    taken = Entry.objects.filter(user=officer.user, kind="exported").get()
    assert (taken.detail["rows"], taken.name) == (1, WRITE)
    assert "Ade" not in str(taken.detail)


def test_a_newer_one_takes_the_place_of_the_file(records, officer, signed_in):
    first, second = written(officer), written(officer)
    first.refresh_from_db()
    assert (first.kept_file, bool(second.kept_file)) == ("", True)
    assert [path.name for path in kept.folder().iterdir()] == [second.kept_file]
    with pytest.raises(Refused, match="newer one"):
        census.taken_out(first, by=officer)
    where = reverse("submissions:census_file", args=[first.pk])
    assert signed_in(officer).get(where).status_code == 403


def test_why_it_cannot_be_written_is_said(records, officer, signed_in, monkeypatch):
    def fails(**_):
        raise RuntimeError("Ade Okafor")

    monkeypatch.setattr("lscp.submissions.actions.write_census", fails)
    one = written(officer)
    assert one.state == Census.State.FAILED
    text = signed_in(officer).get(reverse("submissions:census", args=[one.pk])).text
    assert "RuntimeError in census" in text
    assert "Ade Okafor" not in text
    census.write(one.pk, by=JOB)  # again is harmless
    assert Census.objects.get().state == Census.State.FAILED


def test_it_is_for_those_who_may_write_it_and_of_their_own_authority(
    records, officer, someone, someone_granted, signed_in
):
    one = written(officer)
    other = someone_granted({WRITE: Reach.AUTHORITY}, authority=WESTMINSTER)
    browser = signed_in(other)
    assert browser.get(reverse("submissions:census", args=[one.pk])).status_code == 404
    assert browser.get(reverse("submissions:census_file", args=[one.pk])).status_code == 404
    assert "Select the authority" in browser.post(ASKING, {"authority": KC, "year": "2026"}).text
    with pytest.raises(Refused, match="whose census you may write"):
        census.ask(by=other, authority=KC, year=2026)
    assert signed_in(someone("analyst")).get(ASKING).status_code == 403


def test_what_is_not_answered_is_asked_again(officer, signed_in):
    answer = signed_in(officer).post(ASKING, {})
    assert answer.status_code == 400
    for words in ("Select the year", "Error: Write the census"):
        assert words in answer.text, words
