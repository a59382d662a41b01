"""How a claimed number is judged against the value that it should be, and how both are written."""

from fractions import Fraction
from math import floor

from lscp.report.proof.finding import Verdict
from lscp.report.proof.numbers import Kind, Near, Number


def verdict(claim: Number, value: Fraction) -> Verdict:
    """Return what becomes of a claimed number, when the value is known without rounding.

    An exact half that was rounded down is doubtful: people round it either way.
    """
    if not claim.allows(value):
        is_edge = claim.near in (Near.OVER, Near.UNDER) and claim.low <= value <= claim.high
        return Verdict.DOUBTFUL if is_edge else Verdict.WRONG
    exact = claim.near is Near.EXACT and claim.kind in (Kind.PERCENT, Kind.POINTS)
    if exact and claim.value != value and value == claim.high:
        return Verdict.DOUBTFUL
    return Verdict.RIGHT


def written(value: Fraction, like: Number) -> str:
    """Return a value as a number is written, to as many places."""
    step = Fraction(1, 10**like.decimals)
    rounded = floor(value / step + Fraction(1, 2)) * step
    unit = "%" if like.kind in (Kind.PERCENT, Kind.POINTS) else ""
    return f"{float(rounded):,.{like.decimals}f}{unit}"


def shown(value: Fraction) -> str:
    """Return a value with as many places as it takes to see what it is."""
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")


def said(number: Number) -> str:
    """Return the value of a number in digits."""
    return shown(number.value)
