"""Child protection plans over time: second plans, long plans, reviews (tables d3, d5 to d7).

A plan starts on the day of the conference that decides it. Each child of a family has a plan.
"""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import reviews
from lscp.measures.indicators import rows as of

NEEDS = (
    "ssd_cp_plans.cppl_cp_plan_id",
    "ssd_cp_plans.cppl_person_id",
    "ssd_cp_plans.cppl_cp_plan_start_date",
    "ssd_cp_plans.cppl_cp_plan_end_date",
)
INITIAL = "ssd_cp_plans.cppl_cp_plan_initial_category"
CHILD = ("age", "sex", "ethnic_group", "disability")
SMALL = "Small numbers: a family of four brothers and sisters moves the figure."

plan_indicator = partial(
    indicator, theme="Child protection plans", needs=NEEDS,
    owner="Head of child protection conferences",
    source="DfE, Children in need statistics, tables d3 to d7",
)  # fmt: skip


@plan_indicator(
    "IND049",
    title="Second or subsequent child protection plan",
    unit="percentage",
    better="lower",
    needs=(*NEEDS, "ssd_cp_plans.lscp_previous_plans"),
    by=("month", *CHILD),
    source="DfE, Children in need statistics, table d3",
    caveats=(SMALL, "An earlier plan counts however long ago, but not one of another authority."),
    questions=(
        "What did the first plan leave undone?",
        "How soon after the first plan ended did the second begin?",
        "Is it the same harm, or another?",
    ),
)
def subsequent_plans(facts: Facts, period: Period) -> Rows:
    """Of the child protection plans started in the period, those of a child who had one before.

    Earlier plans with the same authority count, whenever they were; those with others do not. A
    plan whose number of earlier plans is not recorded is left out.
    """
    unknown = nw.when(nw.col("previous_plans").is_null()).then(
        nw.lit("The number of earlier plans is not recorded")
    )
    rows = of.started(of.cp_plans(facts))
    return rows.with_columns(numerator=nw.col("previous_plans") >= 1, left_out=unknown)


@plan_indicator(
    "IND050",
    title="Child protection plan within 24 months of an earlier one",
    unit="percentage",
    better="lower",
    history=True,
    by=CHILD,
    source="Local measure",
    caveats=(
        SMALL,
        "Needs an authority's own records: a census return holds only the plans of its year.",
    ),
    questions=(
        "Was the earlier plan ended on evidence, or on hope?",
        "What support was there in the months between?",
    ),
)
def plans_again_soon(facts: Facts, period: Period) -> Rows:
    """Of the child protection plans that started in the period, those within 24 months of the
    end of an earlier plan of the same child.

    The day on which it is exactly 24 months counts. Plans of other authorities do not.
    """
    rows = of.started(of.cp_plans(facts))
    soon = _soon_after_another(facts)
    return of.flagged(rows, soon, "numerator", on=("lscp_authority", "plan"))


def _soon_after_another(facts: Facts) -> Rows:
    plans = of.cp_plans(facts)
    earlier = plans.filter(~nw.col("closed_on").is_null()).select(
        *of.WHO, nw.col("closed_on").alias("earlier_ended_on")
    )
    pairs = plans.join(earlier, on=list(of.WHO), how="inner")
    ended_before = nw.col("earlier_ended_on") <= nw.col("opened_on")
    soon = nw.col("earlier_ended_on").dt.offset_by("24mo") >= nw.col("opened_on")
    return pairs.filter(ended_before, soon)


@plan_indicator(
    "IND051",
    title="Child protection plans open 2 years or more",
    unit="percentage",
    when="at_end",
    better="lower",
    by=("category", *CHILD),
    needs=(*NEEDS, INITIAL),
    source="DfE, Children in need statistics, table d5",
    caveats=(SMALL,),
    questions=(
        "What has the plan changed for the child in two years?",
        "Has legal advice been taken, and what came of it?",
    ),
)
def open_two_years(facts: Facts, period: Period) -> Rows:
    """Of the child protection plans open at the end of the period, those open 2 years or more.

    Counted from the start of the plan to the period's last day; exactly 2 years counts. Earlier
    plans of the child are not added.
    """
    two_years = nw.col("opened_on").dt.offset_by("2y") <= period.end
    return of.cp_plans(facts).with_columns(numerator=two_years)


@plan_indicator(
    "IND052",
    title="Child protection plans ended after 2 years or more",
    unit="percentage",
    better="lower",
    by=("category", *CHILD),
    needs=(*NEEDS, INITIAL),
    source="DfE, Children in need statistics, table d7",
    caveats=(SMALL, "Ending several long plans raises the figure, and may be good work."),
    questions=(
        "What ended these plans in the end, and could it have come sooner?",
        "How are these children doing now?",
    ),
)
def ended_after_two_years(facts: Facts, period: Period) -> Rows:
    """Of the child protection plans ended in the period, those that had lasted 2 years or more.

    Counted from the start of the plan to its end; exactly 2 years counts. Earlier plans of the
    child are not added.
    """
    two_years = nw.col("opened_on").dt.offset_by("2y") <= nw.col("closed_on")
    return of.ended(of.cp_plans(facts)).with_columns(numerator=two_years)


@plan_indicator(
    "IND053",
    title="Child protection reviews on time",
    unit="percentage",
    when="at_end",
    better="higher",
    needs=(*NEEDS, "ssd_cp_reviews.cppr_cp_plan_id", "ssd_cp_reviews.cppr_cp_review_date"),
    by=CHILD,
    source="DfE, Children in need statistics, table d6; Working Together to Safeguard Children",
    caveats=(
        SMALL,
        "One late review makes the plan late for the year.",
        "The first review of the year is judged by the last one of the year before.",
    ),
    questions=(
        "Which reviews were put off, and for whose sake?",
        "Was the child told of the new date?",
    ),
)
def reviews_in_time(facts: Facts, period: Period) -> Rows:
    """Of the child protection plans open at the end of the period for more than 3 months, those
    whose every review due in the year so far was held in time.

    The first is due within 3 months of the start of the plan, each later one within 6 months of
    the one before. A plan whose last review of the year before is not in the source, so that its
    first of the year cannot be judged, is left out, unless it is late in any case.
    """
    rows = of.cp_plans(facts).filter(nw.col("opened_on").dt.offset_by("3mo") < period.end)
    return reviews.judged(rows, facts, period)
