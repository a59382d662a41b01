"""Rules about child in need plans: their days, and that they and protection plans keep apart."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, EPISODE, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("CINplanDates"), query("CINplanDates")
START, END = "CINPlanStartDate_on", "CINPlanEndDate_on"
PROTECTED, ENDED = "CPPstartDate_on", "CPPendDate_on"
_BOTH = {"CINplanDates": ("CINPlanStartDate", "CINPlanEndDate")}


@_error("4000", {"CINdetails": ("ReferralNFA",), "CINplanDates": ("CINdetailsID",)})
def plan_without_further_action(tables: Tables) -> Rows:
    """The referral needed no further action, and yet it has a child in need plan.

    Correct the no further action flag, or take the plan away.
    """
    return tables.joined("CINdetails", "CINplanDates", on=EPISODE).filter(nw.col("ReferralNFA_is"))


@_error(
    "4001",
    {"CINplanDates": ("CINPlanEndDate",), "ChildProtectionPlans": ("CPPendDate",)},
    needs=("CINplanDates.CINPlanStartDate",),
)
def both_plans_open(tables: Tables) -> Rows:
    """A child in need plan and a child protection plan of the same episode are both open.

    Enter the end date of the one that has ended.
    """
    both = tables.joined("CINplanDates", "ChildProtectionPlans", on=EPISODE)
    open_ = nw.col(END).is_null() & nw.col(ENDED).is_null()
    return both.filter(~nw.col(START).is_null() & open_)


@_error("4004", {"CINplanDates": ("CINPlanEndDate",)})
def several_plans_open(tables: Tables) -> Rows:
    """The episode has more than one child in need plan without an end date.

    Enter the end date of each plan but the one still open.
    """
    open_ = tables.CINplanDates.filter(nw.col(END).is_null())
    return shapes.groups_with_more_than(open_, EPISODE, 1)


@_error("4010", {"CINplanDates": ("CINPlanStartDate",)})
def start_missing_or_late(tables: Tables) -> Rows:
    """The child in need plan has no start date, or one after the end of the collection year.

    Enter the day that the plan started; leave out a plan that started after the year.
    """
    return shapes.missing_or_after_the_collection(tables.CINplanDates, START, tables)


@_error("4011", _BOTH)
def end_before_start(tables: Tables) -> Rows:
    """The child in need plan ends before it starts. Correct the date that is wrong."""
    return shapes.before(tables.CINplanDates, END, START)


@_query("4012Q", _BOTH)
def starts_and_ends_on_one_day(tables: Tables) -> Rows:
    """The child in need plan starts and ends on the same day.

    Correct the date that is wrong, or explain why the plan lasted no longer.
    """
    return tables.CINplanDates.filter(nw.col(START) == nw.col(END))


@_error("4013", {"CINplanDates": ("CINPlanEndDate",)})
def end_outside_the_year(tables: Tables) -> Rows:
    """The child in need plan ends outside the collection year.

    Correct the end date. Leave it empty for a plan still open at the end of the year, and leave
    out a plan that ended before the year.
    """
    return shapes.outside(tables.CINplanDates, END, tables)


@_error("4014", _BOTH)
def plans_overlap(tables: Tables) -> Rows:
    """Two child in need plans of this child run at the same time.

    Correct the dates, so that one plan ends before or on the day that the next one starts.
    """
    return shapes.overlapping(tables.CINplanDates, CHILD, START, END, tables)


@_error("4015", {"CINplanDates": ("CINPlanStartDate",), "CINdetails": ("CINreferralDate",)})
def start_before_referral(tables: Tables) -> Rows:
    """The child in need plan starts before the referral. Correct the date that is wrong."""
    plans = tables.joined("CINdetails", "CINplanDates", on=EPISODE)
    return shapes.before(plans, START, "CINreferralDate_on")


@_error(
    "4016",
    {"CINplanDates": ("CINPlanStartDate",), "ChildProtectionPlans": ("CPPstartDate", "CPPendDate")},
)
def starts_during_protection(tables: Tables) -> Rows:
    """A child in need plan starts while this child has a child protection plan.

    Correct the dates: a child in need plan can start on the day that protection ends, not before.
    """
    both = tables.joined("CINplanDates", "ChildProtectionPlans", on=CHILD)
    return shapes.during(both, START, PROTECTED, ENDED, tables)


@_error("4017", {**_BOTH, "ChildProtectionPlans": ("CPPstartDate",)})
def open_when_protection_starts(tables: Tables) -> Rows:
    """A child protection plan starts while this child has a child in need plan.

    Enter the end date of the child in need plan: at the latest the day that protection starts.
    """
    both = tables.joined("CINplanDates", "ChildProtectionPlans", on=CHILD)
    return shapes.during(both, PROTECTED, START, END, tables)
