"""Rules about the decision to place a child for adoption, beside the child's episodes."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    adopted,
    all_rows,
    as_rows,
    filled,
    is_code,
    lacking,
    not_of_children,
    with_episodes,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query
from lscp.returns.ssda903.rules.placed_for_adoption import ALL, CEASED, PLACED, REASON

_error, _query = error("PlacedAdoption"), query("PlacedAdoption")

TABLE = "PlacedAdoption"


@_error("117", {TABLE: f"{PLACED} {CEASED}", "Episodes": "DEC REC DECOM"},
        reads={TABLE: f"CHILD {PLACED} {CEASED}", "Episodes": "CHILD DECOM DEC REC"})  # fmt: skip
def decided_too_late(tables: Tables) -> Rows:
    """A decision about placing the child for adoption was made after the end of the year or after
    the child left care. Correct the day, or the episodes."""
    both = with_episodes(tables, TABLE, care.last(tables.Episodes), how="left")
    left = nw.when(~is_code("REC", care.NEXT_BEGINS)).then(nw.col("DEC_on"))
    late = [
        (nw.col(f"{day}_on") > limit).fill_null(False)
        for day in (PLACED, CEASED) for limit in (nw.lit(tables.end), left)
    ]  # fmt: skip
    return both.filter(nw.any_horizontal(*late, ignore_nulls=True))


@_error("118", {TABLE: CEASED, "Episodes": "DECOM LS"},
        reads={TABLE: f"CHILD {CEASED}", "Episodes": "CHILD DECOM LS"})  # fmt: skip
def reversed_too_early(tables: Tables) -> Rows:
    """The decision to place the child for adoption was reversed before this year or before the
    child was looked after. Correct the day; leave out what was reversed before this year."""
    both = with_episodes(tables, TABLE, care.first(care.looked_after(tables)), how="left")
    day = nw.col(f"{CEASED}_on")
    return both.filter((day < tables.start) | (day < nw.col("DECOM_on")).fill_null(False))


@_error("551", {"Episodes": "PLACE"}, reads={TABLE: f"CHILD {PLACED}", "Episodes": "CHILD PLACE"})
def placed_and_not_decided(tables: Tables) -> Rows:
    """The child is placed for adoption, and there is no day on which that was decided. Enter
    it."""
    decided = tables.PlacedAdoption.filter(~nw.col(PLACED).is_null())
    return not_of_children(_placed(tables), decided)


def _placed(tables: Tables) -> Rows:
    return tables.Episodes.filter(is_one_of("PLACE", care.PLACED_FOR_ADOPTION))


def _ordered(tables: Tables) -> Rows:
    return tables.Episodes.filter(is_code("LS", "E1"))


@_error("552", {TABLE: PLACED, "Episodes": "DECOM"},
        reads={TABLE: f"CHILD {PLACED}", "Episodes": "CHILD DECOM PLACE"})  # fmt: skip
def placed_before_decided(tables: Tables) -> Rows:
    """The child was placed for adoption before the decision that the child should be. Correct the
    day of the decision or that of the episode."""
    both = with_episodes(tables, TABLE, _placed(tables))
    return both.filter(nw.col(f"{PLACED}_on") > nw.col("DECOM_on"))


@_error("553", {"Episodes": "LS", TABLE: ALL},
        reads={TABLE: f"CHILD {CEASED} {REASON}", "Episodes": "CHILD LS DEC"})  # fmt: skip
def order_and_no_decision(tables: Tables) -> tuple[Rows, ...]:
    """A placement order is in force, and there is no decision that stands that the child should be
    placed for adoption. Enter the decision, or correct the legal status."""
    standing = tables.PlacedAdoption.filter(~filled(CEASED, REASON))
    in_force = _ordered(tables).filter(nw.col("DEC").is_null())
    lack = not_of_children(in_force, standing)
    return (as_rows(lack, "Episodes"), *all_rows(tables, lack, TABLE))


@_error("554", {TABLE: PLACED, "Episodes": "DECOM LS"},
        reads={TABLE: f"CHILD {PLACED}", "Episodes": "CHILD DECOM LS"})  # fmt: skip
def order_before_decision(tables: Tables) -> Rows:
    """The placement order was made before it was decided that the child should be placed for
    adoption. Correct the day of the decision or that of the episode."""
    both = with_episodes(tables, TABLE, care.first(_ordered(tables)))
    return both.filter(nw.col(f"{PLACED}_on") > nw.col("DECOM_on"))


@_error("557", {TABLE: f"{CEASED} {REASON}", "Episodes": "PLACE LS REC"},
        reads={TABLE: f"CHILD {CEASED} {REASON}", "Episodes": "CHILD LS PLACE REC"})  # fmt: skip
def left_care_and_not_reversed(tables: Tables) -> Rows:
    """A child who should have been placed for adoption left care without being adopted, and the
    day or the reason is missing why not. Enter both."""
    meant = is_one_of("PLACE", care.PLACED_FOR_ADOPTION) | is_code("LS", "E1")
    other = ~nw.col("REC").is_null() & ~is_one_of("REC", (*care.ADOPTED, care.NEXT_BEGINS))
    both = tables.Episodes.filter(meant & other).rename({"row": "row_Episodes"})
    decisions = tables.PlacedAdoption.select(
        "CHILD", CEASED, REASON, nw.col("row").alias(f"row_{TABLE}")
    )
    return both.join(decisions, on=["CHILD"], how="left").filter(lacking(CEASED, REASON))


@_error("558", {TABLE: CEASED, "Episodes": "REC"},
        reads={TABLE: f"CHILD {CEASED}", "Episodes": "CHILD REC"})  # fmt: skip
def adopted_and_reversed(tables: Tables) -> Rows:
    """The child was adopted, and it is said that the decision to place the child for adoption was
    reversed. Take out the day it was, or correct why the episode ceased."""
    both = with_episodes(tables, TABLE, adopted(tables))
    return both.filter(~nw.col(CEASED).is_null())


@_error("1003", {TABLE: PLACED, "Episodes": "DECOM RNE"},
        reads={TABLE: f"CHILD {PLACED}", "Episodes": "CHILD DECOM RNE"})  # fmt: skip
def decided_before_care(tables: Tables) -> Rows:
    """It was decided that the child should be placed for adoption before the child started to be
    looked after. Correct the day of the decision or that of the episode."""
    started = care.first(tables.Episodes.filter(is_code("RNE", "S")))
    both = with_episodes(tables, TABLE, started)
    return both.filter(nw.col(f"{PLACED}_on") < nw.col("DECOM_on"))
