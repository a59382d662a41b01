"""The first weeks in care: whether a child's health was assessed in time.

A return does not say when a child was assessed; an authority's own records do.
"""

import narwhals as nw

from lscp.core.clocks import clock
from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.core.working_days import with_working_days
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.rows import WHO

ASSESSMENT = ("health assessment", "initial health assessment")
CHECKS = tuple(f"ssd_cla_health.clah_{name}" for name in (
    "person_id", "health_check_type", "health_check_date",
))  # fmt: skip


@indicator(
    "IND072",
    title="Initial health assessment within 20 working days",
    theme="Health of children in care",
    unit="percentage",
    each="person",
    better="higher",
    owner="Designated nurse for children in care",
    source="DfE and DHSC, Promoting the health and well-being of looked-after children",
    needs=(*of.EPISODES, *CHECKS),
    caveats=("Needs an authority’s own records: a return has no day of an assessment.",),
    questions=(
        "How soon did health services know that the child had come into care?",
        "Whose consent was missing, and for how long?",
    ),
)
def in_time(facts: Facts, period: Period) -> Rows:
    """Of the children who started to be looked after in the period and stayed for 20 working days,
    those whose health was assessed within these days.

    Starting is as in IND062. Children who left sooner do not count; those whose 20 days were
    not over at the end of the period are left out.
    """
    limit = clock("care_health_assessment", period.end).length
    rows = of.starting(facts, period).with_columns(
        last_day=nw.when(nw.col("until") > period.end)
        .then(nw.lit(period.end))
        .otherwise(nw.col("until")),
    )
    rows = with_working_days(rows, start="on", end="last_day", name="stayed")
    short, remains = nw.col("stayed") < limit, nw.col("until") > period.end
    rows = rows.filter(~short.fill_null(False) | remains)
    rows = rows.join(_first_assessed(facts, rows), on=list(WHO), how="left")
    rows = with_working_days(rows, start="on", end="assessed_on", name="took")
    in_time = (nw.col("took") <= limit).fill_null(False)
    not_due = short.fill_null(True) & ~in_time
    return rows.with_columns(
        numerator=in_time, left_out=nw.when(not_due).then(nw.lit("The 20 days are not over"))
    )


def _first_assessed(facts: Facts, started: Rows) -> Rows:
    """Return the day of each child's first assessment since coming into care."""
    kind = nw.col("clah_health_check_type").str.to_lowercase().str.replace_all("_", " ")
    done = facts.ssd_cla_health.filter(kind.is_in(list(ASSESSMENT))).select(
        "lscp_authority",
        nw.col("clah_person_id").alias("person"),
        nw.col("clah_health_check_date").alias("assessed_on"),
    )
    done = done.join(started.select(*WHO, "on"), on=list(WHO), how="inner")
    done = done.filter(nw.col("assessed_on") >= nw.col("on"))
    return done.group_by(*WHO).agg(nw.col("assessed_on").min())
