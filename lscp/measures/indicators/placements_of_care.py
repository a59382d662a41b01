"""Placements: when one begins, with which carer, and how many a child had.

A placement begins with an episode whose reason is S, P, T, U or B; a change of legal status alone
(L) begins none. A temporary placement (T0 to T4) is none of its own, and a child who comes back
from it to the same place has not moved.
"""

from datetime import date

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.measures.indicators.rows import WHO
from lscp.measures.indicators.spells_of_care import ORDER, STARTED, with_earlier

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
BEGINS = (STARTED, "P", "T", "U", "B")
NEW_CARER = (STARTED, "P", "B")
SPELL = (*WHO, "spell")
PLACE = ("placement", "provider", "urn", "postcode")


def placed(facts: Facts) -> Rows:
    """Return the episodes outside of temporary placements, of this return and earlier ones.

    `begins`: a placement begins with it; `number` tells the child's placements apart.
    `new_carer`: the child comes to another carer. `carer_known`: we know so from the episode, and
    do not only hold none before it.
    """
    return facts.once("placements of care", lambda: _placed(with_earlier(facts)))


def _placed(rows: Rows) -> Rows:
    is_temporary = nw.col("placement").is_in(list(TEMPORARY)).fill_null(False)
    rows = rows.with_columns(temporary=is_temporary.cast(nw.Int64))
    rows = rows.with_columns(
        back=nw.col("temporary").shift(1).over(*SPELL, order_by=ORDER).fill_null(0) == 1
    ).filter(nw.col("temporary") == 0)
    came_from = {
        f"last_{name}": nw.col(name).shift(1).over(*SPELL, order_by=ORDER)
        for name in (*PLACE, "opened_on")
    }
    rows = rows.with_columns(**came_from)
    first = nw.col("last_opened_on").is_null()
    returned = nw.col("back") & ~first
    for name in PLACE:
        returned = returned & _same(nw.col(name), nw.col(f"last_{name}"))
    moved = nw.col("started_because").is_in(list(BEGINS)).fill_null(False)
    to_another = nw.col("started_because").is_in(list(NEW_CARER)).fill_null(False)
    rows = rows.with_columns(
        begins=moved & ~returned,
        moves=first | (moved & ~returned),
        new_carer=first | (to_another & ~returned),
        carer_known=to_another,
        first_adoptive=nw.col("placement").is_in(list(FOR_ADOPTION)).fill_null(False)
        & ~nw.col("last_placement").is_in(list(FOR_ADOPTION)).fill_null(False),
    )
    number = nw.col("moves").cast(nw.Int64).cum_sum().over(*WHO, order_by=ORDER)
    return rows.with_columns(number=number).drop("temporary", "back", "moves", *came_from)


def _same(one: nw.Expr, other: nw.Expr) -> nw.Expr:
    return (one == other).fill_null(False) | (one.is_null() & other.is_null())


def many_placements(facts: Facts, since: date, until: date, least: int) -> Rows:
    """Return the children who had at least so many placements between two days."""
    inside = placed(facts).filter(nw.col("opened_on") <= until, nw.col("ends") >= since)
    each = inside.select(*WHO, "number").unique()
    return each.group_by(*WHO).agg(nw.len().alias("placements")).filter(
        nw.col("placements") >= least
    )  # fmt: skip


def with_carer(rows: Rows, facts: Facts, on: date) -> Rows:
    """Add `carer_since`, since when the child lives with the carer of a day, and
    `carer_since_known`: whether it is known, or only that it was no later.

    Of a child placed for adoption with somebody new, it is since when with the carer before.
    """
    came = placed(facts).filter(nw.col("new_carer"), nw.col("opened_on") <= on)
    back = {
        name: nw.col(name).shift(1).over(*SPELL, order_by=ORDER)
        for name in ("opened_on", "carer_known")
    }
    next_on = nw.col("opened_on").shift(-1).over(*SPELL, order_by=ORDER)
    came = came.with_columns(
        next_on=next_on, before_on=back["opened_on"], before_known=back["carer_known"]
    ).filter(nw.col("next_on").is_null())
    combined = nw.col("first_adoptive") & ~nw.col("before_on").is_null()
    came = came.select(
        *SPELL,
        nw.when(combined).then(nw.col("before_on")).otherwise(nw.col("opened_on"))
        .alias("carer_since"),
        nw.when(combined).then(nw.col("before_known")).otherwise(nw.col("carer_known"))
        .alias("carer_since_known"),
    )  # fmt: skip
    return rows.join(came, on=list(SPELL), how="left")
