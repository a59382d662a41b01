"""Rules about the social workers of a child, one after another."""

from datetime import date, timedelta

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    beside_previous,
    filled,
    in_order,
    is_code,
    no_date,
    not_of_children,
    of_children,
)
from lscp.returns.ssda903.continuous import READS, continuously
from lscp.returns.ssda903.rules import error, query
from lscp.returns.ssda903.tables import SINCE

_error, _query = error("SWEpisodes"), query("SWEpisodes")

WHO, START, END, WHY = "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"
FIRST = SINCE["SWEpisodes"]
FIRST_CONTACT = "FCONTA"
GAP = 7
"""Days between two social workers, either way, that are not asked about."""
AT_THE_END = 5
"""Days before 31 March in which an episode that ends has to be followed by another."""
NEVER = date(9999, 12, 31)


def _of(columns: str) -> dict[str, str]:
    return {"SWEpisodes": columns}


@_error("SW02STG1", _of(WHO), reads=_of(WHO), since=FIRST)
def number_not_valid(tables: Tables) -> Rows:
    """The social worker's number begins neither with SW nor with XX. Enter the number under which
    the social worker is registered."""
    right = nw.col(WHO).str.contains("^(SW|XX)").fill_null(False)
    return tables.SWEpisodes.filter(~right)


@_error("SW04STG1", _of(START), reads=_of(START), since=FIRST)
def start_no_date(tables: Tables) -> Rows:
    """The day on which the social worker took the child on is not a date. Correct it."""
    return no_date(tables.SWEpisodes, START)


@_error("SW05STG1", _of(END), reads=_of(END), since=FIRST)
def end_no_date(tables: Tables) -> Rows:
    """The day on which the social worker left the child is not a date. Correct it, or leave it
    empty while the social worker is the child's."""
    return no_date(tables.SWEpisodes, END)


@_error("SW06STG2", _of(START), reads=_of(START), since=FIRST)
def started_outside_the_year(tables: Tables) -> Rows:
    """The social worker took the child on before or after the year of the return. Correct the day,
    or leave the episode out."""
    return shapes.outside(tables.SWEpisodes, f"{START}_on", tables)


@_error("SW07STG2", _of(END), reads=_of(END), since=FIRST)
def ended_outside_the_year(tables: Tables) -> Rows:
    """The social worker left the child before or after the year of the return. Correct the day;
    leave out an episode that ended before the year, and the end of one that ended after it."""
    return shapes.outside(tables.SWEpisodes, f"{END}_on", tables)


@_error("SW08STG2", _of(END), reads=_of(f"CHILD {START} {END}"), since=FIRST)
def not_ended_before_the_next(tables: Tables) -> Rows:
    """Another social worker took the child on, and this one's episode has no end. Enter when it
    ended."""
    before = beside_previous(in_order(_started(tables), f"{START}_on"), END, "row")
    return before.filter(nw.col(f"before_{END}").is_null()).select(
        nw.col("before_row").alias("row")
    )


def _started(tables: Tables) -> Rows:
    return tables.SWEpisodes.filter(~nw.col(f"{START}_on").is_null())


@_query("SW09STG2", _of(f"{START} {END}"), reads=_of(f"{START} {END}"), since=FIRST)
def ended_the_same_day(tables: Tables) -> Rows:
    """The social worker left the child on the day of taking the child on. Check both days."""
    return tables.SWEpisodes.filter(nw.col(f"{START}_on") == nw.col(f"{END}_on"))


def _with_previous(tables: Tables) -> Rows:
    """Return episodes beside the child's episode before, where that one has ended."""
    ordered = in_order(_started(tables), f"{START}_on", f"{END}_on")
    both = beside_previous(ordered, f"{END}_on")
    return both.filter(~nw.col(f"before_{END}_on").is_null())


def _not_within_days(tables: Tables) -> Rows:
    """Return episodes, first contacts apart, that begin long before or after another ended."""
    start, end = f"{START}_on", f"before_{END}_on"
    away = care.later(start, end, GAP) | care.later(end, start, GAP)
    return _with_previous(tables).filter(away & ~is_code(WHY, FIRST_CONTACT))


_FOLLOWS = _of(f"CHILD {START} {END} {WHY}")


@_query("SW10STG2", _of(START), reads=_FOLLOWS, since=FIRST)
def does_not_follow_the_previous(tables: Tables) -> Rows:
    """The social worker did not take the child on when the one before left. Correct the day, or
    that on which the one before left."""
    return _not_within_days(tables)


@_query("SW10aSTG2", _of(START), reads=_FOLLOWS, since=FIRST)
def more_than_a_week_from_the_previous(tables: Tables) -> Rows:
    """More than seven days lie between the social worker's start and the end of the one before.
    Correct the days, or enter who was the child's social worker between."""
    return _not_within_days(tables)


@_error("SW10bSTG2", _of(f"{START} {WHY}"), reads=_FOLLOWS, since=FIRST)
def first_contact_before_the_previous_ended(tables: Tables) -> Rows:
    """The social worker's episode is said to be the first contact, and started before another had
    ended. Correct the reason or the days."""
    early = nw.col(f"{START}_on") < nw.col(f"before_{END}_on")
    return _with_previous(tables).filter(early & is_code(WHY, FIRST_CONTACT))


@_error("SW11bSTG2", _of(END), reads=_of(f"CHILD {START} {END}"), since=FIRST)
def none_after_the_last(tables: Tables) -> Rows:
    """The child's last social worker left a few days before 31 March, and no other is returned.
    Enter the next one, or correct the end."""
    rows, day = tables.SWEpisodes, nw.col(f"{END}_on")
    going_on = rows.filter(~nw.col(f"{START}_on").is_null() & day.is_null())
    ended = rows.group_by("CHILD").agg(day.max().alias("_last"))
    since = tables.end - timedelta(days=AT_THE_END)
    lately = ended.filter((nw.col("_last") >= since) & (nw.col("_last") < tables.end))
    return _last(of_children(not_of_children(rows, going_on), lately))


def _last(rows: Rows) -> Rows:
    """Return the last of each child's episodes by its start; one without a start comes last."""
    ordered = in_order(rows.with_columns(_start=nw.col(f"{START}_on").fill_null(NEVER)), "_start")
    most = ordered.group_by("CHILD").agg(nw.col("_n").max())
    return ordered.join(most, on=["CHILD", "_n"], how="semi")


@_query("SW12STG2", _of(START),
        reads={"SWEpisodes": f"CHILD {START}", "Episodes": READS},
        since=FIRST)  # fmt: skip
def not_of_the_whole_year(tables: Tables) -> Rows:
    """The child was looked after for the whole year, and the first social worker returned took
    the child on after it had started. Enter all social workers of the year."""
    # Who came into care in the year may have come from nowhere, and had no social worker before.
    first = in_order(_started(tables), f"{START}_on").filter(nw.col("_n") == 1)
    late = first.filter(nw.col(f"{START}_on") > tables.start)
    return of_children(late, continuously(tables))


@_error("SW13STG1", _of(WHY), reads=_of(f"{START} {WHY}"), since=FIRST)
def reason_not_valid(tables: Tables) -> Rows:
    """Why the child's social worker changed is missing or no code of the return. Enter its code."""
    name = "ssda903/social_worker_change_reason"
    return shapes.missing_or_not_a_code(
        tables.SWEpisodes.filter(filled(START, WHY)), WHY, name, tables
    )


@_error("SW17STG2", _of(f"{END} {START}"), reads=_of(f"CHILD {START} {END}"), since=FIRST)
def none_at_the_end(tables: Tables) -> Rows:
    """None of the child's social workers was still the child's on 31 March. Enter the one who was,
    or correct the end of the last."""
    day = nw.col(f"{END}_on")
    there = tables.SWEpisodes.filter(day.is_null() | (day >= tables.end))
    return _last(not_of_children(tables.SWEpisodes, there))


@_error("SW18STG2", _of(f"{END} {START}"), reads=_of(f"{START} {END}"), since=FIRST)
def ended_before_it_started(tables: Tables) -> Rows:
    """The social worker left the child before taking the child on. Correct the days."""
    return shapes.before(tables.SWEpisodes, f"{END}_on", f"{START}_on")


@_error("SW19STG2", _of(f"{END} {START}"), reads=_of(f"CHILD {START}"), since=FIRST)
def two_on_one_day(tables: Tables) -> Rows:
    """Two social workers took the child on on the same day. Correct one of the days, or take out
    what was entered twice."""
    return shapes.groups_with_more_than(_started(tables), ("CHILD", f"{START}_on"), 1)
