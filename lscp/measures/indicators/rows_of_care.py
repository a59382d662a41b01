"""The rows that indicators of children in care count: who is, starts and ceases to be looked after.

An episode is one placement under one legal status. Short breaks (legal statuses V3 and V4) are no
part of any of it.
"""

from datetime import date

import narwhals as nw

from lscp.core.characteristics import day_number, with_person
from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period
from lscp.measures.indicators.rows import WHO
from lscp.measures.indicators.spells_of_care import ORDER, STARTED, with_earlier

NEXT_BEGINS = "X1"
EPISODES = (
    "ssd_cla_episodes.clae_cla_episode_id",
    "ssd_cla_episodes.clae_person_id",
    "ssd_cla_episodes.clae_cla_episode_start_date",
    "ssd_cla_episodes.clae_cla_episode_start_reason",
    "ssd_cla_episodes.clae_cla_episode_ceased_date",
    "ssd_cla_episodes.clae_cla_episode_ceased_reason",
    "ssd_legal_status.lega_person_id",
    "ssd_legal_status.lega_legal_status",
    "ssd_legal_status.lega_legal_status_start_date",
    "ssd_legal_status.lega_legal_status_end_date",
)
PLACED = (
    "ssd_cla_episodes.clae_cla_placement_id",
    "ssd_cla_placement.clap_cla_placement_id",
    "ssd_cla_placement.clap_cla_placement_type",
)


def care(facts: Facts) -> Rows:
    """Return this return's episodes, each with its legal status, its placement and its spell.

    `starts` and `stops`: it is the first, the last of its spell. `since`: the earliest day known
    of the spell, which is its first where `since_known`.
    """
    return with_earlier(facts).filter(nw.col("now"))


def looked_after(facts: Facts, on: date) -> Rows:
    """Return the children looked after at the end of a day, each once."""
    return last(care(facts).filter(nw.col("opened_on") <= on, nw.col("ends") > on), *WHO)


def starting(facts: Facts, period: Period) -> Rows:
    """Return the children who started to be looked after in the period, on their first start."""
    rows = care(facts).filter(nw.col("starts"), nw.col("started_because") == STARTED)
    rows = rows.with_columns(on=nw.col("opened_on"))
    return first(rows.filter(nw.col("on").is_between(period.start, period.end)), *WHO)


def ceasing(facts: Facts, period: Period) -> Rows:
    """Return the children who ceased to be looked after in the period, on their last ceasing."""
    goes_on = (nw.col("ceased_because") == NEXT_BEGINS).fill_null(False)
    rows = (
        care(facts)
        .filter(nw.col("stops"), ~goes_on)
        .with_columns(on=nw.col("closed_on"), reason_ceased=nw.col("ceased_because"))
    )
    return last(rows.filter(nw.col("on").is_between(period.start, period.end)), *WHO)


def first(rows: Rows, *each: str) -> Rows:
    """Return the first episode of each."""
    return _at_the_edge(rows, 1, each)


def last(rows: Rows, *each: str) -> Rows:
    """Return the last episode of each."""
    return _at_the_edge(rows, -1, each)


def _at_the_edge(rows: Rows, step: int, each: tuple[str, ...]) -> Rows:
    beside = nw.col("opened_on").shift(step).over(*each, order_by=ORDER)
    return rows.with_columns(beside=beside).filter(nw.col("beside").is_null()).drop("beside")


def with_age(rows: Rows, facts: Facts, period: Period) -> Rows:
    """Add `age`, in whole years on the day `on`, and why a row has none to `left_out`."""
    rows = with_person(rows, facts, period.year)
    lived = day_number(nw.col("on")) - nw.col("born")
    unknown = nw.when(nw.col("born").is_null()).then(nw.lit("No date of birth"))
    return rows.with_columns(years=lived // 10_000, left_out=unknown)
