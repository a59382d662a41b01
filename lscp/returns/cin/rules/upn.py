"""How a unique pupil number is built: a check letter, an authority, a number, a last character.

Source: DfE, Unique pupil numbers: guide for schools and local authorities.
"""

from functools import reduce

import narwhals as nw

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters that a number may have, in the order of their values from 0: no I, O or S."""
DIGITS = "0123456789"
LAST = "[0-9A-HJ-NP-RT-Z]"
"""A digit; or a letter, where the number is temporary."""
FORM = f"^[A-HJ-NP-RT-Z][0-9]{{11}}{LAST}$"


def check_letter_is_right(column: str) -> nw.Expr:
    """Say whether the first character is the one that the other twelve make.

    It is not where they make none, since they are not twelve or not what a number has.
    """
    upn = nw.col(column)
    # Times 2 for the second character, 3 for the third, up to 13; the rest of 23 is the letter's.
    # What the form does not let stand in a place is not looked for there.
    digits = [_value(upn.str.slice(at, 1), DIGITS) * (at + 1) for at in range(1, 12)]
    last = _value(upn.str.slice(12, 1), DIGITS) + _value(upn.str.slice(12, 1), LETTERS)
    rest = reduce(lambda left, right: left + right, digits, last * 13) % len(LETTERS)
    right = rest == _value(upn.str.slice(0, 1), LETTERS)
    return upn.str.contains(FORM) & right.fill_null(False)


def _value(character: nw.Expr, known: str) -> nw.Expr:
    """Return the value of one character, 0 for what has none: its place in those known."""
    return reduce(
        lambda value, one: value + (character == one[1]).cast(nw.Int64) * one[0],
        list(enumerate(known))[1:],
        nw.lit(0),
    )
