"""Steps for somebody without an account: the page carries what was said, and nothing keeps it."""

import re
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session

from lscp.core.models import Draft, Entry
from lscp.core.pages.carried import TRAP, TRAPPED

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]
ADDRESS = "/specimen/ask/"
DAY = {"on_day": "27", "on_month": "5", "on_year": "2026"}
HOME, SCHOOL = {"place": "home"}, {"place": "school"}


@pytest.fixture
def send(client):
    """Answer the page that was shown last with something, and return the next."""
    page = client.get(ADDRESS)

    def answer(said):
        nonlocal page
        kept = re.findall(r'name="(so_far|step|changing)" value="([^"]*)"', page.text)
        page = client.post(ADDRESS, {**dict(kept), **said})
        assert page["Cache-Control"] == "no-store"
        return page

    return answer


def test_what_was_said_goes_from_step_to_step_in_the_page_alone(send, client):
    assert "Where is it?" in send(DAY).text
    checked = send(HOME).text
    for words in ("Check your answers", "27 May 2026", "At home"):
        assert words in checked, words
    sent = send({}).text
    assert "Asked: notes , on 2026-05-27, place home; " in sent
    assert UUID(sent.rpartition("; ")[2])
    assert not any(kind.objects.exists() for kind in (Session, Draft, Entry))
    assert not client.cookies.get("sessionid")


def test_a_step_is_asked_where_what_was_said_asks_for_it(send):
    send(DAY)
    assert "Whom do you ask for?" in send(SCHOOL).text
    assert "Enter whom to ask for" in send({}).text
    assert "Mrs Bell" in send({"notes": "Mrs Bell"}).text
    assert "notes Mrs Bell, on 2026-05-27, place school" in send({}).text


def test_one_goes_back_and_changes_what_one_said(send):
    send(DAY)
    back = send({"back": "1"}).text
    assert 'value="27"' in back
    send(DAY)
    send(HOME)
    changed = send({"change": "1"}).text
    assert "Where is it?" in changed
    assert "Whom do you ask for?" in send(SCHOOL).text  # which is asked only now
    assert "At school" in send({"notes": "Mrs Bell"}).text


def test_what_is_wrong_is_said_and_what_was_typed_stays(send):
    wrong = send({**DAY, "on_month": "15"})
    assert wrong.status_code == 400
    assert 'value="15"' in wrong.text
    assert "There is a problem" in wrong.text


def test_what_is_refused_is_said_above_the_answers(send):
    send(DAY)
    send(SCHOOL)
    send({"notes": "nobody"})
    refused = send({})
    assert refused.status_code == 400
    assert "Say whom to ask for" in refused.text
    assert "Check your answers" in refused.text


def test_what_fills_in_all_that_it_finds_sends_nothing(send):
    send(DAY)
    send(HOME)
    trapped = send({TRAP: "https://example.org"})
    assert TRAPPED in trapped.text
    assert "Asked:" not in trapped.text


@pytest.mark.parametrize("said", ["", "x", "gAAAAABo"])
def test_what_is_not_from_here_begins_anew(client, said):
    answer = client.post(ADDRESS, {"so_far": said, "step": "check", **HOME})
    assert "When is the visit?" in answer.text
    assert client.post(ADDRESS, {"so_far": said, "step": "99"}).status_code == 200
