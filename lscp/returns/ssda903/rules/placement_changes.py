"""Rules about moves between placements: why, from what, and temporary ones and back."""

from datetime import date

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
CURRENT_CARERS = date(2015, 4, 1)
"""The first day of episodes of which placement with the carers of now is a kind of its own."""
_MOVES = ("P", "T", "B", "U")


def _temporary(column: str) -> nw.Expr:
    return care.is_one_of(column, care.TEMPORARY)


@_error(
    "225",
    {"Episodes": "REASON_PLACE_CHANGE"},
    reads={"Episodes": "CHILD DECOM RNE PLACE REC REASON_PLACE_CHANGE"},
)
def change_without_reason(tables: Tables) -> Rows:
    """The child moved on to another placement, and why is not recorded.

    Enter the reason for the change on the episode that ceased. A temporary move needs none.
    """
    moved = (nw.col("REC") == care.NEXT_BEGINS) & care.is_one_of("after_RNE", _MOVES)
    lasting = ~_temporary("PLACE") & ~_temporary("after_PLACE")
    return care.with_neighbours(tables).filter(
        moved & lasting & nw.col("REASON_PLACE_CHANGE").is_null()
    )


@_error(
    "226",
    {"Episodes": "REASON_PLACE_CHANGE PLACE"},
    reads={"Episodes": "CHILD DECOM PLACE REASON_PLACE_CHANGE"},
)
def reason_for_a_temporary_change(tables: Tables) -> Rows:
    """A reason for the change of placement is given for a move into or out of a temporary one.

    Take it out: a temporary placement needs none. Or correct the type of placement.
    """
    there = ~nw.col("REASON_PLACE_CHANGE").is_null()
    temporary = _temporary("PLACE") | _temporary("after_PLACE")
    return care.with_neighbours(tables).filter(there & temporary)


@_error("233", {"Episodes": "REASON_PLACE_CHANGE"}, reads={"Episodes": "REASON_PLACE_CHANGE"})
def reason_for_no_change(tables: Tables) -> Rows:
    """A reason for the change of placement is given, and the episode has not ceased.

    Take it out, or enter when and why the episode ceased.
    """
    open_ = nw.col("DEC").is_null() & nw.col("REC").is_null()
    return tables.Episodes.filter(open_ & ~nw.col("REASON_PLACE_CHANGE").is_null())


@_error("217", {"Episodes": "PLACE DECOM RNE"}, reads={"Episodes": "DECOM RNE PLACE"})
def with_carers_of_now_by_another_move(tables: Tables) -> Rows:
    """The child is placed for adoption with the carers they had, and the episode is another move.

    The reason for the new episode is then S, T or U. Correct it, or the type of placement.
    """
    theirs = care.is_one_of("PLACE", ("A3", "A5")) & (nw.col("DECOM_on") >= nw.lit(CURRENT_CARERS))
    return tables.Episodes.filter(theirs & ~care.is_one_of("RNE", ("S", "T", "U")))


@_query("336", {"Episodes": "PLACE"}, reads={"Episodes": "CHILD DECOM PLACE"})
def not_fostered_before_adoption(tables: Tables) -> Rows:
    """The child is placed for adoption, and was not with foster carers just before.

    Check the type of this placement and of the one before. Explain it if both are right.
    """
    before = care.is_one_of("before_PLACE", (*care.FOSTERED, *care.PLACED_FOR_ADOPTION))
    placed = care.is_one_of("PLACE", care.PLACED_FOR_ADOPTION)
    return care.with_neighbours(tables).filter(placed & ~nw.col("before_row").is_null() & ~before)


@_error("380", {"Episodes": "PLACE RNE"}, reads={"Episodes": "RNE PLACE"})
def care_begins_temporarily(tables: Tables) -> Rows:
    """The placement is temporary, and the episode does not begin by a move from another.

    The reason for the new episode is then P or B. Correct it, or the type of placement.
    """
    return tables.Episodes.filter(_temporary("PLACE") & ~care.is_one_of("RNE", ("P", "B")))


@_error("381", {"Episodes": "PLACE REC"}, reads={"Episodes": "PLACE REC"})
def care_ends_temporarily(tables: Tables) -> Rows:
    """The child left care from a temporary placement.

    Enter the episode in which they went back to their own, or correct the type of placement.
    """
    left = ~nw.col("REC").is_null() & (nw.col("REC") != care.NEXT_BEGINS)
    return tables.Episodes.filter(_temporary("PLACE") & left)


@_error(
    "383", {"Episodes": "PLACE RNE PL_POST"}, reads={"Episodes": "CHILD DECOM RNE PLACE PL_POST"}
)
def no_return_from_a_temporary_placement(tables: Tables) -> Rows:
    """After a temporary placement, the child did not go back to where they were before.

    Correct the placement, its postcode or the reason for the new episode. If the child stayed
    elsewhere, the placement before was not temporary.
    """
    moves = care.with_neighbours(tables).select(
        "CHILD", nw.col("_n") + 1, nw.col("before_row").alias("_row"),
        nw.col("before_PLACE").alias("_place"), nw.col("before_PL_POST").alias("_post"),
    ).filter(~nw.col("_row").is_null())  # fmt: skip
    back = care.with_neighbours(tables).filter(_temporary("before_PLACE"))
    both = back.join(moves, on=["CHILD", "_n"], how="inner")
    elsewhere = care.differ("PLACE", "_place") | care.differ("PL_POST", "_post")
    return both.filter(elsewhere | ~care.is_one_of("RNE", ("P", "B")))


@_error("377", {"Episodes": "PLACE"}, reads={"Episodes": "CHILD DECOM PLACE"})
def three_holidays_of_carers(tables: Tables) -> Rows:
    """The child had three or more temporary placements for carers’ holidays within 12 months.

    Two are allowed. Correct the type of placement where the move had another reason.
    """
    away = care.in_order(tables.Episodes.filter(nw.col("PLACE") == "T3"))
    days = away.select("CHILD", "_n", "DECOM_on")
    third = days.select("CHILD", nw.col("_n") - 2, nw.col("DECOM_on").alias("_third"))
    starts = days.join(third, on=["CHILD", "_n"], how="inner").filter(
        nw.col("_third") < nw.col("DECOM_on").dt.offset_by("1y")
    )
    each = [starts.select("CHILD", nw.col("_n") + later) for later in range(3)]
    return away.join(nw.concat(each).unique(), on=["CHILD", "_n"], how="semi")
