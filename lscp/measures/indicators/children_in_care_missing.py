"""Children who go missing from care, or are away without authorisation."""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.children_in_care import AGE, SOURCE
from lscp.measures.indicators.rows import WHO, flagged

NEEDS = (
    *of.EPISODES, "ssd_missing.miss_table_id", "ssd_missing.miss_person_id",
    "ssd_missing.miss_missing_episode_type", "ssd_missing.miss_missing_episode_start_date",
)  # fmt: skip
MISSING, AWAY = "M", "A"
UNEVEN = "Authorities record missing children in different ways: compare with care."

missing_indicator = partial(
    indicator, theme="Children missing from care", needs=NEEDS, sets=AGE,
    owner="Head of services for children in care", source=SOURCE, caveats=(UNEVEN,),
)  # fmt: skip


@missing_indicator(
    "IND077",
    title="Missing episodes",
    better="lower",
    by=("month", "age", "sex"),
    questions=(
        "How many of these are a few children, again and again?",
        "From which placements do they go missing?",
    ),
)
def episodes(facts: Facts, period: Period) -> Rows:
    """Times that a child looked after went missing (M) in the period, each counting.

    Counted on the day it began. To be away without authorisation (A) where the carers know where
    the child is does not count, nor does a child who was not looked after on that day.
    """
    return _gone(facts, MISSING)


@missing_indicator(
    "IND177",
    title="Episodes away without authorisation",
    by=("month", "age", "sex"),
    questions=(
        "Where were the children, and was it safe there?",
        "Is it the same to be away and to be missing in every placement?",
    ),
)
def away(facts: Facts, period: Period) -> Rows:
    """Times that a child looked after was away without authorisation (A) in the period, where the
    carers knew where the child was.

    Counted on the day it began. Missing episodes (M) do not count.
    """
    return _gone(facts, AWAY)


@missing_indicator(
    "IND175",
    title="Children missing from care",
    each="person",
    better="lower",
    by=("age", "sex"),
    questions=(
        "Was each of them offered a return interview, and did each have one?",
        "Which of them are known to be exploited?",
    ),
)
def children(facts: Facts, period: Period) -> Rows:
    """Children who went missing (M) from care at least once in the period, each counted once.

    Missing is as in IND077, and age that of the first time. Children who were only away without
    authorisation do not count.
    """
    rows = _gone(facts, MISSING).filter(nw.col("on").is_between(period.start, period.end))
    return rows.group_by(*WHO).agg(nw.col("on").min())


@missing_indicator(
    "IND176",
    title="Children in care who went missing",
    unit="percentage",
    when="at_any_point",
    each="person",
    better="lower",
    by=("age", "sex"),
    questions=(
        "Is the percentage high because children go, or because it is all recorded?",
        "What do children say that would have made them stay?",
    ),
)
def missing(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at some time in the period, those who went missing in it.

    Missing is as in IND077: to be away without authorisation does not count.
    """
    gone = _gone(facts, MISSING).filter(nw.col("on").is_between(period.start, period.end))
    return flagged(of.care(facts), gone, "numerator", on=WHO)


def _gone(facts: Facts, kind: str) -> Rows:
    """Return the episodes of one kind of children who were looked after on their first day."""
    rows = facts.ssd_missing.filter(nw.col("miss_missing_episode_type") == kind).select(
        "lscp_authority",
        nw.col("miss_person_id").alias("person"),
        nw.col("miss_table_id").alias("episode"),
        nw.col("miss_missing_episode_start_date").alias("on"),
    )
    in_care = of.care(facts).select(*WHO, "opened_on", "ends")
    pairs = rows.join(in_care, on=list(WHO), how="inner")
    inside = (nw.col("opened_on") <= nw.col("on")) & (nw.col("on") <= nw.col("ends"))
    return pairs.filter(inside).select(*WHO, "episode", "on").unique()
