"""How settled children in care are: moves in the year, long stays with a carer, social workers."""

from functools import partial

import narwhals as nw
from dateutil.relativedelta import relativedelta

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import placements_of_care as placements
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.children_in_care import AGE, SOURCE
from lscp.measures.indicators.rows import WHO, flagged, year_of

NEEDS = (*of.EPISODES, *of.PLACED)
PLACE = tuple(f"ssd_cla_placement.clap_cla_placement_{name}" for name in (
    "provider", "urn", "postcode",
))  # fmt: skip
WORKERS = tuple(f"ssd_involvements.invo_{name}" for name in (
    "person_id", "professional_id", "professional_role_id", "involvement_start_date",
    "involvement_end_date",
))  # fmt: skip
MANY = 3
SETTLED, LONG = "2y", "30mo"
ROLE = "social worker"

placement_indicator = partial(
    indicator, theme="Placements of children in care", unit="percentage", when="at_end",
    each="person", sets=AGE, owner="Head of placements", source=SOURCE,
)  # fmt: skip


@placement_indicator(
    "IND069",
    title="Three or more placements in the year",
    better="lower",
    needs=(*NEEDS, *PLACE),
    by=("age",),
    caveats=("A change of the placement’s status with the same carer counts as a placement.",),
    questions=(
        "What was missing in the first placement that the third one has?",
        "How many moves were planned, and how many were a carer’s notice?",
    ),
)
def many_placements(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at the end of the period, those who were in three or more
    placements since 1 April of its year.

    The placement of 1 April counts, and each that began since (reasons S, P, T, U and B).
    Temporary placements (T0 to T4) do not, nor does coming back from one to the same placement,
    nor a change of legal status alone.
    """
    rows = of.looked_after(facts, period.end)
    many = placements.many_placements(facts, year_of(period).start, period.end, MANY)
    return flagged(rows, many, "numerator", on=WHO)


@placement_indicator(
    "IND208",
    title="Three or more placements in two years",
    better="lower",
    look_back=True,
    needs=(*NEEDS, *PLACE),
    by=("age",),
    caveats=("A change of the placement’s status with the same carer counts as a placement.",),
    questions=(
        "Do moves follow each other, or does one bad year stand between two good ones?",
        "Whom does the child know who has been there all the time?",
    ),
)
def many_in_two_years(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at the end of the period and a year before as well, those who
    were in three or more placements since 1 April of the year before.

    Placements are counted as in IND069, over both returns. Children who came into care since do
    not count.
    """
    a_year = relativedelta(years=1)
    rows = of.looked_after(facts, period.end)
    if facts.before is not None:
        then = of.looked_after(facts.before, period.end - a_year).select(*WHO)
        rows = rows.join(then, on=list(WHO), how="semi")
    since = year_of(period).start - a_year
    many = placements.many_placements(facts, since, period.end, MANY)
    return flagged(rows, many, "numerator", on=WHO)


@placement_indicator(
    "IND070",
    title="Long-term stability of placements",
    better="higher",
    look_back=True,
    needs=(
        *NEEDS,
        *PLACE,
        "ssd_cla_episodes.clae_entered_care_date",
        "ssd_person.pers_person_id",
        "ssd_person.pers_dob",
    ),
    caveats=(
        "A child is left out where the returns loaded do not say since when in care, or with whom.",
    ),
    questions=(
        "Which long placements are at risk, and who knows?",
        "Do carers of teenagers get the help that they ask for?",
    ),
)
def stability(facts: Facts, period: Period) -> Rows:
    """Of the children under 16 who had been looked after for 2½ years or more without a break at
    the end of the period, those who had lived with the same carer for 2 years or more.

    Of a child placed for adoption, the time with the carer before counts as well. A temporary
    placement (T0 to T4) from which the child came back is no break. Short breaks do not count.
    """
    end = nw.lit(period.end)
    rows = of.looked_after(facts, period.end).with_columns(on=end)
    rows = of.with_age(rows, facts, period).filter(
        (nw.col("years") < 16) | nw.col("born").is_null()
    )
    long = nw.col("since").dt.offset_by(LONG) <= period.end
    rows = rows.filter(long | ~nw.col("since_known"))
    rows = placements.with_carer(rows, facts, period.end)
    settled = (nw.col("carer_since").dt.offset_by(SETTLED) <= period.end).fill_null(False)
    unsure = ~settled & ~nw.col("carer_since_known").fill_null(False)
    return rows.with_columns(
        numerator=settled,
        left_out=nw.when(~long)
        .then(nw.lit("Since when the child is in care is not in the source"))
        .when(unsure)
        .then(nw.lit("Since when the child is with this carer is not in the source"))
        .otherwise(nw.col("left_out")),
    )


@placement_indicator(
    "IND203",
    title="Three or more social workers in the year",
    better="lower",
    needs=(*of.EPISODES, *WORKERS),
    by=("age",),
    caveats=("The return holds the child’s social workers from the year 2024.",),
    questions=(
        "Whom do these children call when something is wrong?",
        "Which teams lose the most social workers, and why?",
    ),
)
def many_workers(facts: Facts, period: Period) -> Rows:
    """Of the children looked after at the end of the period, those who had three or more social
    workers since 1 April of its year.

    The same worker twice counts once. Other professionals do not count.
    """
    ended = nw.col("invo_involvement_end_date")
    rows = facts.ssd_involvements.filter(
        nw.col("invo_professional_role_id") == ROLE,
        nw.col("invo_involvement_start_date") <= period.end,
        ended.is_null() | (ended >= year_of(period).start),
    ).select(
        "lscp_authority", nw.col("invo_person_id").alias("person"), "invo_professional_id"
    )  # fmt: skip
    each = rows.unique().group_by(*WHO).agg(nw.len().alias("workers"))
    many = each.filter(nw.col("workers") >= MANY)
    return flagged(of.looked_after(facts, period.end), many, "numerator", on=WHO)
