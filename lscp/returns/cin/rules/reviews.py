"""Rules about reviews of child protection plans."""

import narwhals as nw

from lscp.returns.cin.rules import CHILD, PLAN, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("Reviews"), query("Reviews")
REVIEWED = "CPPreviewDate_on"


@_error(
    "4003",
    {"CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"), "Reviews": ("CPPreviewDate",)},
)
def review_during_a_plan_of_need(tables: Tables) -> Rows:
    """A child protection review was held while this child had a child in need plan.

    Correct the dates: a child in need plan can start on the day of the review that ended
    protection, not before, and ends at the latest on the day that protection starts.
    """
    reviews = _keyed(tables.Reviews).rename({"row": "row_Reviews"})
    ends = _keyed(tables.ChildProtectionPlans).select(*PLAN, "CPPendDate_on")
    reviews = reviews.join(ends, on=list(PLAN), how="left")
    # The review that ends protection is held on the day that the plan of need begins.
    ended = (nw.col(REVIEWED) == nw.col("CPPendDate_on")).fill_null(False)
    plans = tables.CINplanDates.rename({"row": "row_CINplanDates"})
    both = reviews.filter(~ended).join(plans, on=list(CHILD), how="inner", suffix="_CINplanDates")
    closed = (nw.col("CINPlanEndDate_on") <= nw.col(REVIEWED)).fill_null(False)
    return both.filter((nw.col("CINPlanStartDate_on") <= nw.col(REVIEWED)) & ~closed)


def _keyed(rows: Rows) -> Rows:
    # The published rule finds a review's plan without the episode; tables may come without it.
    return rows.with_columns(nw.col("CINdetailsID").fill_null(""))


@_query("8842Q", {"Reviews": ("CPPreviewDate",)})
def review_without_a_date(tables: Tables) -> Rows:
    """A review of the child protection plan has no date, or none that can be read.

    Enter the day that it was held. Take away a review that was not held.
    """
    return tables.Reviews.filter(nw.col(REVIEWED).is_null())
