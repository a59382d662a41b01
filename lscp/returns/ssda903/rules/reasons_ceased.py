"""Rules about why an episode ceased, beside the placement and the child's age then."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error

_error = error("Episodes")
_LEFT = {"Episodes": "CHILD DEC REC", "Header": "CHILD DOB"}
ADULT, MAY_LIVE_ALONE, MAY_GO_TO_ADULTS = 18, 14, 16


def _when_aged(tables: Tables, reasons: tuple[str, ...], aged: nw.Expr) -> Rows:
    return care.with_birth(tables).filter(care.is_one_of("REC", reasons) & aged)


@_error("390", {"Episodes": "PLACE REC"}, reads={"Episodes": "PLACE REC"})
def adopted_from_another_placement(tables: Tables) -> Rows:
    """The child was adopted from a placement that is not for adoption.

    Enter the episode in which they were placed with the adopters, or correct the reason.
    """
    placed = care.is_one_of("PLACE", care.PLACED_FOR_ADOPTION)
    return tables.Episodes.filter(care.is_one_of("REC", care.ADOPTED) & ~placed)


@_error("516", {"Episodes": "REC PLACE"}, reads={"Episodes": "PLACE REC"})
def guardians_who_did_not_foster(tables: Tables) -> Rows:
    """A former foster carer became the guardian, and the child was in no foster placement.

    Correct the type of placement, or the reason: E47 or E48 where another became the guardian.
    """
    fostered = care.is_one_of("PLACE", care.FOSTERED)
    return tables.Episodes.filter(care.is_one_of("REC", ("E45", "E46")) & ~fostered)


@_error("386", {"Episodes": "REC"}, reads=_LEFT)
def adopted_as_an_adult(tables: Tables) -> Rows:
    """The child left care by adoption at 18 or over. Correct the reason, or the day that is wrong.

    Nobody is adopted from care as an adult.
    """
    return _when_aged(tables, care.ADOPTED, care.is_aged(ADULT, "DOB_on", "DEC_on"))


@_error("387", {"Episodes": "REC"}, reads=_LEFT)
def alone_too_young(tables: Tables) -> Rows:
    """The child left care to live independently, and was under 14.

    Correct the reason that the episode ceased, or the day that is wrong.
    """
    young = ~care.is_aged(MAY_LIVE_ALONE, "DOB_on", "DEC_on")
    return _when_aged(tables, ("E5", "E6"), young)


@_error("389", {"Episodes": "REC"}, reads=_LEFT)
def to_adult_care_too_young(tables: Tables) -> Rows:
    """The child left for the care of adult services, and was under 16.

    Correct the reason that the episode ceased, or the day that is wrong.
    """
    young = ~care.is_aged(MAY_GO_TO_ADULTS, "DOB_on", "DEC_on")
    return _when_aged(tables, ("E7",), young)


@_error("407", {"Episodes": "DEC REC", "Header": "DOB"}, reads=_LEFT)
def guardian_of_an_adult(tables: Tables) -> Rows:
    """The child left care to a special guardian at 18 or over. Correct the reason or the days.

    No guardian is made of an adult.
    """
    return _when_aged(tables, care.GUARDIANSHIP, care.is_aged(ADULT, "DOB_on", "DEC_on"))


@_error("460", {"Episodes": "DEC REC"}, reads=_LEFT)
def stayed_before_adulthood(tables: Tables) -> Rows:
    """The child stayed with their carers as an adult, and was under 18.

    Correct the reason that the episode ceased, or the day that is wrong.
    """
    return _when_aged(tables, ("E17",), ~care.is_aged(ADULT, "DOB_on", "DEC_on"))
