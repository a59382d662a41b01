"""Matching: who an arrival may be is suggested from those within reach; the rest is for holders."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lscp.core.models import Entry
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.people import actions
from lscp.people.evidence import Facts
from lscp.people.hidden_matches import look_beyond
from lscp.people.known import known_facts
from lscp.people.matching import suggest
from lscp.people.models import HiddenMatch, Person
from lscp.people.tests import crowd
from lscp.people.tests.crowd import Made

pytestmark = pytest.mark.django_db
VIEW = "people.view_summary"
AMELIA = Made(
    "Amelia", "Smith-Jones", date(2015, 3, 12), "F", "9434765919", "12 High Street", "IG11 7LU"
)
ARRIVAL = replace(AMELIA.facts, identifiers=frozenset(), addresses=frozenset())
NEW = {"given": "Amelia", "family": "Smith-Jones", "date_of_birth": date(2015, 3, 12), "sex": "F"}


@pytest.fixture
def everyone(someone_granted):
    """Somebody whose role reaches all people, and may record them."""
    return someone_granted(dict.fromkeys([VIEW, "people.record_person"], Reach.ALL))


@pytest.fixture
def amelia(cast, everyone):
    """Somebody whom Kensington's assessment team holds."""
    return crowd.keep(everyone, [AMELIA], held_by=cast.kensington_assessment)[0]


@pytest.fixture
def officer(someone, cast):
    """Somebody at the other authority's front door, who records an arrival."""
    return someone("front_door_officer", authority=cast.WESTMINSTER)


def matches(actor):
    with acting(actor):
        return list(HiddenMatch.objects.values_list("existing", flat=True))


def record(officer, **different):
    made = actions.record_person(by=officer, **{**NEW, **different})
    look_beyond(arrival=made.pk, membership=officer.membership)
    return made


def test_somebody_known_is_suggested_with_what_agrees_and_what_differs(amelia, someone):
    [suggestion] = suggest(replace(ARRIVAL, sex="M"), someone("front_door_officer"))
    assert suggestion.person.pk == amelia
    assert suggestion.agrees == [
        "The family name is the same", "The given name is the same", "The date of birth is the same"
    ]  # fmt: skip
    assert suggestion.differs == ["The sex differs"]


@pytest.mark.parametrize(
    "arrival",
    [
        replace(ARRIVAL, names=(("Olivia", "Smith-Jones"),)),  # a twin
        replace(ARRIVAL, names=(("Amelia", "Smith-Jones"),), born_on=date(2011, 7, 4)),
        Facts(names=(("Amelia", ""),)),
        Facts(),
    ],
)
def test_who_is_like_somebody_known_and_no_more_is_not_suggested(arrival, amelia, someone):
    assert suggest(arrival, someone("front_door_officer")) == []


def test_somebody_already_recorded_is_not_suggested_to_be_themselves(amelia, someone):
    officer = someone("front_door_officer")
    with acting(officer):
        facts = known_facts(Person.objects.all(), [amelia])[amelia]
    assert suggest(facts, officer, besides=amelia) == []
    assert len(suggest(facts, officer)) == 1


def test_nobody_beyond_reach_is_suggested(amelia, officer, everyone, someone):
    assert suggest(AMELIA.facts, officer) == []
    crowd.restrict(everyone, amelia)
    assert suggest(AMELIA.facts, someone("front_door_officer")) == []


def test_a_match_beyond_reach_is_told_to_its_holders_and_to_nobody_else(
    amelia, officer, someone, cast
):
    record(officer)
    for role in "front_door_manager", "information_governance":
        assert matches(someone(role)) == [amelia]
        assert matches(someone(role, authority=cast.WESTMINSTER)) == []
    assert matches(officer) == []
    assert matches(someone("social_worker")) == []


def test_a_restricted_match_is_told_to_the_information_governance_lead_alone(
    amelia, officer, everyone, someone
):
    crowd.restrict(everyone, amelia)
    record(officer)
    assert matches(someone("information_governance")) == [amelia]
    assert matches(someone("front_door_manager")) == []


@pytest.mark.parametrize(
    ("different", "found"),
    [
        ({"given": "Amilia", "family": "Smyth"}, True),
        ({"given": "Zoe", "family": "Ali", "date_of_birth": None,
          "scheme": "nhs", "value": "943 476 5919"}, True),
        ({"given": "Olivia"}, False),
        ({"date_of_birth": date(2015, 3, 13)}, False),
        ({"date_of_birth": None}, False),
    ],
)  # fmt: skip
def test_only_strong_evidence_makes_a_task(different, found, amelia, officer, someone):
    record(officer, **different)
    assert matches(someone("front_door_manager")) == ([amelia] if found else [])


def test_who_is_within_the_recorders_reach_is_no_task(amelia, someone):
    record(someone("front_door_officer"))
    assert matches(someone("front_door_manager")) == []


def test_the_look_beyond_is_asked_for_after_every_arrival_and_made_once(
    amelia, officer, someone, monkeypatch
):
    asked = []
    monkeypatch.setattr(type(look_beyond), "later", lambda job, **about: asked.append(about))
    for different in {}, {"given": "Nobody", "family": "Else"}:
        made = actions.record_person(by=officer, **{**NEW, **different})
        assert asked.pop()["arrival"] == made.pk
        for _ in range(2):
            look_beyond(arrival=made.pk, membership=officer.membership)
    assert matches(someone("front_door_manager")) == [amelia]


def test_the_recorders_answer_is_the_same_whether_or_not_there_is_a_match(amelia, officer):
    def answer(facts):
        [(given, family)] = facts.names
        # Undone, so that the first is no candidate for the second.
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            suggested = suggest(facts, officer)
            made = actions.record_person(
                by=officer, given=given, family=family, date_of_birth=facts.born_on
            )
            transaction.set_rollback(True)
        return suggested, made.state, made.version, len(asked)

    # As many spellings of the name are kept, and nobody is found.
    stranger = replace(ARRIVAL, names=(("Amelia", "Pike-Bell"),), born_on=date(2012, 3, 8))
    assert answer(ARRIVAL) == answer(stranger)


def test_what_is_told_of_a_match_holds_no_words_about_anybody(amelia, officer, someone):
    record(officer)
    manager = someone("front_door_manager")
    with acting(manager):
        [match] = HiddenMatch.objects.all()
    assert actions.accept_match(match, by=manager).state == "same"
    for entry in Entry.objects.filter(name__endswith="_match"):
        assert "Amelia" not in str(entry.detail)
        assert "Smith" not in str(entry.detail)


def test_the_pages_of_a_match(amelia, officer, someone, signed_in):
    record(officer)
    client = signed_in(someone("front_door_manager"))
    assert "To be looked at" in client.get("/people/matches/").text
    with acting(someone("front_door_manager")):
        [match] = HiddenMatch.objects.all()
    shown = client.get(f"/people/matches/{match.pk}/").text
    assert "Westminster social care" in shown
    assert "Amelia Smith-Jones" in shown
    client.post(f"/people/matches/{match.pk}/reject/", {"seen": match.version})
    assert "Different people" in client.get(f"/people/matches/{match.pk}/").text
    assert signed_in(officer).get(f"/people/matches/{match.pk}/").status_code == 403


def test_whom_a_record_may_be_merged_into_starts_with_who_they_may_be(
    amelia, someone, signed_in, everyone, cast
):
    [again] = crowd.keep(everyone, [replace(AMELIA, nhs="")], held_by=cast.kensington_assessment)
    shown = signed_in(someone("front_door_manager")).get(f"/people/{again}/merge-person/").text
    assert f'value="{amelia}"' in shown
    assert f'value="{again}"' not in shown
