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


three = st.tuples(st.integers(20, 400), st.integers(20, 400), st.integers(20, 400))


@pytest.mark.parametrize("table", said.SHARE_TABLES)
@MADE
@given(three, st.integers(4, 30), st.booleans())
def test_a_table_of_shares(table, parts, away, right):
    total = sum(parts)
    values = [Fraction(100 * part, total) for part in parts]
    assume(all(value % 1 != Fraction(1, 2) for value in values))
    shares = [rounded(value) for value in values]
    shares[0] += 0 if right else away
    a, b, c = parts
    pa, pb, pc = shares
    says(table.format(a=a, b=b, c=c, pa=pa, pb=pb, pc=pc, all=total), right=right)


@pytest.mark.parametrize("table", said.TOTAL_TABLES)
@MADE
@given(three, st.integers(1, 20), st.booleans())
def test_a_table_of_parts(table, parts, away, right):
    a, b, c = parts
    says(table.format(a=a, b=b, c=c, all=a + b + c + (0 if right else away)), right=right)


@pytest.mark.parametrize("table", said.CHANGE_TABLES)
@MADE
@given(st.integers(21, 1500), st.integers(21, 1500), st.integers(3, 40), st.booleans())
def test_a_table_of_changes(table, old, new, away, right):
    assume(old != new and max(old, new) < 1900)
    value = Fraction(100 * abs(new - old), old)
    assume(value % 1 != Fraction(1, 2))
    percent = rounded(value) + (0 if right else away)
    sign = "+" if new > old else "-"
    says(table.format(old=old, new=new, percent=percent, sign=sign), right=right)


@pytest.mark.parametrize("phrase", said.BORDERLINE)
@MADE
@given(st.integers(0, 20), st.integers(3, 9))
def test_what_may_be_so_is_doubtful(phrase, n, points):
    eight, part, whole = 40 * n + 8, 40 + n, 80 + 2 * n
    half = 5 * n + 1  # an eighth, 12.5%
    found = verdicts(phrase.format(half=half, eight=eight, down=12, part=part, whole=whole,
                                   near=50 + points, more=40 + points, points=points))  # fmt: skip
    assert Verdict.DOUBTFUL in found
    assert Verdict.WRONG not in found
