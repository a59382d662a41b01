"""Rules about assessments: when they started and ended, one beside another."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import EPISODE, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("Assessments"), query("Assessments")

START, END = "AssessmentActualStartDate", "AssessmentAuthorisationDate"
ALLOWED = 45
"""Working days from the start of an assessment to its end (Working Together)."""


@_error("1103", {"Assessments": (START,), "CINdetails": ("CINreferralDate",)})
def started_before_the_referral(tables: Tables) -> Rows:
    """The assessment started before the child was referred. Check both dates, and correct the
    wrong one; if it belongs to an earlier episode, move it there."""
    both = tables.joined("Assessments", "CINdetails", on=EPISODE)
    return shapes.before(both, f"{START}_on", "CINreferralDate_on")


@_error("8608", {"Assessments": (START, END)})
def ended_before_it_started(tables: Tables) -> Rows:
    """The assessment ended before it started. Check both dates, and correct the wrong one."""
    return shapes.before(tables.Assessments, f"{END}_on", f"{START}_on")


@_query("8670Q", {"Assessments": (START,)}, needs=(f"Assessments.{END}",))
def not_ended_in_time(tables: Tables) -> Rows:
    """The assessment started more than 45 working days before the end of the year and has no
    end. Enter the day it was authorised; if it is still going on, say why."""
    late = nw.col(f"{START}_on") < shapes.earliest_within(ALLOWED, tables.end)
    return tables.Assessments.filter(late & nw.col(f"{END}_on").is_null())


@_error("8696", {"Assessments": (END,)})
def ended_outside_the_year(tables: Tables) -> Rows:
    """The assessment ended before or after the collection year. Correct the date; leave out an
    assessment that ended before the year, and the end of one that ended after it."""
    return shapes.outside(tables.Assessments, f"{END}_on", tables)


@_error("8736", {"Assessments": (END, START)})
def not_ended_and_started_outside_the_year(tables: Tables) -> Rows:
    """The assessment has no end, and did not start in the collection year. Enter the day it was
    authorised, or correct its start."""
    unfinished = tables.Assessments.filter(nw.col(f"{END}_on").is_null())
    return shapes.outside(unfinished, f"{START}_on", tables)


@_query("8863Q", {"Assessments": (START, END)})
def assessments_overlap(tables: Tables) -> Rows:
    """An assessment starts while another of the episode is going on. Correct the dates, or say
    why there are two."""
    return shapes.overlapping(tables.Assessments, EPISODE, f"{START}_on", f"{END}_on", tables)


@_error("8896", {"Assessments": (END,)})
def two_not_ended(tables: Tables) -> Rows:
    """The episode has more than one assessment that has not ended. Enter the day each that is
    finished was authorised, or take away what was entered twice."""
    unfinished = tables.Assessments.filter(nw.col(f"{END}_on").is_null())
    return shapes.groups_with_more_than(unfinished, EPISODE, 1)
