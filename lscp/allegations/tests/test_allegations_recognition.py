"""Recognition: the same adult and employer years later, under another name or elsewhere."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.allegations import actions
from lscp.allegations.policy import VIEW_ADULT
from lscp.allegations.queries import beyond, employers, recognition
from lscp.allegations.tests.allegations_records import BORN, adult, employer
from lscp.core import policy
from lscp.core.records import writing
from lscp.core.scope import acting

pytestmark = pytest.mark.django_db
OTHER_DAY = date(1971, 11, 30)


def suggested(by, **said):
    return recognition.suggest(recognition.as_said(**said), by)


def elsewhere(by, **said):
    workplaces = said.pop("workplaces", ())
    with acting(by):
        return beyond.adults(recognition.as_said(**said), by, workplaces=workplaces)


def restrict(record):
    """Restrict a record, as a conflict does."""
    record.restricted = True
    job = policy.system("test", VIEW_ADULT, "allegations.amend_adult", counts=True)
    with acting(job), writing():
        record.save()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"given": "Sarah", "family": "Brown", "born_on": BORN}, "The date of birth is the same"),
        ({"given": "Sara", "family": "Whyte", "born_on": BORN}, "The family name sounds the same"),
        ({"given": "Sarah", "family": "White"}, "The family name is the same"),
        ({"name": "WHITE, Sarah"}, "The given name is the same"),
        ({"given": "Sarah", "family": "Ashdown", "born_on": OTHER_DAY.replace(1984)}, None),
        ({"given": "Sarah", "family": "White", "born_on": OTHER_DAY}, None),
        ({"given": "Tom", "family": "White", "born_on": BORN}, None),
        ({"given": "Mary", "family": "Green"}, None),
        ({}, None),
    ],
)
def test_an_adult_is_recognised_with_the_reasons(lado, said, why):
    made = adult(lado, given="Sarah", family="White")
    found = suggested(lado, **said)
    assert [each.record for each in found] == ([made] if why else [])
    assert not why or why in found[0].agrees


def test_a_name_that_was_changed_by_marriage_is_found_years_later(lado):
    made = adult(lado, given="Sarah", family="White")
    made = actions.amend_adult(made, by=lado, given="Sarah", family="Brown", born_on=BORN)
    [found] = suggested(lado, given="Sarah", family="White", born_on=BORN)
    assert found.record == made
    assert "This is by the former name Sarah White" in found.agrees
    [again] = suggested(lado, given="Sarah", family="Ash", former_family="White")
    assert again.record == made


def test_the_same_job_for_the_same_employer_tells_who_it_is(lado):
    club = employer(lado, name="Riverside FC", sector="sport")
    made = adult(lado, born_on=None, employer=club, job="Coach", basis="voluntary")
    said = {"given": "N", "family": "Trantor", "employer": str(club.pk)}
    assert not suggested(lado, **said)
    [found] = suggested(lado, **{**said, "given": "Nevil"}, job="coach")
    assert (found.record, "The same job for the same employer") == (made, found.agrees[-1])


def test_nobody_of_another_service_is_suggested_and_none_that_was_merged(lado, other_lado):
    adult(other_lado)
    kept, lost = adult(lado), adult(lado)
    actions.merge_adult(lost, by=lado, into=kept)
    [found] = suggested(lado, given="Neville", family="Tranter")
    assert found.record == kept


def test_a_restricted_adult_is_suggested_to_nobody_who_is_not_let_in(lado, other_lado):
    made = adult(other_lado)
    assert elsewhere(lado, given="Neville", family="Tranter", born_on=BORN)
    restrict(made)
    for by in lado, other_lado:
        assert not suggested(by, given="Neville", family="Tranter", born_on=BORN)
        assert not elsewhere(by, given="Neville", family="Tranter", born_on=BORN)


def test_of_the_other_register_it_says_that_why_and_whom_to_call(lado, other_lado):
    club = employer(other_lado, name="The Riverside F.C. Ltd", sector="sport")
    adult(other_lado, employer=club, basis="paid", postcode="W8 5TT")
    said = {"given": "Neville", "family": "Trantor", "born_on": BORN, "postcode": "W8 5TT"}
    [told] = elsewhere(lado, **said, workplaces=["Riverside FC"])
    assert told.authority == "Westminster"
    assert told.agrees == [
        "The family name sounds the same", "The given name is the same",
        "The date of birth is the same", "The postcode is the same", "The same employer",
    ]  # fmt: skip
    assert told.call[0].startswith("Wanda Ilić (")


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ({"given": "Neville", "family": "Brown", "born_on": BORN}, True),
        ({"given": "Nevil", "family": "Tranter", "born_on": BORN.replace(year=1985)}, True),
        ({"given": "Neville", "family": "Tranter", "born_on": OTHER_DAY}, False),
        ({"given": "Neville", "family": "Brown"}, False),
        ({"given": "Ann", "family": "Tranter", "born_on": BORN}, False),
        ({}, False),
    ],
)
def test_what_is_told_across_is_what_would_be_suggested_at_home(lado, other_lado, said, is_told):
    adult(other_lado)
    assert bool(elsewhere(lado, **said)) == is_told
    assert bool(suggested(other_lado, **said)) == is_told


NAMES = st.sampled_from(
    ["Sarah", "Sara", "Liz", "Elizabeth", "Neville", "Mohammed", "Muhammad", "Zoë", "", "Ann-Marie"]
)
FAMILIES = st.sampled_from(
    ["White", "Whyte", "Smith-Jones", "Smith", "Jones", "O’Brien", "Tranter", "", "de la Cruz"]
)
DAYS = st.none() | st.dates(BORN - timedelta(days=40), BORN + timedelta(days=40))
SAID = st.fixed_dictionaries({"given": NAMES, "family": FAMILIES, "born_on": DAYS})


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(one=SAID, other=SAID)
def test_recognition_is_the_same_from_both_sides(lado, one, other):
    with transaction.atomic():
        first, second = (actions.record_adult(by=lado, **said) for said in (one, other))
        there, back = (_evidence(each, lado) for each in (first, second))
        transaction.set_rollback(True)  # the next pair is alone again
    assert there.get(second.pk) == back.get(first.pk)


def _evidence(made, by):
    with acting(by):
        said = recognition.said_of(made)
    found = recognition.suggest(said, by, besides=made.pk)
    return {each.record.pk: each.evidence for each in found}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "the ELM St. School Ltd"}, "The name is the same"),
        ({"name": "Elme Street School"}, "The name sounds the same"),
        ({"name": "Elm Street Primary School", "sector": "school"}, "One name has all the words"),
        ({"name": "The Willow Academy", "postcode": "W8 5TT", "sector": "school"}, "The postcode"),
        ({"name": "Oak Road Nursery", "sector": "early_years"}, None),
        ({"name": "Street"}, None),
    ],
)
def test_an_employer_is_recognised_with_the_reasons(lado, said, why):
    made = employer(lado, postcode="W8 5TT")
    found = employers.suggest(employers.as_said(**said), lado)
    assert [each.record for each in found] == ([made] if why else [])
    assert not why or any(each.startswith(why) for each in found[0].agrees)


def test_an_employer_is_known_by_a_former_name_and_elsewhere(lado, other_lado, cast):
    made = employer(lado, organisation_known=cast.kensington_school)
    actions.amend_employer(made, by=lado, name="Willow Academy", sector="school")
    [found] = employers.suggest(employers.as_said(name="Elm Street School"), lado)
    assert found.record == made
    with acting(other_lado):
        [told] = beyond.employers_too(employers.as_said(name="elm street school"), other_lado)
    assert (told.authority, told.agrees) == ("Kensington and Chelsea", ["The name is the same"])


def test_candidates_are_found_by_indexes_alone(lado):
    club = employer(lado, organisation_known=None, postcode="W8 5TT")
    said = recognition.as_said(
        given="Neville", family="Tranter", born_on=BORN, postcode="W8 5TT", employer=str(club.pk)
    )
    asked = employers.SaidEmployer(("Elm Street School",), "school", "W8 5TT", club.pk)
    with acting(lado), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the tables are too small to be worth it
        for arm in (*recognition.arms(said), *employers.arms(asked)):
            table = arm.model._meta.db_table
            assert f"Seq Scan on {table}" not in arm[: recognition.EACH].explain()
