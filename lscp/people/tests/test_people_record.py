"""Recording people: children, adults, those not born yet; and what becomes of them."""

from datetime import timedelta

import pytest

from lscp.core.models import Entry, Transition
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions
from lscp.people.models import (
    Address,
    Birth,
    Characteristics,
    Identifier,
    Involvement,
    Name,
    NameKey,
    Person,
)

pytestmark = pytest.mark.django_db
NHS = "943 476 5919"


def test_record_person(child, social_worker, cast):
    assert (child.state, child.shown_name, child.sort_name) == (
        "known",
        "Amara Nwosu",
        "nwosu amara",
    )
    assert (child.team_id, child.authority) == (cast.kensington_assessment.pk, cast.KENSINGTON)
    assert child.is_child
    assert child.age == 8
    assert (child.adult_on, child.sex) == (None, "F")
    with acting(social_worker):
        assert Name.objects.get(person=child).kind == "legal"
        assert NameKey.objects.get(person=child).family == "nwosu"
        assert Address.objects.get(person=child).line_key == "12 elm street"
        assert Characteristics.objects.get(person=child).get_ethnicity_display() == "African"
    assert Transition.objects.get(subject=child.pk).action == "people.record_person"
    entry = Entry.objects.get(name="people.record_person")
    assert "Amara" not in str(entry.detail)


def test_record_person_who_is_an_adult(mother, social_worker):
    assert not mother.is_child
    assert mother.adult_on
    unknown = actions.record_person(by=social_worker, given="Mr", family="Bell", is_adult=True)
    assert (unknown.is_child, unknown.age, unknown.adult_on) == (False, None, today())


def test_record_person_with_an_identifier(social_worker):
    made = actions.record_person(by=social_worker, given="Bo", family="", scheme="nhs", value=NHS)
    with acting(social_worker):
        assert Identifier.objects.get(person=made).value == NHS.replace(" ", "")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"given": "", "family": " "}, "given name or a family name"),
        ({"date_of_birth": today() + timedelta(days=1)}, "today or in the past"),
        ({"scheme": "nhs", "value": "943 476 5918"}, "NHS number"),
    ],
)
def test_record_person_is_refused(social_worker, facts, why):
    with pytest.raises(Refused, match=why):
        actions.record_person(by=social_worker, **{"given": "Bo", "family": "Bell", **facts})
    with acting(social_worker):
        assert not Person.objects.exists()


def test_record_person_is_not_for_every_role(someone):
    for role in ("school_lead", "police_officer", "analyst", "system_administrator", "referrer"):
        with pytest.raises(NotAllowed):
            actions.record_person(by=someone(role), given="Bo", family="Bell")


def test_record_unborn_and_record_birth(social_worker):
    expected = today() + timedelta(days=60)
    unborn = actions.record_unborn(by=social_worker, expected_on=expected, family="Nwosu")
    assert (unborn.state, unborn.shown_name, unborn.is_unborn) == ("unborn", "Nwosu", True)
    born = actions.record_birth(
        unborn, by=social_worker, date_of_birth=today(), sex="M", given="Obi", family="Nwosu"
    )
    assert (born.state, born.shown_name, born.is_unborn) == ("known", "Obi Nwosu", False)
    assert (born.date_of_birth, born.sex, born.age) == (today(), "M", 0)
    with acting(social_worker):
        assert Birth.objects.get(person=born, expected_on=expected).to_on
    with pytest.raises(Refused, match="must be not born yet"):
        actions.record_birth(born, by=social_worker, date_of_birth=today())


def test_a_child_without_a_name_is_called_unborn(social_worker):
    unborn = actions.record_unborn(by=social_worker, expected_on=today())
    assert unborn.shown_name == "Unborn child"
    with pytest.raises(Refused, match="today or in the future"):
        actions.record_unborn(by=social_worker, expected_on=today() - timedelta(days=1))
    with pytest.raises(Refused, match="today or in the past"):
        actions.record_birth(unborn, by=social_worker, date_of_birth=today() + timedelta(days=1))


def test_record_death(child, social_worker, years_ago):
    with pytest.raises(Refused, match="on or after the day of birth"):
        actions.record_death(child, by=social_worker, died_on=years_ago(9))
    died = actions.record_death(child, by=social_worker, died_on=today())
    assert died.died_on == today()
    with pytest.raises(Refused, match="on record already"):
        actions.record_death(child, by=social_worker, died_on=today())


def test_turn_18(social_worker, manager, cast, sees, someone, years_ago):
    lead = someone("school_lead")
    grown = actions.record_person(
        by=social_worker, given="Ty", family="Bell", date_of_birth=years_ago(17)
    )
    actions.involve(
        grown, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation",
    )  # fmt: skip
    with pytest.raises(Refused, match="turns 18 on"):
        actions.turn_18(grown, by=manager)
    with acting(social_worker):
        birth = Birth.objects.get(person=grown)
    actions.correct_fact(
        grown, by=social_worker, fact=birth, reason="Seen on the passport",
        date_of_birth=years_ago(18),
    )  # fmt: skip
    assert sees(lead, grown, "people.view_summary")
    turned = actions.turn_18(grown, by=manager)
    assert turned.adult_on == years_ago(18).replace(year=today().year)
    assert not sees(lead, grown, "people.view_summary")
    with pytest.raises(Refused, match="adult’s already"):
        actions.turn_18(grown, by=manager)


def test_turn_18_keeps_the_work_that_goes_on(social_worker, manager, cast, years_ago):
    grown = actions.record_person(
        by=social_worker, given="Ty", family="Bell", date_of_birth=years_ago(18)
    )
    assert grown.adult_on  # recorded as an adult: nothing to turn
    with pytest.raises(Refused, match="adult’s already"):
        actions.turn_18(grown, by=manager)


def test_transfer_person(child, manager, social_worker, someone, cast, sees):
    there = someone("social_worker", team=cast.kensington_protection)
    actions.allocate(child, by=manager, user=str(social_worker.user))
    for team, why in (
        (cast.westminster_assessment, "another authority"),
        (cast.kensington_assessment, "already"),
    ):
        with pytest.raises(Refused, match=why):
            actions.transfer_person(child, by=manager, team=team)
    moved = actions.transfer_person(child, by=manager, team=cast.kensington_protection)
    assert moved.team_id == cast.kensington_protection.pk
    assert sees(there, moved)
    assert not sees(social_worker, moved)
    assert sees(manager, moved), "until tomorrow, to see that it arrived"


def test_a_team_that_hands_a_person_on_is_let_in_no_more(child, manager, someone, cast, sees):
    service = someone("service_manager")
    there = someone("social_worker", team=cast.kensington_protection)
    child = actions.transfer_person(child, by=manager, team=cast.kensington_protection)
    assert sees(there, child)
    child = actions.transfer_person(child, by=service, team=cast.kensington_assessment)
    assert not sees(there, child)
    child = actions.transfer_person(child, by=service, team=cast.kensington_protection)
    assert sees(there, child)
    child = actions.move_person(child, by=service, team=cast.westminster_assessment)
    assert sees(there, child), "what it recorded stays open to the team of the other authority"


def test_add_birth(social_worker, years_ago):
    unknown = actions.record_person(by=social_worker, given="Bo", family="Bell", is_adult=True)
    known = actions.add_birth(unknown, by=social_worker, date_of_birth=years_ago(9))
    assert (known.age, known.is_child, known.adult_on) == (9, True, None)
    with pytest.raises(Refused, match="Correct it"):
        actions.add_birth(known, by=social_worker, date_of_birth=years_ago(9))


def test_an_expected_day_is_corrected(social_worker):
    soon = today() + timedelta(days=9)
    unborn = actions.record_unborn(by=social_worker, expected_on=today())
    with acting(social_worker):
        fact = Birth.objects.get(person=unborn)
    corrected = actions.correct_fact(
        unborn, by=social_worker, fact=fact, reason="A scan", expected_on=soon
    )
    assert (corrected.expected_on, corrected.state) == (soon, "unborn")


def test_move_person(child, social_worker, manager, someone, cast, sees):
    there = someone("social_worker", team=cast.westminster_assessment)
    actions.allocate(child, by=manager, user=str(social_worker.user))
    assert not sees(there, child)
    with pytest.raises(Refused, match="same authority"):
        actions.move_person(child, by=manager, team=cast.kensington_protection)
    moved = actions.move_person(child, by=manager, team=cast.westminster_assessment)
    assert (moved.team_id, moved.authority) == (cast.westminster_assessment.pk, cast.WESTMINSTER)
    assert sees(there, moved)
    assert sees(social_worker, moved), "the old team reads the history it made"
    assert not sees(someone("front_door_officer", team=cast.kensington_protection), moved)
    with acting(there):
        assert Involvement.objects.get(person=child).to_on == today()
    with pytest.raises(OutOfReach):
        actions.add_need(
            child, by=someone("social_worker", team=cast.kensington_protection),
            kind="interpreter", words="Igbo",
        )  # fmt: skip
