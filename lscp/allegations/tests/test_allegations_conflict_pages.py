"""The pages of a conflict: keeping somebody out, letting in, passing the file on."""

import pytest

from lscp.allegations.tests.allegations_records import allegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(someone, cast, lado):
    return someone("lado", team=cast.kensington_lado, name="Curtis Bray")


def test_keep_out_and_let_in(lado, lado_support, colleague, signed_in, cast):
    file = allegation(lado)
    where, client = f"/allegations/{file.pk}/", signed_in(lado)
    assert "This file is restricted" not in client.get(where).text
    sent = {"organisation": str(cast.kensington_care.pk), "user_name": "Curtis Bray"}
    wrong = client.post(f"{where}keep-out/", sent)
    assert "Enter why they are kept out" in wrong.text
    client.post(f"{where}keep-out/", {**sent, "because": "His sister"})
    shown = client.get(where).text
    assert "This file is restricted" in shown
    assert "Curtis Bray" in shown
    assert "His sister" in shown
    assert signed_in(colleague).get(where).status_code == 404
    assert file.reference not in signed_in(colleague).get("/allegations/open/").text
    asked = client.get(f"{where}let-in/").text
    assert "Leonie Sutcliffe" in asked
    assert "Curtis Bray" not in asked
    assert "Select who is let in" in client.post(f"{where}let-in/", {}).text
    client.post(f"{where}let-in/", {"user": str(lado_support.user)})
    assert "It opens to: Leonie Sutcliffe, Lionel Adomako." in client.get(where).text
    assert signed_in(lado_support).get(where).status_code == 200


def test_pass_allegation(lado, other_lado, colleague, signed_in, cast):
    file = allegation(lado)
    where, client = f"/allegations/{file.pk}/", signed_in(lado)
    asked = client.get(f"{where}pass/").text
    assert "Wanda Ilić, Westminster" in asked
    sent = {"authority": cast.WESTMINSTER, "because": "His sister", "conflict": "yes",
            "keeps_me_out": "no"}  # fmt: skip
    wrong = client.post(f"{where}pass/", sent)
    assert "Select to whom the file is opened" in wrong.text
    assert 'href="#to"' in wrong.text
    answer = client.post(f"{where}pass/", {**sent, "to": str(other_lado.user)})
    assert answer.url == "/work/", "it is out of their reach now"
    assert client.get(where).status_code == 404
    assert "This file is restricted" in signed_in(other_lado).get(where).text


def test_pass_outside(lado, signed_in):
    file = allegation(lado)
    where, client = f"/allegations/{file.pk}/", signed_in(lado)
    wrong = client.post(f"{where}pass-outside/", {"passed_to": "Camden"})
    assert "Enter why it is passed" in wrong.text
    client.post(f"{where}pass-outside/", {"passed_to": "Camden", "because": "They work there"})
    assert "Passed to another LADO" in client.get(where).text
