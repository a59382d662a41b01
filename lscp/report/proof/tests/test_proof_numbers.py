"""Numbers are found in prose, and what only names is not taken for a count."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscp.report.proof import number_words
from lscp.report.proof.numbers import Kind, Near, numbers


def told(text):
    return [(n.text, str(n.kind), float(n.value)) for n in numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("206 children", [("206", "count", 206)]),
        ("1,234 children", [("1,234", "count", 1234)]),
        ("two hundred and six children", [("two hundred and six", "count", 206)]),
        ("a dozen schools", [("a dozen", "count", 12)]),
        ("twenty-five of them", [("twenty-five", "count", 25)]),
        ("53.4% of them", [("53.4%", "percent", 53.4)]),
        ("fifty-three per cent", [("fifty-three per cent", "percent", 53)]),
        ("a third of children", [("a third", "part", 1 / 3)]),
        ("half of children", [("half", "part", 0.5)]),
        ("up 5 percentage points", [("5 percentage points", "points", 5)]),
        ("2016 referrals in 2016", [("2016", "count", 2016), ("2016", "year", 2016)]),
        ("In 2021-22, 342", [("2021-22", "period", 22), ("342", "count", 342)]),
        ("on 31 March 2022", [("31 March 2022", "date", 2022)]),
        ("£2.5 million", [("£2.5 million", "money", 2.5)]),
        ("16-25 year olds", [("16-25 year olds", "age", 16)]),
        ("under section 47", [("section 47", "label", 47)]),
        ("Covid-19 and W1T 4JE", [("Covid-19", "label", 19), ("W1T 4JE", "label", 1)]),
        ("the Challenge 25 policy", [("Challenge 25", "label", 25)]),
        ("3. Early help", [("3", "label", 3)]),
        ("one of the ways", []),
    ],
)
def test_each_number_is_found_with_its_kind(text, found):
    assert told(text) == [(said, kind, pytest.approx(value)) for said, kind, value in found]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("over 95%", Near.OVER), ("at least 95%", Near.LEAST), ("up to 95%", Near.MOST),
        ("fewer than 95", Near.UNDER), ("around 95", Near.ABOUT), ("just over 95", Near.ABOUT),
        ("rose from 95", Near.EXACT),
    ],
)  # fmt: skip
def test_how_a_number_is_meant_stands_before_it(text, near):
    assert numbers(text)[0].near is near


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_rounded_percentage_allows_what_rounds_to_it_either_way(part, more):
    value = Fraction(100 * part, part + more)
    number = numbers(f"{round(float(value))}%")[0]
    assert number.kind is Kind.PERCENT
    assert number.allows(value)
    assert not number.allows(value + Fraction(11, 10))


@pytest.mark.parametrize("words", ["one two", "twenty thirty", "twenty twelve"])
def test_words_that_make_no_number_make_none(words):
    assert number_words.value_of(words) is None
