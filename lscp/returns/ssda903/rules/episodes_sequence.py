"""Rules about the order of a child's episodes: each beside the one before and the one after."""

from functools import reduce
from operator import or_

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error

_error = error("Episodes")
_PLACED = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
_CHANGE = "CHILD DECOM RNE LS PLACE PL_POST URN PLACE_PROVIDER"


def _legal_status_changed() -> nw.Expr:
    return care.differ("LS", "before_LS")


def _placement_changed() -> nw.Expr:
    return reduce(or_, (care.differ(each, f"before_{each}") for each in _PLACED))


def _after_another(tables: Tables) -> Rows:
    return care.with_neighbours(tables).filter(~nw.col("before_row").is_null())


@_error("142", {"Episodes": "DEC REC"}, reads={"Episodes": "CHILD DECOM DEC REC"})
def goes_on_though_another_began(tables: Tables) -> Rows:
    """Another episode of the child has begun, and this one has not ceased.

    Enter the day that it ceased and the reason.
    """
    open_ = nw.col("DEC").is_null() | nw.col("REC").is_null()
    return care.with_neighbours(tables).filter(~nw.col("after_row").is_null() & open_)


@_error("357", {"Episodes": "RNE"}, reads={"Episodes": "CHILD DECOM RNE"})
def first_is_no_start(tables: Tables) -> Rows:
    """The child’s first episode began in the year and is not the start of being looked after.

    Enter the episode before it if it was left out. Otherwise the reason for the new episode is S.
    """
    first = care.first(tables.Episodes).filter(nw.col("DECOM_on") >= nw.lit(tables.start))
    return first.filter(~care.is_one_of("RNE", ("S",)))


@_error("388", {"Episodes": "REC"}, reads={"Episodes": "CHILD DECOM DEC REC"})
def no_episode_follows(tables: Tables) -> Rows:
    """The episode ceased because another begins, and none begins on that day.

    Enter the episode that follows, or the reason that the child left care.
    """
    follows = (nw.col("after_DECOM_on") == nw.col("DEC_on")).fill_null(False)
    return care.with_neighbours(tables).filter((nw.col("REC") == care.NEXT_BEGINS) & ~follows)


@_error("431", {"Episodes": "RNE DECOM"}, reads={"Episodes": "CHILD DECOM RNE DEC"})
def start_on_the_day_that_the_last_ceased(tables: Tables) -> Rows:
    """The child started to be looked after on the day that the episode before ceased.

    If care went on, correct the reason for the new episode. Otherwise correct the day.
    """
    together = nw.col("before_DEC_on") == nw.col("DECOM_on")
    return _after_another(tables).filter((nw.col("RNE") == "S") & together)


@_error("432", {"Episodes": "RNE"}, reads={"Episodes": "CHILD DECOM RNE REC"})
def no_start_after_leaving_care(tables: Tables) -> Rows:
    """The child left care at the end of the episode before, and this one is not a new start.

    Enter S as the reason for the new episode, or correct why the one before ceased.
    """
    left = ~nw.col("before_REC").is_null() & (nw.col("before_REC") != care.NEXT_BEGINS)
    return _after_another(tables).filter(left & ~care.is_one_of("RNE", ("S",)))


@_error("433", {"Episodes": "RNE DECOM"}, reads={"Episodes": "CHILD DECOM RNE DEC"})
def goes_on_from_another_day(tables: Tables) -> Rows:
    """The episode continues the one before, and began on another day than that one ceased.

    Correct the day that is wrong, enter the episode left out, or enter S for a new start.
    """
    goes_on = care.is_one_of("RNE", ("L", "P", "T", "B", "U"))
    return _after_another(tables).filter(goes_on & care.differ("DECOM_on", "before_DEC_on"))


@_error("434", {"Episodes": "RNE LS PLACE PL_POST URN PLACE_PROVIDER"}, reads={"Episodes": _CHANGE})
def more_than_the_legal_status_changed(tables: Tables) -> Rows:
    """Only the legal status is to have changed, and it did not, or the placement changed too.

    Correct the reason for the new episode, or what is wrong in this episode or the one before.
    """
    as_said = _legal_status_changed() & ~_placement_changed()
    return _after_another(tables).filter((nw.col("RNE") == "L") & ~as_said)


@_error("435", {"Episodes": "LS PLACE PL_POST URN PLACE_PROVIDER"}, reads={"Episodes": _CHANGE})
def more_than_the_placement_changed(tables: Tables) -> Rows:
    """Only the placement is to have changed, and it did not, or the legal status changed too.

    Correct the reason for the new episode, or what is wrong in this episode or the one before.
    """
    as_said = _placement_changed() & ~_legal_status_changed()
    return _after_another(tables).filter(care.is_one_of("RNE", ("P", "T")) & ~as_said)


@_error("436", {"Episodes": "RNE LS PLACE PL_POST URN PLACE_PROVIDER"}, reads={"Episodes": _CHANGE})
def not_both_changed(tables: Tables) -> Rows:
    """Legal status and placement are both to have changed, and one of them did not.

    Correct the reason for the new episode, or what is wrong in this episode or the one before.
    """
    as_said = _placement_changed() & _legal_status_changed()
    return _after_another(tables).filter(care.is_one_of("RNE", ("B", "U")) & ~as_said)


@_error("437", {"Episodes": "REC"}, reads={"Episodes": "CHILD DECOM REC"})
def episodes_after_the_last(tables: Tables) -> Rows:
    """The child died or was found to be an adult, and yet has a later episode.

    Correct the reason that this one ceased, or take the later episodes out.
    """
    over = care.is_one_of("REC", ("E2", "E15"))
    return care.with_neighbours(tables).filter(over & ~nw.col("after_row").is_null())


@_error("501", {"Episodes": "DECOM DEC"}, reads={"Episodes": "CHILD DECOM DEC"})
def began_before_the_last_ceased(tables: Tables) -> Rows:
    """The episode began before the one before it ceased. Correct the day that is wrong."""
    return _after_another(tables).filter(nw.col("DECOM_on") < nw.col("before_DEC_on"))


@_error("504", {"Episodes": "CIN"}, reads={"Episodes": "CHILD DECOM CIN DEC"})
def need_changed_within_care(tables: Tables) -> Rows:
    """The category of need is another than in the episode that this one continues.

    It stays what it was when the child started to be looked after: correct the one that is wrong.
    """
    goes_on = nw.col("before_DEC_on") == nw.col("DECOM_on")
    return _after_another(tables).filter(goes_on & care.differ("CIN", "before_CIN"))
