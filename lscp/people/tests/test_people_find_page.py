"""The page that finds a person: no word of a search is in an address, or in the trail."""

from datetime import date

import pytest

from lscp.core.models import Entry
from lscp.core.policy import Reach
from lscp.people.tests import crowd
from lscp.people.tests.crowd import Made

pytestmark = pytest.mark.django_db
AMELIA = Made(
    "Amelia", "Smith-Jones", date(2015, 3, 12), "F", "9434765919", "12 High Street", "IG11 7LU"
)
NOTHING = {"text": "", "born": "", "identifier": "", "postcode": ""}


@pytest.fixture
def amelia(cast, someone_granted):
    writer = someone_granted(
        dict.fromkeys(["people.view_summary", "people.record_person"], Reach.ALL)
    )
    return crowd.keep(writer, [AMELIA], held_by=cast.kensington_assessment)[0]


def test_somebody_is_found_and_the_address_does_not_say_who(amelia, someone, signed_in):
    client = signed_in(someone("front_door_officer"))
    assert "Amelia" not in client.get("/people/").text
    answer = client.post("/people/", {**NOTHING, "text": "Millie Smith", "born": "2015"})
    assert answer.status_code == 302
    assert not any(word in answer["Location"] for word in ("Millie", "Smith", "2015"))
    shown = client.get(answer["Location"]).text
    assert f"/people/{amelia}/" in shown
    assert "12 March 2015" in shown
    assert "The given name is a short form of the other" in shown


def test_the_search_is_in_the_trail_and_its_words_are_not(amelia, someone, signed_in):
    officer = someone("front_door_officer")
    client = signed_in(officer)
    client.get(client.post("/people/", {**NOTHING, "text": "Amelia Smith"})["Location"])
    [entry] = Entry.objects.filter(kind="searched", user=officer.user)
    assert entry.detail["found"] == 1
    assert "Amelia" not in str(entry.detail)
    assert "Smith" not in str(entry.detail)


@pytest.mark.parametrize(
    ("asked", "error", "at"),
    [
        ({}, "Enter a name, a date of birth, an identifier or a postcode.", "text"),
        ({"text": "Smith", "born": "soon"}, "Enter the date of birth like 31 3 2015", "born"),
    ],
)
def test_what_cannot_be_searched_for_leads_to_its_box(asked, error, at, someone, signed_in):
    client = signed_in(someone("front_door_officer"))
    answer = client.post("/people/", {**NOTHING, **asked})
    assert answer.status_code == 400
    assert error in answer.text
    assert f'href="#{at}"' in answer.text


def test_whoever_may_see_nobody_by_search_is_refused(someone, signed_in):
    assert signed_in(someone("analyst")).get("/people/").status_code == 403


def test_one_who_is_out_of_reach_looks_as_one_who_is_not_there(amelia, someone, signed_in, cast):
    client = signed_in(someone("front_door_officer", authority=cast.WESTMINSTER))
    texts = [
        client.get(client.post("/people/", {**NOTHING, "text": text})["Location"]).text
        for text in ("Amelia Smith", "Rowena Pike")
    ]
    assert all("Nothing matches" in text for text in texts)
