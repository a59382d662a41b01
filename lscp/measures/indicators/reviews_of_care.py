"""Reviews of children in care, and whether each was held by the day on which it was due."""

from datetime import date

import narwhals as nw
import polars as pl

from lscp.core.clocks import clock
from lscp.core.engines import like
from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period, year
from lscp.core.working_days import with_working_days
from lscp.measures.indicators.rows import WHO
from lscp.measures.indicators.spells_of_care import with_earlier

SPELL = (*WHO, "spell")
NO_START = "When the child came into care is not in the source"
NO_LAST = "The review before is not in the source"
NO_NUMBER = "Whether it is the second or a later review is not in the source"


def held(facts: Facts) -> Rows:
    """Return this return's reviews of children looked after, each on its day."""
    periods_of_care = with_earlier(facts).filter(nw.col("now"))
    whose = periods_of_care.select(*WHO, "care").filter(~nw.col("care").is_null()).unique()
    rows = facts.ssd_cla_reviews.select(
        "lscp_authority",
        nw.col("clar_cla_id").alias("care"),
        nw.col("clar_cla_review_date").alias("on"),
        nw.col("clar_cla_review_participation").alias("participation"),
    )
    rows = rows.filter(~nw.col("on").is_null())
    return rows.join(whose, on=["lscp_authority", "care"], how="inner")


def judged(facts: Facts, period: Period) -> Rows:
    """Return this return's reviews with `numerator`, whether each was in time, and `left_out`."""
    first, second, later = (
        clock(f"care_{which}_review", period.end) for which in ("first", "second", "later")
    )
    rows = _in_order(facts)
    rows = with_working_days(rows, start="since", end="on", name="days")
    last_on, is_first = nw.col("last_on"), nw.col("last_on").is_null()
    from_start = nw.col("since_known") & (nw.col("since") >= nw.col("reaches"))
    is_second = nw.col("one_before_on").is_null() & from_start
    is_later = ~nw.col("one_before_on").is_null()
    soon = nw.col("on") <= last_on.dt.offset_by(second.offset)
    in_time = nw.col("on") <= last_on.dt.offset_by(later.offset)
    judged = is_second | is_later | soon | ~in_time
    return rows.with_columns(
        numerator=nw.when(is_first)
        .then(nw.col("days") <= first.length)
        .when(is_second)
        .then(soon)
        .otherwise(in_time),
        left_out=nw.when(is_first & ~nw.col("since_known"))
        .then(nw.lit(NO_START))
        .when(is_first & ~from_start)
        .then(nw.lit(NO_LAST))
        .when(is_first & nw.col("days").is_null())
        .then(nw.lit("A date that the table of bank holidays does not reach"))
        .when(~is_first & ~judged)
        .then(nw.lit(NO_NUMBER)),
    ).drop("days")


def _in_order(facts: Facts) -> Rows:
    """Return each review with the days of the two before it in the same spell of care."""
    spells = with_earlier(facts).select(*SPELL, "since", "since_known", "until").unique()
    rows = _all(facts).join(spells, on=list(WHO), how="inner")
    rows = rows.filter(nw.col("since") <= nw.col("on"), nw.col("on") <= nw.col("until"))
    rows = rows.join(_reaches(facts, rows), on="lscp_authority", how="left")
    before = {
        "last_on": nw.col("on").shift(1).over(*SPELL, order_by="on"),
        "one_before_on": nw.col("on").shift(2).over(*SPELL, order_by="on"),
    }
    return rows.with_columns(**before).filter(nw.col("now"))


def _all(facts: Facts) -> Rows:
    """Return the days of review of each child, of this return and of earlier ones."""
    rows = held(facts).select(*WHO, "on").unique().with_columns(now=nw.lit(True))
    if facts.before is None:
        return rows
    earlier = _all(facts.before).with_columns(now=nw.lit(False))
    return nw.concat([rows, earlier.join(rows, on=[*WHO, "on"], how="anti")])


def _reaches(facts: Facts, beside: Rows) -> Rows:
    """Return from which day on the sources hold each authority's reviews, without a gap."""
    found: dict[str, date] = {}
    part: Facts | None = facts
    while part is not None:
        for source in part.sources:
            if "ssd_cla_reviews" in source.tables:
                following = year(source.year + 1).start
                if source.history:
                    found[source.authority] = date.min
                elif found.get(source.authority, following) == following:
                    found[source.authority] = year(source.year).start
        part = part.before
    known = pl.DataFrame(
        {"lscp_authority": list(found), "reaches": list(found.values())},
        schema={"lscp_authority": pl.String, "reaches": pl.Date},
    )
    return like(beside, known)
