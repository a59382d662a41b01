"""Rules about orders that deprive a child of liberty."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import (
    listed_after_overlap,
    no_date,
    not_taken_up,
    open_though_left,
    with_episodes,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query
from lscp.returns.ssda903.tables import SINCE

_error, _query = error("DoLo"), query("DoLo")

START, END = "DOLO_START", "DOLO_END"
FIRST = SINCE["DoLo"]
IMPOSSIBLE = ("K1", "K3", "P1", "R5")
"""Where liberty is not deprived by such an order: secure homes, supported accommodation, with
parents, in a young offender institution."""
EXPECTED = ("K2", "Z12", "Z13")
"""Where an order is expected: a children's home, and two kinds of other placement."""


def _of(columns: str) -> dict[str, str]:
    return {"DoLo": columns}


@_error("700", _of(START), reads=_of(START), since=FIRST)
def start_no_date(tables: Tables) -> Rows:
    """The day on which the order started is not a date. Correct it."""
    return no_date(tables.DoLo, START)


@_error("701", _of(END), reads=_of(END), since=FIRST)
def end_no_date(tables: Tables) -> Rows:
    """The day on which the order ended is not a date. Correct it, or leave it empty while the
    order lasts."""
    return no_date(tables.DoLo, END)


@_error("702", _of(f"{START} {END}"), reads=_of(f"{START} {END}"), since=FIRST)
def ended_before_it_started(tables: Tables) -> Rows:
    """The order ended before it started, or on the same day. Correct the days."""
    return tables.DoLo.filter(nw.col(f"{END}_on") <= nw.col(f"{START}_on"))


@_error("703", _of(START), reads=_of(START), since=FIRST)
def started_after_the_year(tables: Tables) -> Rows:
    """The order started after the end of the year. Correct the day, or leave the order out."""
    return tables.DoLo.filter(nw.col(f"{START}_on") > tables.end)


@_error("704", _of(END), reads=_of(END), since=FIRST)
def ended_outside_the_year(tables: Tables) -> Rows:
    """The order ended before or after the year. Correct the day; leave out an order that ended
    before the year, and the end of one that ended after it."""
    return shapes.outside(tables.DoLo, f"{END}_on", tables)


@_error("705", _of(f"{START} {END}"), reads=_of(f"CHILD {START} {END}"), since=FIRST)
def two_at_once(tables: Tables) -> Rows:
    """The order started while another was in force. Correct the days, or enter when the other
    ended."""
    return listed_after_overlap(tables.DoLo, f"{START}_on", f"{END}_on")


@_error("706", {"DoLo": START, "DoLo_last": START},
        reads={"DoLo": f"CHILD {START}", "DoLo_last": f"CHILD {START} {END}"},
        since=FIRST)  # fmt: skip
def not_taken_up_from_last_year(tables: Tables) -> tuple[Rows, ...]:
    """By last year's return an order was in force at its end, and this year's has none with that
    start. Enter it as it stood, with its end if it has ended."""
    return not_taken_up(tables, "DoLo", START, END)


@_error("707", _of(END), reads={"DoLo": f"CHILD {START} {END}", "Episodes": "CHILD DECOM DEC"},
        since=FIRST)  # fmt: skip
def in_force_though_the_child_left(tables: Tables) -> Rows:
    """The child left care, and the order has no end. Enter when it ended."""
    return open_though_left(tables, "DoLo", START, END)


@_error("708", _of(START), reads=_of(f"DOB {START}"), since=FIRST)
def started_before_birth(tables: Tables) -> Rows:
    """The order started on or before the day of birth. Correct the day or the date of birth."""
    return tables.DoLo.filter(nw.col(f"{START}_on") <= nw.col("DOB_on"))


_PLACE = {"DoLo": START, "Episodes": "PLACE"}
_READS = {"DoLo": f"CHILD {START} {END}", "Episodes": "CHILD DECOM DEC PLACE"}


@_query("709", _PLACE, reads=_READS, since=FIRST)
def unexpected_placement(tables: Tables) -> Rows:
    """While the order was in force, the child was in a placement other than a children's home (K2)
    or another placement (Z12, Z13). Check the placement and the order."""
    return _while_placed(tables, ~nw.col("PLACE").is_in(list(EXPECTED)))


@_error("710", _PLACE, reads=_READS, since=FIRST)
def impossible_placement(tables: Tables) -> Rows:
    """While the order was in force, the child was in a secure home, supported accommodation or a
    young offender institution, or with parents. Correct the placement or the order."""
    return _while_placed(tables, is_one_of("PLACE", IMPOSSIBLE))


def _while_placed(tables: Tables, there: nw.Expr) -> Rows:
    """Return orders beside the episodes in such places that they have a day in common with."""
    both = with_episodes(tables, "DoLo", tables.Episodes.filter(there))
    begun = nw.col(END).is_null() | (nw.col("DECOM_on") < nw.col(f"{END}_on"))
    lasting = nw.col("DEC").is_null() | (nw.col(f"{START}_on") < nw.col("DEC_on"))
    return both.filter(begun & lasting)
