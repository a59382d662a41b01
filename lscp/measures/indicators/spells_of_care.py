"""Episodes of care as indicators need them: with legal status and placement, and in spells.

A spell is a child's episodes that follow each other without a gap, over this return and earlier
ones that are loaded: an episode that two returns hold is taken from the later one.
"""

from datetime import date

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.measures.indicators.rows import WHO

SHORT_BREAKS = ("V3", "V4")
STARTED = "S"
OPEN = date.max  # `ends` of an episode that is open: days can be compared, and nulls cannot
ORDER = ("opened_on", "ends", "episode")
FAR = 20  # miles


def with_earlier(facts: Facts) -> Rows:
    """Return the episodes of this return and of earlier ones, in spells; `now`: of this return."""
    return facts.once("spells of care", lambda: _in_spells(_all(facts)))


def _all(facts: Facts) -> Rows:
    """Return the episodes of this return, and those that earlier ones alone hold."""
    rows = _episodes(facts).with_columns(now=nw.lit(True))
    if facts.before is None:
        return rows
    earlier = _all(facts.before).with_columns(now=nw.lit(False))
    return nw.concat([rows, earlier.join(rows, on=[*WHO, "opened_on"], how="anti")])


def _episodes(facts: Facts) -> Rows:
    rows = facts.ssd_cla_episodes.select(
        "lscp_authority",
        nw.col("clae_person_id").alias("person"),
        nw.col("clae_cla_episode_id").alias("episode"),
        nw.col("clae_cla_id").alias("care"),
        nw.col("clae_cla_placement_id").alias("placement_id"),
        nw.col("clae_cla_episode_start_date").alias("opened_on"),
        nw.col("clae_cla_episode_start_reason").alias("started_because"),
        nw.col("clae_cla_episode_ceased_date").alias("closed_on"),
        nw.col("clae_cla_episode_ceased_reason").alias("ceased_because"),
        nw.col("clae_cla_primary_need_code").alias("need"),
        nw.col("clae_entered_care_date").alias("entered_on"),
        nw.col("clae_cla_episode_ceased_date").fill_null(OPEN).alias("ends"),
    ).filter(~nw.col("opened_on").is_null())
    rows = rows.join(_statuses(rows, facts), on=["lscp_authority", "episode"], how="left")
    rows = rows.filter(~nw.col("legal_status").is_in(list(SHORT_BREAKS)).fill_null(False))
    return rows.join(_placements(facts), on=["lscp_authority", "placement_id"], how="left")


def _statuses(rows: Rows, facts: Facts) -> Rows:
    """Return the legal status of each episode: that of its first day, and the latest of these."""
    known = facts.ssd_legal_status.select(
        "lscp_authority",
        nw.col("lega_person_id").alias("person"),
        nw.col("lega_legal_status").alias("legal_status"),
        nw.col("lega_legal_status_start_date").alias("from_on"),
        nw.col("lega_legal_status_end_date").fill_null(OPEN).alias("until"),
    )
    pairs = rows.select(*WHO, "episode", "opened_on").join(known, on=list(WHO), how="inner")
    opened, began = nw.col("opened_on"), nw.col("from_on")
    pairs = pairs.filter(began <= opened, (nw.col("until") > opened) | (began == opened))
    dated = nw.concat_str([began.dt.to_string("%Y-%m-%d"), nw.col("legal_status")])
    pairs = pairs.with_columns(dated=dated).filter(~nw.col("dated").is_null())
    latest = pairs.group_by("lscp_authority", "episode").agg(nw.col("dated").max())
    return latest.select(
        "lscp_authority", "episode", nw.col("dated").str.slice(10).alias("legal_status")
    )


def _placements(facts: Facts) -> Rows:
    """Return each placement: its type, who provides it, where it is and how far from home."""
    rows = facts.ssd_cla_placement.select(
        "lscp_authority",
        nw.col("clap_cla_placement_id").alias("placement_id"),
        nw.col("clap_cla_placement_start_date").alias("placed_on"),
        nw.col("clap_cla_placement_type").alias("placement"),
        nw.col("clap_cla_placement_provider").alias("provider"),
        nw.col("clap_cla_placement_urn").alias("urn"),
        nw.col("clap_cla_placement_postcode").alias("postcode"),
        nw.col("clap_cla_placement_distance").alias("miles"),
        nw.col("lscp_placement_location").alias("inside"),
    )
    far = nw.when(nw.col("miles") >= FAR).then(nw.lit("_OVER")).otherwise(nw.lit("_UNDER"))
    known = ~nw.col("miles").is_null() & nw.col("inside").is_in(["IN", "OUT"])
    both = nw.concat_str([nw.col("inside"), far])
    return rows.with_columns(distance=nw.when(known).then(both).otherwise(nw.lit("UNKNOWN")))


def _in_spells(rows: Rows) -> Rows:
    """Add the spell that each episode is in: one begins where the child was not looked after."""
    ended_before = nw.col("ends").shift(1).over(*WHO, order_by=ORDER)
    rows = rows.with_columns(ended_before=ended_before)
    gap = nw.col("ended_before") < nw.col("opened_on")
    again = (nw.col("ended_before") == OPEN) & (nw.col("started_because") == STARTED)
    new = nw.col("ended_before").is_null() | (gap | again).fill_null(False)
    rows = rows.with_columns(starts=new).with_columns(
        spell=nw.col("starts").cast(nw.Int64).cum_sum().over(*WHO, order_by=ORDER),
        next_starts=nw.col("starts").shift(-1).over(*WHO, order_by=ORDER),
    )
    known = nw.col("starts") & (nw.col("started_because") == STARTED).fill_null(False)
    spell = (*WHO, "spell")
    rows = rows.with_columns(
        stops=nw.col("next_starts").fill_null(True) & (nw.col("ends") < OPEN),
        first_on=nw.col("opened_on").min().over(*spell),
        until=nw.col("ends").max().over(*spell),
        entered_on=nw.col("entered_on").min().over(*spell),
        known=known.cast(nw.Int64).max().over(*spell),
    )
    entered = ~nw.col("entered_on").is_null()
    return rows.with_columns(
        since=nw.when(nw.col("entered_on") < nw.col("first_on"))
        .then(nw.col("entered_on")).otherwise(nw.col("first_on")),
        since_known=entered | (nw.col("known") == 1),
    ).drop("ended_before", "next_starts", "first_on", "entered_on", "known")  # fmt: skip
