"""How a unique pupil number is built: a check letter, an authority, a number, a last character.

Source: DfE, Unique pupil numbers: guide for schools and local authorities.
"""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters that a number may have, in the order of their values from 0: no I, O or S."""
DIGITS = "0123456789"
LAST = "[0-9A-HJ-NP-RT-Z]"
"""A digit; or a letter, where the number is temporary."""
FORM = f"^[A-HJ-NP-RT-Z][0-9]{{11}}{LAST}$"


def is_formed(upn: str) -> bool:
    """Say whether a number is built as one is, whatever its check letter."""
    return re.fullmatch(FORM, upn, re.ASCII) is not None


def check_letter(rest: str) -> str:
    """Return the first character of a number, from the other twelve."""
    values = [int(one) if one in DIGITS else LETTERS.index(one) for one in rest]
    weighed = sum(value * place for place, value in enumerate(values, start=2))
    return LETTERS[weighed % len(LETTERS)]


def is_temporary(upn: str) -> bool:
    """Say whether a number is one that a school gave until it knew the pupil's own."""
    return upn[-1:] in LETTERS
