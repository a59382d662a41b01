"""Keys of partners' systems: issued and shown once, known again by their digest, revoked."""

import re
from datetime import timedelta

import pytest
import time_machine

from lscp.access import actions, keys
from lscp.access.models import ApiKey, Organisation
from lscp.core.models import Entry
from lscp.core.records import writing
from lscp.core.time import now, today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(someone, cast):
    return someone("organisation_administrator", organisation=cast.police)


@pytest.fixture
def issued(administrator):
    """A key as a system sends it, and what is kept of it."""
    token = keys.new_token()
    key = actions.issue_key(
        by=administrator, system="A case system", to_on=today() + timedelta(days=30), token=token
    )
    return token, key


def test_issue_key_keeps_nothing_but_a_digest(issued, cast):
    token, key = issued
    assert (key.organisation, key.state, key.issued_on) == (cast.police, "issued", today())
    assert token not in str(ApiKey.objects.values().get())
    assert token not in str(list(Entry.objects.values()))
    assert token.startswith(key.begins)
    assert keys.key_of(token) == key
    assert keys.key_of(keys.new_token()) is None


def test_issue_key_is_refused(administrator, someone, cast):
    asked = {"system": "A case system", "token": keys.new_token()}
    for to_on in today() - timedelta(days=1), today() + timedelta(days=367):
        with pytest.raises(Refused, match="within a year"):
            actions.issue_key(by=administrator, to_on=to_on, **asked)
    with pytest.raises(NotAllowed):
        actions.issue_key(by=someone("police_officer"), to_on=today(), **asked)


def test_revoke_key(issued, administrator, someone, cast):
    token, key = issued
    other = someone("organisation_administrator", organisation=cast.icb)
    with pytest.raises(OutOfReach):
        actions.revoke_key(key, by=other)
    revoked = actions.revoke_key(key, by=administrator)
    assert (revoked.state, revoked.revoked_on) == ("revoked", today())
    assert keys.key_of(token) is None
    with pytest.raises(Refused, match="cannot be done now"):
        actions.revoke_key(revoked, by=administrator)


def test_a_key_opens_nothing_after_its_last_day(issued):
    token, key = issued
    with time_machine.travel(now() + timedelta(days=30)):
        assert keys.key_of(token)
    with time_machine.travel(now() + timedelta(days=31)):
        assert keys.key_of(token) is None


def test_a_key_of_an_organisation_that_closed_opens_nothing(issued, cast):
    token, _ = issued
    closed = Organisation.objects.get(pk=cast.police.pk)
    closed.state = "closed"
    with writing():
        closed.save()
    assert keys.key_of(token) is None


def test_a_key_is_shown_once_on_its_page(administrator, signed_in):
    client = signed_in(administrator)
    shown = client.get("/keys/new/").text
    once = re.search(r'name="once" value="([^"]+)"', shown)[1]
    last = today() + timedelta(days=30)
    day = {"to_on_day": last.day, "to_on_month": last.month, "to_on_year": last.year}
    assert "Enter the name of the system" in client.post("/keys/new/", day).text
    sent = {"system": "A case system", "once": once, **day}
    answer = client.post("/keys/new/", sent)
    token = re.search(r"<code>(lscp_[\w-]{43})</code>", answer.text)[1]
    assert keys.key_of(token)
    assert answer.headers["Cache-Control"] == "no-store"
    again = client.post("/keys/new/", sent).text
    assert "was issued already" in again
    assert "<code>lscp_" not in again
    key = ApiKey.objects.get()
    pages = client.get("/keys/").text + client.get(f"/keys/{key.pk}/").text
    assert "A case system" in pages
    assert token not in pages
    assert client.post(f"/keys/{key.pk}/revoke/").status_code == 302
    assert keys.key_of(token) is None
