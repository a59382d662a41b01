"""Whether the reviews of a child protection plan were held in time, as table d6 judges it."""

from datetime import timedelta

import narwhals as nw

from lscp.core.clocks import clock
from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period
from lscp.measures.indicators.rows import year_of

PLAN = ("lscp_authority", "plan")
UNJUDGED = "The last review of the year before is not in the source"


def judged(plans: Rows, facts: Facts, period: Period) -> Rows:
    """Add `numerator`, whether every review due in the year so far was in time, and `left_out`."""
    reviews = _reviews(plans, facts, period)
    before = _unknown_before(plans, reviews, period)
    late = _late(plans, reviews, before, period)
    rows = plans.join(late, on=list(PLAN), how="left").join(before, on=list(PLAN), how="left")
    in_time = nw.col("late").is_null()
    unjudged = in_time & ~nw.col("assumed_on").is_null()
    return rows.with_columns(
        numerator=in_time, left_out=nw.when(unjudged).then(nw.lit(UNJUDGED))
    ).drop("late", "assumed_on")


def _reviews(plans: Rows, facts: Facts, period: Period) -> Rows:
    held = facts.ssd_cp_reviews.select(
        "lscp_authority",
        nw.col("cppr_cp_plan_id").alias("plan"),
        nw.col("cppr_cp_review_date").alias("held_on"),
    )
    held = held.join(plans.select(*PLAN, "opened_on"), on=list(PLAN), how="inner")
    after_start = nw.col("held_on") > nw.col("opened_on")
    return held.filter(after_start, nw.col("held_on") <= period.end).drop("opened_on").unique()


def _unknown_before(plans: Rows, reviews: Rows, period: Period) -> Rows:
    """Return the plans whose first review was due before the year and that have none before it.

    The return should hold the last review of the year before. Where it does not, that review is
    assumed, in the plan's favour, to have been on the last day of that year.
    """
    first_day = year_of(period).start
    first_due = nw.col("opened_on").dt.offset_by(clock("first_review", period.end).offset)
    known = reviews.filter(nw.col("held_on") < first_day)
    unknown = plans.filter(first_due < first_day).join(known, on=list(PLAN), how="anti")
    assumed = nw.lit(first_day - timedelta(days=1)).alias("assumed_on")
    return unknown.select(*PLAN).unique().with_columns(assumed)


def _late(plans: Rows, reviews: Rows, before: Rows, period: Period) -> Rows:
    """Return the plans with a review that was due in the year so far and was not held in time."""
    first, later = (clock(name, period.end).offset for name in ("first_review", "later_review"))
    starts = plans.select(
        *PLAN, nw.col("opened_on").alias("from_on"),
        nw.col("opened_on").dt.offset_by(first).alias("due_on"),
    )  # fmt: skip
    held = [reviews.rename({"held_on": "from_on"}), before.rename({"assumed_on": "from_on"})]
    later_due = nw.col("from_on").dt.offset_by(later)
    points = nw.concat(
        [starts, *(part.select(*PLAN, "from_on").with_columns(due_on=later_due) for part in held)]
    )
    following = nw.col("from_on").shift(-1).over(*PLAN, order_by="from_on")
    points = points.with_columns(next_on=following)
    due_in_year = nw.col("due_on").is_between(year_of(period).start, period.end)
    missed = nw.col("next_on").is_null() | (nw.col("next_on") > nw.col("due_on"))
    late = points.filter(due_in_year, missed).select(*PLAN).unique()
    return late.with_columns(late=nw.lit(True))
