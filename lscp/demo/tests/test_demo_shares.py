"""Sharing out: whole numbers, and values with given quantiles."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core.indicators import quantile
from lscp.demo.shares import capped, largest_remainder, residual, tokens, with_quantiles

unhurried = settings(max_examples=60, deadline=None)
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=8)


@unhurried
@given(st.integers(0, 5000), weights)
def test_shares_sum_to_the_total_and_lie_within_one_of_the_exact(total, given_weights):
    shares = largest_remainder(total, given_weights)
    assert sum(shares) == total
    whole = sum(given_weights)
    if whole:
        for share, weight in zip(shares, given_weights, strict=True):
            assert abs(share - total * weight / whole) < 1


def test_the_largest_remainders_get_what_is_left():
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(7, [0.5, 0.3, 0.2]) == [4, 2, 1]


@unhurried
@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.data())
def test_capped_shares_sum_to_the_total_and_keep_below_their_caps(caps, data):
    total = data.draw(st.integers(0, sum(caps)))
    given_weights = data.draw(st.lists(st.integers(0, 9), min_size=len(caps), max_size=len(caps)))
    shares = capped(total, given_weights, caps)
    assert sum(shares) == total
    assert all(0 <= share <= cap for share, cap in zip(shares, caps, strict=True))


def test_more_than_the_caps_hold_is_an_error():
    with pytest.raises(ValueError, match="cannot be shared out"):
        capped(5, [1, 1], [2, 2])


def test_newcomers_bring_what_is_held_to_the_target():
    assert residual({"a": 5, "b": 5}, {"a": 4, "b": 1}, 5) == {"a": 1, "b": 4}
    assert residual({"a": 5, "b": 5}, {"a": 9}, 3) == {"a": 0, "b": 3}


def test_tokens_are_dealt_as_often_as_counted():
    assert sorted(tokens({"a": 2, "b": 1, "c": 0}, Random(1))) == ["a", "a", "b"]


@unhurried
@given(st.integers(4, 400), st.integers(0, 999), st.randoms(use_true_random=False))
def test_the_quantiles_come_out_as_told_and_the_bands_as_counted(total, at, rng):
    low = at * total // 1000
    counts, limits = (low, total - low), ((0, 10), (11, 40))
    told = {}
    for share in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
        # Where a quantile's place is the border of two bands there is no telling it apart.
        if abs(share * total - low) > 2:
            told[share] = 6 if share * total < low else 25
    values = with_quantiles(counts, limits, told, rng)
    assert values == sorted(values)
    assert sum(value <= 10 for value in values) == low
    days: dict[int, int] = {}
    for value in values:
        days[value] = days.get(value, 0) + 1
    for share, value in told.items():
        assert quantile(days, share) == value
