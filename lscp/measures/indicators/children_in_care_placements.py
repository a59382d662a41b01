"""Where children in care live: how far from home, and the placements that begin and change."""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import placements_of_care as placements
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.children_in_care import AGE, SOURCE
from lscp.measures.indicators.spells_of_care import FAR

NEEDS = (*of.EPISODES, *of.PLACED)
PLACE = tuple(f"ssd_cla_placement.clap_cla_placement_{name}" for name in (
    "provider", "urn", "postcode",
))  # fmt: skip
DISTANCE = ("ssd_cla_placement.clap_cla_placement_distance",)

placement_indicator = partial(
    indicator, theme="Placements of children in care", needs=NEEDS, sets=AGE,
    owner="Head of placements", source=SOURCE,
)  # fmt: skip


@placement_indicator(
    "IND071",
    title="Placed 20 miles or more from home",
    unit="percentage",
    when="at_end",
    each="person",
    better="lower",
    needs=(*NEEDS, *DISTANCE),
    by=("age", "placement"),
    caveats=(
        "Miles are as the crow flies, from the home before care to the placement.",
        "Most unaccompanied children have no home on record, and so no distance.",
    ),
    questions=(
        "Which of these children are far away for their safety, and which for want of a place?",
        "How often do their parents and social workers see them?",
    ),
)
def far_from_home(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at the end of the period whose distance from home is known,
    those placed 20 miles or more away.

    Children whose distance is not known are left out.
    """
    unknown = nw.when(nw.col("miles").is_null()).then(nw.lit("The distance is not known"))
    return of.looked_after(facts, period.end).with_columns(
        numerator=nw.col("miles") >= FAR, left_out=unknown
    )


@placement_indicator(
    "IND173",
    title="Placements begun",
    needs=(*NEEDS, *PLACE),
    by=("month", "distance", "placement", "provider"),
    caveats=("A change of the placement’s status with the same carer begins a placement.",),
    questions=(
        "How many of these placements were found on the day itself?",
        "Is a placement out of the area chosen, or the only one to be had?",
    ),
)
def begun(facts: Facts, period: Period) -> Rows:
    """Placements that began in the period, whenever the child came into care.

    An episode with the reason S, P, T, U or B begins one. Temporary placements (T0 to T4) do not
    count, nor coming back from one to the same placement.
    """
    rows = placements.placed(facts).filter(nw.col("now"), nw.col("begins"))
    return rows.with_columns(on=nw.col("opened_on"))


@placement_indicator(
    "IND174",
    title="Placements changed",
    needs=(*NEEDS, "ssd_cla_placement.clap_cla_placement_end_date",
           "ssd_cla_placement.clap_cla_placement_change_reason"),
    by=("month", "change_reason"),
    caveats=("Counts the placements for whose end a reason for the change is recorded.",),
    questions=(
        "How many moves follow the child’s plan?",
        "Which carers gave notice, and what would have kept the child there?",
    ),
)  # fmt: skip
def changed(facts: Facts, period: Period) -> Rows:
    """Placements that ended in the period for another, by the reason recorded for the change.

    A placement that ended with the child’s time in care has no such reason and does not count, nor
    do short breaks.
    """
    ours = of.care(facts).select("lscp_authority", "placement_id").unique()
    rows = facts.ssd_cla_placement.select(
        "lscp_authority",
        nw.col("clap_person_id").alias("person"),
        nw.col("clap_cla_placement_id").alias("placement_id"),
        nw.col("clap_cla_placement_end_date").alias("on"),
        nw.col("clap_cla_placement_change_reason").alias("change_reason"),
    ).filter(~nw.col("change_reason").is_null())
    return rows.join(ours, on=["lscp_authority", "placement_id"], how="semi")
