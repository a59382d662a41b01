"""What is typed into one box: dates, numbers, addresses and names are told apart."""

from datetime import date

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core import upn
from lscp.people.asked import kinds, read
from lscp.people.evidence import Facts


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Liz Smith", (("liz", "smith"), ("smith", "liz"))),
        ("Smith, Liz", (("liz", "smith"),)),
        ("O’Brien", (("obrien", ""), ("", "obrien"))),
        ("李伟", (("李伟", ""), ("", "李伟"))),
        ("", ()),
    ],
)
def test_words_are_names_in_either_order(typed, names):
    assert read(typed).names == names


def test_a_name_of_three_words_may_be_parted_in_two_ways():
    assert ("amelia", "rose patel") in read("Amelia Rose Patel").names
    assert ("amelia rose", "patel") in read("Amelia Rose Patel").names
    assert len(read("a b c d e f g h i").names) == 8


@pytest.mark.parametrize(
    "typed", ["Smith 3/12/2015", "3.12.2015 Smith", "2015-12-03 Smith", "Smith 3 Dec 15",
              "Smith 03 december 2015"],
)  # fmt: skip
@time_machine.travel("2026-11-25")
def test_a_date_is_found_among_the_words(typed):
    facts = read(typed)
    assert facts.born_on == date(2015, 12, 3)
    assert ("", "smith") in facts.names


@time_machine.travel("2026-11-25")
def test_a_year_of_two_numbers_is_never_in_the_future():
    assert read("1/2/26").born_on == date(2026, 2, 1)
    assert read("1/2/27").born_on == date(1927, 2, 1)


def test_a_year_alone_is_a_year_of_birth():
    facts = read("Mohammed Ahmed 2015")
    assert (facts.born_on, facts.born_in) == (None, 2015)
    assert read("Smith", born="2015").born_in == 2015
    assert read("Smith", born="3 12 2015").born_on == date(2015, 12, 3)


@pytest.mark.parametrize("born", ["31 2 2015", "soon", "12", "3 12 2015 2016"])
def test_what_is_no_date_is_refused_with_an_example(born):
    with pytest.raises(ValueError, match="like 31 3 2015"):
        read("Smith", born=born)


def test_numbers_are_identifiers():
    assert ("nhs", "9434765919") in read("943 476 5919").identifiers
    number = upn.check_letter("301200000011") + "301200000011"
    facts = read(f"{number.lower()} Smith")
    assert ("upn", number) in facts.identifiers
    assert ("", "smith") in facts.names
    assert ("nhs", "4010232013") in read("401 023 2013").identifiers  # it ends in no year
    assert ("authority", "C12345") in read("C12345").identifiers
    assert ("authority", "C1") in read("", identifier="c1").identifiers
    assert ("police", "55/123Y") in read("", identifier="55/123y").identifiers


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("ig117lu", ("", "IG11 7LU")),
        ("Smith IG11", ("", "IG11")),
        ("12 High St, Barking", ("12 high street", "")),
        ("Flat 2, 3 Oak Road IG11 7LU", ("flat 2 3 oak road", "IG11 7LU")),
    ],
)
def test_addresses_are_taken_out_of_the_words(typed, home):
    assert read(typed).addresses == {home}


def test_the_trail_is_told_kinds_and_never_words():
    assert kinds(read("Smith 2015")) == ("name", "year_of_birth")
    assert kinds(read("943 476 5919")) == ("identifier",)
    assert kinds(Facts()) == ()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_anything_may_be_typed(text):
    facts = read(text)
    assert len(facts.names) <= 8
    assert all(any(name) for name in facts.names)
