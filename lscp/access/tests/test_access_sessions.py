"""Sessions end; one's own can be seen and ended; a password is changed or set anew."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client

from lscp.access import jobs, sign_in_links
from lscp.access.models import User
from lscp.core import notify
from lscp.core.models import Entry, Notification

pytestmark = pytest.mark.django_db
PASSWORD, ANOTHER = "a long pass phrase", "an even longer pass phrase"
MINUTE, HOUR = 60, 60 * 60


@pytest.fixture
def user(someone):
    user = User.objects.get(pk=someone("executive").user)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD):
    return client.post("/sign-in/", {"login": user.username, "password": password})


def test_a_session_ends_when_nothing_was_done_for_half_an_hour(client, user, clock):
    sign_in(client, user)
    clock.shift(29 * MINUTE)
    assert client.get("/your-sign-in/").status_code == 200
    clock.shift(31 * MINUTE)
    answer = client.get("/your-sign-in/", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=%2Fyour-sign-in%2F", 302)]
    assert "because nothing was done for 30 minutes" in answer.text
    assert Entry.objects.get(kind="signed_out").detail == {"why": "idle"}


def test_a_session_ends_after_a_working_day_whatever_was_done(client, user, clock):
    sign_in(client, user)
    for _ in range(16 * 3):
        clock.shift(10 * MINUTE)
        assert client.get("/your-sign-in/").status_code == 200
    clock.shift(MINUTE)
    assert client.get("/your-sign-in/").url.startswith("/sign-in/")
    assert Entry.objects.get(kind="signed_out").detail == {"why": "long"}


def test_a_session_ends_within_a_minute_of_the_last_role(client, user, clock, leaves):
    clock.shift(HOUR)
    sign_in(client, user)
    leaves(user)
    clock.shift(MINUTE)
    assert "your account is closed" in client.get("/your-sign-in/", follow=True).text


def test_whoever_is_there_can_say_so(client, user, clock):
    assert client.get("/sign-in/stay/").status_code == 401
    sign_in(client, user)
    for _ in range(3):
        clock.shift(29 * MINUTE)
        assert client.get("/sign-in/stay/").status_code == 204
    assert 'data-idle="1800"' in client.get("/your-sign-in/").text
    assert "data-idle" not in Client().get("/sign-in/").text


def test_what_is_kept_of_a_session_goes_the_night_after(client, user, clock):
    sign_in(client, user)
    sign_in(Client(), user, "wrong")
    jobs.forget_ended_sessions()
    assert UserSession.objects.exists()
    assert attempts() > 0
    clock.shift(25 * HOUR)
    jobs.forget_ended_sessions()
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()
    assert attempts() == 0


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client, user):
    elsewhere = Client(headers={"user-agent": "Another browser"})
    sign_in(elsewhere, user)
    sign_in(client, user)
    page = client.get("/your-sign-in/sessions/").text
    assert "Another browser" in page
    assert "End all others" in page
    assert "signed out everywhere else" in client.post("/your-sign-in/sessions/", follow=True).text
    assert elsewhere.get("/your-sign-in/").url.startswith("/sign-in/")
    assert client.get("/your-sign-in/").status_code == 200


def test_a_password_is_changed_and_other_sessions_end(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    page = client.post("/your-sign-in/password/", {"oldpassword": "wrong", "password1": "short"})
    assert "The current password is not right" in page.text
    assert "at least 12 characters" in page.text
    client.post("/your-sign-in/password/", {"oldpassword": PASSWORD, "password1": ANOTHER})
    assert client.get("/your-sign-in/").status_code == 200
    assert elsewhere.get("/your-sign-in/").url.startswith("/sign-in/")
    assert sign_in(Client(), user, ANOTHER).url == "/"
    assert Entry.objects.filter(name="access.change_password").exists()
    assert "short" not in page.text.replace("too short", "")


def test_a_link_by_email_sets_a_new_password_once(client, user, installation):
    answer = client.post("/password/forgotten/", {"email": user.email}, follow=True)
    assert "Check your email" in answer.text
    link = the_link(installation)
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.text
    client.post(page.redirect_chain[-1][0], {"password1": ANOTHER})
    assert sign_in(Client(), user, ANOTHER).url == "/"
    assert "This link no longer works" in Client().get(link, follow=True).text
    assert Entry.objects.filter(name="access.reset_password", user=user.pk).exists()


def test_a_link_is_too_old_after_three_hours(client, user, installation, clock):
    client.post("/password/forgotten/", {"email": user.email})
    clock.shift(3 * HOUR + MINUTE)
    assert "This link no longer works" in client.get(the_link(installation), follow=True).text


def test_an_invitation_waits_for_days(client, user, clock):
    user.set_unusable_password()
    user.save()
    link = sign_in_links.first_password(user)
    clock.shift(50 * HOUR)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": ANOTHER})
    assert sign_in(client, user, ANOTHER).url == "/"


def test_nobody_learns_whether_there_is_an_account(client, user, installation):
    page = client.post("/password/forgotten/", {"email": user.email}, follow=True).text
    other = client.post("/password/forgotten/", {"email": "no@example.org"}, follow=True).text
    assert without_tokens(page) == without_tokens(other)
    assert len(list((installation / "mail").iterdir())) == 1
    assert not mail.outbox


def test_a_mail_that_cannot_be_sent_is_not_shown(client, user, settings, caplog):
    settings.LSCP_SMTP, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://x", "127.0.0.1", 9
    answer = client.post("/password/forgotten/", {"email": user.email}, follow=True)
    assert "Check your email" in answer.text
    assert "could not be sent" in caplog.text
    assert user.email not in caplog.text


def test_a_change_is_told_to_its_owner(client, user, monkeypatch):
    monkeypatch.setattr(notify, "_finders", [lambda parties, holding: parties])
    sign_in(client, user)
    client.post("/your-sign-in/password/", {"oldpassword": PASSWORD, "password1": ANOTHER})
    assert Notification.objects.filter(user=user.pk, about="access.password_changed").exists()


def attempts():
    with connection.cursor() as cursor:
        return cursor.execute("SELECT count(*) FROM cache").fetchone()[0]


def the_link(home):
    [letter] = (home / "mail").iterdir()
    text = letter.read_text().replace("=\n", "").replace("=3D", "=")
    return re.search(r"http://127.0.0.1:8000(/password/new/\S+)", text)[1]


def without_tokens(page):
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)
