"""The children adopted from care, with the days of each step on the way."""

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.placements_of_care import FOR_ADOPTION
from lscp.measures.indicators.rows import WHO
from lscp.measures.indicators.spells_of_care import ORDER, with_earlier

ADOPTED = ("E11", "E12")
SPELL = (*WHO, "spell")
UNKNOWN_DAY = "One of the days is not in the source"
IN_WRONG_ORDER = "One of the days is before the other"


def adopted(facts: Facts, period: Period) -> Rows:
    """Return the children adopted in the period, on the day."""
    return of.ceasing(facts, period).filter(nw.col("ceased_because").is_in(list(ADOPTED)))


def timed(facts: Facts, period: Period, start: str, end: str) -> Rows:
    """Return the children adopted in the period with the days of the steps, and `left_out`.

    The steps are `since`, `decided_on`, `matched_on`, `placed_on` and `on`, the day of adoption.
    """
    rows = adopted(facts, period)
    rows = rows.with_columns(since=nw.when(nw.col("since_known")).then(nw.col("since")))
    rows = rows.drop("placed_on").join(_placed(facts), on=list(SPELL), how="left")
    rows = rows.join(_decided(facts), on=list(WHO), how="left")
    first, later = nw.col(start), nw.col(end)
    return rows.with_columns(
        left_out=nw.when(first.is_null() | later.is_null())
        .then(nw.lit(UNKNOWN_DAY))
        .when(later < first)
        .then(nw.lit(IN_WRONG_ORDER))
    )


def _decided(facts: Facts) -> Rows:
    """Return the last decision and the last match of each child, of this return."""
    rows = facts.ssd_permanence.select(
        "lscp_authority",
        nw.col("perm_person_id").alias("person"),
        nw.col("perm_adm_decision_date").alias("decided_on"),
        nw.col("perm_matched_date").alias("matched_on"),
    )
    return rows.group_by(*WHO).agg(nw.col("decided_on", "matched_on").max())


def _placed(facts: Facts) -> Rows:
    """Return the day from which each child lived with the last adopters as such.

    That is the first episode of the last run of episodes placed for adoption; none where the
    earliest known of it goes on from a change of legal status, and so from an earlier day.
    """
    rows = with_earlier(facts)
    adoptive = nw.col("placement").is_in(list(FOR_ADOPTION)).fill_null(False)
    rows = rows.with_columns(adoptive=adoptive.cast(nw.Int64))
    last = nw.col("adoptive").shift(1).over(*SPELL, order_by=ORDER).fill_null(0)
    rows = rows.with_columns(last=last)
    moved = nw.col("started_because").is_in(["P", "B"]).fill_null(False)
    begins = (nw.col("adoptive") == 1) & ((nw.col("last") == 0) | moved)
    begun = of.last(rows.filter(begins), *SPELL)
    day = nw.when((nw.col("started_because") != "L").fill_null(False)).then(nw.col("opened_on"))
    return begun.select(*SPELL, day.alias("placed_on"))
