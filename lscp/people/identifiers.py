"""The numbers that agencies know a person by, and how each is checked and written.

A number that is mistyped finds nobody, or somebody else: so what has a check digit is checked
when it is entered, and again when it is asked for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lscp.core import upn, vocab


@dataclass(frozen=True)
class Scheme:
    """A kind of identifier: what it is called, and what becomes of what was typed.

    `is_one` says that a person has one at a time, so that two that differ are of two people.
    `length` is the longest it may be.
    """

    label: str
    check: Callable[[str], str]
    is_one: bool = False
    length: int = 40


def validate(scheme: str, value: str) -> str:
    """Return an identifier as it is kept. Raises ValueError with what is wrong and the remedy."""
    known = SCHEMES.get(scheme)
    if known is None:
        raise ValueError("Choose what kind of identifier this is.")
    squeezed = " ".join(value.split())
    if not squeezed:
        raise ValueError(f"Enter the {_lower(known.label)}.")
    checked = known.check(squeezed)
    if len(checked) > known.length:
        raise ValueError(
            f"A {_lower(known.label)} has {known.length} characters or fewer. Copy it again."
        )
    return checked


def guessed(value: str) -> tuple[tuple[str, str], ...]:
    """Return the (scheme, value) that a word may be an identifier of, by its look alone."""
    found = []
    for scheme in GUESSED:
        try:
            found.append((scheme, validate(scheme, value)))
        except ValueError:
            continue
    return tuple(found)


def _nhs_number(value: str) -> str:
    import nhs_number

    digits = re.sub(r"[ -]", "", value)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError("An NHS number has 10 digits, like 943 476 5919. Copy it again.")
    if not nhs_number.is_valid(digits):
        raise ValueError(
            "This is not an NHS number: its last digit does not fit the others. Look for a digit "
            "that is mistyped, or two that changed places."
        )
    return digits


def _upn(value: str) -> str:
    number = value.replace(" ", "").upper()
    if not upn.is_formed(number):
        raise ValueError(
            "A unique pupil number has a letter and 12 digits, like H801200001001; one that is "
            "temporary ends in a letter. Copy it again."
        )
    if number[1:4] not in vocab.codes("dfe/upn_authority"):
        raise ValueError(
            "Characters 2 to 4 of this unique pupil number are no authority’s. Copy it again."
        )
    if number[0] != upn.check_letter(number[1:]):
        raise ValueError(
            "This is not a unique pupil number: its first letter does not fit the rest. Look for "
            "a character that is mistyped, or two that changed places."
        )
    return number


def _authority_id(value: str) -> str:
    number = value.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z0-9]+", number):
        raise ValueError(
            "The authority’s own identifier has letters and digits alone, as in the returns. "
            "Leave other characters out."
        )
    return number


def _home_office(value: str) -> str:
    number = re.sub(r"[^A-Z0-9]", "", value.upper())
    if not re.fullmatch(r"[A-Z][0-9]{6,8}|[0-9]{16}", number):
        raise ValueError(
            "A Home Office reference is a letter and 6 to 8 digits, or 16 digits. Copy it again "
            "from the Home Office’s letter."
        )
    return number


def _as_given(value: str) -> str:
    return value.upper()


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


SCHEMES = {
    "authority": Scheme("Authority’s own identifier", _authority_id, length=20),
    "nhs": Scheme("NHS number", _nhs_number, is_one=True),
    "upn": Scheme("Unique pupil number", _upn, is_one=True),
    "former_upn": Scheme("Former unique pupil number", _upn),
    "home_office": Scheme("Home Office reference", _home_office),
    "police": Scheme("Police person identifier", _as_given),
    "youth_justice": Scheme("Youth justice identifier", _as_given),
    "other": Scheme("Other identifier", _as_given),
}
GUESSED = ("nhs", "upn", "former_upn", "authority")
