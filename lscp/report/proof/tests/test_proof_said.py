"""Statements that are made right and made wrong come back so, in every phrasing."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lscp.report.proof import Known, Verdict, checked
from lscp.report.proof.readers import text
from lscp.report.proof.tests import proof_statements as said

MADE = settings(max_examples=6, deadline=None, database=None, derandomize=True)
ALWAYS = {"day_that_cannot_be"}


def verdicts(written):
    found = checked(text.read(written, "made.txt"), Known()).findings
    return {each.verdict for each in found if each.rule not in ALWAYS}


def says(written, *, right):
    found = verdicts(written)
    if right:
        assert found == {Verdict.RIGHT}, written
    else:
        assert Verdict.WRONG in found, written


def rounded(value):
    return int(value + Fraction(1, 2))


@pytest.mark.parametrize("phrase", said.SHARES)
@MADE
@given(st.integers(20, 900), st.integers(1, 900), st.integers(3, 40), st.booleans())
def test_a_share(phrase, whole, part, away, right):
    assume(part < whole and whole not in (101, 111, 999) and part not in (101, 111, 999))
    value = Fraction(100 * part, whole)
    assume(value % 1 != Fraction(1, 2))
    share = rounded(value)
    share = share if right else share + away if share + away <= 100 else share - away
    assume(share >= 0)
    says(phrase.format(part=part, whole=whole, share=share), right=right)


@pytest.mark.parametrize("phrase", said.CHANGES)
@MADE
@given(st.integers(21, 1500), st.integers(21, 1500), st.integers(3, 40), st.booleans())
def test_a_change(phrase, old, new, away, right):
    assume(old != new and not {old, new} & {101, 111, 999} and max(old, new) < 1900)
    value = Fraction(100 * abs(new - old), old)
    assume(value % 1 != Fraction(1, 2))
    percent = rounded(value) if right else rounded(value) + away
    words = said.WORDS[1 if new > old else -1]
    says(phrase.format(old=old, new=new, percent=percent, **words), right=right)


@pytest.mark.parametrize("phrase", said.DIRECTIONS)
@MADE
@given(st.integers(2, 97), st.integers(2, 97), st.booleans())
def test_a_direction(phrase, old, new, right):
    assume(old != new)
    way = 1 if new > old else -1
    says(phrase.format(old=old, new=new, **said.WORDS[way if right else -way]), right=right)


@pytest.mark.parametrize("phrase", said.COMPARISONS)
@MADE
@given(st.integers(2, 97), st.integers(2, 97), st.booleans())
def test_a_comparison(phrase, one, other, right):
    assume(one != other)
    way = 1 if one > other else -1
    says(phrase.format(one=one, other=other, **said.WORDS[way if right else -way]), right=right)
