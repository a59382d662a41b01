"""Rules about the decision that a child should be placed for adoption, and its reversal."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import (
    beside_previous,
    filled,
    in_order,
    listed_after_overlap,
    no_date,
    not_of_children,
)
from lscp.returns.ssda903.care import differ
from lscp.returns.ssda903.rules import error, query

_error, _query = error("PlacedAdoption"), query("PlacedAdoption")

PLACED, CEASED, REASON = "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"
ALL = f"{PLACED} {CEASED} {REASON}"


def _of(columns: str) -> dict[str, str]:
    return {"PlacedAdoption": columns}


def _both_years(columns: str) -> dict[str, str]:
    return {"PlacedAdoption": f"CHILD {columns}", "PlacedAdoption_last": f"CHILD {columns}"}


@_error("115", _of(PLACED), reads=_of(PLACED))
def placed_no_date(tables: Tables) -> Rows:
    """The day it was decided that the child should be placed for adoption is not a date. Correct
    it."""
    return no_date(tables.PlacedAdoption, PLACED)


@_error("116", _of(CEASED), reads=_of(CEASED))
def ceased_no_date(tables: Tables) -> Rows:
    """The day it was decided that the child should no longer be placed for adoption is not a
    date. Correct it, or leave it empty while the decision stands."""
    return no_date(tables.PlacedAdoption, CEASED)


@_error("119", _of(f"{REASON} {CEASED}"), reads=_of(f"{CEASED} {REASON}"))
def day_or_reason_alone(tables: Tables) -> Rows:
    """Of a decision that was reversed, the day or the reason is missing. Enter both, or take out
    the one."""
    day, reason = nw.col(CEASED).is_null(), nw.col(REASON).is_null()
    return tables.PlacedAdoption.filter(day != reason)


@_error("120", _of(REASON), reads=_of(REASON))
def reason_not_valid(tables: Tables) -> Rows:
    """The reason why the child should no longer be placed for adoption is no code of the return.
    Enter RD1 to RD4."""
    rows = tables.PlacedAdoption
    return shapes.not_a_code(rows, REASON, "ssda903/reason_placed_ceased", tables)


@_error("184", _of("DATE_PLACED DOB"),
        reads={"PlacedAdoption": f"CHILD {PLACED}", "Header": "CHILD DOB"})  # fmt: skip
def decided_before_birth(tables: Tables) -> Rows:
    """It was decided that the child should be placed for adoption before the child was born.
    Correct the day or the date of birth."""
    births = tables.Header.select("CHILD", nw.col("DOB_on").alias("_born")).unique()
    both = tables.PlacedAdoption.join(births, on=["CHILD"], how="inner")
    return both.filter(nw.col(f"{PLACED}_on") < nw.col("_born"))


@_error("522", _of(f"{PLACED} {CEASED}"), reads=_of(f"{PLACED} {CEASED}"))
def reversed_before_decided(tables: Tables) -> Rows:
    """The decision that the child should be placed for adoption was reversed before it was made.
    Correct the days."""
    return shapes.before(tables.PlacedAdoption, f"{CEASED}_on", f"{PLACED}_on")


@_error("563", _of(ALL), reads=_of(ALL))
def reversed_and_never_decided(tables: Tables) -> Rows:
    """The child should no longer be placed for adoption, and the day on which it was decided that
    the child should be is missing. Enter it."""
    return tables.PlacedAdoption.filter(filled(CEASED, REASON) & nw.col(PLACED).is_null())


@_error("579", _of(f"{PLACED} {CEASED}"), reads=_of(f"CHILD {PLACED} {CEASED}"))
def decided_while_decided(tables: Tables) -> Rows:
    """It was decided that the child should be placed for adoption while an earlier decision stood.
    Correct the days, or enter when the earlier decision was reversed."""
    return listed_after_overlap(tables.PlacedAdoption, f"{PLACED}_on", f"{CEASED}_on")


@_query("583", _of(f"{PLACED} {CEASED}"), reads=_of(f"CHILD {PLACED} {CEASED}"))
def earlier_decision_not_reversed(tables: Tables) -> Rows:
    """There is a later decision that the child should be placed for adoption, and this one was
    not reversed. Enter when it was, or take out the one that is not needed."""
    made = tables.PlacedAdoption.filter(~nw.col(f"{PLACED}_on").is_null())
    decisions = beside_previous(in_order(made, f"{PLACED}_on"), f"{CEASED}_on", "row")
    standing = decisions.filter(nw.col(f"before_{CEASED}_on").is_null())
    return standing.select(nw.col("before_row").alias("row"))


@_query("559", _of(PLACED), reads=_both_years(PLACED))
def decided_before_and_not_returned(tables: Tables) -> Rows:
    """It was decided before this year that the child should be placed for adoption, and last
    year's return has no day of such a decision. Check the day, and last year's return."""
    returned = tables.PlacedAdoption_last.filter(~nw.col(PLACED).is_null())
    earlier = tables.PlacedAdoption.filter(nw.col(f"{PLACED}_on") < tables.start)
    return not_of_children(earlier, returned)


def _beside_last_year(tables: Tables) -> Rows:
    """Return decisions beside each of last year's return for the same child, as `…_last`."""
    last = tables.PlacedAdoption_last.drop("row")
    return tables.PlacedAdoption.join(last, on=["CHILD"], how="inner", suffix="_last")


def _reversed_last_year() -> nw.Expr:
    return filled(f"{CEASED}_last", f"{REASON}_last")


@_query("560", _of(f"{PLACED} {CEASED}"), reads=_both_years(ALL))
def another_day_for_the_same_decision(tables: Tables) -> Rows:
    """The day it was decided that the child should be placed for adoption is another than in last
    year's return, where the decision stood. Enter the same day."""
    both = _beside_last_year(tables).filter(~_reversed_last_year())
    known, same = nw.col(f"{PLACED}_on_last"), nw.col(f"{PLACED}_on") == nw.col(f"{PLACED}_on_last")
    # A child whose earlier decision is there with its own day may have a later one beside it.
    kept = both.filter(same)
    other = both.filter(~known.is_null() & differ(f"{PLACED}_on", f"{PLACED}_on_last"))
    return not_of_children(other, kept)


@_query("561", _of(PLACED), reads=_both_years(ALL))
def same_day_though_reversed(tables: Tables) -> Rows:
    """The day it was decided that the child should be placed for adoption is that of a decision
    which last year's return says was reversed. Enter the day of the new decision, or take it
    out."""
    same = nw.col(f"{PLACED}_on") == nw.col(f"{PLACED}_on_last")
    return _beside_last_year(tables).filter(same & _reversed_last_year())


@_query("584", _of(PLACED), reads=_both_years(ALL))
def not_decided_anew(tables: Tables) -> Rows:
    """Last year's return says that the decision to place the child for adoption was reversed, and
    this year's has no later decision. Enter the day of the new decision, or take it out."""
    day, last = nw.col(f"{PLACED}_on"), nw.col(f"{PLACED}_on_last")
    later = (day > last).fill_null(False)
    return _beside_last_year(tables).filter(_reversed_last_year() & ~last.is_null() & ~later)
