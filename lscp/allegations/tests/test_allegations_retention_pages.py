"""The pages of the end of a file: what is due, held, and destroyed by whoever signs."""

from datetime import date

import pytest
import time_machine

from lscp.allegations import actions
from lscp.allegations.tests.allegations_records import closed, signs
from lscp.core.time import today

pytestmark = pytest.mark.django_db
LATER = date(2061, 3, 9)
LIST = "/allegations/to-destroy/"


def test_what_is_due_is_listed_held_and_released(lado, other_lado, signed_in):
    file = closed(lado)
    where = f"/allegations/{file.pk}/"
    assert file.reference not in signed_in(lado).get(LIST).text
    with time_machine.travel(LATER):
        client = signed_in(lado)
        assert file.reference in client.get(LIST).text
        assert file.reference not in signed_in(other_lado).get(LIST).text
        assert "Enter what needs it" in client.post(f"{where}hold/", {}).text
        client.post(f"{where}hold/", {"because": "An inquiry"})
        assert "Held for an inquiry" in client.get(LIST).text
        assert "An inquiry" in client.get(where).text
        assert file.reference not in client.get(f"{LIST}?held_on=free").text
        refused = client.get(f"{where}release/")
        assert "Why need it not be held any more?" in refused.text
        client.post(f"{where}release/", {"because": "It reported"})
        assert file.reference in client.get(f"{LIST}?held_on=free").text


def test_a_file_is_destroyed_by_whoever_signs(lado, signed_in):
    file = closed(lado)
    where = f"/allegations/{file.pk}/destroy/"
    with time_machine.travel(LATER):
        client = signed_in(lado)
        asked = client.get(where)
        assert asked.url == f"/sign-in/confirm/?next=%2Fallegations%2F{file.pk}%2Fdestroy%2F"
        assert client.post(where, {"reference": file.reference}).url == asked.url
        signs(client, lado)
        shown = client.get(where).text
        assert file.reference in shown
        assert "This cannot be undone" in shown
        wrong = client.post(where, {"reference": "LA-1", "because": "Its time has come"})
        assert "This is not the reference" in wrong.text
        assert 'href="#reference"' in wrong.text
        assert "Enter the reference" in client.post(where, {}).text
        done = client.post(where, {"reference": file.reference, "because": "Its time"})
        assert done.url == LIST
        assert file.reference not in client.get(LIST).text
        stone = client.get(f"/allegations/{file.pk}/").text
        assert file.reference in stone
        assert "Tranter" not in stone
        assert "Lionel Adomako, Its time" in stone


def test_a_file_whose_time_has_not_come_is_not_destroyed(lado, signed_in):
    file = closed(lado)
    client = signed_in(lado)
    signs(client, lado)
    shown = client.get(f"/allegations/{file.pk}/").text
    assert "Hold it for an inquiry" in shown
    for other in ("Destroy the file", "End the hold", "Let somebody in"):
        assert other not in shown, "what would be refused is not offered"
    where = f"/allegations/{file.pk}/destroy/"
    answer = client.post(where, {"reference": file.reference, "because": "Its time"})
    assert "This file is kept until 9 March 2052" in answer.text


def test_a_consultation_is_destroyed_by_whoever_signs(lado, signed_in):
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="A push",
    )  # fmt: skip
    asked = actions.advise(asked, by=lado, advised="advice", advice="Talk to him")
    where = f"/allegations/consultations/{asked.pk}/destroy/"
    with time_machine.travel(LATER):
        client = signed_in(lado)
        assert asked.reference in client.get(f"{LIST}consultations/").text
        assert "/sign-in/confirm/" in client.get(where).url
        signs(client, lado)
        assert "This cannot be undone" in client.get(where).text
        assert client.post(where, {"reference": asked.reference}).url == f"{LIST}consultations/"
        assert asked.reference not in client.get(f"{LIST}consultations/").text
