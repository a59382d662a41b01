"""The check letter of a unique pupil number, of a whole column at once (see `lscp.core.upn`)."""

from functools import reduce

import narwhals as nw

from lscp.core.upn import DIGITS, FORM, LAST, LETTERS

__all__ = ["FORM", "LAST", "check_letter_is_right"]


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
