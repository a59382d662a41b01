"""Identifiers of made-up people: their check digits are right, and nobody real bears them."""

from lscp.core import upn

SCHOOL = "2079999"  # an authority of the partnership, and a school number that none has


def nhs(number: int) -> str:
    """Return an NHS number of the range that is kept for tests, the first after a number."""
    import nhs_number

    for place in range(10 * number, 10 * number + 10):
        nine = f"999{place:06d}"
        whole = f"{nine}{nhs_number.calculate_checksum(nine)}"
        if nhs_number.is_valid(whole):
            return whole
    raise AssertionError("one in eleven has no check digit, and no two that follow each other")


def pupil(number: int) -> str:
    """Return a unique pupil number of a school that is none."""
    rest = f"{SCHOOL}00{number:03d}"
    return upn.check_letter(rest) + rest


def own(number: int) -> str:
    """Return an authority's own identifier, as made-up returns have them."""
    return f"MADEUP{number:05d}"
