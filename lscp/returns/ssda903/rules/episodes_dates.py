"""Rules about the days that an episode began and ceased."""

from datetime import date

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
CHILDREN_ACT = date(1991, 10, 14)


def _no_date(tables: Tables, column: str) -> Rows:
    return tables.Episodes.filter(~nw.col(column).is_null() & nw.col(f"{column}_on").is_null())


@_error("141", {"Episodes": "DECOM"}, reads={"Episodes": "DECOM"})
def start_no_date(tables: Tables) -> Rows:
    """The day that the episode began cannot be read as a date. Write it as 31/03/2022."""
    return _no_date(tables, "DECOM")


@_error("147", {"Episodes": "DEC"}, reads={"Episodes": "DEC"})
def end_no_date(tables: Tables) -> Rows:
    """The day that the episode ceased cannot be read as a date. Write it as 31/03/2022."""
    return _no_date(tables, "DEC")


@_error("148", {"Episodes": "DEC REC"}, reads={"Episodes": "DEC REC"})
def end_without_reason(tables: Tables) -> Rows:
    """The episode has a day that it ceased or a reason, and not both.

    Enter the one that is missing. An episode that goes on has neither.
    """
    return tables.Episodes.filter(nw.col("DEC").is_null() != nw.col("REC").is_null())


@_error("353", {"Episodes": "DECOM"}, reads={"Episodes": "DECOM"})
def start_before_the_act(tables: Tables) -> Rows:
    """The episode began before the Children Act came into force. Correct the day.

    The earliest that an episode can begin is 14 October 1991.
    """
    return tables.Episodes.filter(nw.col("DECOM_on") < nw.lit(CHILDREN_ACT))


@_error("354", {"Episodes": "DECOM"}, reads={"Episodes": "DECOM"})
def start_after_the_year(tables: Tables) -> Rows:
    """The episode began after the collection year. Correct the day, or return it next year."""
    return tables.Episodes.filter(nw.col("DECOM_on") > nw.lit(tables.end))


@_query("355", {"Episodes": "DECOM DEC"}, reads={"Episodes": "DECOM DEC"})
def shorter_than_a_day(tables: Tables) -> Rows:
    """The episode ceased on the day that it began. Correct the days, or take the episode out."""
    return tables.Episodes.filter(nw.col("DECOM_on") == nw.col("DEC_on"))


@_error("356", {"Episodes": "DECOM"}, reads={"Episodes": "DECOM DEC"})
def end_before_start(tables: Tables) -> Rows:
    """The episode ceased before it began. Correct the day that is wrong."""
    return shapes.before(tables.Episodes, "DEC_on", "DECOM_on")


@_error("385", {"Episodes": "DEC"}, reads={"Episodes": "DEC"})
def end_after_the_year(tables: Tables) -> Rows:
    """The episode ceased after the collection year. Leave it open, or correct the day."""
    return tables.Episodes.filter(nw.col("DEC_on") > nw.lit(tables.end))
