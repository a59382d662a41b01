"""Rules about an adopted child beside the episodes, and the decisions that led to it."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    ADOPTION,
    adopted,
    all_rows,
    as_rows,
    filled,
    is_code,
    lacking,
    not_of_children,
    of_children,
    with_episodes,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query

_error, _query = error("AD1"), query("AD1")

ALL = " ".join(ADOPTION)
WITH_CARER, WITH_OTHERS = ("A2", "A3", "A5"), ("A1", "A4", "A6")


@_error("331", {"AD1": "DATE_MATCH", "Episodes": "DECOM REC"},
        reads={"AD1": "CHILD DATE_MATCH", "Episodes": "CHILD DECOM REC"})  # fmt: skip
def matched_after_placed(tables: Tables) -> Rows:
    """The child was matched with who adopts after the episode that ended with the adoption had
    begun. Correct the day of matching or that of the episode."""
    both = with_episodes(tables, "AD1", adopted(tables))
    return both.filter(nw.col("DATE_MATCH_on") > nw.col("DECOM_on"))


@_error("334", {"AD1": "DATE_INT", "Episodes": "DECOM RNE"},
        reads={"AD1": "CHILD DATE_INT", "Episodes": "CHILD DECOM RNE"})  # fmt: skip
def decided_before_care(tables: Tables) -> Rows:
    """It was decided that the child should be placed for adoption before the child last started
    to be looked after. Correct the day of the decision or that of the episode."""
    started = care.last(tables.Episodes.filter(is_code("RNE", "S")))
    both = with_episodes(tables, "AD1", started)
    return both.filter(nw.col("DECOM_on") > nw.col("DATE_INT_on"))


@_error("335", {"AD1": "FOSTER_CARE", "Episodes": "PLACE"},
        reads={"AD1": "CHILD FOSTER_CARE", "Episodes": "CHILD PLACE REC"})  # fmt: skip
def carer_does_not_fit_the_placement(tables: Tables) -> Rows:
    """Whether the child's foster carer adopts is not what the last placement says. Correct the
    one or the other."""
    both = with_episodes(tables, "AD1", adopted(tables))
    other = is_code("FOSTER_CARE", "0") & is_one_of("PLACE", WITH_CARER)
    return both.filter(other | (is_code("FOSTER_CARE", "1") & is_one_of("PLACE", WITH_OTHERS)))


@_error("521", {"AD1": "DATE_INT", "Episodes": "PLACE DECOM"},
        reads={"AD1": "CHILD DATE_INT", "Episodes": "CHILD DECOM PLACE"})  # fmt: skip
def placed_before_decided(tables: Tables) -> Rows:
    """The child was placed for adoption before that was decided. Correct the day of the decision
    or that of the episode."""
    placed = tables.Episodes.filter(is_one_of("PLACE", care.PLACED_FOR_ADOPTION))
    both = with_episodes(tables, "AD1", placed)
    return both.filter(nw.col("DATE_INT_on") > nw.col("DECOM_on"))


@_query("582", {"AD1": "DATE_MATCH", "Episodes": "DEC"},
        reads={"AD1": "CHILD DATE_MATCH", "Episodes": "CHILD DEC REC"})  # fmt: skip
def matched_when_adopted(tables: Tables) -> Rows:
    """The child was adopted on the day of being matched with who adopts; usually matching comes
    before. Check both days."""
    both = with_episodes(tables, "AD1", adopted(tables))
    return both.filter(nw.col("DATE_MATCH_on") == nw.col("DEC_on"))


@_error("601", {"Episodes": "REC", "AD1": ALL},
        reads={"AD1": f"CHILD {ALL}", "Episodes": "CHILD DEC REC"})  # fmt: skip
def adopted_and_not_completed(tables: Tables) -> tuple[Rows, ...]:
    """The child was adopted in the year, and items about the adoption are missing. Enter them
    all."""
    adopted_now = _adopted_in_the_year(tables)
    lack = of_children(tables.AD1.filter(lacking(*ADOPTION)), adopted_now)
    return (
        as_rows(of_children(adopted_now, lack), "Episodes"),
        as_rows(not_of_children(adopted_now, tables.AD1), "Episodes"),
        as_rows(lack, "AD1"),
    )


@_error("602", {"AD1": "CHILD"},
        reads={"AD1": f"CHILD {ALL}", "Episodes": "CHILD DEC REC"})  # fmt: skip
def completed_and_not_adopted(tables: Tables) -> Rows:
    """Items about the child's adoption are given, and no episode ended with one in the year. Take
    the items out, or correct the episodes."""
    given = tables.AD1.filter(filled(*ADOPTION))
    return not_of_children(given, _adopted_in_the_year(tables))


def _adopted_in_the_year(tables: Tables) -> Rows:
    day = nw.col("DEC_on")
    return adopted(tables).filter((day >= tables.start) & (day <= tables.end))


@_error("523", {"AD1": "DATE_INT", "PlacedAdoption": "DATE_PLACED"},
        reads={"AD1": "CHILD DATE_INT", "PlacedAdoption": "CHILD DATE_PLACED"})  # fmt: skip
def decided_on_two_days(tables: Tables) -> Rows:
    """The day it was decided that the child should be placed for adoption is another in the one
    table than in the other. Correct the one that is wrong."""
    both = tables.joined("AD1", "PlacedAdoption", on=("CHILD",))
    return both.filter(nw.col("DATE_INT_on") != nw.col("DATE_PLACED_on"))


@_error("525", {"AD1": ALL, "PlacedAdoption": "DATE_PLACED_CEASED"},
        reads={"AD1": f"CHILD {ALL}", "PlacedAdoption": "CHILD DATE_PLACED_CEASED"})  # fmt: skip
def reversed_and_adopted(tables: Tables) -> tuple[Rows, ...]:
    """It was decided that the child should no longer be placed for adoption, and the child is
    returned as adopted. Take out what does not apply."""
    ceased = tables.PlacedAdoption.filter(~nw.col("DATE_PLACED_CEASED").is_null())
    both = of_children(tables.AD1.filter(filled(*ADOPTION)), ceased)
    rows = as_rows(of_children(ceased, both), "PlacedAdoption")
    return (*all_rows(tables, both, "AD1"), rows)
