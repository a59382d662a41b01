"""Rules about periods in which a child was missing, or away without authorisation."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    in_no_episode,
    listed_after_overlap,
    no_date,
    not_taken_up,
    open_though_left,
    with_episodes,
)
from lscp.returns.ssda903.care import is_aged, is_one_of
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Missing"), query("Missing")

KIND, START, END = "MISSING", "MIS_START", "MIS_END"
OUTRIGHT = "E8"
"""The code of an episode that ceased for any other reason, such as that the child is missing."""


def _of(columns: str) -> dict[str, str]:
    return {"Missing": columns}


@_error("1004", _of(START), reads=_of(START))
def start_no_date(tables: Tables) -> Rows:
    """The day on which the child went missing is not a date. Correct it."""
    return no_date(tables.Missing, START)


@_error("1005", _of(END), reads=_of(END))
def end_no_date(tables: Tables) -> Rows:
    """The day on which the child was found is not a date. Correct it, or leave it empty while the
    child is missing."""
    return no_date(tables.Missing, END)


@_error("1006", _of(KIND), reads=_of(KIND))
def kind_not_valid(tables: Tables) -> Rows:
    """Whether the child was missing or away without authorisation is no code of the return. Enter
    M or A."""
    return shapes.not_a_code(tables.Missing, KIND, "ssda903/missing", tables)


@_error("564", _of(f"{KIND} {START}"), reads=_of(f"{KIND} {START}"))
def start_missing(tables: Tables) -> Rows:
    """The child was missing or away, and the day on which that started is missing. Enter it."""
    return shapes.present_without(tables.Missing, KIND, START)


@_error("565", _of(f"{KIND} {START}"), reads=_of(f"{KIND} {START}"))
def start_of_what(tables: Tables) -> Rows:
    """There is a day on which the child went missing or away, and it is not said which. Enter M
    or A."""
    return shapes.present_without(tables.Missing, START, KIND)


@_error("566", _of(f"{KIND} {END}"), reads=_of(f"{KIND} {END}"))
def end_of_what(tables: Tables) -> Rows:
    """There is a day until which the child was missing or away, and it is not said which. Enter M
    or A."""
    return shapes.present_without(tables.Missing, END, KIND)


@_error("567", _of(f"{START} {END}"), reads=_of(f"{START} {END}"))
def ended_before_it_started(tables: Tables) -> Rows:
    """The child was found before going missing. Correct the days."""
    return shapes.before(tables.Missing, f"{END}_on", f"{START}_on")


@_error("570", _of(START), reads=_of(START))
def started_after_the_year(tables: Tables) -> Rows:
    """The child went missing after the end of the year. Correct the day, or leave the period
    out."""
    return tables.Missing.filter(nw.col(f"{START}_on") > tables.end)


@_error("571", _of(END), reads=_of(END))
def ended_outside_the_year(tables: Tables) -> Rows:
    """The child was found before or after the year. Correct the day; leave out a period that ended
    before the year, and the end of one that ended after it."""
    return shapes.outside(tables.Missing, f"{END}_on", tables)


@_error("574", _of(f"{START} {END}"), reads=_of(f"CHILD {START} {END}"))
def missing_twice_at_once(tables: Tables) -> Rows:
    """The child went missing while another period was going on. Correct the days, or enter when
    the other period ended."""
    return listed_after_overlap(tables.Missing, f"{START}_on", f"{END}_on")


@_error("586", _of(START), reads=_of(f"DOB {START}"))
def missing_before_birth(tables: Tables) -> Rows:
    """The child went missing on or before the day of birth. Correct the day or the date of
    birth."""
    return tables.Missing.filter(nw.col(f"{START}_on") <= nw.col("DOB_on"))


@_error("576", {"Missing": "CHILD", "Missing_last": "CHILD"},
        reads={"Missing": f"CHILD {START}", "Missing_last": f"CHILD {START} {END}"})  # fmt: skip
def not_taken_up_from_last_year(tables: Tables) -> tuple[Rows, ...]:
    """By last year's return the child was missing at its end, and this year's has no period with
    that start. Enter it as it stood, with its end if the child was found."""
    return not_taken_up(tables, "Missing", START, END)


@_error("575", _of(END), reads={"Missing": f"CHILD {START} {END}", "Episodes": "CHILD DECOM DEC"})
def open_though_the_placement_ended(tables: Tables) -> Rows:
    """The placement from which the child went missing has ended, and the period has not. Enter
    when the child was found; if the child is still missing, begin another period."""
    both = with_episodes(tables, "Missing", tables.Episodes)
    start = nw.col(f"{START}_on")
    during = (nw.col("DECOM_on") <= start) & (start < nw.col("DEC_on"))
    return both.filter(during & nw.col(END).is_null())


@_error("577", _of(END), reads={"Missing": f"CHILD {START} {END}", "Episodes": "CHILD DECOM DEC"})
def open_though_the_child_left(tables: Tables) -> Rows:
    """The child left care, and a period of being missing has no end. Enter when it ended, at the
    latest the day on which the child left care."""
    return open_though_left(tables, "Missing", START, END)


@_error("578", _of(START), reads={"Missing": f"CHILD {START}", "Episodes": "CHILD DECOM DEC"})
def missing_after_care(tables: Tables) -> Rows:
    """The child went missing on a day on which the child was no longer in care. Correct the day or
    the episodes, or leave the period out."""
    return in_no_episode(tables, "Missing", f"{START}_on")


@_error("581", _of(START), reads={"Missing": f"CHILD {START}", "Episodes": "CHILD DECOM DEC"})
def missing_before_care(tables: Tables) -> Rows:
    """The child went missing on a day on which the child was not yet in care. Correct the day or
    the episodes, or leave the period out."""
    return in_no_episode(tables, "Missing", f"{START}_on")


@_query("580", {"Episodes": "REC"},
        reads={"Missing": f"CHILD {END}", "Episodes": "CHILD DEC REC"})  # fmt: skip
def left_while_missing(tables: Tables) -> Rows:
    """The child was missing until the day of leaving care, and the episode did not cease for that
    reason (E8). Check the reason, and the day on which the child was found."""
    both = with_episodes(tables, "Missing", tables.Episodes)
    other = ~is_one_of("REC", (care.NEXT_BEGINS, OUTRIGHT)) & ~nw.col("REC").is_null()
    grown = is_aged(18, "DOB_on", "DEC_on").fill_null(False)
    found = both.filter((nw.col(f"{END}_on") == nw.col("DEC_on")) & other & ~grown)
    return found.select("row_Episodes")
