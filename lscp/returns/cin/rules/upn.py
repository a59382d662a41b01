"""How a unique pupil number is built: a check letter, an authority, a number, a last character.

Source: DfE, Unique pupil numbers: guide for schools and local authorities.
"""

from functools import reduce

import narwhals as nw

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters that a number may have, in the order of their values from 0: no I, O or S."""
LAST = "[0-9A-HJ-NP-RT-Z]"
"""A digit; or a letter, where the number is temporary."""
FORM = f"^[A-HJ-NP-RT-Z][0-9]{{11}}{LAST}$"


def check_letter_is_right(column: str) -> nw.Expr:
    """Say whether the first character is the one that the other twelve make.

    It is not where they make none, since they are not twelve or not what a number has.
    """
    upn = nw.col(column)
    # Times 2 for the second character, 3 for the third, up to 13; the rest of 23 is the letter's.
    weighed = [_value(upn.str.slice(at, 1)) * (at + 1) for at in range(1, 13)]
    rest = reduce(lambda left, right: left + right, weighed) % len(LETTERS)
    right = rest == _value(upn.str.slice(0, 1), digits=False)
    return upn.str.contains(FORM) & right.fill_null(False)


def _value(character: nw.Expr, *, digits: bool = True) -> nw.Expr:
    """Return the value of one character, 0 for what has none."""
    known = list(enumerate(LETTERS)) + (list(enumerate("0123456789")) if digits else [])
    return reduce(
        lambda value, one: value + (character == one[1]).cast(nw.Int64) * one[0],
        known,
        nw.lit(0),
    )
