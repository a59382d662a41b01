"""Sharing a whole number out: by largest remainder, and so that quantiles come out as told."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from random import Random
from typing import TypeVar

Code = TypeVar("Code")


def largest_remainder(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole numbers that sum to `total` and are as near as can be to the weights' shares."""
    whole = sum(Fraction(weight) for weight in weights)
    if not whole:
        weights, whole = [1] * len(weights), Fraction(len(weights))
    exact = [Fraction(weight) * total / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def shared(total: int, weights: Mapping[Code, float]) -> dict[Code, int]:
    """Return `largest_remainder` by code."""
    return dict(zip(weights, largest_remainder(total, list(weights.values())), strict=True))


def capped(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Return shares of `total` by weight, none above its cap. Raises ValueError if they cannot."""
    if total > sum(caps):
        raise ValueError(f"{total} cannot be shared out below {list(caps)}")
    shares = [0] * len(caps)
    while (left := total - sum(shares)) > 0:
        room = [cap - share for cap, share in zip(caps, shares, strict=True)]
        wanted = [
            weight + 1e-9 if space else 0 for weight, space in zip(weights, room, strict=True)
        ]
        more = largest_remainder(left, wanted)
        shares = [
            share + min(extra, space)
            for share, extra, space in zip(shares, more, room, strict=True)
        ]
    return shares


def residual(target: Mapping[Code, int], held: Mapping[Code, int], total: int) -> dict[Code, int]:
    """Return how many of `total` newcomers each code gets, to meet the target with those held.

    Where more are held than wanted the others give way in proportion.
    """
    wanted = {code: max(0, count - held.get(code, 0)) for code, count in target.items()}
    if sum(wanted.values()) == total:
        return wanted
    return shared(total, wanted if sum(wanted.values()) else target)


def tokens(counts: Mapping[Code, int], rng: Random) -> list[Code]:
    """Return each code as often as its count, in a drawn order."""
    dealt = [code for code, count in counts.items() for _ in range(count)]
    rng.shuffle(dealt)
    return dealt


def with_quantiles(
    counts: Sequence[int],
    limits: Sequence[tuple[int, int]],
    quantiles: Mapping[Fraction, int],
    rng: Random,
) -> list[int]:
    """Return, in order, as many values as each band counts, with the quantiles as given.

    `limits` are the lowest and highest value of each band. Around a quantile's place several
    values are equal, so that every way of computing a quantile gives it.
    """
    total, seen, values = sum(counts), 0, []
    for count, (low, high) in zip(counts, limits, strict=True):
        places = range(seen + 1, seen + count + 1)
        pins = {
            place: value
            for at, value in quantiles.items()
            if low <= value <= high
            for place in places
            if -1 - total // 200 <= place - at * total <= 2 + total // 200
        }
        values += _band(places, low, high, pins, rng)
        seen += count
    return values


def _band(
    places: Sequence[int], low: int, high: int, pins: Mapping[int, int], rng: Random
) -> list[int]:
    """Draw the values of one band, each between the pin before it and the pin after it."""
    below = accumulate((pins.get(place, low) for place in places), max)
    above = list(accumulate((pins.get(place, high) for place in reversed(places)), min))
    return sorted(rng.randint(*limits) for limits in zip(below, reversed(above), strict=True))
