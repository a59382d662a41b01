"""The second factor: required where a role sees people, kept sealed, asked after the password."""

import html
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client

from lscp.access import sign_in_factors
from lscp.access.models import User
from lscp.core.models import Entry
from lscp.core.policy import PERMISSIONS, Reach

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def user(someone_granted):
    """Somebody whose role sees people's records."""
    about_people = next(name for name, known in PERMISSIONS.items() if known.of)
    user = User.objects.get(pk=someone_granted({about_people: Reach.TEAM}).user)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user):
    return client.post("/sign-in/", {"login": user.username, "password": PASSWORD}, follow=True)


def code_of(page):
    """Return the code that an app shows which was given the key of the page."""
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", html.unescape(page)).group(1)
    return code(key.replace(" ", ""))


def code(secret):
    _, counter, _ = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_who_needs_one_and_has_none_reaches_only_its_set_up_and_signing_out(client, user):
    page = sign_in(client, user)
    assert page.redirect_chain[-1][0] == "/your-sign-in/app/set-up/"
    for address in ("/", "/your-sign-in/", "/your-sign-in/password/", "/no/such/page/"):
        assert client.get(address).url == "/your-sign-in/app/set-up/"
    assert client.post("/your-sign-in/password/", {}).url == "/your-sign-in/app/set-up/"
    assert client.get("/accessibility-statement/").status_code == 200
    assert client.post("/sign-out/").url == "/"


def test_set_up_shows_a_picture_and_the_key_and_then_recovery_codes(client, user):
    page = sign_in(client, user)
    assert "<svg" in page.text
    assert "data:" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    answer = client.post("/your-sign-in/app/set-up/", {"code": code_of(page.text)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/your-sign-in/codes/"
    assert len(re.findall(r"<li><code>\d{8}</code></li>", answer.text)) == 10
    assert client.get("/").status_code == 200
    assert client.get("/your-sign-in/codes/download/").text.count("\n") >= 10


def test_a_wrong_code_at_set_up_is_said_and_the_key_stays(client, user):
    first = sign_in(client, user).text
    page = client.post("/your-sign-in/app/set-up/", {"code": "000000"}).text
    assert "The code is not right" in page
    assert 'href="#code"' in page
    assert code_of(page) == code_of(first)


def test_the_secret_lies_neither_in_the_database_nor_in_the_session(client, user):
    page = sign_in(client, user).text
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", "")
    kept = Session.objects.get().session_data
    raw = signing.loads(kept, salt="django.contrib.sessions.SessionStore", serializer=_AsIs)
    assert key.encode() not in raw
    client.post("/your-sign-in/app/set-up/", {"code": code(key)})
    held = Authenticator.objects.get(type="totp").data["secret"]
    assert key not in held
    assert sign_in_factors.Factors().decrypt(held) == key


class _AsIs:
    def loads(self, data):
        return data


def test_after_the_password_the_code_is_asked_and_works_once(client, user):
    sign_in_factors.give_second_factor(user, SECRET)
    page = sign_in(client, user)
    assert page.redirect_chain[-1][0] == "/sign-in/code/"
    assert 'autocomplete="one-time-code"' in page.text
    assert client.get("/your-sign-in/").url.startswith("/sign-in/")
    given = {"code": code(SECRET)}
    assert client.post("/sign-in/code/", given).url == "/"
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    sign_in(client, user)
    assert "The code is not right" in client.post("/sign-in/code/", given).text


def test_a_recovery_code_serves_once_in_place_of_the_app(client, user):
    page = sign_in(client, user).text
    page = client.post("/your-sign-in/app/set-up/", {"code": code_of(page)}, follow=True).text
    given = {"code": re.search(r"<code>(\d{8})</code>", page).group(1)}
    client.post("/sign-out/")
    sign_in(client, user)
    assert client.post("/sign-in/code/", given).url == "/"
    client.post("/sign-out/")
    sign_in(client, user)
    assert "The code is not right" in client.post("/sign-in/code/", given).text


def test_codes_cannot_be_guessed_at_will_and_failures_are_in_the_trail(client, user):
    sign_in_factors.give_second_factor(user, SECRET)
    sign_in(client, user)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    assert "too many attempts" in client.post("/sign-in/code/", {"code": code(SECRET)}).text
    failed = Entry.objects.filter(kind="sign_in_failed")
    assert {"why": "second-factor", "account": str(user.pk)} in failed.values_list(
        "detail", flat=True
    )


def test_who_removes_the_app_has_to_set_up_another_at_once(client, user, clock):
    sign_in_factors.give_second_factor(user, SECRET)
    sign_in(client, user)
    client.post("/sign-in/code/", {"code": code(SECRET)})
    clock.shift(6 * 60)
    asked = client.get("/your-sign-in/app/remove/", follow=True)
    assert "Confirm that it is you" in asked.text
    client.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    client.post("/your-sign-in/app/remove/")
    assert client.get("/").url == "/your-sign-in/app/set-up/"
    names = list(Entry.objects.filter(kind="did").values_list("name", flat=True))
    assert "access.remove_second_factor" in names


def test_setting_one_up_ends_the_sessions_that_began_without_it(
    client, user, django_capture_on_commit_callbacks
):
    elsewhere = Client()
    sign_in(elsewhere, user)
    page = sign_in(client, user).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/your-sign-in/app/set-up/", {"code": code_of(page)})
    assert client.get("/your-sign-in/").status_code == 200
    assert elsewhere.get("/your-sign-in/").url.startswith("/sign-in/")


def test_who_lost_theirs_is_signed_out_and_sets_up_a_new_one(client, user):
    sign_in_factors.give_second_factor(user, SECRET)
    sign_in(client, user)
    client.post("/sign-in/code/", {"code": code(SECRET)})
    sign_in_factors.take_away_second_factors(user)
    assert client.get("/your-sign-in/").url.startswith("/sign-in/")
    assert sign_in(client, user).redirect_chain[-1][0] == "/your-sign-in/app/set-up/"


def test_a_role_that_sees_nobody_needs_none_but_may_have_one(client, someone):
    user = User.objects.get(pk=someone("business_manager").user)
    client.force_login(user)
    page = client.get("/your-sign-in/").text
    assert "Not set up" in page


def test_the_code_of_an_account_is_that_of_its_app(user):
    sign_in_factors.give_second_factor(user, SECRET)
    assert sign_in_factors.code_now(user) == code(SECRET)
    assert sign_in_factors.has_app_of(user, SECRET)
    assert not sign_in_factors.has_app_of(user, SECRET[::-1])
