"""Signing in and out."""

import pytest

from lscp.access.models import User
from lscp.core.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"


@pytest.fixture
def analyst(someone):
    return with_password(someone("executive"))


def with_password(actor, password=PASSWORD):
    user = User.objects.get(pk=actor.user)
    user.set_password(password)
    user.save()
    return user


def test_sign_in_goes_where_the_person_wanted_to_go(client, analyst):
    given = {"login": analyst.username, "password": PASSWORD, "next": "/privacy/"}
    answer = client.post("/sign-in/?next=/privacy/", given)
    assert (answer.status_code, answer.url) == (302, "/privacy/")
    assert "Sign out" in client.get("/privacy/").text


def test_an_email_address_serves_as_well_as_a_user_name(client, analyst):
    given = {"login": analyst.email.upper(), "password": PASSWORD}
    assert client.post("/sign-in/", given).url == "/"


def test_sign_in_does_not_send_a_person_to_another_site(client, analyst):
    given = {"login": analyst.username, "password": PASSWORD, "next": "https://example.com"}
    assert client.post("/sign-in/", given).url == "/"


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [({}, "Enter your user name or email address", "login"),
     ({}, "Enter your password", "password"),
     ({"login": "analyst", "password": "wrong"}, "The user name or password is not right",
      "login")],
)  # fmt: skip
def test_sign_in_names_what_is_wrong_and_links_to_the_field(client, given, words, field):
    page = client.post("/sign-in/", given).text
    assert "There is a problem" in page
    assert words in page
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert page.count("<title>Error: ") == 1


def test_a_password_that_was_wrong_is_not_sent_back(client, analyst):
    page = client.post("/sign-in/", {"login": analyst.username, "password": "secret-typo"}).text
    assert "secret-typo" not in page


def test_a_link_alone_signs_nobody_out(client, analyst):
    client.force_login(analyst)
    assert "Do you want to sign out?" in client.get("/sign-out/").text
    assert "Sign out" in client.get("/privacy/").text
    assert client.post("/sign-out/").url == "/"
    assert "You are signed out" in client.get("/sign-out/").text


def test_an_account_whose_roles_have_ended_is_told_so_and_does_not_sign_in(
    client, analyst, leaves, clock
):
    leaves(analyst)
    clock.shift(24 * 60 * 60)
    answer = client.post("/sign-in/", {"login": analyst.username, "password": PASSWORD})
    assert answer.url == "/sign-in/closed/"
    assert "Your account is closed" in client.get(answer.url).text
    assert "Sign in" in client.get("/privacy/").text


def test_an_account_that_is_not_active_does_not_sign_in(client, analyst):
    User.objects.filter(pk=analyst.pk).update(is_active=False)
    answer = client.post("/sign-in/", {"login": analyst.username, "password": PASSWORD})
    assert answer.url == "/sign-in/closed/"


def test_after_too_many_attempts_even_the_right_password_has_to_wait(client, analyst):
    for _ in range(5):
        client.post("/sign-in/", {"login": analyst.username, "password": "wrong"})
    page = client.post("/sign-in/", {"login": analyst.username, "password": PASSWORD}).text
    assert "There were too many attempts" in page


def test_too_many_requests_of_one_address_are_answered_by_a_page_that_says_so(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/sign-in/", {})
    answer = client.post("/sign-in/", {})
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/signup/", "/sign-up/", "/email/", "/sign-in/with/nobody/", "/your-sign-in/login/"],
)
def test_nobody_makes_an_account_for_themselves_or_changes_an_address(client, address):
    assert client.get(address).status_code == 404


def test_signing_in_and_out_and_failing_leave_a_trail_without_what_was_typed(client, analyst):
    client.post("/sign-in/", {"login": "who-is-this", "password": "secret-typo"})
    client.post("/sign-in/", {"login": analyst.username, "password": "secret-typo"})
    client.post("/sign-in/", {"login": analyst.username, "password": PASSWORD})
    client.post("/sign-out/")
    entries = list(Entry.objects.order_by("id").values("kind", "user", "detail"))
    assert entries == [
        {"kind": "sign_in_failed", "user": None, "detail": {"why": "password"}},
        {"kind": "sign_in_failed", "user": None,
         "detail": {"why": "password", "account": str(analyst.pk)}},
        {"kind": "signed_in", "user": analyst.pk, "detail": {"method": "password"}},
        {"kind": "signed_out", "user": analyst.pk, "detail": {"why": "asked"}},
    ]  # fmt: skip
