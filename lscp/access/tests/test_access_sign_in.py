"""Signing in and out."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(django_user_model):
    return django_user_model.objects.create_user("analyst", password="a long pass phrase")


def test_sign_in_goes_where_the_person_wanted_to_go(client, analyst):
    answer = client.post(
        "/sign-in/?next=/privacy/",
        {"username": "analyst", "password": "a long pass phrase", "next": "/privacy/"},
    )
    assert (answer.status_code, answer.url) == (302, "/privacy/")
    assert "Sign out" in client.get("/privacy/").text


def test_sign_in_does_not_send_a_person_to_another_site(client, analyst):
    given = {"username": "analyst", "password": "a long pass phrase", "next": "https://example.com"}
    assert client.post("/sign-in/", given).url == "/"


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [({}, "Enter your user name", "id_username"), ({}, "Enter your password", "id_password"),
     ({"username": "analyst", "password": "wrong"}, "The user name or password is not right",
      "id_username")],
)  # fmt: skip
def test_sign_in_names_what_is_wrong_and_links_to_the_field(client, analyst, given, words, field):
    page = client.post("/sign-in/", given).text
    assert "There is a problem" in page
    assert words in page
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert page.count("<title>Error: ") == 1


def test_a_password_that_was_wrong_is_not_sent_back(client, analyst):
    page = client.post("/sign-in/", {"username": "analyst", "password": "secret-typo"}).text
    assert "secret-typo" not in page


def test_a_link_alone_signs_nobody_out(client, analyst):
    client.force_login(analyst)
    assert "Do you want to sign out?" in client.get("/sign-out/").text
    assert "Sign out" in client.get("/privacy/").text
    assert client.post("/sign-out/").url == "/"
    assert "You are signed out" in client.get("/sign-out/").text
