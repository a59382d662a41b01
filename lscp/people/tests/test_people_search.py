"""Search: whoever is within reach is found by any fact, and nobody else by anything."""

import re
from dataclasses import replace
from datetime import date
from itertools import product

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from lscp.core import policy
from lscp.core.named import name_on
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.workflow import Refused
from lscp.people.asked import read
from lscp.people.candidates import arms_of
from lscp.people.models import Address, Identifier, Name, NameKey, Person
from lscp.people.search import find
from lscp.people.tests import crowd
from lscp.people.tests.crowd import Made

pytestmark = pytest.mark.django_db
VIEW = "people.view_summary"
AMELIA = Made(
    "Amelia Rose", "Smith-Jones", date(2015, 3, 12), "F", "9434765919", "12 High Street", "IG11 7LU"
)
EVERYTHING = [
    {"text": "Amelia Smith-Jones"},
    {"text": "jones amelia"},
    {"text": "Smith, Amelia"},
    {"text": "Amelia Rose Smith Jones"},
    {"text": "Millie Smith"},
    {"text": "Amilia Smyth"},
    {"text": "Amelia Snith"},
    {"text": "smit"},
    {"text": "amel"},
    {"text": "12/3/2015"},
    {"text": "3/12/2015 Jones"},
    {"text": "Amelia 2015"},
    {"text": "943 476 5919"},
    {"text": "12 High St"},
    {"text": "ig117lu"},
    {"text": "Amelia Ali", "born": "12 3 2015"},
    {"identifier": "943 476 5919"},
    {"text": "Jones", "postcode": "IG11"},
]


@pytest.fixture
def everyone(someone_granted):
    """Somebody whose role reaches all people, and may record them."""
    permissions = VIEW, "people.view_shielded_address", "people.record_person"
    return someone_granted(dict.fromkeys(permissions, Reach.ALL))


@pytest.fixture
def hold(cast, everyone):
    """Record a made-up person of a team, as one that already stands."""

    def make(made=AMELIA, team=cast.kensington_assessment, *, restricted=False):
        [pk] = crowd.keep(everyone, [made], held_by=team)
        return crowd.restrict(everyone, pk) if restricted else pk

    return make


@pytest.fixture
def never_counted(server):
    """Let the planner know nothing of the tables, whatever it was told of a test's few rows."""
    known = connection.settings_dict
    admin = make_conninfo(**{**server.admin, "dbname": known["NAME"]})
    with psycopg.connect(admin, autocommit=True) as superuser:
        of_people = "(SELECT oid FROM pg_class WHERE relname LIKE 'people\\_%')"
        superuser.execute(f"DELETE FROM pg_statistic WHERE starelid IN {of_people}")
        superuser.execute(
            f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN {of_people}"
        )


def found(actor, **asked):
    with acting(actor):
        rows = policy.visible_to(Person.objects.all(), actor, VIEW)
        return [person.pk for person in find(rows, **asked)]


@pytest.mark.parametrize("asked", EVERYTHING, ids=str)
def test_somebody_is_found_by_any_fact_and_however_it_is_written(asked, hold, everyone):
    amelia = hold()
    hold(Made("Jayden", "Okafor", date(2011, 7, 4), "M", "", "3 Oak Road", "W2 1AA"))
    assert found(everyone, **asked) == [amelia]


@pytest.mark.parametrize("asked", EVERYTHING, ids=str)
def test_nobody_beyond_reach_is_found_by_any_fact(asked, hold, someone_granted, cast):
    hold()
    hold(team=cast.kensington_protection, restricted=True)
    reaches = Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY, Reach.NAMED
    outside = someone_granted({VIEW: reaches}, authority=cast.WESTMINSTER)
    assert found(outside, **asked) == []
    team = someone_granted({VIEW: Reach.TEAM}, team=cast.kensington_protection)
    assert found(team, **asked) == []


def test_a_restricted_person_is_found_by_those_who_are_let_in_alone(
    hold, someone_granted, cast, everyone
):
    amelia = hold(restricted=True)
    inside = someone_granted({VIEW: (Reach.TEAM, Reach.NAMED)}, team=cast.kensington_assessment)
    assert found(inside, text="Amelia Jones") == []
    assert found(everyone, text="Amelia Jones") == []
    with crowd.written(everyone):
        name_on(Person(pk=amelia), inside.user, opens_restricted=True)
    assert found(inside, text="Amelia Jones") == [amelia]


def test_the_second_lock_holds_where_the_first_is_left_out(hold, someone_granted, cast):
    hold()
    outside = someone_granted({VIEW: Reach.AUTHORITY}, authority=cast.WESTMINSTER)
    with acting(outside):
        for asked in EVERYTHING:
            assert list(find(Person.objects.all(), **asked)) == []


def test_a_shielded_address_is_in_no_search_even_of_those_who_may_see_it(hold, everyone):
    amelia = hold()
    with crowd.written(everyone):
        [address] = Address.objects.filter(person=amelia)
        address.shielded = True
        address.save()
    for asked in {"text": "12 High Street"}, {"postcode": "IG11 7LU"}, {"text": "IG11"}:
        assert found(everyone, **asked) == []
    with acting(everyone):
        [person] = find(Person.objects.all(), "Amelia Jones", postcode="IG11 7LU")
        assert "postcode" not in person.found_by
    assert amelia == person.pk


def test_what_was_wrong_finds_nobody(hold, everyone):
    amelia = hold()
    with crowd.written(everyone):
        for model in Name, Identifier, Address:
            for fact in model.objects.filter(person=amelia):
                fact.wrong_at, fact.wrong_by, fact.wrong_because = fact.recorded_at, "X", "Y"
                fact.save()
    for asked in EVERYTHING:
        expected = [amelia] if set(asked.values()) & {"12/3/2015"} else []
        assert found(everyone, **asked) in (expected, [amelia] if "2015" in str(asked) else [])
    assert found(everyone, text="Amelia Jones") == []


def test_a_record_that_was_merged_answers_with_the_one_that_stands(hold, everyone):
    stands = hold()
    chain = [hold(replace(AMELIA, given=given, family="Okafor")) for given in ("Zola", "Temi")]
    with crowd.written(everyone):
        for into, pk in zip([stands, chain[0]], chain, strict=True):
            person = Person.objects.get(pk=pk)
            person.state, person.merged_into_id = "merged", into
            person.save()
    for text in "Zola Okafor", "Temi Okafor", "Amelia Jones":
        assert found(everyone, text=text) == [stands]


def test_the_likeliest_stands_first_with_the_reason(hold, everyone):
    same = hold()
    sister = hold(replace(AMELIA, given="Olivia", nhs=""))
    other = hold(replace(AMELIA, born_on=date(2011, 3, 12), nhs=""))
    asked = {"text": "Amelia Smith-Jones", "born": "12 3 2015"}
    assert found(everyone, **asked)[0] == same
    assert set(found(everyone, **asked)) <= {same, sister, other}
    with acting(everyone):
        first = find(Person.objects.all(), **asked)[0]
    assert first.found_by == (
        "The family name is the same. One of the given names is the same. "
        "The date of birth is the same."
    )


def test_asking_nothing_or_no_date_is_refused_with_what_to_do(everyone):
    with acting(everyone):
        for asked, sentence in (
            ({}, "Enter a name"),
            ({"text": " , "}, "Enter a name"),
            ({"text": "Smith", "born": "soon"}, "31 3 2015"),
        ):
            with pytest.raises(Refused, match=sentence):
                find(Person.objects.all(), **asked)


def test_a_search_asks_few_questions(hold, everyone, django_assert_max_num_queries):
    for number, (given, family) in enumerate(product(["Amelia", "Millie"], ["Smith", "Jones"])):
        hold(replace(AMELIA, given=given, family=family, nhs=str(number)))
    with acting(everyone), django_assert_max_num_queries(6):
        rows = policy.visible_to(Person.objects.all(), everyone, VIEW)
        assert len(find(rows, "Amelia Smith 2015", postcode="IG11 7LU")) == 4


def test_keys_follow_their_person(hold, someone_granted, cast):
    hold()
    outside = someone_granted({VIEW: Reach.AUTHORITY}, authority=cast.WESTMINSTER)
    with acting(outside):
        assert not NameKey.objects.exists()


def test_who_moved_is_found_by_those_they_moved_to_and_no_more_by_the_others(
    hold, everyone, someone_granted, cast
):
    amelia = hold()
    teams = cast.kensington_assessment, cast.westminster_protection
    before, after = (someone_granted({VIEW: Reach.TEAM}, team=team) for team in teams)
    assert found(before, text="Amelia Jones") == [amelia]
    assert found(after, text="Amelia Jones") == []
    with crowd.written(everyone):
        person = Person.objects.get(pk=amelia)
        person.team, person.organisation = teams[1], teams[1].organisation
        person.save()
    assert found(before, text="Amelia Jones") == []
    assert found(after, text="Amelia Jones") == [amelia]
    organisation = someone_granted({VIEW: Reach.ORGANISATION}, authority=cast.WESTMINSTER)
    assert found(organisation, text="jones") == [amelia]
    with crowd.written(everyone):
        name_on(person, before.user)
    named = replace(before, grants={VIEW: frozenset((Reach.NAMED,))})
    assert found(named, text="Amelia Jones") == [amelia]


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ("Amelia Smith", {"family", "given", "family_sound", "given_sound"}),
        ("Smith", {"family", "given", "family_sound", "given_sound"}),
        ("12/3/2015", {"date_of_birth"}),
        ("943 476 5919", {"value"}),
        ("IG11 7LU", {"postcode"}),
        ("12 High Street", {"line_key"}),
    ],
)
def test_every_question_reaches_an_index_that_row_level_security_does_not_defeat(
    asked, columns, someone, never_counted
):
    reached = set()
    with acting(someone("social_worker")), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the tables of a test are small
        arms = [arm for arms in arms_of(read(asked)) for arm in arms]
        for arm in arms:
            plan = arm.explain()
            conditions = re.findall(r"Index Cond: \((.*)\)", plan)
            assert conditions
            # Of p, the lock's own look at whose row it is, a small table is read whole.
            assert set(re.findall(r"Seq Scan on people_\w+ ?(\w*)", plan)) <= {"p"}
            reached |= set(re.findall(r"\w+", " ".join(conditions)))
    assert arms
    assert columns <= reached
