"""Rules about unaccompanied asylum-seeking children: their status, and the day it ceased.

The files say who is one by the table UASC, the XML by a field of the header, so that only the XML
can contradict itself.
"""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import as_rows, birthday, is_code, no_date
from lscp.returns.ssda903.care import is_aged, is_one_of
from lscp.returns.ssda903.rules import error, query

_error, _query = error("UASC"), query("UASC")

_YEARS = {"UASC": "CHILD", "UASC_last": "CHILD"}
"""What is there where last year's return is: in files the headers say no more than these."""


@_error("104", {"UASC": "DUC"}, reads={"UASC": "DUC"})
def ceased_no_date(tables: Tables) -> Rows:
    """The day the status of an unaccompanied child ceased is not a date. Correct it, or leave it
    empty while the status lasts."""
    return no_date(tables.UASC, "DUC")


@_error("105", {"Header": "UASC"}, reads={"Header": "UASC"})
def status_missing_or_not_valid(tables: Tables) -> Rows:
    """The header does not say whether the child is an unaccompanied asylum-seeking child. Enter 1
    where the child is or was one in the year, 0 where not."""
    return tables.Header.filter(~is_one_of("UASC", ("0", "1")))


@_error("303", {"UASC": "DUC", "Header": "UASC"},
        reads={"UASC": "CHILD DUC", "Header": "CHILD UASC"})  # fmt: skip
def ceased_without_status(tables: Tables) -> Rows:
    """There is a day on which the status of an unaccompanied child ceased, and the header does
    not say that the child had it. Enter 1 for the status, or take out the day."""
    both = tables.joined("UASC", "Header", on=("CHILD",))
    return both.filter(~nw.col("DUC").is_null() & ~is_code("UASC", "1"))


@_error("304", {"UASC": "DUC"}, reads={"UASC": "DOB DUC"})
def ceased_after_18(tables: Tables) -> Rows:
    """The status of an unaccompanied child ceased after the 18th birthday, with which it ends.
    Correct the day, or the date of birth."""
    grown = is_aged(18, "DOB_on", "DUC_on") & (nw.col("DUC_on") != birthday(18))
    return tables.UASC.filter(grown)


@_query("205A", {"Header": "CHILD UASC"}, reads=_YEARS)
def no_more_and_not_ceased(tables: Tables) -> Rows:
    """The child came unaccompanied by last year's return and not by this year's, and the day the
    status ceased is not one before this year. Correct the status, or the day."""
    ceased = (nw.col("DUC_on_last") < tables.start).fill_null(False)
    return _statuses(tables).filter(nw.col("was") & ~nw.col("is") & ~ceased)


@_query("205B", {"UASC": "DUC", "Header": "UASC"}, reads=_YEARS)
def still_and_ceased(tables: Tables) -> tuple[Rows, ...]:
    """The child came unaccompanied by the returns of both years, and the day the status ceased is
    neither in this year nor the 18th birthday. Correct the status, or the day."""
    day = nw.col("DUC_on")
    fits = ((day >= tables.start) & (day <= tables.end)) | (day == birthday(18))
    before = (nw.col("DUC_on_last") < tables.start).fill_null(False)
    wrong = (~day.is_null() & ~fits.fill_null(False)) | before
    return _in_both(_statuses(tables).filter(nw.col("was") & nw.col("is") & wrong))


@_error("205C", {"UASC": "DUC", "Header": "UASC"}, reads=_YEARS)
def never_and_ceased(tables: Tables) -> tuple[Rows, ...]:
    """The child came unaccompanied by neither year's return, and there is a day on which the
    status ceased. Correct the status, or take out the day."""
    ceased = ~nw.col("DUC").is_null() | ~nw.col("DUC_last").is_null()
    return _in_both(_statuses(tables).filter(~nw.col("was") & ~nw.col("is") & ceased))


@_query("205D", {"Header": "CHILD UASC"}, reads=_YEARS)
def now_and_not_before(tables: Tables) -> Rows:
    """The child comes unaccompanied by this year's return, and was in last year's without being
    so. Check which is right."""
    return _statuses(tables).filter(~nw.col("was") & nw.col("is"))


def _in_both(found: Rows) -> tuple[Rows, ...]:
    return as_rows(found, "Header"), found.select("row_UASC")


def _statuses(tables: Tables) -> Rows:
    """Return header rows of children known last year, with what both years say of the status.

    `is` and `was` say whether the child came unaccompanied; `DUC` and `DUC_last` when that ceased.
    """
    # A child has one row in each of these: were there many, each would meet each of the others.
    last = tables.Header_last.group_by("CHILD").agg(nw.col("UASC").max().alias("UASC_last"))
    now = tables.UASC.select(
        "CHILD", "DUC", "DUC_on", nw.col("row").alias("row_UASC"), nw.lit(True).alias("_in")
    )
    before = tables.UASC_last.group_by("CHILD").agg(
        nw.col("DUC").max().alias("DUC_last"), nw.col("DUC_on").min().alias("DUC_on_last")
    )
    before = before.with_columns(nw.lit(True).alias("_in_last"))
    both = tables.Header.join(last, on=["CHILD"], how="inner")
    both = both.join(now, on=["CHILD"], how="left").join(before, on=["CHILD"], how="left")
    if tables.file_format.lower() == "csv":
        said, said_last = nw.col("_in").fill_null(False), nw.col("_in_last").fill_null(False)
    else:
        said, said_last = is_code("UASC", "1"), is_code("UASC_last", "1")
    return both.with_columns(said.alias("is"), said_last.alias("was"))
