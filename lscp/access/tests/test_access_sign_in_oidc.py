"""Signing in through an organisation's own system, against a provider that the test starts."""

import warnings

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from lscp.access import sign_in_factors
from lscp.access.models import User
from lscp.config import sign_in
from lscp.core.models import Entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # in the provider
]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def provider():
    """The address of a provider on loopback."""
    with warnings.catch_warnings(record=True):  # what it stands on is on its way to newer names
        from oidc_provider_mock import run_server_in_thread

    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def council(provider, monkeypatch, settings):
    """A council whose system people may sign in with; it speaks for one domain."""
    told = {"ISSUER": provider, "CLIENT_ID": "openlscp", "CLIENT_SECRET": "secret",
            "DOMAINS": "example.org, council.example", "TITLE": "the council"}  # fmt: skip
    monkeypatch.setenv("LSCP_OIDC", "council")
    for name, value in told.items():
        monkeypatch.setenv(f"LSCP_OIDC_COUNCIL_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_in.organisations()}}
    return provider


@pytest.fixture
def user(someone):
    return User.objects.get(pk=someone("executive").user)


def comes_back(client, provider, subject, *, address="/sign-in/with/council/", **claims):
    """Go to the provider as somebody it knows, and come back with its answer."""
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=5).raise_for_status()
    there = client.get(address)
    assert there.url.startswith(f"{provider}/oauth2/authorize?")
    answer = requests.post(there.url, data={"sub": subject}, allow_redirects=False, timeout=5)
    return client.get(answer.headers["Location"].removeprefix("http://testserver"))


def test_the_page_offers_the_organisation_and_goes_on_to_where_one_wanted_to_go(
    client, council, user
):
    page = client.get("/sign-in/?next=/privacy/").text
    assert "Sign in with the council" in page
    address = "/sign-in/with/council/?next=%2Fprivacy%2F"
    assert f'href="{address}"' in page
    answer = comes_back(
        client, council, "s1", address=address, email=user.email, email_verified=True
    )
    assert answer.url == "/privacy/"
    assert Entry.objects.get(kind="signed_in").detail == {"method": "organisation"}


def test_an_account_is_found_by_its_address_once_and_by_the_subject_from_then_on(
    client, council, user
):
    user.set_password("a long pass phrase")
    user.save()
    answer = comes_back(client, council, "s1", email=user.email.upper(), email_verified=True)
    assert answer.url == "/"
    assert client.get("/your-sign-in/").status_code == 200
    known = SocialAccount.objects.get(uid="s1")
    assert (known.user, known.extra_data) == (user, {})
    assert User.objects.get().has_usable_password()
    another = Client()
    assert comes_back(another, council, "s1", email="new@example.org").url == "/"
    assert another.get("/your-sign-in/").status_code == 200
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    "claims",
    [{"email": "{}"}, {"email": "{}", "email_verified": False},
     {"email": "{}", "email_verified": "false"}, {"email": "stranger@example.org",
     "email_verified": True}, {"email_verified": True}],
)  # fmt: skip
def test_nobody_signs_in_without_an_account_that_has_the_address_vouched_for(
    client, council, user, claims
):
    claims = {name: value.format(user.email) if isinstance(value, str) and name == "email"
              else value for name, value in claims.items()}  # fmt: skip
    page = comes_back(client, council, "s2", **claims).text
    assert "You have no account here" in page
    assert client.get("/your-sign-in/").url.startswith("/sign-in/")
    assert User.objects.get() == user
    assert not EmailAddress.objects.exists()


def test_an_organisation_cannot_speak_for_the_addresses_of_another(client, council, user):
    User.objects.update(email="officer@police.example")
    claims = {"email": "officer@police.example", "email_verified": True}
    assert "You have no account here" in comes_back(client, council, "s3", **claims).text


def test_an_account_that_is_closed_does_not_sign_in(client, council, user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    answer = comes_back(client, council, "s5", email=user.email, email_verified=True)
    assert answer.url == "/sign-in/closed/"


def test_the_second_factor_is_asked_here_all_the_same(client, council, user):
    sign_in_factors.give_second_factor(user, SECRET)
    answer = comes_back(client, council, "s6", email=user.email, email_verified=True)
    assert answer.url == "/sign-in/code/"
    assert client.post(answer.url, {"code": sign_in_factors.code_now(user)}).url == "/"


def test_an_answer_cannot_be_used_twice_nor_by_another_browser(client, council, user):
    requests.put(f"{council}/users/s7", json={"email": user.email}, timeout=5)
    there = client.get("/sign-in/with/council/").url
    answer = requests.post(there, data={"sub": "s7"}, allow_redirects=False, timeout=5)
    back = answer.headers["Location"].removeprefix("http://testserver")
    assert "Your organisation did not sign you in" in Client().get(back).text
    client.get(back)
    assert "Your organisation did not sign you in" in client.get(back).text


def test_saying_no_at_the_organisation_leads_back(client, council):
    there = client.get("/sign-in/with/council/").url
    answer = requests.post(there, data={"action": "deny"}, allow_redirects=False, timeout=5)
    state = there.partition("state=")[2].partition("&")[0]
    back = answer.headers["Location"].removeprefix("http://testserver")
    page = client.get(f"{back}&state={state}", follow=True)
    assert "You did not sign in" in page.text


def test_a_system_that_does_not_answer_is_said_in_a_page(client, council, settings):
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://localhost:9"
    answer = client.get("/sign-in/with/council/")
    assert answer.status_code == 503
    assert "Your organisation did not sign you in" in answer.text


def test_an_address_cannot_ask_the_organisation_for_more(client, council, user):
    client.force_login(user)
    asked = "process=connect&scope=phone&auth_params=redirect_uri%3Dhttps://example.com"
    there = client.get(f"/sign-in/with/council/?{asked}").url
    assert "example.com" not in there
    assert "phone" not in there
    address = f"/sign-in/with/council/?{asked}"
    page = comes_back(client, council, "s8", address=address, email="x@example.org")
    assert "You have no account here" in page.text
    assert not SocialAccount.objects.exists()


def test_no_password_is_sent_to_who_signs_in_through_an_organisation(
    client, council, user, installation
):
    user.set_unusable_password()
    user.save()
    comes_back(client, council, "s9", email=user.email, email_verified=True)
    assert client.get("/your-sign-in/password/").url == "/your-sign-in/no-password/"
    client.post("/password/forgotten/", {"email": user.email})
    assert not (installation / "mail").exists()


def test_what_is_missing_from_the_settings_is_named(monkeypatch):
    monkeypatch.setenv("LSCP_OIDC", "council")
    with pytest.raises(ImproperlyConfigured, match="LSCP_OIDC_COUNCIL_DOMAINS"):
        sign_in.organisations()
