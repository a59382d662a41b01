"""Evidence: each fact that agrees or differs counts once, is symmetric, and says why in words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.people.evidence import Facts, compare, score, swapped

BORN = date(2015, 3, 12)


def levels(asked, known):
    return {each.field: each.level for each in compare(Facts(**asked), Facts(**known))}


def of_names(one, other):
    found = levels({"names": (one,)}, {"names": (other,)})
    return found.get("given", ""), found.get("family", "")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Zoë", "O’Brien"), ("zoe", "obrien"), ("same", "same")),
        (("Liz", "Smith"), ("Elizabeth", "Smith-Jones"), ("short", "part")),
        (("Amelia Rose", "Patel"), ("Amelia", "Pattel"), ("part", "sound")),
        (("Fatima", "Snith"), ("Fatema", "Smith"), ("sound", "close")),
        (("A", "Wo"), ("Amelia", "Worthington"), ("begins", "begins")),
        (("Aiden", "Khan"), ("Jayden", "Cooper"), ("differs", "differs")),
        (("محمد", "علي"), ("محمد", "علي"), ("same", "same")),
        (("", "Smith"), ("Amelia", "Smith"), ("", "same")),
    ],
)
def test_names_agree_by_degrees(one, other, expected):
    assert of_names(one, other) == expected


def test_of_several_names_those_count_that_agree_best():
    known = {"names": (("Amelia", "Patel"), ("Amelia", "Smith"))}
    assert levels({"names": (("Millie", "Smith"),)}, known) == {"given": "short", "family": "same"}


@pytest.mark.parametrize(
    ("asked", "known", "level"),
    [
        ({"born_on": BORN}, {"born_on": BORN}, "same"),
        ({"born_on": date(2015, 12, 3)}, {"born_on": BORN}, "swapped"),
        ({"born_on": date(2015, 3, 13)}, {"born_on": BORN}, "nearly"),
        ({"born_on": date(2005, 3, 12)}, {"born_on": BORN}, "nearly"),
        ({"born_on": date(2011, 3, 12)}, {"born_on": BORN}, "differs"),
        ({"born_in": 2015}, {"born_on": BORN}, "year"),
        ({"born_in": 2014}, {"born_on": BORN}, "differs"),
        ({"expected_on": date(2015, 4, 1)}, {"born_on": BORN}, "expected"),
        ({"expected_on": date(2015, 4, 1)}, {"expected_on": date(2015, 9, 1)}, "differs"),
        ({"born_on": BORN}, {}, None),
    ],
)
def test_births_agree_by_degrees(asked, known, level):
    assert levels(asked, known).get("born") == level


def test_numbers_that_one_person_has_speak_against_two():
    def numbers(one, other):
        return levels({"identifiers": frozenset(one)}, {"identifiers": frozenset(other)})

    assert numbers({("nhs", "1")}, {("nhs", "1")}) == {"nhs": "same"}
    assert numbers({("nhs", "1")}, {("nhs", "2")}) == {"nhs": "differs"}
    assert numbers({("upn", "1")}, {("former_upn", "1"), ("upn", "2")}) == {"upn": "same"}
    assert numbers({("former_upn", "1")}, {("upn", "2")}) == {}
    assert numbers({("police", "1")}, {("police", "1")}) == {"identifier": "same"}
    assert numbers({("police", "1")}, {("police", "2")}) == {}


def test_homes_agree_by_degrees_and_never_differ():
    def homes(one, other):
        found = levels({"addresses": frozenset({one})}, {"addresses": frozenset({other})})
        return found.get("address")

    home = ("12 high street", "IG11 7LU")
    assert homes(home, home) == "same"
    assert homes(("14 high street", "IG11 7LU"), home) == "postcode"
    assert homes(("", "IG11"), home) == "area"
    assert homes(home, ("12 high street", "W2 1AA")) is None


NAMES = st.tuples(st.text("abcdeé -", max_size=8), st.text("abcdeé -", max_size=8))
DAYS = st.dates(date(2000, 1, 1), date(2026, 1, 1))
FACTS = st.builds(
    Facts, names=st.lists(NAMES, max_size=2).map(tuple), born_on=st.none() | DAYS,
    expected_on=st.none() | DAYS, sex=st.sampled_from(["", "F", "M", "U"]),
    identifiers=st.frozensets(
        st.tuples(st.sampled_from(["nhs", "upn", "former_upn", "police"]), st.sampled_from("12")),
        max_size=3,
    ),
)  # fmt: skip


@settings(deadline=None)
@given(FACTS, FACTS)
def test_evidence_is_the_same_from_both_sides(one, other):
    assert score(compare(one, other)) == score(compare(other, one))


@settings(deadline=None)
@given(FACTS)
def test_nothing_speaks_against_somebody_being_themselves(facts):
    assert all(each.agrees and each.words for each in compare(facts, facts))


@settings(deadline=None)
@given(DAYS)
def test_a_day_is_swapped_back(day):
    assert all(swapped(other) == (day,) for other in swapped(day))
