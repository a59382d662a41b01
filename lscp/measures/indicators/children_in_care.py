"""Children in care: who is looked after on 31 March and during the year, as the DfE counts them.

A child is looked after from the day on which an episode begins until the day on which the last of
the episodes that follow it ends. Short breaks (legal statuses V3 and V4) do not count.
"""

from functools import partial

import narwhals as nw
from dateutil.relativedelta import relativedelta

from lscp.core.characteristics import ALONE, with_unaccompanied
from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of

CHILD = ("age", "sex", "ethnic_group")
AGE = {"age": "lscp/age_band_care"}
SOURCE = "DfE, Children looked after in England including adoptions"
CHINESE = "Chinese is within Other up to the year 2023 and within Asian from 2024."

care_indicator = partial(
    indicator, theme="Children in care", when="at_end", each="person", sets=AGE,
    needs=of.EPISODES, owner="Head of services for children in care", source=SOURCE,
)  # fmt: skip


@care_indicator(
    "IND059",
    title="Children in care",
    needs=(*of.EPISODES, *of.PLACED),
    by=(*CHILD, "need", "legal_status", "placement", "provider", "distance", "unaccompanied"),
    caveats=(
        CHINESE,
        "Need, legal status and placement are those of the episode on that day.",
        "Exactly 20 miles is 20 miles or more. Most unaccompanied children have no home on record.",
    ),
    questions=(
        "Is the number up because more children came in, or because fewer left?",
        "Which of these children could live with their family, with help?",
        "Are brothers and sisters placed together?",
    ),
)
def children_in_care(facts: Facts, period: Period) -> Rows:
    """Children looked after at the end of the period's last day (31 March for a year), each once.

    A child whose last episode ended on that day is not looked after. Age is that of the day. Short
    breaks (legal statuses V3 and V4) do not count.
    """
    return of.looked_after(facts, period.end)


@care_indicator(
    "IND060",
    title="Rate of children in care",
    unit="rate",
    caveats=("Unaccompanied children count above the line, and hardly below it.",),
    questions=(
        "How does the rate compare with that of child protection plans?",
        "How much of the rate is unaccompanied children?",
    ),
)
def rate_in_care(facts: Facts, period: Period) -> Rows:
    """Children looked after at the end of the period for every 10,000 children aged 0 to 17.

    Counted as IND059, over the mid-year population of the year before. Short breaks do not count.
    """
    return of.looked_after(facts, period.end)


@care_indicator(
    "IND061",
    title="Change in children in care since the year before",
    unit="change",
    when="during",
    each="row",
    look_back=True,
    caveats=("Where numbers are small, a family or two makes a large percentage.",),
    questions=(
        "Did more children start, or did fewer cease?",
        "Do our neighbours see the same change?",
    ),
)
def change_in_care(facts: Facts, period: Period) -> Rows:
    """By how many per cent the children looked after at the end of the period are more, or fewer,
    than a year before.

    The numerator is this year's number and the denominator last year's, as last year's return has
    it, corrections since then not among them. Both are counted as IND059 is.
    """
    rows = of.looked_after(facts, period.end).select("lscp_authority", numerator=nw.lit(True))
    if facts.before is not None:
        before = of.looked_after(facts.before, period.end - relativedelta(years=1))
        rows = nw.concat([rows, before.select("lscp_authority", numerator=nw.lit(False))])
    return rows.with_columns(on=nw.lit(period.end))


@care_indicator(
    "IND170",
    title="Children in care at any point in the year",
    when="at_any_point",
    by=(*CHILD, "unaccompanied"),
    caveats=(CHINESE,),
    questions=(
        "How many of them did one reviewing officer meet in the year?",
        "How many were in care for days or weeks only, and could that have been avoided?",
    ),
)
def any_point(facts: Facts, period: Period) -> Rows:
    """Children looked after at some time in the period, each counted once.

    Age is that of the period's last day, and so is whether a child is unaccompanied. Short breaks
    do not count.
    """
    return of.care(facts)


@care_indicator(
    "IND064",
    title="Children in care who are unaccompanied",
    unit="percentage",
    needs=(*of.EPISODES, *ALONE),
    by=("age", "sex"),
    caveats=("A child counts until the day on which the claim is recorded as decided.",),
    questions=(
        "Does each of them have a guardian, a solicitor and a school?",
        "How many are waiting for a transfer to another authority?",
    ),
)
def unaccompanied(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at the end of the period, those who are unaccompanied
    asylum-seeking children on that day.

    Children whose status as such had ended do not count, nor do those in short breaks.
    """
    rows = with_unaccompanied(of.looked_after(facts, period.end), facts, period)
    return rows.with_columns(numerator=nw.col("unaccompanied") == "Y")
