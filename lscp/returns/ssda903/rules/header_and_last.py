"""Rules about a child's header row beside the one in last year's return."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import is_code, of_children
from lscp.returns.ssda903.care import differ, is_one_of
from lscp.returns.ssda903.rules import error, query
from lscp.returns.ssda903.rules.header import FEMALE, MALE, NO_UPN

_error, _query = error("Header"), query("Header")


def _reads(columns: str) -> dict[str, str]:
    return {"Header": f"CHILD {columns}", "Header_last": f"CHILD {columns}"}


def _both(tables: Tables) -> Rows:
    """Return this year's rows beside last year's of the same child, whose columns get `_last`."""
    last = tables.Header_last.drop("row")
    return tables.Header.join(last, on=["CHILD"], how="inner", suffix="_last")


def _changed(tables: Tables, column: str) -> Rows:
    """Return rows in which a value is another than last year, whatever its letters."""
    capitals = (nw.col(c).str.to_uppercase() for c in (column, f"{column}_last"))
    return _both(tables).with_columns(*capitals).filter(differ(column, f"{column}_last"))


def _other_day(tables: Tables, column: str) -> Rows:
    return _both(tables).filter(differ(f"{column}_on", f"{column}_on_last"))


@_query("202", {"Header": "SEX"}, reads=_reads("SEX"))
def sex_changed(tables: Tables) -> Rows:
    """The sex is another than in last year's return. Check which is right, and correct this
    year's if it is wrong."""
    # The codes were 1 and 2 until 2024, and have been M and F since.
    same = [is_one_of("SEX", of) & is_one_of("SEX_last", of) for of in (MALE, FEMALE)]
    return _changed(tables, "SEX").filter(~nw.any_horizontal(*same, ignore_nulls=True))


@_query("203", {"Header": "DOB"}, reads=_reads("DOB"))
def birth_changed(tables: Tables) -> Rows:
    """The date of birth is another than in last year's return. Check which is right, and correct
    this year's if it is wrong."""
    return _other_day(tables, "DOB")


@_query("204", {"Header": "ETHNIC"}, reads=_reads("ETHNIC"))
def ethnicity_changed(tables: Tables) -> Rows:
    """The ethnicity is another than in last year's return. Check which is right, and correct this
    year's if it is wrong."""
    return _changed(tables, "ETHNIC")


@_query(
    "207", {"Header": "MOTHER"},
    reads={**_reads("MOTHER"), "Episodes": "CHILD"},
)  # fmt: skip
def no_mother_any_more(tables: Tables) -> Rows:
    """The child was a mother in last year's return and is none in this year's. Check which is
    right: a mother stays one."""
    was, other = is_code("MOTHER_last", "1"), ~is_code("MOTHER", "1")
    return of_children(_both(tables).filter(was & other), tables.Episodes)


@_query("208", {"Header": "UPN"}, reads=_reads("UPN"))
def upn_changed(tables: Tables) -> Rows:
    """The unique pupil number is another than in last year's return. Check which is right: a
    child keeps the number, and only a code for having none gives way to one."""
    unknown = is_one_of("UPN_last", NO_UPN)
    got = unknown & ~nw.col("UPN").is_null() & ~is_one_of("UPN", NO_UPN)
    grown = is_code("UPN_last", "UN1") & is_one_of("UPN", NO_UPN[1:])
    new = nw.col("UPN_last").is_null() & is_code("UPN", "UN4")
    return _changed(tables, "UPN").filter(~(got | grown | new))


@_query("624", {"Header": "MC_DOB"}, reads=_reads("MC_DOB"))
def birth_of_the_first_child_changed(tables: Tables) -> Rows:
    """The date of birth of the mother's first child is missing or another than in last year's
    return. Check which is right."""
    known = ~nw.col("MC_DOB_on_last").is_null()
    return _other_day(tables, "MC_DOB").filter(known)


@_query("626", {"Header": "MOTHER MC_DOB"}, reads=_reads("MOTHER MC_DOB"))
def mother_before_this_year(tables: Tables) -> Rows:
    """The child's own first child was born before this year, and last year's return did not say
    that the child was a mother. Check the date and what was said last year."""
    now = is_code("MOTHER", "1") & (nw.col("MC_DOB_on") < tables.start)
    return _both(tables).filter(now & ~is_code("MOTHER_last", "1"))
